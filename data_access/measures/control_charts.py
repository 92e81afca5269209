"""Control charts: which points of a series are more than its usual ups and downs.

XmR chart (individuals and moving range): centre = mean, limits = mean +/- 2.66 x mean moving range;
screening leaves moving ranges of 3.267 x their mean and more out, once. c-chart for small counts:
mean +/- 3 x sqrt(mean). Rules and published figures: NHSRplotthedots (NHS England, Making Data Count);
Montgomery, Introduction to Statistical Quality Control. No baseline is ever moved here: the caller
divides a series into segments where recording changed, and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

XMR, C_CHART = "XmR chart", "c-chart"
XMR_FACTOR = 2.66
SCREENING_FACTOR = 3.267
SMALL_MEAN = 10.0  # below this mean a count is judged by a c-chart
FEWEST_POINTS = 5  # with fewer points no limits are drawn
PROVISIONAL_BELOW = 12
RUN_LENGTH = 7

CHART_COLUMNS = ["method", "mean", "lower", "upper", "is_provisional", "signal"]

Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Limits:
    """Centre and limits of a series; provisional while it has fewer than twelve points."""

    method: str
    mean: float
    lower: float
    upper: float
    is_provisional: bool


def find_xmr_limits(values: Sequence[float], *, is_screened: bool = False) -> Limits:
    """The limits of an XmR chart; raises ValueError for fewer than two values."""
    points = np.asarray(values, dtype=float)
    if len(points) < 2:
        raise ValueError("an XmR chart needs two values or more")
    ranges = np.abs(np.diff(points))
    if is_screened:
        kept = ranges[ranges < SCREENING_FACTOR * ranges.mean()]
        ranges = kept if len(kept) else ranges
    reach = XMR_FACTOR * float(ranges.mean())
    mean = float(points.mean())
    return Limits(XMR, mean, mean - reach, mean + reach, len(points) < PROVISIONAL_BELOW)


def find_c_limits(values: Sequence[float]) -> Limits:
    """The limits of a c-chart of counts; a count has no limit below zero."""
    mean = float(np.mean(values))
    reach = 3 * float(np.sqrt(mean))
    return Limits(C_CHART, mean, max(0.0, mean - reach), mean + reach, len(values) < PROVISIONAL_BELOW)


def choose_limits(counts: Sequence[float]) -> Limits | None:
    """The limits that suit a series of counts: a c-chart where they are small; None for too few points."""
    if len(counts) < FEWEST_POINTS:
        return None
    return find_c_limits(counts) if np.mean(counts) < SMALL_MEAN else find_xmr_limits(counts)


def find_signals(values: Sequence[float], limits: Limits) -> list[str]:
    """What each point signals, in words; '' for common cause. A run or trend is said from its seventh point on."""
    points = np.asarray(values, dtype=float)
    above, below = points > limits.mean, points < limits.mean
    steps = np.diff(points)
    rising, falling = np.append(False, steps > 0), np.append(False, steps < 0)
    rules: list[tuple[npt.NDArray[np.bool_], str]] = [
        (points > limits.upper, "above the upper limit"),
        (points < limits.lower, "below the lower limit"),
        (_count_run(above) >= RUN_LENGTH, "seven or more in a row above the mean"),
        (_count_run(below) >= RUN_LENGTH, "seven or more in a row below the mean"),
        # Seven points rise by six steps.
        (_count_run(rising) >= RUN_LENGTH - 1, "seven in a row rising"),
        (_count_run(falling) >= RUN_LENGTH - 1, "seven in a row falling"),
        (_find_two_of_three(points > _find_zone(limits.mean, limits.upper)), "two of three near the upper limit"),
        (_find_two_of_three(points < _find_zone(limits.mean, limits.lower)), "two of three near the lower limit"),
    ]
    signals = [""] * len(points)
    for is_met, words in reversed(rules):  # the first rule is the strongest and has the last word
        signals = [words if met else signal for met, signal in zip(is_met, signals, strict=True)]
    return signals


def chart_series(counts: Sequence[float]) -> pd.DataFrame:
    """Method, mean, limits and signal of each point of one unbroken series of counts; blank for too few points.

    A row is a point, in order, with the columns of CHART_COLUMNS. A lower limit below zero is zero: no count is.
    """
    size = len(counts)
    limits = choose_limits(counts)
    if limits is None:
        blank = {"method": [""] * size, "mean": np.nan, "lower": np.nan, "upper": np.nan}
        return pd.DataFrame({**blank, "is_provisional": [False] * size, "signal": [""] * size})[CHART_COLUMNS]
    return pd.DataFrame(
        {
            "method": [limits.method] * size,
            "mean": limits.mean,
            "lower": max(0.0, limits.lower),
            "upper": limits.upper,
            "is_provisional": [limits.is_provisional] * size,
            "signal": find_signals(counts, limits),
        }
    )


def _find_zone(mean: float, limit: float) -> float:
    """Two thirds of the way from the mean to a limit."""
    return mean + 2 / 3 * (limit - mean)


def _count_run(is_met: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """How many points in a row, up to each, meet a condition."""
    run, counts = 0, []
    for met in is_met:
        run = run + 1 if met else 0
        counts.append(run)
    return np.asarray(counts, dtype=np.int64)


def _find_two_of_three(is_beyond: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Points beyond that are at least the second of the last three."""
    padded = np.concatenate([[False, False], is_beyond]).astype(int)
    met: npt.NDArray[np.bool_] = is_beyond & (padded[:-2] + padded[1:-1] + padded[2:] >= 2)
    return met
