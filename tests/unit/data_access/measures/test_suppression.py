"""Disclosure control: small counts of restricted sources, and what would give them away."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data_access.measures.suppression import PUBLISHED, RESTRICTED, Disclosure, disclose, open_gate

THRESHOLD = 5


def _table(counts: list[list[int | None]]) -> pd.DataFrame:
    """A two-way table as a frame: a row for each cell."""
    return pd.DataFrame(
        [(i, j, value) for i, line in enumerate(counts) for j, value in enumerate(line)],
        columns=["line", "column", "count"],
    ).astype({"count": "Int64"})


def _disclose(frame: pd.DataFrame, *, threshold: int = THRESHOLD) -> pd.DataFrame:
    return disclose(frame, count="count", access=RESTRICTED, totals=[["line"], ["column"]], threshold=threshold)


counts = st.one_of(st.integers(0, 6), st.integers(0, 60))
tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(counts, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(tables)
def test_published_figures_are_exempt(table: list[list[int]]) -> None:
    frame = _table(table)
    shown = disclose(frame, count="count", access=PUBLISHED, totals=[["line"], ["column"]])
    assert not shown["is_suppressed"].any()
    pd.testing.assert_series_equal(shown["count"], frame["count"])


def test_counts_from_one_to_four_are_hidden_and_zero_and_five_are_not() -> None:
    frame = pd.DataFrame({"count": [0, 1, 2, 3, 4, 5, 6]})
    shown = disclose(frame, count="count", access=RESTRICTED)
    assert shown["is_suppressed"].tolist() == [False, True, True, True, True, False, False]
    assert shown["count"].isna().tolist() == shown["is_suppressed"].tolist()


def test_anything_but_published_is_restricted() -> None:
    assert disclose(pd.DataFrame({"count": [1]}), count="count", access="")["is_suppressed"].tolist() == [True]


def test_a_single_hidden_cell_takes_the_smallest_other_with_it() -> None:
    shown = disclose(pd.DataFrame({"count": [2, 90, 40, 0]}), count="count", access=RESTRICTED, totals=[[]])
    assert shown["is_suppressed"].tolist() == [True, False, True, False]


def test_two_hidden_cells_whose_sum_is_small_take_a_third() -> None:
    shown = disclose(pd.DataFrame({"count": [1, 1, 40, 90]}), count="count", access=RESTRICTED, totals=[[]])
    assert shown["is_suppressed"].tolist() == [True, True, True, False]


def test_zero_is_never_hidden_because_a_total_under_the_threshold_is_hidden_itself() -> None:
    shown = disclose(pd.DataFrame({"count": [2, 0, 0]}), count="count", access=RESTRICTED, totals=[[]])
    assert shown["is_suppressed"].tolist() == [True, False, False]


def test_a_line_of_one_cell_has_nothing_to_hide_with_it() -> None:
    assert _disclose(_table([[3]]))["is_suppressed"].tolist() == [True]


def test_nothing_small_hides_nothing() -> None:
    assert not _disclose(_table([[5, 0], [70, 6]]))["is_suppressed"].any()


def test_a_threshold_of_one_hides_nothing() -> None:
    assert not _disclose(_table([[1, 2], [3, 4]]), threshold=1)["is_suppressed"].any()


@given(tables)
def test_what_is_shown_is_unchanged_and_what_is_hidden_is_blank(table: list[list[int]]) -> None:
    frame = _table(table)
    shown = _disclose(frame)
    hidden = shown["is_suppressed"]
    assert (hidden | ~frame["count"].between(1, THRESHOLD - 1)).all()
    assert shown.loc[hidden, "count"].isna().all()
    pd.testing.assert_series_equal(shown.loc[~hidden, "count"], frame.loc[~hidden, "count"])


@given(tables)
def test_no_line_has_one_hidden_cell_or_hidden_cells_with_a_small_sum(table: list[list[int]]) -> None:
    frame = _table(table)
    shown = _disclose(frame)
    for name in ("line", "column"):
        for _, cells in frame.assign(hidden=shown["is_suppressed"]).groupby(name):
            taken = cells[cells["hidden"]]
            if taken.empty or len(taken) == len(cells) or cells["count"].sum() < THRESHOLD:
                continue
            assert len(taken) >= 2
            assert taken["count"].sum() >= THRESHOLD


@given(tables)
def test_the_totals_together_do_not_give_a_hidden_cell_away(table: list[list[int]]) -> None:
    assert _find_given_away(table) == []


def test_two_hidden_blocks_joined_by_one_cell_do_not_give_it_away() -> None:
    table = [
        [3, 3, 3, 20],
        [3, 3, 20, 20],
        [20, 20, 3, 3],
        [20, 20, 3, 3],
    ]
    assert _find_given_away(table) == []


def test_a_large_table_is_audited_too_and_hides_no_more_than_it_must() -> None:
    # Sparse small counts by month, area and offence, as a force's extract has them: hundreds of hidden cells.
    random = np.random.default_rng(7)
    shape = (24, 10, 12)
    values = random.poisson(12, shape) * (random.random(shape) < 0.6)
    frame = pd.DataFrame(
        [(*place, int(count)) for place, count in np.ndenumerate(values)],
        columns=["month", "area", "offence", "count"],
    )
    totals = [["month", "area"], ["month", "offence"], ["area", "offence"]]
    shown = disclose(frame, count="count", access=RESTRICTED, totals=totals, threshold=THRESHOLD)
    hidden = shown[shown["is_suppressed"]]
    is_small = frame["count"].between(1, THRESHOLD - 1)
    assert is_small.sum() > 10
    assert len(hidden) > is_small.sum()
    assert len(hidden) < 20 * is_small.sum()  # a cell alone needs at least the seven others of a block
    known = []
    for columns in totals:
        sums = frame.groupby(columns)["count"].transform("sum")
        lines = hidden[sums.loc[hidden.index] >= THRESHOLD].groupby(columns).groups.values()
        known += [hidden.index.isin(line).astype(float) for line in lines]
    # A cell is fixed where its unit vector lies in the space of the equations: independent of how the gate finds it.
    solved, *_ = np.linalg.lstsq(np.array(known).T, np.eye(len(hidden)), rcond=None)
    gap = np.abs(np.array(known).T @ solved - np.eye(len(hidden))).max(axis=0)
    assert gap.min() > 1e-6


def _find_given_away(table: list[list[int]]) -> list[tuple[int, int]]:
    """Hidden cells that the totals shown (from the threshold up) fix exactly, in lines and columns of two or more."""
    height, width = len(table), len(table[0])
    if height == 1 or width == 1:
        return []
    hidden = _disclose(_table(table))["is_suppressed"].to_numpy().reshape(height, width)
    cells = [tuple(cell) for cell in np.argwhere(hidden).tolist()]
    if not cells:
        return []
    values = np.array(table)
    known = np.array(
        [[cell[0] == i for cell in cells] for i in range(height) if values[i].sum() >= THRESHOLD]
        + [[cell[1] == j for cell in cells] for j in range(width) if values[:, j].sum() >= THRESHOLD],
        dtype=float,
    )
    if not len(known):
        return []
    rank = np.linalg.matrix_rank(known)
    unit = np.eye(len(cells))
    return [cell for cell, row in zip(cells, unit, strict=True) if np.linalg.matrix_rank([*known, row]) == rank]


def test_a_missing_count_stays_missing_and_is_never_called_hidden() -> None:
    shown = _disclose(_table([[2, None, 0, 30]]))
    assert shown["is_suppressed"].tolist()[:2] == [True, False]
    assert shown["count"].isna().tolist()[1]
    alone = _disclose(_table([[2, None]]))
    assert not alone["is_suppressed"].iloc[1]


def test_the_gate_hides_what_is_worked_out_from_a_hidden_count() -> None:
    frame = pd.DataFrame({"count": [2, 30, 70], "rate": [0.2, 3.0, 7.0]})
    rule = Disclosure(count="count", totals=((),), derived=("rate",))
    shown = open_gate(frame, rules=[rule], access=RESTRICTED, threshold=THRESHOLD)
    assert shown["is_suppressed"].tolist() == [True, True, False]
    assert shown["rate"].isna().tolist() == [True, True, False]
    assert frame["rate"].notna().all()


def test_the_gate_marks_a_row_in_which_any_count_is_hidden() -> None:
    frame = pd.DataFrame({"crimes": [2, 30, 70, 9], "incidents": [80, 90, 1, 2]})
    rules = [Disclosure(count="crimes"), Disclosure(count="incidents")]
    shown = open_gate(frame, rules=rules, access=RESTRICTED, threshold=THRESHOLD)
    assert shown["is_suppressed"].tolist() == [True, False, True, True]
    assert shown["incidents"].isna().tolist() == [False, False, True, True]


def test_the_gate_lets_published_figures_through() -> None:
    frame = pd.DataFrame({"count": [2, 30], "rate": [0.2, 3.0]})
    rule = Disclosure(count="count", totals=((),), derived=("rate",))
    shown = open_gate(frame, rules=[rule], access=PUBLISHED, threshold=THRESHOLD)
    pd.testing.assert_frame_equal(shown, frame.assign(is_suppressed=False))
