"""Which months stand for now."""

from hypothesis import given
from hypothesis import strategies as st

from data_access.measures.latest_period import (
    find_latest_run,
    find_latest_twelve,
    name_span,
)
from data_access.months import list_months, next_month

YEAR = list_months("2018-01", "2018-12")
MONTHS = st.sets(st.integers(0, 59)).map(lambda all_of: sorted(f"{2014 + n // 12}-{n % 12 + 1:02d}" for n in all_of))


def test_twelve_months_are_the_last_twelve_and_only_if_all_are_held() -> None:
    assert find_latest_twelve(list_months("2017-01", "2018-12")) == YEAR
    assert find_latest_twelve(YEAR) == YEAR
    assert find_latest_twelve([month for month in YEAR if month != "2018-05"]) == []
    assert find_latest_twelve([*YEAR, "2019-02"]) == []
    assert find_latest_twelve([]) == []


def test_the_latest_run_has_no_gap() -> None:
    assert find_latest_run(["2014-01", "2014-02", "2018-10", "2018-11"]) == ["2018-10", "2018-11"]
    assert find_latest_run(["2018-11", "2018-10"]) == ["2018-10", "2018-11"]
    assert find_latest_run([]) == []


def test_a_span_is_named_by_its_ends() -> None:
    assert name_span(["2024-01", "2024-02"]) == "January 2024 to February 2024"
    assert name_span(["2024-01"]) == "January 2024"
    assert name_span([]) == ""


@given(MONTHS)
def test_whatever_is_held_what_is_chosen_is_held_and_unbroken(held: list[str]) -> None:
    for chosen in (find_latest_twelve(held), find_latest_run(held)):
        assert set(chosen) <= set(held)
        assert all(next_month(chosen[n]) == chosen[n + 1] for n in range(len(chosen) - 1))
