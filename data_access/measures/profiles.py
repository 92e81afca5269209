"""Profiles compared: shares of one group beside another's, days against chance."""

import pandas as pd

from data_access.measures.judging import HIGHER, LOWER, judge_intervals
from data_access.measures.proportions import add_shares, find_share_interval

VEHICLES = "vehicle_group"
APART = 0.998


def count_held(profile: pd.DataFrame) -> dict[str, int]:
    """Collisions for which each dimension is held; profile is as from casualties.profile.

    A collision counts once to each vehicle group in it, so those with vehicles are all less those without.
    """
    counts = profile.dropna(subset=["ksi_count"]).astype({"is_held": bool})
    single = counts[counts["dimension"] != VEHICLES]
    totals = single[single["is_held"]].groupby("dimension")["ksi_count"].sum().astype(int).to_dict()
    everything = int(single.groupby("dimension")["ksi_count"].sum().max()) if len(single) else 0
    without = counts.loc[(counts["dimension"] == VEHICLES) & ~counts["is_held"], "ksi_count"].sum()
    return {**{str(name): total for name, total in totals.items()}, VEHICLES: everything - int(without)}


def compare_profiles(own: pd.DataFrame, other: pd.DataFrame, *, dimensions: dict[str, str]) -> pd.DataFrame:
    """Shares of a group by each dimension, with Wilson's interval, beside those of another (which contains it).

    A row is a dimension and a value of the other profile: ksi_count, share_pct, share_lower, share_upper,
    other_pct, and dimension_name as `dimensions` names it, in that order. is_apart says that the other share
    lies outside the group's limits of 99.8%: so many values are compared that 95% would name some by
    chance. Shares are of the collisions for which the value is held; a dimension that the group holds
    nothing of is left out.
    """
    totals, other_totals = count_held(own), count_held(other)
    both = other[other["is_held"].astype(bool) & other["dimension"].isin(dimensions)].merge(
        own[own["is_held"].astype(bool)][["dimension", "value", "ksi_count"]],
        how="left",
        on=["dimension", "value"],
        suffixes=("_other", ""),
    )
    both = both.assign(
        ksi_count=both["ksi_count"].fillna(0).astype(int),
        total=both["dimension"].map(totals).fillna(0).astype(int),
        other_total=both["dimension"].map(other_totals).fillna(0).astype(int),
        place=both["dimension"].map({name: number for number, name in enumerate(dimensions)}),
        dimension_name=both["dimension"].map(dimensions),
    )
    both = both[both["total"] > 0].sort_values(["place", "sort_order"], ignore_index=True)
    wide = [
        find_share_interval(count, total, confidence=APART)
        for count, total in zip(both["ksi_count"], both["total"], strict=True)
    ]
    other_shares = both["ksi_count_other"].astype(float) / both["other_total"]
    judged = judge_intervals(
        [limit.lower for limit in wide], [limit.upper for limit in wide], against=other_shares.tolist()
    )
    return add_shares(both, count="ksi_count", total="total").assign(
        is_apart=[each in (HIGHER, LOWER) for each in judged], other_pct=100 * other_shares
    )


def find_evenness(counts: pd.Series) -> float | None:
    """The chance that equal days would differ as much as these counts (chi-squared); None without a collision."""
    from scipy import special

    values = counts.to_numpy(float)
    total = values.sum()
    if total <= 0 or len(values) < 2:
        return None
    expected = total / len(values)
    statistic = float(((values - expected) ** 2 / expected).sum())
    return float(special.chdtrc(len(values) - 1, statistic))
