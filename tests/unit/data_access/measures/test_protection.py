"""Rounding at random: what it keeps, and what nobody can work out of it."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from data_access.measures.protection import LEAST_CHANCE, draw_numbers, round_counts

BASE = 5
SECRET = bytes(range(32))
BALANCED = ((), ("row",), ("column",))


def make_table(counts):
    """A table of cells from a grid of counts."""
    grid = np.asarray(counts)
    places = itertools.product(range(grid.shape[0]), range(grid.shape[1]))
    rows = [(row, column, int(grid[row, column])) for row, column in places]
    return pd.DataFrame(rows, columns=["row", "column", "n"]).astype({"n": "int64"})


def protect(cells, *, secret=SECRET, balanced=BALANCED):
    return round_counts(cells, count="n", base=BASE, secret=secret, balanced=balanced)


tables = (
    st.integers(1, 5)
    .flatmap(
        lambda width: st.lists(st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=6)
    )
    .map(make_table)
)


@given(tables)
def test_a_count_becomes_one_of_the_multiples_beside_it(cells):
    rounded = protect(cells)
    assert (rounded % BASE == 0).all()
    assert ((rounded - cells["n"]).abs() < BASE).all()
    exact = cells["n"] % BASE == 0
    assert (rounded[exact] == cells.loc[exact, "n"]).all()


@given(tables, st.randoms())
def test_the_order_of_rows_and_a_second_load_change_nothing(cells, random):
    order = random.sample(range(len(cells)), len(cells))
    pd.testing.assert_series_equal(protect(cells.iloc[order]).sort_index(), protect(cells))


@settings(max_examples=300)
@given(tables)
def test_no_attacker_narrows_a_small_count(cells):
    """A linear programme over all that is published: every small count may still be any other small count.

    Published are the rounded cells and all their sums; the method is known, its secret is not, so each cell may be
    anything less than the base away.
    """
    rounded = protect(cells).to_numpy(float)
    bounds = [(max(value - BASE + 1, 0), value + BASE - 1) for value in rounded]
    sums = [(cells[name] == key).to_numpy(float) for name in ("row", "column") for key in set(cells[name])]
    lines = np.vstack([np.ones(len(cells)), *sums])
    slack = (BASE - 1) * lines.sum(axis=1)
    limits = np.concatenate([lines @ rounded + slack, -(lines @ rounded) + slack])
    for cell in np.flatnonzero(cells["n"].between(1, BASE - 1))[:3]:
        aim = np.zeros(len(cells))
        aim[cell] = 1
        low, high = (
            linprog(sign * aim, A_ub=np.vstack([lines, -lines]), b_ub=limits, bounds=bounds).x[cell] for sign in (1, -1)
        )
        assert high - low >= BASE - 1 - 1e-9
        assert low <= 1 + 1e-9
        assert high >= BASE - 1 - 1e-9


@pytest.mark.parametrize("count", range(1, BASE))
def test_either_way_is_open_to_every_small_count(count):
    """Whatever the totals would like, a rounding is never certain: one multiple never rules a count out."""
    cells = make_table([[count, 4, 4, 4], [1, 1, 4, 4]])
    found = {int(protect(cells, secret=bytes([number] * 32)).iloc[0]) for number in range(250)}
    assert found == {0, BASE}
    assert 0 < LEAST_CHANCE < 0.5


def test_totals_stay_near():
    rng = np.random.default_rng(7)
    cells = make_table(rng.poisson(1.5, size=(60, 40)))
    off = protect(cells) - cells["n"]
    free = protect(cells, balanced=()) - cells["n"]
    assert abs(off.sum()) < abs(free.sum()) + BASE
    for name in ("row", "column"):
        balanced, unbalanced = (each.groupby(cells[name]).sum().abs().mean() for each in (off, free))
        assert balanced < 2 * BASE
        assert balanced < unbalanced / 1.5


def test_draws_depend_on_the_secret_and_the_cell_alone():
    keys = pd.DataFrame({"place": ["a", "a", None], "flag": [True, None, True]})
    one, same, other = (draw_numbers(keys, secret=secret) for secret in (SECRET, SECRET, b"x"))
    assert (one == same).all()
    assert (one != other).all()
    assert len(np.unique(one)) == one.size
    assert ((one >= 0) & (one < 1)).all()


def test_a_table_without_cells_stays_empty():
    assert protect(make_table(np.zeros((0, 0)))).empty
