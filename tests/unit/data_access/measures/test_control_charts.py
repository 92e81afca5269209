"""Control charts against the published worked examples of NHSRplotthedots, and their rules one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.measures.control_charts import (
    C_CHART,
    FEWEST_POINTS,
    XMR,
    Limits,
    chart_series,
    choose_limits,
    find_c_limits,
    find_signals,
    find_xmr_limits,
)

PUBLISHED = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
WIDE = Limits(XMR, mean=3, lower=-100, upper=100, is_provisional=True)
UP, DOWN = "seven or more in a row above the mean", "seven or more in a row below the mean"


def test_the_screened_limits_are_those_published() -> None:
    limits = find_xmr_limits(PUBLISHED, is_screened=True)
    assert limits.mean == pytest.approx(1.94, abs=0.005)
    assert limits.upper == pytest.approx(4.60, abs=0.005)
    assert limits.lower == pytest.approx(-0.72, abs=0.005)


def test_the_unscreened_limits_are_those_published() -> None:
    limits = find_xmr_limits(PUBLISHED)
    assert limits.mean == pytest.approx(1.94, abs=0.005)
    assert limits.upper == pytest.approx(6.95, abs=0.005)
    assert limits.lower == pytest.approx(-3.06, abs=0.005)
    assert not limits.is_provisional


def test_seven_rising_points_are_flagged_on_the_seventh() -> None:
    assert find_signals([1, 2, 3, 4, 5, 6, 7], WIDE) == [""] * 6 + ["seven in a row rising"]
    assert find_signals([7, 6, 5, 4, 3, 2, 1], WIDE) == [""] * 6 + ["seven in a row falling"]


def test_a_trend_with_equal_neighbours_is_none() -> None:
    assert find_signals([1, 2, 3, 3, 4, 5, 6], WIDE) == [""] * 7


def test_six_on_one_side_are_no_run_and_seven_are() -> None:
    assert find_signals([4, 5, 4, 5, 4, 5], WIDE) == [""] * 6
    assert find_signals([4, 5, 4, 5, 4, 5, 4, 5], WIDE) == [""] * 6 + [UP] * 2
    assert find_signals([2, 1, 2, 1, 2, 1, 2], WIDE) == [""] * 6 + [DOWN]


def test_a_point_on_the_mean_ends_a_run() -> None:
    assert find_signals([4, 5, 4, 3, 4, 5, 4, 5], WIDE) == [""] * 8


def test_a_point_on_a_limit_is_no_signal_and_one_beyond_is() -> None:
    limits = Limits(XMR, mean=10, lower=4, upper=16, is_provisional=False)
    assert find_signals([16, 10, 10, 4], limits) == [""] * 4
    assert find_signals([16.1, 10, 10, 3.9], limits) == ["above the upper limit", "", "", "below the lower limit"]


def test_two_of_three_near_one_limit_are_flagged_and_near_both_are_not() -> None:
    limits = Limits(XMR, mean=10, lower=4, upper=16, is_provisional=False)  # two thirds of the way: 14 and 6
    assert find_signals([15, 10, 15], limits) == ["", "", "two of three near the upper limit"]
    assert find_signals([5, 10, 5], limits) == ["", "", "two of three near the lower limit"]
    assert find_signals([15, 10, 5], limits) == [""] * 3
    assert find_signals([15, 10, 10, 15], limits) == [""] * 4
    assert find_signals([14, 10, 14], limits) == [""] * 3


def test_the_strongest_signal_of_a_point_is_said() -> None:
    limits = Limits(XMR, mean=0, lower=-6, upper=6, is_provisional=False)
    assert find_signals([1, 2, 1, 2, 1, 2, 7], limits)[-1] == "above the upper limit"


def test_small_counts_are_judged_by_a_c_chart() -> None:
    limits = choose_limits([4, 4, 4, 4, 4])
    assert limits == Limits(C_CHART, 4.0, 0.0, 10.0, True)
    assert find_c_limits([16] * 12) == Limits(C_CHART, 16.0, 4.0, 28.0, False)
    assert choose_limits([10, 10, 10, 11, 10]).method == XMR  # type: ignore[union-attr]


def test_fewer_than_five_points_have_no_limits() -> None:
    assert choose_limits([100] * (FEWEST_POINTS - 1)) is None
    charted = chart_series([100.0] * (FEWEST_POINTS - 1))
    assert charted["mean"].isna().all()
    assert (charted["signal"] == "").all()


@pytest.mark.parametrize(("size", "is_provisional"), [(5, True), (11, True), (12, False)])
def test_limits_are_provisional_below_twelve_points(size: int, is_provisional: bool) -> None:
    assert set(chart_series([100.0, 90.0] * 6 if size == 12 else [100.0] * size)["is_provisional"]) == {is_provisional}


def test_one_value_has_no_moving_range() -> None:
    with pytest.raises(ValueError, match="two values"):
        find_xmr_limits([1])


@given(st.lists(st.integers(0, 5000), min_size=5, max_size=60))
def test_a_point_beyond_a_limit_always_signals_and_no_lower_limit_is_below_zero(counts: list[int]) -> None:
    charted = chart_series(counts)
    assert len(charted) == len(counts)
    assert (charted["lower"] >= 0).all()
    beyond = [count > upper for count, upper in zip(counts, charted["upper"], strict=True)]
    assert (charted["signal"] == "above the upper limit").tolist() == beyond
    assert charted["mean"].iloc[0] == pytest.approx(sum(counts) / len(counts))


@given(st.lists(st.integers(0, 500), min_size=5, max_size=40))
def test_a_mirrored_series_has_mirrored_signals(counts: list[int]) -> None:
    limits = Limits(XMR, mean=250.3, lower=100.7, upper=399.9, is_provisional=False)
    mirrored = Limits(XMR, mean=-250.3, lower=-399.9, upper=-100.7, is_provisional=False)
    swap = {"above": "below", "below": "above", "upper": "lower", "lower": "upper", "rising": "falling"}
    swap |= {"falling": "rising"}

    def turn(words: str) -> str:
        return " ".join(swap.get(word, word) for word in words.split())

    turned = [turn(words) for words in find_signals(counts, limits)]
    assert find_signals([-count for count in counts], mirrored) == turned
