"""Groups under 10 people are hidden, and flows that would give one away with them."""

import pandas as pd
import pytest

from data_access.measures.small_groups import FEWEST_PEOPLE, SMALL_GROUP, hide_flows, is_small


@pytest.mark.parametrize(("count", "small"), [(0, False), (1, True), (9, True), (10, False), (float("nan"), False)])
def test_a_count_is_small_from_1_to_9(count: float, small: bool) -> None:
    assert bool(is_small(pd.Series([count])).iloc[0]) is small
    assert SMALL_GROUP == f"<{FEWEST_PEOPLE}" == "<10"


@pytest.mark.parametrize(
    ("joined", "left", "stock", "before", "hidden"),
    [
        (12, 11, 50, 49, False),
        (0, 0, 50, 50, False),
        (3, 11, 50, 58, True),
        (12, 3, 50, 41, True),
        (12, 11, 9, 8, True),
        (12, 10, 11, 9, True),
        (12, float("nan"), 50, float("nan"), False),
    ],
)
def test_neither_flow_is_shown_where_one_could_be_worked_out(joined, left, stock, before, hidden) -> None:
    columns = [pd.Series([value], dtype=float) for value in (joined, left, stock, before)]
    found = hide_flows(columns[0], columns[1], stock=columns[2], stock_before=columns[3])
    assert found.tolist() == [hidden]
