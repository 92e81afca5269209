"""What the road casualties page says in sentences."""

from collections.abc import Mapping

import pandas as pd

from components.findings.changes import say_judgement
from components.findings.words import say_count, say_names
from components.missing import NOT_HELD
from data_access.filters import Filters
from data_access.measures.change import MORE_DOWN, MORE_UP, RECORDING_CHANGED
from data_access.measures.judging import HIGHER, LOWER, is_any_apart
from data_access.months import name_month

NOT_ROADS = ("", "Unclassified")
LIKELY = 0.55  # 'likely' in the government's probability yardstick
TOP = 10
FEWEST_COMPARED = 5


def say_casualties(
    roads: pd.DataFrame, *, area_name: str, period: str, noun: str = "KSI collisions", kind: str = ""
) -> list[str]:
    """How many collisions, the roads with most of them, and what isn't known of the rest.

    kind says what they are narrowed to, such as 'A roads, 60 mph'.
    """
    total, fatal = int(roads["ksi_count"].sum()), int(roads["fatal_count"].sum())
    if not total:
        return []
    place = f"in {area_name} in {period}{f' ({kind})' if kind else ''}; "
    first = f"{say_count(total, noun)} happened {place}"
    if noun == "KSI collisions":
        first = f"Somebody was killed or seriously injured in {say_count(total, 'collisions')} {place}"
    sentences = [f"{first}{fatal} of them {'was' if fatal == 1 else 'were'} fatal."]
    named = roads[~roads["road"].isin(NOT_ROADS) & ~roads["road"].str.endswith(" road")]
    top = named[named["ksi_count"] >= 3].head(3)
    if len(top):
        said = [
            f"{road} in {force} ({count})"
            for road, force, count in zip(top["road"], top["force_name"], top["ksi_count"], strict=True)
        ]
        sentences.append(f"The numbered roads with most such collisions were {say_names(said)}.")
    minor = int(roads.loc[roads["road"] == "Unclassified", "ksi_count"].sum())
    if minor:
        sentences.append(f"{100 * minor / total:.0f}% happened on unclassified roads, which have no number ({minor}).")
    return sentences


def say_period(filters: Filters, collisions: pd.DataFrame) -> str:
    """The period in words: the filters', or the years of the collisions held."""
    if filters.from_month or filters.to_month:
        return filters.describe_period()
    return say_names(sorted({str(day.year) for day in collisions["collision_date"] if day is not None}))


def say_units(units: pd.DataFrame) -> list[str]:
    """Each unit in words: 'A46 section 3 of 12, near Alcester', 'Unclassified and C roads, Rugby'."""
    names = []
    read = ["unit_kind", "road", "section_number", "section_total", "near_name", "force_name", "district_name"]
    for row in units[read].to_dict("records"):
        if row["unit_kind"] == "section":
            near = f", near {row['near_name']}" if row["near_name"] else ""
            names.append(f"{row['road']} section {row['section_number']:.0f} of {row['section_total']:.0f}{near}")
        elif row["unit_kind"] == "road":
            names.append(f"{row['road']} in {row['force_name']}, not traced")
        else:
            place = row["district_name"]
            names.append(f"Unclassified and C roads, {place if isinstance(place, str) else f'place {NOT_HELD}'}")
    return names


def say_chance(chance: float) -> str:
    """A chance in the words of the government's probability yardstick, between its bands as a percentage.

    Source: Professional Head of Intelligence Assessment, as published March 2025; rounded to 5% first.
    """
    near = round(100 * chance / 5) * 5
    bands = (
        (0, 5, "remote"),
        (10, 20, "highly unlikely"),
        (25, 35, "unlikely"),
        (40, 50, "realistic possibility"),
        (55, 75, "likely"),
        (80, 90, "highly likely"),
        (95, 100, "almost certain"),
    )
    word = next((words for low, high, words in bands if low <= near <= high), "")
    return f"{100 * chance:.0f}% ({word})" if word else f"{100 * chance:.0f}%"


def say_ranking(sections: pd.DataFrame) -> list[str]:
    """The section of highest estimate with its chance, how sure the top is, ties, and what moved."""
    ranked = sections.dropna(subset=["eb_estimate"])
    if ranked.empty:
        return []
    top = ranked.iloc[0]
    sentences = [
        f"{top['name']}, in {top['district_name']}, has the highest estimate: {top['eb_estimate']:.1f} KSI collisions "
        f"(95% between {top['eb_lower']:.1f} and {top['eb_upper']:.1f}), from {top['ksi_count']} counted and "
        f"{top['expected_count']:.1f} expected of such a road. Its chance of truly being among the ten worst is "
        f"{say_chance(float(top['top10_chance']))}."
    ]
    sure = ranked[ranked["top10_chance"] >= LIKELY]
    if sure.empty:
        sentences.append(
            "No section is likely to be among the ten worst: these collisions are too few to tell the worst sections "
            "apart, so treat the order as a place to start, not as a verdict."
        )
    else:
        sentences.append(f"{say_count(len(sure), 'sections')} are likely or more to be among the ten worst.")
    ten = ranked.head(TOP)
    ties = ten[ten["tie_count"] > 1]
    if len(ties):
        most = ranked["ksi_count"].max()
        sentences.append(
            f"The highest count on any section is {most}; "
            f"{int((ranked['ksi_count'] == 0).sum())} of {len(ranked)} sections have none, and sections with the same "
            "count are told apart by their traffic only."
        )
    sentences.extend(say_moves(ranked))
    return sentences


def say_moves(ranked: pd.DataFrame) -> list[str]:
    """What moved since the period before, or why nothing is said of it."""
    if ranked["previous_count"].isna().all():
        return []
    if (ranked["judgement"] == RECORDING_CHANGED).any():
        return ["The period before was recorded another way (recording of injuries changed): no change is judged."]
    moved = ranked[ranked["judgement"].isin([MORE_UP, MORE_DOWN])]
    if moved.empty:
        return ["No section changed more than usual since the period before, allowing for chance."]
    return [
        f"{row['name']}: {row['previous_count']} before, {row['ksi_count']} now, which {say_judgement(row)}."
        for row in moved.to_dict("records")
    ][:2]


def say_route(
    own: pd.DataFrame, *, name: str, period: str, noun: str, profile: pd.DataFrame, section: pd.Series | None
) -> list[str]:
    """How many collisions a route has, its estimate, and where its profile differs from the area's."""
    total, fatal = len(own), int((own["severity"] == "fatal").sum())
    sentences = [
        f"{name} had {say_count(total, noun)} in {period}; {fatal} of them {'was' if fatal == 1 else 'were'} fatal."
    ]
    if section is not None and pd.notna(section["eb_estimate"]):
        sentences.append(
            f"{section['expected_count']:.1f} would be expected of such a road; the estimate is "
            f"{section['eb_estimate']:.1f} (95% between {section['eb_lower']:.1f} and {section['eb_upper']:.1f}). Its "
            f"chance of truly being among the ten worst is {say_chance(float(section['top10_chance']))}."
        )
    apart = profile[profile["is_apart"].astype(bool)]
    apart = (
        apart[(apart["ksi_count"] >= 3) & (apart["total"] >= FEWEST_COMPARED)]
        .sort_values("ksi_count", ascending=False)
        .head(3)
    )
    said = [
        f"{str(row.value).lower() if row.dimension != 'speed_limit' else row.value} "
        f"({row.share_pct:.0f}% against {row.other_pct:.0f}%)"
        for row in apart.itertuples()
    ]
    if said:
        sentences.append(f"Its collisions differ from the whole area's by more than chance in: {say_names(said)}.")
    elif total >= FEWEST_COMPARED:
        sentences.append("In nothing that is held do its collisions differ from the whole area's by more than chance.")
    return sentences


def say_profile(profile: pd.DataFrame, *, noun: str, weekday_chance: float | None) -> list[str]:
    """The four busiest hours in a row, weekdays judged against chance, and the kinds of road."""
    by = {str(name): rows for name, rows in profile.groupby("dimension")}
    sentences = []
    if "hour" in by:
        hours = by["hour"][by["hour"]["is_held"]]
        counts = hours.set_index(hours["value"].str.slice(0, 2).astype(int))["ksi_count"].reindex(
            range(24), fill_value=0
        )
        total = int(counts.sum())
        runs = {start: int(counts.loc[start : start + 3].sum()) for start in range(21)}
        start = max(runs, key=lambda each: runs[each])
        if total:
            sentences.append(
                f"{100 * runs[start] / total:.0f}% of {noun} ({runs[start]} of {total}) happened between "
                f"{start:02d}:00 and {start + 4:02d}:00, a sixth of the day."
            )
    if weekday_chance is not None and "weekday" in by:
        days = by["weekday"][by["weekday"]["is_held"]].sort_values("ksi_count")
        low, high = days.iloc[0], days.iloc[-1]
        span = f"from {low['ksi_count']} on {low['value']}s to {high['ksi_count']} on {high['value']}s"
        if weekday_chance < 0.05:
            sentences.append(f"Weekdays differ more than chance would explain: {span}.")
        else:
            sentences.append(f"Weekdays differ no more than chance would explain: {span}.")
    if "speed_limit" in by and "urban_rural" in by:
        places = by["urban_rural"].set_index("value")["ksi_count"]
        limits = by["speed_limit"].set_index("value")["ksi_count"]
        rural = int(places.get("Rural", 0))
        if rural:
            sentences.append(
                f"{rural} were on rural roads and {int(places.get('Urban', 0))} on urban ones; "
                f"{int(limits.get('60 mph', 0))} under a limit of 60 mph, {int(limits.get('30 mph', 0))} under 30 mph."
            )
    return sentences


def say_motorcycles(vehicles: pd.DataFrame, *, national: Mapping[str, float], noun: str) -> list[str]:
    """Motorcyclists' share among collisions whose vehicles are held, beside the nation's as the document quotes it."""
    own = vehicles[vehicles["vehicle_group"] == "Motorcycle"]
    if own.empty:
        return []
    row = own.iloc[0]
    sentence = (
        f"A motorcycle was in {row['ksi_count']} of the {row['held_count']} {noun} whose vehicles are held: "
        f"{row['share_pct']:.0f}% (95% between {row['share_lower']:.0f} and {row['share_upper']:.0f})."
    )
    if {"motorcycle-traffic", "motorcycle-deaths"} <= set(national):
        sentence += (
            f" Nationally, motorcyclists are {national['motorcycle-traffic']:.0f}% of traffic and "
            f"{national['motorcycle-deaths']:.0f}% of deaths, as the 2017-18 assessment quotes: a share of people, "
            "not of collisions."
        )
    return [sentence]


def say_recording_change(changes: pd.DataFrame) -> list[str]:
    """When the forces changed how they record injuries, as the collisions show it."""
    if changes.empty:
        return []
    by_month = changes.groupby("change_month")["force_name"].agg(list)
    when = [f"{say_names(names)} in {name_month(month)}" for month, names in by_month.items()]
    sentence = (
        f"Recording of injuries changed: {say_names(when)}. More collisions count as serious after it, "
        "so no trend is judged across it."
    )
    shares = changes.dropna(subset=["ksi_share_before_pct", "ksi_share_after_pct"])
    if len(shares):
        said = [
            f"{row.force_name} from {row.ksi_share_before_pct:.0f}% to {row.ksi_share_after_pct:.0f}%"
            for row in shares.itertuples()
        ]
        sentence += f" The share of collisions that are KSI collisions went up in {say_names(said)}."
    return [sentence]


def say_areas(rates: pd.DataFrame, *, average: float, words: str, noun: str) -> list[str]:
    """The areas that lie outside the funnel, and the highest and lowest rate."""
    rated = rates.dropna(subset=["rate"]).sort_values("rate", ascending=False)
    if len(rated) < 2:
        return []
    high, low = rated.iloc[0], rated.iloc[-1]
    sentences = [
        f"Of the {words}, {high['area_name']} had the highest rate ({high['rate']:.1f} {noun} a year per "
        f"100,000 residents) and {low['area_name']} the lowest ({low['rate']:.1f}); together it was {average:.1f}."
    ]
    if not is_any_apart(rated):
        sentences = [f"No two {words} differ by more than chance would explain."]
    if "differs" in rated:
        for differs, said in ((HIGHER, "above"), (LOWER, "below")):
            names = rated.loc[rated["differs"] == differs, "area_name"].tolist()
            if names:
                sentences.append(
                    f"Farther {said} the average than 99.8% of areas would be by chance: {say_names(names)}."
                )
    return sentences
