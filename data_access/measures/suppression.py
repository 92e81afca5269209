"""Disclosure control: the one gate that figures pass before anyone sees them.

Published figures are exempt, because their publisher released them at that detail. Of restricted
sources, counts from 1 to the threshold less one are hidden, and enough further cells that no total
gives a hidden one away (secondary suppression; Anonymisation Standard of NHS Digital, ISB1523).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

PUBLISHED = "published"
RESTRICTED = "restricted"
DEFAULT_THRESHOLD = 5
AUDITED_CELLS = 400
SMALLEST_SIZE = 1e-9


@dataclass(frozen=True)
class Disclosure:
    """How one question's answer passes the gate.

    count is the column of counts; totals lists the columns within which cells add up to a total that
    is shown elsewhere; derived columns are worked out from the count and hidden with it. whole columns are worked
    out from all counts that share the columns whole_by (a mean, a limit): hidden where any of those is.
    """

    count: str
    totals: tuple[tuple[str, ...], ...] = ()
    derived: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    whole_by: tuple[str, ...] = ()


def open_gate(frame: pd.DataFrame, *, rules: Sequence[Disclosure], access: str, threshold: int) -> pd.DataFrame:
    """A question's answer as it may be shown; adds is_suppressed, true where any of its counts is hidden."""
    hidden = pd.Series(False, index=frame.index)
    for rule in rules:
        frame = disclose(frame, count=rule.count, access=access, totals=rule.totals, threshold=threshold)
        for column in rule.derived:
            frame[column] = frame[column].where(~frame["is_suppressed"])
        line = _number_lines(frame, list(rule.whole_by))
        is_touched = frame["is_suppressed"].groupby(line).transform("any").astype(bool)
        for column in rule.whole:
            frame[column] = frame[column].where(~is_touched)
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
    values, is_held = frame[count].fillna(0).to_numpy(float), frame[count].notna().to_numpy(bool)
    hidden = (values > 0) & (values < threshold)
    keys = [_number_lines(frame, list(columns)).to_numpy() for columns in totals]
    is_open = bool(hidden.any())
    while is_open:
        extra = [cell for key in keys for cell in _find_extra_cells(values, hidden, key=key, threshold=threshold)]
        extra = extra or _find_bridges(values, hidden, is_held=is_held, keys=keys, threshold=threshold)
        hidden[extra] = True
        is_open = bool(extra)
    result = frame.assign(is_suppressed=hidden)
    result[count] = frame[count].where(~hidden)
    return result


def _number_lines(frame: pd.DataFrame, columns: list[str]) -> pd.Series:
    """Which line of the table a cell belongs to, when cells within the columns add up to a total."""
    if not columns:
        return pd.Series(0, index=frame.index)
    return frame.groupby(columns, dropna=False, sort=False).ngroup()


def _find_extra_cells(
    values: npt.NDArray[np.float64], hidden: npt.NDArray[np.bool_], *, key: npt.NDArray[np.int64], threshold: int
) -> list[int]:
    """On every line whose hidden cells can be worked out from its total, the smallest shown cell, to hide too.

    A total under the threshold is itself hidden, so nothing can be taken from it.
    """
    total = np.bincount(key, weights=values)
    hidden_sum = np.bincount(key, weights=np.where(hidden, values, 0.0))
    hidden_count = np.bincount(key, weights=hidden.astype(float))
    is_exposed = (hidden_count > 0) & ((hidden_count < 2) | (hidden_sum < threshold)) & (total >= threshold)
    shown = np.flatnonzero(~hidden & (values > 0) & is_exposed[key])
    by_size = shown[np.lexsort((shown, values[shown], key[shown]))]  # of each line its smallest, the first of equals
    _, firsts = np.unique(key[by_size], return_index=True)
    return [int(cell) for cell in by_size[firsts]]


def _find_bridges(
    values: npt.NDArray[np.float64],
    hidden: npt.NDArray[np.bool_],
    *,
    is_held: npt.NDArray[np.bool_],
    keys: list[npt.NDArray[np.int64]],
    threshold: int,
) -> list[int]:
    """Where all totals together still fix hidden cells, for each the smallest shown cell beside it, to hide too.

    The hidden cells are unknowns and each known total an equation; a cell whose value is the same in
    every solution is given away. Not tried past AUDITED_CELLS, where it would take too long. Of a line one
    cell a round: it may free several.
    """
    cells = np.flatnonzero(hidden)
    if not len(cells) or len(cells) > AUDITED_CELLS:
        return []
    equations = []
    for key in keys:
        lines = np.unique(key[cells])
        known = lines[np.bincount(key, weights=values)[lines] >= threshold]
        equations.append((key[cells][None, :] == known[:, None]).astype(float))
    if not sum(len(rows) for rows in equations):
        return []
    _, sizes, directions = np.linalg.svd(np.vstack(equations), full_matrices=True)
    free = directions[int((sizes > SMALLEST_SIZE).sum()) :]
    is_fixed = (np.abs(free) < SMALLEST_SIZE).all(axis=0)
    found: dict[tuple[int, int], int] = {}
    for cell in cells[is_fixed]:
        line, beside = _find_beside(cell, values, ~hidden & is_held, keys=keys)
        if beside >= 0:
            found.setdefault(line, beside)
    return list(dict.fromkeys(found.values()))


def _find_beside(
    cell: int, values: npt.NDArray[np.float64], is_shown: npt.NDArray[np.bool_], *, keys: list[npt.NDArray[np.int64]]
) -> tuple[tuple[int, int], int]:
    """A line through a cell that still shows others, and of them the smallest above zero; (.., -1) for none.

    A zero only where no count above zero is left to hide.
    """
    for number, key in enumerate(keys):
        beside = np.flatnonzero((key == key[cell]) & is_shown)
        if len(beside):
            above = beside[values[beside] > 0]
            chosen = above[np.argmin(values[above])] if len(above) else beside[0]
            return (number, int(key[cell])), int(chosen)
    return (-1, -1), -1
