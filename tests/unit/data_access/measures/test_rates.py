"""Rates with 95% intervals."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from data_access.measures.rates import EXACT_BELOW, add_rates, find_count_interval


def test_sixty_five_events_have_the_published_interval() -> None:
    interval = find_count_interval(65)
    assert interval.lower == pytest.approx(50.1632, abs=5e-5)
    assert interval.upper == pytest.approx(82.8491, abs=5e-5)


@pytest.mark.parametrize("count", range(1, EXACT_BELOW))
def test_below_ten_the_limits_are_the_exact_poisson_ones(count: int) -> None:
    interval = find_count_interval(count)
    assert stats.poisson.sf(count - 1, interval.lower) == pytest.approx(0.025)
    assert stats.poisson.cdf(count, interval.upper) == pytest.approx(0.025)


def test_no_events_have_a_lower_limit_of_zero() -> None:
    interval = find_count_interval(0)
    assert interval.lower == 0
    assert interval.upper == pytest.approx(-math.log(0.025))


@given(st.integers(0, 10_000_000))
def test_an_interval_contains_its_count(count: int) -> None:
    interval = find_count_interval(count)
    assert 0 <= interval.lower <= count < interval.upper


@given(st.integers(0, 2_000))
def test_more_events_move_both_limits_up(count: int) -> None:
    fewer, more = find_count_interval(count), find_count_interval(count + 1)
    assert fewer.lower < more.lower
    assert fewer.upper < more.upper


@pytest.mark.parametrize("count", [9, 10, 65, 1000])
def test_byar_is_near_the_exact_limits(count: int) -> None:
    interval = find_count_interval(count)
    assert interval.lower == pytest.approx(stats.gamma.ppf(0.025, count), rel=0.01)
    assert interval.upper == pytest.approx(stats.gamma.ppf(0.975, count + 1), rel=0.01)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        find_count_interval(-1)


def test_a_rate_is_per_thousand_residents_with_its_limits() -> None:
    frame = add_rates(pd.DataFrame({"count": [65], "people": [13_000]}), count="count", population="people")
    row = frame.iloc[0]
    assert row["rate"] == pytest.approx(5)
    assert row["rate_lower"] == pytest.approx(50.1632 / 13, abs=1e-4)
    assert row["rate_upper"] == pytest.approx(82.8491 / 13, abs=1e-4)


@pytest.mark.parametrize("people", [0, None])
def test_without_residents_there_is_no_rate(people: int | None) -> None:
    frame = pd.DataFrame({"count": [65], "people": pd.array([people], dtype="Int64")})
    rated = add_rates(frame, count="count", population="people")
    assert rated[["rate", "rate_lower", "rate_upper"]].isna().all(axis=None)
    assert rated["count"].tolist() == [65]
