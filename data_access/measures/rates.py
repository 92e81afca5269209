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
