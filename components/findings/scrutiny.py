"""What the scrutiny page says in sentences; pure, each with the figures it was given."""

import pandas as pd

from components.findings.words import say_names

LEVELS_OUTSIDE = ("beyond-capacity", "within-capacity")


def say_inspections(inspections: pd.DataFrame) -> list[str]:
    """How many inspections, what is still to come, and where the text contradicts itself."""
    if inspections.empty:
        return []
    states = inspections["state"].value_counts()
    reported = int(states.get("reported", 0))
    sentences = [
        f"{len(inspections)} inspections, assessments and surveys are named. Those that had reported: {reported}; self "
        f"assessments: {int(states.get('self-assessed', 0))}; still to report: {int(states.get('expected', 0))}; to "
        f"come: {int(states.get('forthcoming', 0))}."
    ]
    latest = inspections[inspections["published_month"] != ""].sort_values("published_month").tail(1)
    for row in latest.to_dict("records"):
        sentences.append(f"The latest, {row['title']}, was published in {_drop_day(row['published'])}.")
    doubted = inspections[inspections["note"].str.contains("contradicts|as settled", regex=True)]
    if len(doubted):
        titles = say_names(list(doubted["title"]))
        sentences.append(f"Of {titles} the text says two things; both stand in the table's notes.")
    return sentences


def say_grades(grades: pd.DataFrame) -> list[str]:
    """What changed against the grade before, force by force, and how the latest of each pillar stand."""
    published = grades[grades["state"] == "published"]
    if published.empty:
        return []
    sentences = []
    for change, word in (("worse", "fell"), ("better", "rose"), ("same", "kept its grade")):
        rows = published[published["change"] == change]
        for pillar, own in rows.groupby("pillar", sort=False):
            forces = list(dict.fromkeys(own["force_name"]))
            first = own.iloc[0]
            both = _say_forces(forces, all_forces=published["force_name"].nunique())
            if change == "same":
                sentences.append(f"{pillar} stayed {first['grade_name'].lower()} for {both} ({first['graded']}).")
            else:
                sentences.append(
                    f"{pillar} {word} from {first['previous_name'].lower()} to {first['grade_name'].lower()} "
                    f"for {both} ({first['graded']})."
                )
    waiting = grades[grades["state"].isin(["expected", "not_graded"])].drop_duplicates("pillar")
    if len(waiting):
        edition = waiting["edition"].iloc[0]
        sentences.append(
            f"When the assessment of {edition} was written, {say_names(list(waiting['pillar']))} had no report yet."
        )
    return sentences


def say_performance(measures: pd.DataFrame, confidence: pd.DataFrame) -> list[str]:
    """How much of the framework can be shown, and what is printed on public confidence."""
    sentences = []
    ranks = confidence[confidence["measure_code"] == "confidence-rank"]
    if len(ranks):
        said = [f"{name} {printed}" for name, printed in zip(ranks["area_name"], ranks["printed"], strict=True)]
        local = confidence.loc[confidence["measure_code"] == "confidence-local", "printed"]
        share = (
            f"{local.iloc[0][0].upper()}{local.iloc[0][1:]} people have confidence in their local police, and in "
            if len(local)
            else "In "
        )
        sentences.append(
            f"{share}public confidence {say_names(said)} of eight similar forces (which rank is whose: inferred)."
        )
    if len(measures):
        shown = int(measures["availability"].isin(["yes", "part"]).sum())
        whole = int((measures["availability"] == "yes").sum())
        sentences.append(
            f"Of the {len(measures)} measures in {measures['theme'].nunique()} themes, this store can show {shown}, "
            f"{whole} of them as a series; the rest need figures that are not published."
        )
    wanted = confidence.set_index("measure_code")["printed"]
    if {"perception-presence-wanted", "perception-presence-felt"} <= set(wanted.index):
        sentences.append(
            f"In the national survey {wanted['perception-presence-wanted']} find a regular uniformed presence "
            f"important and {wanted['perception-presence-felt']} feel they have it."
        )
    return sentences


def say_risk(levels: pd.DataFrame, risks: pd.DataFrame) -> list[str]:
    """What the three boundaries are, and how many loaded risks lie beyond them."""
    sentences = []
    if len(levels):
        sentences.append(
            "Risk is steered by three boundaries: appetite (wanted), tolerance (with reassurance) and capacity (never "
            "beyond). Who acts at each level is paired by the order of the text, so it is inferred."
        )
    if risks.empty:
        return [*sentences, "No risk register is loaded, so the matrix is empty."]
    outside = risks[risks["level_code"].isin(LEVELS_OUTSIDE)]
    top = risks.iloc[0]
    sentences.insert(
        0,
        f"{len(risks)} {'risk is' if len(risks) == 1 else 'risks are'} on the register; {len(outside)} of them beyond "
        f"tolerance. The highest is {top['reference']} ({top['likelihood']} x {top['impact']}).",
    )
    return sentences


def say_strategies(objectives: pd.DataFrame) -> list[str]:
    """How many objectives in how many strategies, and how many this store bears on."""
    if objectives.empty:
        return []
    linked = objectives[(objectives["priorities"] != "") | (objectives["questions"] != "")]
    sentences = [
        f"{len(objectives)} objectives of {objectives['strategy_name'].nunique()} strategies are named; figures or "
        f"priorities held here bear on {len(linked)} of them, by our reading."
    ]
    strands = objectives[objectives["strategy_code"] == "vision-2025"]
    if len(strands):
        sentences.append(f"{strands['strategy_name'].iloc[0]}: {_lower(strands['note'].iloc[0])}")
    return sentences


def _say_forces(forces: list[str], *, all_forces: int) -> str:
    if len(forces) > 1 and len(forces) == all_forces:
        return "both forces" if len(forces) == 2 else "all forces"
    return say_names(forces)


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]


def _drop_day(words: str) -> str:
    """'12 December 2017' as 'December 2017'."""
    first, _, rest = words.partition(" ")
    return rest if first.isdigit() else words
