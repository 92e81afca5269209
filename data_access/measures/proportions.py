"""Shares of a whole with 95% intervals by Wilson's method (Wilson 1927; Newcombe 1998)."""

import math

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
