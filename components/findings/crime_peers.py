"""What comparisons of forces say: peers, severity, outcomes. Pure."""

import pandas as pd

from components.findings.words import say_names
from data_access.measures.judging import HIGHER, LOWER, SAME, is_any_apart

DIFFERS = {
    HIGHER: "higher than its peers' by more than chance would explain",
    LOWER: "lower than its peers' by more than chance would explain",
    SAME: "no further from its peers' than chance would explain",
}


def say_peers(peers: pd.DataFrame, *, noun: str) -> list[str]:
    """Each own force's rate and rank in one year beside the peers' weighted mean; its count where there is no rate."""
    sentences = []
    rated_count = int(peers["rank"].notna().sum())
    year = str(peers["year_ending"].iloc[0])[:4] if len(peers) else ""
    for row in peers[peers["is_own"].astype(bool)].to_dict("records"):
        if pd.isna(row["rate"]):
            if not pd.isna(row["crime_count"]):
                sentences.append(
                    f"{row['area_name']} recorded {row['crime_count']:,.0f} {noun} in the year to "
                    f"September {year}; no rate is shown, for residents are not held for it."
                )
            continue
        sentence = (
            f"{row['area_name']} recorded {row['rate']:.1f} {noun} per 1,000 residents in the year to "
            f"September {year}, rank {row['rank']} of {rated_count} from the highest"
        )
        if not pd.isna(row["peers_weighted_rate"]) and row["differs"] in DIFFERS:
            sentence += (
                f"; the weighted mean of its peers is {row['peers_weighted_rate']:.1f}, and its rate is "
                f"{DIFFERS[row['differs']]}"
            )
        sentences.append(f"{sentence}.")
    return sentences


def say_severity(scores: pd.DataFrame, tree: pd.DataFrame) -> list[str]:
    """Each own force's score and rank beside its rank by plain rate, and the offences of the widest gaps."""
    sentences = []
    ranked = int(scores["rank"].notna().sum())
    for row in scores[scores["is_own"].astype(bool) & scores["rank"].notna()].to_dict("records"):
        sentences.append(
            f"{row['area_name']}'s recorded crime of {row['period_words']} weighs {row['score']:.2f} per resident, "
            f"rank {row['rank']} of {ranked} from the highest; by plain rate it is rank {row['rate_rank']}."
        )
    gaps = tree.dropna(subset=["gap_pct"])
    if len(gaps):
        top, low = gaps.loc[gaps["gap_pct"].idxmax()], gaps.loc[gaps["gap_pct"].idxmin()]
        if top["gap_pct"] > 0 > low["gap_pct"]:
            sentences.append(
                f"In {top['area_name']}, {_lower(top['offence_name'])} is {top['share_pct']:.1f}% of crimes and "
                f"{top['harm_share_pct']:.1f}% of harm; {_lower(low['offence_name'])} is {low['share_pct']:.1f}% of "
                f"crimes and {low['harm_share_pct']:.1f}% of harm."
            )
    return sentences


def say_outcomes(groups: pd.DataFrame, *, month_words: str, stood: str = "the file was published") -> list[str]:
    """The largest outcome group of each area in the month, and the groups in which two areas differ beyond chance.

    stood says as at when the outcomes are.
    """
    sentences = []
    for area_name, rows in groups.dropna(subset=["share_pct"]).groupby("area_name", sort=False):
        top = rows.loc[rows["share_pct"].idxmax()]
        sentences.append(
            f"Of {top['month_total']:,.0f} crimes recorded in {area_name} in {month_words}, {top['share_pct']:.1f}% "
            f"stood at '{_lower(top['outcome_group'])}' when {stood}."
        )
    apart = [
        str(group)
        for group, rows in groups.groupby("outcome_group", sort=False)
        if is_any_apart(rows, lower="share_lower_pct", upper="share_upper_pct")
    ]
    if apart:
        sentences.append(
            f"The areas differ by more than chance would explain in {say_names([_lower(group) for group in apart])}."
        )
    return sentences


def _lower(name: str) -> str:
    return name if name[:2].isupper() else name[0].lower() + name[1:]
