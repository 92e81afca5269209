"""Disclosure control: the one gate that figures pass before anyone sees them.

Published figures are exempt, because their publisher released them at that detail. A force's own extract is
answered from its protected base table (measures.protection): rounded counts below the threshold are shown as fewer
than it, and nothing else needs to be hidden. Of other restricted sources, counts from 1 to the threshold less one are
hidden, and enough further cells that no total gives a hidden one away (secondary suppression; Anonymisation Standard
of NHS Digital, ISB1523); their rows are put in an order that no count decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

PUBLISHED = "published"
RESTRICTED = "restricted"
PROTECTED = "protected"
DEFAULT_THRESHOLD = 5
AUDITED_CELLS = 1_000
SMALLEST_SIZE = 1e-8  # of an eigenvalue that isn't zero: those of lines through n cells are no smaller than about 10/n²
SMALLEST_MOVE = 1e-6


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
    if access == PROTECTED:
        return _hide_few(frame, rules=rules, threshold=threshold)
    hidden = pd.Series(False, index=frame.index)
    if access == RESTRICTED:
        frame = _reorder(frame, rules=rules)
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


def _hide_few(frame: pd.DataFrame, *, rules: Sequence[Disclosure], threshold: int) -> pd.DataFrame:
    """Rounded counts below the threshold as fewer than it: one of zero may stand for any below."""
    hidden = pd.Series(False, index=frame.index)
    frame = frame.copy()
    for rule in rules:
        is_few = frame[rule.count].lt(threshold).fillna(False).astype(bool)
        for column in (rule.count, *rule.derived):
            frame[column] = frame[column].where(~is_few)
        hidden |= is_few
    return frame.assign(is_suppressed=hidden)


def _reorder(frame: pd.DataFrame, *, rules: Sequence[Disclosure]) -> pd.DataFrame:
    """The rows in the order of what names them: an order by counts would tell which of two hidden ones is larger."""
    told = {column for rule in rules for column in (rule.count, *rule.derived, *rule.whole)}
    names = [column for column in frame.columns if column not in told and pd.api.types.is_string_dtype(frame[column])]
    return frame.sort_values(names, kind="stable", ignore_index=True) if names else frame


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
        cover = _count_cover(hidden, keys=keys)
        extra = [
            cell
            for key in keys
            for cell in _find_extra_cells(values, hidden, cover=cover, key=key, threshold=threshold)
        ]
        extra = extra or _find_bridges(values, hidden, is_held=is_held, cover=cover, keys=keys, threshold=threshold)
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


def _count_cover(hidden: npt.NDArray[np.bool_], *, keys: list[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    """For each cell, on how many of its lines something is hidden already.

    To hide one of most cover closes a block of hidden cells; a cell alone on a line would need another in turn.
    """
    cover = np.zeros(len(hidden), dtype=np.int64)
    for key in keys:
        cover += np.bincount(key, weights=hidden.astype(float))[key] > 0
    return cover


def _find_extra_cells(
    values: npt.NDArray[np.float64],
    hidden: npt.NDArray[np.bool_],
    *,
    cover: npt.NDArray[np.int64],
    key: npt.NDArray[np.int64],
    threshold: int,
) -> list[int]:
    """On every line whose hidden cells can be worked out from its total, a shown cell to hide too.

    That of most cover, of those the smallest.
    A total under the threshold is itself hidden, so nothing can be taken from it.
    """
    total = np.bincount(key, weights=values)
    hidden_sum = np.bincount(key, weights=np.where(hidden, values, 0.0))
    hidden_count = np.bincount(key, weights=hidden.astype(float))
    is_exposed = (hidden_count > 0) & ((hidden_count < 2) | (hidden_sum < threshold)) & (total >= threshold)
    shown = np.flatnonzero(~hidden & (values > 0) & is_exposed[key])
    ordered = shown[np.lexsort((shown, values[shown], -cover[shown], key[shown]))]
    _, firsts = np.unique(key[ordered], return_index=True)
    return [int(cell) for cell in ordered[firsts]]


def _find_bridges(
    values: npt.NDArray[np.float64],
    hidden: npt.NDArray[np.bool_],
    *,
    is_held: npt.NDArray[np.bool_],
    cover: npt.NDArray[np.int64],
    keys: list[npt.NDArray[np.int64]],
    threshold: int,
) -> list[int]:
    """Where all totals together still fix hidden cells, for each a shown cell beside it, to hide too.

    The hidden cells are unknowns and each known total an equation; a cell whose value is the same in
    every solution is given away. Not tried past AUDITED_CELLS, where it would take too long. Of a line one
    cell a round: it may free several.
    """
    cells = np.flatnonzero(hidden)
    if not len(cells) or len(cells) > AUDITED_CELLS:
        return []
    equations = np.zeros((0, len(cells)))
    for key in keys:
        lines = np.unique(key[cells])
        known = lines[np.bincount(key, weights=values)[lines] >= threshold]
        equations = np.vstack([equations, key[cells][None, :] == known[:, None]])
    # Directions in which the hidden cells may move without a total changing; a cell none of them moves is fixed.
    sizes, directions = np.linalg.eigh(equations.T @ equations)
    is_fixed = np.linalg.norm(directions[:, sizes < SMALLEST_SIZE], axis=1) < SMALLEST_MOVE
    found: dict[tuple[int, int], int] = {}
    for cell in cells[is_fixed]:
        line, beside = _find_beside(cell, values, ~hidden & is_held, cover=cover, keys=keys)
        if beside >= 0:
            found.setdefault(line, beside)
    return list(dict.fromkeys(found.values()))


def _find_beside(
    cell: int,
    values: npt.NDArray[np.float64],
    is_shown: npt.NDArray[np.bool_],
    *,
    cover: npt.NDArray[np.int64],
    keys: list[npt.NDArray[np.int64]],
) -> tuple[tuple[int, int], int]:
    """The cell of most cover, of those the smallest, on the lines through a cell, with its line; (.., -1) for none.

    A zero only where no count above zero is left to hide.
    """
    for wanted in (values > 0, values == 0):
        beside = [
            (-int(cover[other]), float(values[other]), number, int(other))
            for number, key in enumerate(keys)
            for other in np.flatnonzero((key == key[cell]) & is_shown & wanted)
        ]
        if beside:
            _, _, number, chosen = min(beside)
            return (number, int(keys[number][cell])), chosen
    return (-1, -1), -1
