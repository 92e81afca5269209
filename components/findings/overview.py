"""What the first page says in sentences."""

import pandas as pd

from components.findings.words import is_held, say_change, say_count


def find_overview(headlines: pd.DataFrame, changes: pd.DataFrame, *, area_name: str) -> list[str]:
    """The strongest first: total crime, groups that moved more than usual, KSI collisions, strength."""
    sentences = []
    for row in headlines.to_dict("records"):
        code, value = row["headline_code"], row["value"]
        where = row["area_name"] if row["note"] else area_name
        if code == "recorded-crime" and is_held(row["pct"]):
            said = say_change(now=value, pct=row["pct"], words=row["words"], period=row["period"])
            sentences.append(f"Recorded crime in {where} was {said}.")
        elif code == "ksi-collisions" and is_held(value):
            sentences.append(
                f"In {row['period']} somebody was killed or seriously injured in "
                f"{say_count(value, 'collisions')} in {area_name}."
            )
    moved = changes[(changes["z"].abs() > 3) & (changes["offence_code"] != "total")]
    if len(moved):
        row = moved.loc[moved["z"].abs().idxmax()]
        sentences.insert(
            1,
            f"{row['offence_name']} moved most: {row['then']:,.0f} to {row['now']:,.0f} "
            f"({row['pct']:+.1f}%), it {row['words']}.",
        )
    elif len(changes):
        sentences.insert(1, "No offence group moved more than usual.")
    return sentences or [f"No figures are held for {area_name} and this period."]
