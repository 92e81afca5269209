"""What the page of one threat says in sentences. Pure; nothing here looks at who people are."""

from collections.abc import Sequence

import pandas as pd

from components.findings.changes import say_judgement
from components.findings.priorities import say_number
from components.findings.words import say_count, say_names
from data_access.measures.change import NAMED_ABOVE
from data_access.months import name_month

RECOMMENDED = "2018-19"  # priorities that the 2017-18 assessment recommends, not yet set


def say_threat(name: str) -> str:
    """A threat's name within a sentence: 'child sexual exploitation and abuse', 'FGM, forced marriage ...'."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]


def say_standing(aims: pd.DataFrame, *, name: str, standing: str, has_recommended: bool) -> list[str]:
    """In which editions it is an alliance priority, and whether it is recommended to stay one."""
    editions = sorted(set(aims["edition"]) - {RECOMMENDED})
    is_recommended = RECOMMENDED in set(aims["edition"])
    subject = say_threat(name)
    if not editions and not is_recommended:
        kind, _, rest = standing.partition(" ")
        known_as = f"as emerging ({rest})" if kind == "emerging" else f"in a {standing}"
        return [f"No edition's alliance priorities include {subject}, which the assessments name {known_as}."]
    if not editions:
        return [f"The priorities recommended for {RECOMMENDED} include {subject}; those of no edition do."]
    sentence = f"The alliance priorities of {say_names(editions)} include {subject}"
    if has_recommended:
        sentence += f", {'and so do' if is_recommended else 'but not'} those recommended for {RECOMMENDED}"
    return [f"{sentence}."]


def say_held(measures: pd.DataFrame, evidence: pd.DataFrame, *, name: str) -> list[str]:
    """How much is known in figures: series held, figures printed; plainly said where there is neither."""
    held = int(_is_shown(measures).sum())
    printed = len(evidence)
    subject = say_threat(name)
    if not held and not printed:
        return [f"No figure about {subject} is held: neither assessment prints one, and no series that counts it is."]
    series = f"{say_number(held).capitalize()} {'series' if held else 'series that counts it'}"
    series += " held bears on it" if held == 1 else " held bear on it" if held else " is held"
    figures = (
        f"the assessments print {say_count(printed, 'figures')} about it"
        if printed
        else "neither assessment prints a figure"
    )
    return [f"{series}; {figures}."]


def say_gaps(texts: pd.DataFrame) -> list[str]:
    """How many gaps in knowledge the documents name."""
    count = int((texts["kind"] == "gap").sum())
    if not count:
        return []
    return [f"The assessments name {say_number(count)} {'gap' if count == 1 else 'gaps'} in what is known of it."]


def say_changes(changes: pd.DataFrame, *, area_name: str) -> list[str]:
    """The offence groups that moved more than usual between two years, or that none did, with the largest."""
    judged = changes.dropna(subset=["z"])
    if judged.empty:
        return []
    years = f"the year to September {judged['year_ending'].iloc[0][:4]}"
    named = judged[judged["z"].abs() > NAMED_ABOVE].sort_values("z", key=abs, ascending=False)
    sentences = [
        f"{row['offence_name']} in {area_name}: {row['now']:,.0f} in {years} against {row['then']:,.0f} the year "
        f"before ({row['pct']:+.1f}%); it {say_judgement(row)}."
        for row in named.head(2).to_dict("records")
    ]
    if sentences:
        return sentences
    top = judged.loc[judged["z"].abs().idxmax()]
    return [
        f"No measure moved more than usual in {years}: the largest change in {area_name} is "
        f"{say_threat(top['offence_name'])}, {top['then']:,.0f} to {top['now']:,.0f} ({top['pct']:+.1f}%)."
    ]


def say_months(trend: pd.DataFrame, *, kinds: Sequence[str], area_name: str) -> list[str]:
    """The last month held of the categories that count for a threat."""
    held = trend.dropna(subset=["crime_count"])
    if held.empty:
        return []
    row = held.iloc[-1]
    return [
        f"{say_count(row['crime_count'], 'crimes')} of {say_names([say_threat(kind) for kind in kinds])} were "
        f"recorded in {area_name} in {name_month(row['last_month'])}, the last month held."
    ]


def say_quarters(quarters: pd.DataFrame, tree: pd.DataFrame, *, area_name: str) -> list[str]:
    """The offences that count over the quarters held, the largest of them, and that no change can be judged."""
    total = quarters["crime_count"].sum()
    if not len(quarters) or not total:
        return [f"No offence that counts for it was recorded in {area_name} in the quarters held."] * bool(
            len(quarters)
        )
    first, last = name_month(quarters["first_month"].iloc[0]), name_month(quarters["last_month"].iloc[-1])
    sentence = f"{say_count(total, 'offences')} that count for it were recorded in {area_name} from {first} to {last}"
    if len(tree) > 1:
        top = tree.sort_values("crime_count", ascending=False).iloc[0]
        sentence += f"; the most frequent is {say_threat(top['offence_name'])} ({top['crime_count']:,.0f})"
    return [f"{sentence}. Offence codes are held for one financial year, so no change is judged."]


def say_harm(part: pd.DataFrame, whole: pd.DataFrame, *, area_name: str) -> list[str]:
    """What the threat's offences are of all crimes and of all harm in the same period."""
    if part["harm"].notna().sum() == 0 or not whole["harm"].sum():
        return []
    crimes = 100 * part["crime_count"].sum() / whole["crime_count"].sum()
    harm = 100 * part["harm"].sum() / whole["harm"].sum()
    return [
        f"In {part['period_words'].iloc[0]} its offences were {crimes:.1f}% of the crimes recorded in {area_name} and "
        f"{harm:.1f}% of their harm, by ONS severity weights."
    ]


def say_collisions(months: pd.DataFrame, *, area_name: str, period: str) -> list[str]:
    """KSI collisions over the months held, and how many were fatal."""
    total, fatal = int(months["ksi_count"].sum()), int(months["fatal_count"].sum())
    return [
        f"Somebody was killed or seriously injured in {say_count(total, 'collisions')} in {area_name} in {period}; "
        f"{fatal} of them {'was' if fatal == 1 else 'were'} fatal."
    ]


def say_ksi_value(values: pd.DataFrame, *, area_name: str) -> list[str]:
    """What preventing the KSI collisions held would have been worth."""
    total = float(values["prevention_value"].sum())
    if not total:
        return []
    return [
        f"Preventing the KSI collisions held of {area_name} would have been worth {total / 1e6:,.0f} million pounds to "
        f"society in {values['price_year'].iloc[0]} prices."
    ]


def say_measures(measures: pd.DataFrame, *, name: str) -> list[str]:
    """How many measures bear on a threat and how well they cover it."""
    held = measures[_is_shown(measures)]
    sentences = []
    if held.empty:
        sentences.append(f"Nothing held counts {say_threat(name)}.")
    else:
        whole = int((held["coverage"] == "whole").sum())
        verb = "cover" if whole > 1 else "covers"
        covers = f"{'none' if not whole else say_number(whole)} {verb} the whole of {say_threat(name)}"
        count = f"{say_number(len(held)).capitalize()} of {say_number(len(measures))} measures"
        count = "Its one measure" if len(measures) == 1 else count
        sentences.append(f"{count} {'is' if len(held) == 1 else 'are'} held; {covers}.")
    missing = measures[measures["availability"] == "not public"]["measure_name"].tolist()
    if missing:
        sentences.append(f"What is not public: {'; '.join(say_threat(each) for each in missing)}.")
    return sentences


def _is_shown(measures: pd.DataFrame) -> pd.Series:
    """Measures held that are drawn; the flags of a force's own extract are loaded and not drawn yet."""
    return measures["is_held"].astype(bool) & (measures["availability"] == "held")


def say_evidence(evidence: pd.DataFrame, *, name: str, all_count: int) -> list[str]:
    """How many figures the documents print, of whom, how many carry a note; plainly where there is none."""
    if evidence.empty:
        if all_count:
            return [f"The {all_count} figures printed about {say_threat(name)} are about other areas."]
        return [f"Neither assessment prints a figure about {say_threat(name)}: none is held."]
    editions = [
        f"{int(count)} in {edition}" for edition, count in evidence.groupby("edition").size().sort_index().items()
    ]
    sentences = [
        f"The assessments print {say_count(len(evidence), 'figures')} about {say_threat(name)}: {say_names(editions)}."
    ]
    areas = evidence.groupby("area_name").size().sort_values(ascending=False, kind="stable")
    said = [f"{area} {count}" for area, count in areas.items()]
    sentences.append(f"By area: {say_names(said)}.")
    noted, inferred = int((evidence["note"] != "").sum()), int((evidence["certainty"] == "inferred").sum())
    if noted:
        reading = f"; {say_number(inferred)} {'rests' if inferred == 1 else 'rest'} in part on our reading"
        sentences.append(
            f"{say_number(noted).capitalize()} {'has' if noted == 1 else 'have'} a note on what disagrees or is not "
            f"said{reading if inferred else ''}."
        )
    return sentences


def say_intelligence(requirements: pd.DataFrame, *, name: str) -> list[str]:
    """How many requirements are held and what their two levels give; what lacks a level has no status."""
    if requirements.empty:
        return [
            f"No intelligence requirement about {say_threat(name)} is held: load the forces' own from the template."
        ]
    counts = requirements.groupby("rag").size()
    said = [f"{say_number(int(counts[rag]))} {rag}" for rag in ("red", "amber", "green") if rag in counts]
    total = (
        f"{say_number(len(requirements)).capitalize()} intelligence {_plural(len(requirements), 'requirement')} about "
    )
    sentence = f"{total}{say_threat(name)} {'is' if len(requirements) == 1 else 'are'} held"
    if said:
        sentence += f": {say_names(said)}"
    lacking = int(counts.get("not derived", 0))
    if lacking:
        sentence += (
            f"; {say_number(lacking)} {'has' if lacking == 1 else 'have'} no status, because a level of knowledge or a "
            "collection priority is not held"
        )
    return [f"{sentence}."]


def say_morile(ranks: pd.DataFrame, *, code: str, name: str) -> list[str]:
    """The threat's rank in the loaded sheet; without one, that nothing is scored."""
    if ranks.empty:
        return ["No MoRiLE sheet is loaded: its structure is published, its scores are not, and none is made up here."]
    ranked = ranks.dropna(subset=["rank"])
    own = ranked[ranked["threat_code"] == code]
    if own.empty:
        missing = "lacks a score, so it has no rank" if code in set(ranks["threat_code"]) else "is not in the sheet"
        return [f"{name} {missing}; {say_count(len(ranked), 'threats')} are ranked."]
    row = own.iloc[0]
    level = int((ranked["rank"] == row["rank"]).sum()) - 1
    same = f", level with {say_number(level)} {'other' if level == 1 else 'others'}" if level else ""
    return [
        f"{name} has rank {row['rank']} of {len(ranked)} by the loaded sheet (total {row['total']:,g}{same}), by its "
        "own scores and weights."
    ]


def say_moves(moves: pd.DataFrame) -> list[str]:
    """The smallest change of one score that would change the rank, upwards and downwards."""
    sentences = []
    for direction in ("up", "down"):
        own = moves[(moves["direction"] == direction) & moves["is_within_scale"].fillna(True).astype(bool)]
        if own.empty:
            continue
        row = own.loc[own["move"].abs().idxmin()]
        sentences.append(
            f"Its rank would {'rise' if direction == 'up' else 'fall'} if {say_threat(row['criterion_name'])} alone "
            f"moved past {row['needed_score']:g} (now {row['score']:g}): there it is level with "
            f"{say_threat(row['rival_name'])}."
        )
    return sentences


def say_coverage(coverage: pd.DataFrame) -> list[str]:
    """How many printed numbers are figures held, in other tables, or none; and sections that are text only."""
    sums = coverage[["number_count", "evidence_count", "elsewhere_count", "excepted_count", "open_count"]].sum()
    sentences = [
        f"Of {sums['number_count']:,} numbers printed, {sums['evidence_count']:,} stand in figures held, "
        f"{sums['elsewhere_count']:,} in other tables, and {sums['excepted_count']:,} are no figures (dates, page "
        "numbers, names and the like, each with its reason)."
    ]
    open_count = int(sums["open_count"])
    sentences.append(
        "None is left without a reason."
        if not open_count
        else f"{say_count(open_count, 'numbers')} are accounted for nowhere: this is a fault."
    )
    without = int((coverage["fact_count"] == 0).sum())
    sentences.append(
        f"{say_count(int(coverage['fact_count'].sum()), 'facts')} are held from {len(coverage) - without} of "
        f"{len(coverage)} sections; the others hold text only."
    )
    return sentences


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"
