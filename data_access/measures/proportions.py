"""Shares of a whole with 95% intervals by Wilson's method (Wilson 1927; Newcombe 1998)."""

import math

import pandas as pd

from data_access.measures.rates import CONFIDENCE, Interval


def find_share_interval(count: float, total: float, *, confidence: float = CONFIDENCE) -> Interval:
    """The interval of a share, from 0 to 1; NaN limits for no total. Raises ValueError for a count beyond its total."""
    if not 0 <= count <= total:
        raise ValueError(f"{count} is no part of {total}")
    if not total:
        return Interval(math.nan, math.nan)
    from scipy import special

    z = float(special.ndtri((1 + confidence) / 2))
    share = count / total
    spread = z * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    middle, scale = share + z**2 / (2 * total), 1 + z**2 / total
    return Interval(max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))


def add_shares(
    frame: pd.DataFrame, *, count: str, total: str, lower: str = "share_lower", upper: str = "share_upper"
) -> pd.DataFrame:
    """Add share_pct and the limits of its 95% interval, in per cent of the total; missing where the total is 0."""
    counts, totals = frame[count].astype(float), frame[total].astype(float)
    intervals = [find_share_interval(part, whole) for part, whole in zip(counts, totals, strict=True)]
    return frame.assign(
        share_pct=100 * counts / totals.where(totals > 0),
        **{
            lower: pd.Series([100 * interval.lower for interval in intervals], index=frame.index, dtype=float),
            upper: pd.Series([100 * interval.upper for interval in intervals], index=frame.index, dtype=float),
        },
    )
