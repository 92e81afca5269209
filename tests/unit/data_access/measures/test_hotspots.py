"""Hot spots: the top 5% of areas and which of them stay."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.measures.hotspots import count_hot, mark_hotspots, measure_concentration

counts = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=120)


def make(pairs: list[tuple[int, int]]) -> pd.DataFrame:
    frame = pd.DataFrame(pairs, columns=["then", "now"])
    return frame.assign(area_code=[f"E{number:03d}" for number in range(len(pairs))])


@pytest.mark.parametrize(("areas", "hot"), [(0, 0), (1, 1), (20, 1), (21, 2), (1118, 56)])
def test_the_top_five_per_cent_are_rounded_up(areas: int, hot: int) -> None:
    assert count_hot(areas) == hot


def test_shares_and_what_stays() -> None:
    pairs = [(10, 1), (20, 20), *[(1, 1)] * 38]
    marked = mark_hotspots(make(pairs))
    found = measure_concentration(marked)
    assert (found.area_count, found.hot_count) == (40, 2)
    assert found.then_share_pct == pytest.approx(100 * 30 / 68)
    assert found.now_share_pct == pytest.approx(100 * 21 / 59)
    assert found.stay_count == 2  # of equal counts the one that was hot before comes first
    assert found.chance_count == pytest.approx(0.1)


def test_an_area_without_a_crime_is_never_hot() -> None:
    marked = mark_hotspots(make([(0, 0)] * 30))
    assert not marked[["is_hot_then", "is_hot_now", "stays_hot"]].any(axis=None)
    assert math.isnan(measure_concentration(marked).now_share_pct)


@given(counts)
def test_the_order_of_rows_changes_nothing(pairs: list[tuple[int, int]]) -> None:
    frame = make(pairs)
    forward = mark_hotspots(frame).set_index("area_code").sort_index()
    back = mark_hotspots(frame.iloc[::-1]).set_index("area_code").sort_index()
    pd.testing.assert_frame_equal(forward, back)
    assert forward["is_hot_now"].sum() <= count_hot(len(pairs))
    if forward["is_hot_now"].any():
        assert forward.loc[forward["is_hot_now"], "now"].min() >= forward.loc[~forward["is_hot_now"], "now"].max() or (
            forward["is_hot_now"].all()
        )
