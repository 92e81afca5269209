"""Rates of counts with 95% intervals.

Byar's method for counts of 10 and over, exact Poisson limits below 10 (as the public health
observatories recommend: Eayrs 2008, 'Technical Briefing 3: Commonly used public health statistics').
"""

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

CONFIDENCE = 0.95
EXACT_BELOW = 10


class Interval(NamedTuple):
    """Lower and upper limit, in the unit of what they belong to."""

    lower: float
    upper: float


def find_count_interval(count: float, *, confidence: float = CONFIDENCE) -> Interval:
    """The interval of a count of independent events; raises ValueError for a negative count."""
    if count < 0:
        raise ValueError(f"a count cannot be negative: {count}")
    from scipy import special  # takes a third of a second: only questions with rates pay for it

    tail = (1 - confidence) / 2
    if count < EXACT_BELOW:
        # Poisson limits by way of the gamma distribution; scipy.special loads far faster than scipy.stats.
        lower = 0.0 if count == 0 else special.gammaincinv(count, tail)
        return Interval(float(lower), float(special.gammaincinv(count + 1, 1 - tail)))
    z = special.ndtri(1 - tail)
    above = count + 1
    return Interval(
        float(count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3),
        float(above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3),
    )


def add_rates(frame: pd.DataFrame, *, count: str, population: str, per: int = 1_000) -> pd.DataFrame:
    """Add rate, rate_lower and rate_upper per `per` residents; NaN where no population is held."""
    intervals = [find_count_interval(value) for value in frame[count]]
    people = frame[population].astype(float).where(lambda held: held > 0, np.nan)
    return frame.assign(
        rate=frame[count] / people * per,
        rate_lower=np.array([interval.lower for interval in intervals]) / people * per,
        rate_upper=np.array([interval.upper for interval in intervals]) / people * per,
    )


def find_share_interval(count: float, total: float, *, confidence: float = CONFIDENCE) -> Interval:
    """Wilson's interval of a share of events, between 0 and 1; raises ValueError for a count above its total."""
    if not 0 <= count <= total or total <= 0:
        raise ValueError(f"{count} of {total} is no share")
    from scipy import special

    z = float(special.ndtri(1 - (1 - confidence) / 2))
    share = count / total
    middle = (share + z**2 / (2 * total)) / (1 + z**2 / total)
    half = z / (1 + z**2 / total) * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    return Interval(middle - half, middle + half)


def find_funnel(*, rate: float, populations: np.ndarray, per: int = 1_000) -> pd.DataFrame:
    """Where areas of a rate would lie by chance alone: population, lower and upper at 95% and 99.8% (exact Poisson).

    rate is per `per` residents, for a period over which the counts were made.
    """
    from scipy import special

    population = np.asarray(populations, float)
    expected = rate * population / per
    limits = {"population": population}
    for name, share in (("95", 0.95), ("998", 0.998)):
        tail = (1 - share) / 2
        # pdtrik inverts the Poisson distribution along a smooth line between whole counts.
        limits[f"lower_{name}"] = np.maximum(np.nan_to_num(special.pdtrik(tail, expected)), 0) / population * per
        limits[f"upper_{name}"] = special.pdtrik(1 - tail, expected) / population * per
    return pd.DataFrame(limits)
