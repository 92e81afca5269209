"""Profiles compared: shares of one group beside another's, days against chance, areas against a funnel."""

import numpy as np
import pandas as pd

from data_access.measures.rates import find_funnel, find_share_interval

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
    pairs = list(zip(both["ksi_count"], both["total"], strict=True))
    limits = [find_share_interval(count, total) for count, total in pairs]
    wide = [find_share_interval(count, total, confidence=APART) for count, total in pairs]
    other_shares = both["ksi_count_other"].astype(float) / both["other_total"]
    return both.assign(
        is_apart=[not limit.lower <= share <= limit.upper for limit, share in zip(wide, other_shares, strict=True)],
        share_pct=100 * both["ksi_count"] / both["total"],
        share_lower=[100 * limit.lower for limit in limits],
        share_upper=[100 * limit.upper for limit in limits],
        other_pct=100 * other_shares,
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


def place_in_funnel(rates: pd.DataFrame, *, average: float, per: int) -> pd.DataFrame:
    """Rates with position: 'above' or 'below' the funnel's 99.8% lines around an average, else 'within'.

    rates has rate (a year), denominator and years.
    """
    exposure = rates["denominator"].to_numpy(float) * rates["years"].to_numpy(float)
    limits = find_funnel(rate=average, populations=exposure, per=per)
    rate = rates["rate"].to_numpy(float)
    position = np.select(
        [rate > limits["upper_998"].to_numpy(), rate < limits["lower_998"].to_numpy()], ["above", "below"], "within"
    )
    return rates.assign(position=position)
