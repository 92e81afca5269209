"""Controlled random rounding: the protected counts from which every answer about a restricted source is made.

Each cell of the finest table is rounded once, when it is loaded, up or down to a multiple of the base; which way is
drawn at random with a secret of the store, weighted so that the errors of totals cancel out. Every total, period, rate
and rank is then made of the rounded cells, so all add up, a cell is the same in every answer, and no answer or
difference of answers says more than the rounded cells do. A cell shown as r may truly be anything from r - base + 1 to
r + base - 1: a count of 1 to base - 1 can never be told from any other of them, nor from none.

After random rounding (Fellegi 1975; Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001, ch. 9),
with the draw balanced over several totals at once as in a self-balancing walk (Alweiss, Liu and Sawhney 2021).
"""

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

# No count's rounding is ever certain: either way keeps at least this chance, whatever the totals would like.
LEAST_CHANCE = 0.05
BALANCE = 2.0  # how strongly totals pull: measured on made extracts, their errors stay near the base
HASH_SPAN = 2.0**64


def round_counts(
    cells: pd.DataFrame, *, count: str, base: int, secret: bytes, balanced: Sequence[Sequence[str]]
) -> pd.Series:
    """The counts of cells, each rounded to a multiple of base; a row is a cell, told apart by its other columns.

    balanced lists the columns of the totals whose errors are kept small. The same cells and secret give the same
    result in whatever order the rows come.
    """
    true = cells[count].to_numpy(np.int64)
    rest = true % base
    rounded = true - rest
    draws = draw_numbers(cells.drop(columns=count), secret=secret)
    numbered = [number_lines(cells, columns) for columns in balanced]
    owed = [[0] * (max(line, default=-1) + 1) for line in numbered]  # by total: how much too high it is so far
    lines_of = list(zip(*numbered, strict=True)) or [()] * len(cells)
    weight = BALANCE / (base * max(len(numbered), 1))
    ups, parts = draws[:, 0].tolist(), rest.tolist()
    for cell in np.argsort(draws[:, 1], kind="stable").tolist():
        part = parts[cell]
        if not part:
            continue
        lines = lines_of[cell]
        surplus = sum(total[line] for total, line in zip(owed, lines, strict=True))
        chance = min(max(part / base - weight * surplus, LEAST_CHANCE), 1 - LEAST_CHANCE)
        is_up = ups[cell] < chance
        rounded[cell] += base if is_up else 0
        error = base - part if is_up else -part
        for total, line in zip(owed, lines, strict=True):
            total[line] += error
    return pd.Series(rounded, index=cells.index, name=count)


def number_lines(cells: pd.DataFrame, columns: Sequence[str]) -> list[int]:
    """Which total each cell belongs to, for totals told apart by some columns; one total of all for none."""
    if not columns:
        return [0] * len(cells)
    return [int(line) for line in cells.groupby(list(columns), dropna=False, sort=False).ngroup()]


def draw_numbers(keys: pd.DataFrame, *, secret: bytes) -> npt.NDArray[np.float64]:
    """Two numbers from 0 to 1 for each row, which only the secret and the row's own values decide."""
    columns = [["" if pd.isna(value) else str(value) for value in keys[name]] for name in keys]
    written = ["\x1f".join(values) for values in zip(*columns, strict=True)] if columns else [""] * len(keys)
    digests = b"".join(hashlib.blake2b(text.encode(), key=secret, digest_size=16).digest() for text in written)
    return np.frombuffer(digests, dtype="<u8").reshape(-1, 2) / HASH_SPAN
