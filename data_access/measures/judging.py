"""One judgement of an interval: does a rate, ratio or share differ from another by more than chance? Pure.

A value differs from another where its interval (95%, or the wider one that the caller made) does not reach it; an
interval that touches it reaches it. Two values differ where their intervals do not meet.
"""

from typing import Any

import numpy as np
import pandas as pd

HIGHER, LOWER, SAME = "higher", "lower", "no more than chance"
NOT_JUDGED = ""


def judge_intervals(lower: Any, upper: Any, *, against: Any) -> list[str]:
    """HIGHER or LOWER where an interval does not reach the value it is held against, SAME where it does.

    lower, upper and against are numbers or columns of them; NOT_JUDGED where one of the three is missing.
    """
    low, high, value = np.broadcast_arrays(*(np.atleast_1d(_read(each)) for each in (lower, upper, against)))
    is_missing = np.isnan(low) | np.isnan(high) | np.isnan(value)
    chosen = np.select([is_missing, low > value, high < value], [NOT_JUDGED, HIGHER, LOWER], default=SAME)
    return [str(each) for each in chosen]


def judge_values(values: Any, *, lower: Any, upper: Any) -> list[str]:
    """HIGHER or LOWER for a value outside limits drawn around another, such as those of a funnel; SAME within."""
    turned = {HIGHER: LOWER, LOWER: HIGHER}
    return [turned.get(each, each) for each in judge_intervals(lower, upper, against=values)]


def is_any_apart(frame: pd.DataFrame, *, lower: str = "rate_lower", upper: str = "rate_upper") -> bool:
    """Whether two rows differ: the highest lower limit lies above the lowest upper one; others are left out."""
    held = frame.dropna(subset=[lower, upper])
    return len(held) > 1 and bool(held[lower].max() > held[upper].min())


def _read(values: Any) -> Any:
    return pd.to_numeric(pd.Series(values), errors="coerce").to_numpy(float, na_value=np.nan)
