"""Disclosure control: the one gate that figures pass before anyone sees them.

Published figures are exempt, because their publisher released them at that detail. Of restricted
sources, counts from 1 to the threshold less one are hidden, and enough further cells that no total
gives a hidden one away (secondary suppression; Anonymisation Standard of NHS Digital, ISB1523).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

PUBLISHED = "published"
RESTRICTED = "restricted"
DEFAULT_THRESHOLD = 5


@dataclass(frozen=True)
class Disclosure:
    """How one question's answer passes the gate.

    count is the column of counts; totals lists the columns within which cells add up to a total that
    is shown elsewhere; derived columns are worked out from the count and hidden with it.
    """

    count: str
    totals: tuple[tuple[str, ...], ...] = ()
    derived: tuple[str, ...] = ()


def open_gate(frame: pd.DataFrame, *, rules: Sequence[Disclosure], access: str, threshold: int) -> pd.DataFrame:
    """A question's answer as it may be shown; adds is_suppressed, true where any of its counts is hidden."""
    hidden = pd.Series(False, index=frame.index)
    for rule in rules:
        frame = disclose(frame, count=rule.count, access=access, totals=rule.totals, threshold=threshold)
        for column in rule.derived:
            frame[column] = frame[column].where(~frame["is_suppressed"])
        hidden |= frame["is_suppressed"]
    return frame.assign(is_suppressed=hidden)


def disclose(
    frame: pd.DataFrame,
    *,
    count: str,
    access: str,
    totals: Sequence[Sequence[str]] = (),
    threshold: int = DEFAULT_THRESHOLD,
) -> pd.DataFrame:
    """Hide small counts of a restricted source; adds is_suppressed and blanks the hidden counts.

    Each entry of totals lists the columns within which cells add up to a total that is shown
    elsewhere, e.g. ['month', 'area_code'] when categories sum to a total for each month and area.
    """
    if access == PUBLISHED:
        return frame.assign(is_suppressed=False)
    values = frame[count].fillna(0)
    hidden = (values > 0) & (values < threshold)
    grouped = [list(columns) for columns in totals]
    changed = True
    while changed:
        changed = False
        for columns in grouped:
            for _, cells in _group(frame, columns):
                extra = _find_extra_cell(values.loc[cells], hidden.loc[cells], threshold=threshold)
                if extra is not None:
                    hidden.loc[extra] = True
                    changed = True
    result = frame.assign(is_suppressed=hidden)
    result[count] = frame[count].where(~hidden)
    return result


def _group(frame: pd.DataFrame, columns: list[str]) -> list[tuple[object, pd.Index]]:
    if not columns:
        return [((), frame.index)]
    return [(key, group.index) for key, group in frame.groupby(columns, dropna=False)]


def _find_extra_cell(values: pd.Series, hidden: pd.Series, *, threshold: int) -> Any:
    """The next cell to hide so that the hidden ones can't be worked out from their total.

    A total under the threshold is itself hidden, so nothing can be taken from it.
    """
    hidden_sum = values[hidden].sum()
    is_exposed = hidden.any() and (hidden.sum() < 2 or hidden_sum < threshold) and values.sum() >= threshold
    shown = values[~hidden & (values > 0)]
    return shown.idxmin() if is_exposed and len(shown) else None
