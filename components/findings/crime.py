"""What the recorded crime page says in sentences."""

import pandas as pd

from components.findings.changes import say_judgement
from components.findings.words import say_count
from data_access.measures.judging import is_any_apart
from data_access.months import name_month, name_runs


def say_crime(
    counts: pd.DataFrame,
    totals: pd.DataFrame,
    areas: pd.DataFrame,
    *,
    area_name: str,
    level_words: str = "policing areas",
) -> list[str]:
    """Total over the months held, the busiest month, the largest category, areas that stand apart, ASB."""
    if counts.empty:
        return []
    is_crime = totals["is_recorded_crime"].astype(bool)
    by_month = totals[is_crime].set_index("month")["crime_count"].dropna()
    sentences = []
    if len(by_month):
        total, months = by_month.sum(), list(by_month.index)
        sentences.append(
            f"{say_count(total, 'crimes')} were recorded in {area_name} in the {len(months)} "
            f"{'month' if len(months) == 1 else 'months'} held ({name_runs(months)}), "
            f"most in {name_month(str(by_month.idxmax()))} ({by_month.max():,.0f})."
        )
        sentences.extend(say_largest(counts, total=total))
    sentences.extend(say_apart(areas, level_words=level_words))
    incidents = totals.loc[~is_crime, "crime_count"].sum()
    if incidents:
        sentences.append(
            f"Apart from recorded crime, {say_count(incidents, 'incidents')} of anti-social behaviour were reported."
        )
    return sentences


def say_largest(counts: pd.DataFrame, *, total: float) -> list[str]:
    """The two largest categories with their share of recorded crime."""
    crimes = counts[counts["is_recorded_crime"].astype(bool)]
    by_group = crimes.groupby("offence_name")["crime_count"].sum().sort_values(ascending=False)
    if not total or len(by_group) < 2:
        return []
    (first, most), (second, next_most) = list(by_group.items())[:2]
    return [
        f"{first} made up {100 * most / total:.1f}% of recorded crime ({most:,.0f}), "
        f"{second[0].lower()}{second[1:]} {100 * next_most / total:.1f}%."
    ]


def say_apart(areas: pd.DataFrame, *, level_words: str) -> list[str]:
    """The areas of highest and lowest rate, said only where their intervals do not meet."""
    rated = areas.dropna(subset=["rate"]) if "rate_lower" in areas else areas.iloc[0:0]
    if len(rated) < 2:
        return []
    high, low = rated.iloc[0], rated.iloc[-1]
    if not is_any_apart(rated):
        return [f"No two {level_words} differ by more than chance would explain."]
    return [
        f"Of the {level_words}, {high['area_name']} had the highest rate ({high['rate']:.1f} crimes per 1,000 "
        f"residents over the months held) and {low['area_name']} the lowest ({low['rate']:.1f})."
    ]


def say_years(changes: pd.DataFrame, shares: pd.DataFrame, *, area_name: str) -> list[str]:
    """The year to September against the one before, and the largest group's share; else the group that moved most."""
    sentences = []
    totals = changes[changes["offence_code"] == "total"].dropna(subset=["pct"])
    for row in totals.to_dict("records"):
        sentences.append(
            f"In the year to September {row['year_ending'][:4]}, {row['now']:,.0f} crimes were recorded in "
            f"{area_name} ({row['pct']:+.1f}% on the year before): recorded crime {say_judgement(row)}."
        )
    if len(shares):
        top = shares.iloc[0]
        sentences.append(
            f"{top['offence_name']} made up {top['share_pct']:.1f}% of it "
            f"({top['crime_count']:,.0f} of {top['total']:,.0f})."
        )
    if totals.empty and changes["z"].notna().any():
        row = changes.loc[changes["z"].abs().idxmax()].to_dict()
        sentences.append(
            f"{row['offence_name']} in {area_name}: {row['now']:,.0f} in the year to September "
            f"{row['year_ending'][:4]} ({row['pct']:+.1f}% on the year before); it {say_judgement(row)}."
        )
    return sentences
