"""What the workforce page says in sentences; pure, each with the figures it was given."""

import pandas as pd

from components.charts.workforce import GROUP_NAMES, WORKER_NAMES, lower_first
from components.findings.words import is_held, say_names

DISCRIMINATION_PAIRS = {
    "days-off": "had a day or more off work unwell",
    "stress": "had work-related stress",
    "ailments": "have ailments that could affect their work",
    "balance": "have a good balance of work and life",
}


def say_strength(strength: pd.DataFrame, *, area_code: str) -> list[str]:
    """Officers, staff and specials of the area at its last date, beside the first date held."""
    own = strength[(strength["area_code"] == area_code) & strength["strength_count"].notna()]
    sentences = []
    for worker, basis, unit in (
        ("officer", "fte", "FTE"),
        ("staff", "fte", "FTE"),
        ("special", "headcount", "by headcount"),
    ):
        rows = own[(own["worker_type"] == worker) & (own["basis"] == basis)].sort_values("as_at_date")
        if len(rows) < 2:
            continue
        first, last = rows.iloc[0], rows.iloc[-1]
        change = last["strength_count"] - first["strength_count"]
        sentences.append(
            f"{last['area_name']} had {last['strength_count']:,.0f} {lower_first(WORKER_NAMES[worker])} ({unit}) on "
            f"{say_day(last['as_at_date'])}, {abs(change):,.0f} {'more' if change > 0 else 'fewer'} than on "
            f"{say_day(first['as_at_date'])}."
        )
    return sentences


def say_peers(rates: pd.DataFrame, *, own_codes: list[str], worker: str) -> list[str]:
    """Where the forces stand per 1,000 residents among the forces compared; rates is one worker type on one date."""
    rated = rates.dropna(subset=["strength_per_1000"]).sort_values("strength_per_1000", ascending=False)
    if len(rated) < 3:
        return []
    places = {code: place for place, code in enumerate(rated["area_code"], start=1)}
    said = [
        f"{row['area_name']} {row['strength_per_1000']:.2f} (number {places[row['area_code']]} of {len(rated)})"
        for row in rated[rated["area_code"].isin(own_codes)].to_dict("records")
    ]
    day = say_day(rated["as_at_date"].iloc[0])
    return [f"{worker} per 1,000 residents on {day}: {say_names(said)}."] if said else []


def say_capacity(rows: pd.DataFrame, *, area_code: str, area_name: str, unit: str) -> list[str]:
    """What was recorded for each officer in the last year beside the first, and how the parts moved."""
    own = rows[(rows["area_code"] == area_code) & rows["per_officer"].notna()].sort_values("period_code")
    if own.empty:
        return []
    first, last = own.iloc[0], own.iloc[-1]
    digits = 1 if last["per_officer"] >= 1 else 2
    sentences = [
        f"In the {last['period']}, {last['per_officer']:.{digits}f} {unit} were recorded for each officer (FTE) of "
        f"{area_name}: {last['demand_count']:,.0f} for {last['officer_count']:,.0f} officers on "
        f"{say_day(last['as_at_date'])}."
        if last["period"].startswith("year")
        else f"In {last['period']}, {last['per_officer']:.{digits}f} {unit} were recorded for each officer (FTE) of "
        f"{area_name}: {last['demand_count']:,.0f} for {last['officer_count']:,.0f} officers on "
        f"{say_day(last['as_at_date'])}."
    ]
    if len(own) > 1:
        demand = last["demand_count"] - first["demand_count"]
        officers = last["officer_count"] - first["officer_count"]
        sentences.append(
            f"In the {first['period']} it was {first['per_officer']:.{digits}f}; since then {unit} "
            f"{'rose' if demand > 0 else 'fell'} by {abs(demand):,.0f} and officers "
            f"{'rose' if officers > 0 else 'fell'} by {abs(officers):,.0f}."
        )
    return sentences


def say_sickness(figures: pd.DataFrame) -> list[str]:
    """Each measure in a sentence of its own: they are not to be compared with each other."""
    held = figures[figures["status"] == "value"]
    sentences = []
    hours = held[held["measure_code"] == "hours-lost-month"]
    for force, rows in hours.groupby("area_name", sort=False):
        said = []
        for group, own in rows.groupby("group_code", sort=False):
            ordered = own.sort_values("first_month")
            first, last = ordered.iloc[0], ordered.iloc[-1]
            word = "up" if last["value"] > first["value"] else "down"
            said.append(
                f"{lower_first(GROUP_NAMES[str(group)])} {last['printed']} in {last['period']} "
                f"({word} from {first['printed']} in {first['period']})"
            )
        sentences.append(f"Hours lost to sickness in {force}: {say_names(said)}.")
    days = held[held["measure_code"] == "days-lost-month"]
    if len(days):
        said = [
            f"{lower_first(GROUP_NAMES[code])} {printed}"
            for code, printed in zip(days["group_code"], days["printed"], strict=True)
        ]
        sentences.append(f"Days lost, another measure, {days['period'].iloc[0]}: {say_names(said)}.")
    people = held[held["measure_code"] == "concentration-people"]
    if len(people):
        share = held[held["measure_code"] == "concentration-share"]["printed"].iloc[0]
        said = [
            f"{printed} {lower_first(GROUP_NAMES[code])}"
            for code, printed in zip(people["group_code"], people["printed"], strict=True)
        ]
        sentences.append(f"In {people['period'].iloc[0]}, {say_names(said)} each account for {share} of sickness days.")
    return sentences


def say_toil(figures: pd.DataFrame) -> list[str]:
    """People over each limit in the last month beside the first, officers and staff."""
    sentences = []
    for kind, words in (("toil", "40 hours of TOIL"), ("rdil", "5 days of RDIL")):
        over = figures[(figures["measure_code"] == f"{kind}-over") & (figures["status"] == "value")]
        if over.empty:
            continue
        first, last = over["first_month"].min(), over["first_month"].max()
        said = []
        for group, rows in over.groupby("group_code", sort=False):
            then, now = (rows.loc[rows["first_month"] == month, "value"] for month in (first, last))
            if len(then) == len(now) == 1:
                said.append(f"{now.iloc[0]:,.0f} {lower_first(GROUP_NAMES[str(group)])} ({then.iloc[0]:,.0f})")
        period = {month: over.loc[over["first_month"] == month, "period"].iloc[0] for month in (first, last)}
        sentences.append(f"Owed more than {words} in {period[last]} (in {period[first]}): {say_names(said)}.")
    return sentences


def say_specials(figures: pd.DataFrame) -> list[str]:
    """Establishment beside the year before and the wish, and what became of the expressions of interest."""
    held = figures[figures["status"] == "value"].set_index(["measure_code", "area_name", "period"])["value"]
    sentences = []
    for force, rows in figures[figures["measure_code"] == "specials-establishment"].groupby("area_name", sort=False):
        ordered = rows.sort_values("first_month")
        first, last = ordered.iloc[0], ordered.iloc[-1]
        wish = [value for (code, name, _), value in held.items() if code == "specials-desired" and name == force]
        wanted = f"{wish[0]:,.0f} wanted" if wish else "no number wanted, but a significant uplift"
        sentences.append(
            f"{force} had {last['value']:,.0f} special constables with those in training ({last['period']}; "
            f"{first['value']:,.0f} in {first['period']}; {wanted})."
        )
    steps = list_funnel(figures)
    if len(steps) == 3:
        first, second, third = steps.to_dict("records")
        sentences.append(
            f"Of {first['value']:,.0f} expressions of interest by {first['period']}, {second['value']:,.0f} people "
            f"were invited to apply and {third['value']:,.0f} had handed in a form by {third['period']}."
        )
    return sentences


def list_funnel(figures: pd.DataFrame) -> pd.DataFrame:
    """The three steps of recruitment for all forces together, each with the words of its bar."""
    names = {
        "specials-interest": "Expressions of interest",
        "specials-invited": "Invited to apply",
        "specials-applied": "Forms handed in",
    }
    is_step = figures["measure_code"].isin(list(names)) & (figures["status"] == "value") & (figures["edition"] != "")
    steps = figures[is_step]
    steps = steps.sort_values("value", ascending=False).drop_duplicates("measure_code")
    certain = steps["certainty"].map({"inferred": "\n(date inferred)"}).fillna("")
    return steps.assign(
        step=steps["measure_code"].map(names),
        words=[
            f"{value:,.0f}\n{day}{mark}"
            for value, day, mark in zip(steps["value"], steps["period"], certain, strict=True)
        ],
    ).reset_index(drop=True)


def say_survey(figures: pd.DataFrame) -> list[str]:
    """Who answered, how many say they were discriminated against and reported it, and what goes with it."""
    printed = figures.drop_duplicates("measure_code").set_index("measure_code")["printed"].to_dict()
    if "survey-answers" not in printed:
        return []
    sentences = [
        f"{int(printed['survey-answers']):,} employees answered the survey ({printed['survey-response']} of the "
        f"workforce); {printed['pressure-poor-health']} of those who answered say that pressures at work made "
        "their health worse.",
        f"{printed['discriminated'].split(' ')[0]} say they were discriminated against in the year before, and "
        f"{printed['not-reported'].split(' ')[0]} of them did not report it.",
    ]
    said = [
        f"{printed[f'{code}-discriminated']} {words} (others: {printed[f'{code}-others']})"
        for code, words in DISCRIMINATION_PAIRS.items()
        if f"{code}-discriminated" in printed
    ]
    sentences.append(f"Of those discriminated against, {say_names(said)}.")
    return sentences


def say_equality(statements: pd.DataFrame) -> list[str]:
    """How many objectives stood, which data are held, and what standards say."""
    data = statements[statements["table_code"] == "equality-data"]
    sentences = []
    if len(data):
        held = data.loc[data["group_name"] == "robust data held", "heading"]
        gaps = data.loc[data["group_name"] != "robust data held", "heading"]
        sentences.append(
            f"By the assessment of {data['edition'].iloc[0]}, data on staff are robust for "
            f"{say_names(list(held.str.lower()))} and have gaps for {say_names(list(gaps.str.lower()))}."
        )
    objectives = statements[statements["table_code"] == "equality-objectives"]
    counts = objectives.groupby("edition").size()
    if len(counts):
        said = [f"{count} in {edition}" for edition, count in counts.items()]
        sentences.append(f"Equality objectives under three headings: {say_names(said)}.")
    complaints = statements[(statements["table_code"] == "standards") & (statements["group_name"] == "Complaints")]
    if len(complaints):
        sentences.append(
            f"Complaints are mostly about {say_names(list(complaints['heading']))}; the text gives no number for the "
            "forces."
        )
    return sentences


def say_day(day: str) -> str:
    """'2018-09-30' as '30 September 2018', '2017-07' as 'July 2017'."""
    date = pd.Timestamp(day)
    return f"{date:%B %Y}" if len(day) == 7 else f"{date.day} {date:%B %Y}"


def say_status(status: str) -> str:
    """Why a figure is not there, in words; '' for a value. Apart from zero, which is a figure."""
    return {
        "value": "",
        "missing": "not available at source (..)",
        "suppressed": "withheld at source (*)",
        "not_applicable": "not applicable at source",
        "not_stated": "words without a figure",
    }.get(status, status if is_held(status) else "")
