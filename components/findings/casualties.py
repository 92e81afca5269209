"""What the road casualties page says in sentences."""

import pandas as pd

from components.findings.words import join_names, say_count
from data_access.filters import Filters

NOT_ROADS = ("", "Unclassified")


def find_casualties(roads: pd.DataFrame, *, area_name: str, period: str) -> list[str]:
    """How many collisions, the roads with most of them, and what isn't known of the rest."""
    total, fatal = int(roads["ksi_count"].sum()), int(roads["fatal_count"].sum())
    if not total:
        return []
    sentences = [
        f"Somebody was killed or seriously injured in {say_count(total, 'collisions')} in {area_name} in {period}; "
        f"{fatal} of them {'was' if fatal == 1 else 'were'} fatal."
    ]
    named = roads[~roads["road"].isin(NOT_ROADS) & ~roads["road"].str.endswith(" road")]
    top = named[named["ksi_count"] >= 3].head(3)
    if len(top):
        said = [
            f"{road} in {force} ({count})"
            for road, force, count in zip(top["road"], top["force_name"], top["ksi_count"], strict=True)
        ]
        sentences.append(f"The numbered roads with most such collisions were {join_names(said)}.")
    minor = int(roads.loc[roads["road"] == "Unclassified", "ksi_count"].sum())
    if minor:
        sentences.append(f"{100 * minor / total:.0f}% happened on unclassified roads, which have no number ({minor}).")
    return sentences


def find_period(filters: Filters, collisions: pd.DataFrame) -> str:
    """The period in words: the filters', or the years of the collisions held."""
    if filters.from_month or filters.to_month:
        return filters.describe_period()
    return join_names(sorted({str(day.year) for day in collisions["collision_date"] if day is not None}))
