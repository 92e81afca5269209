"""How figures are said in sentences."""

from collections.abc import Sequence
from typing import Any

import pandas as pd


def say_count(value: float, unit: str) -> str:
    """'1,234 crimes'; one of them in the singular."""
    return f"{value:,.0f} {unit[:-1] if round(value) == 1 and unit.endswith('s') else unit}"


def say_change(*, now: float, pct: float, words: str, period: str) -> str:
    """'126,629 in the year to September 2017, 16.1% more than the year before, which rose ...'."""
    direction = "more" if pct > 0 else "fewer"
    return f"{now:,.0f} in the {period}, {abs(pct):.1f}% {direction} than the year before: it {words}"


def say_names(names: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def is_held(value: Any) -> bool:
    """Whether a cell has a value."""
    return value is not None and not bool(pd.isna(value))
