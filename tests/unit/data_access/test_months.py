"""Months written YYYY-MM."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.months import (
    MONTH,
    expand_months,
    first_day,
    list_months,
    name_month,
    name_month_short,
    name_runs,
    next_month,
)

months = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(lambda day: f"{day:%Y-%m}")


@given(months)
def test_the_next_month_begins_the_day_after_this_one_ends(month: str) -> None:
    following = first_day(next_month(month))
    assert following.day == 1
    assert (following - timedelta(days=1)).strftime("%Y-%m") == month


@given(months, st.integers(0, 60))
def test_months_listed_are_every_month_once_and_in_order(first: str, more: int) -> None:
    last = first
    for _ in range(more):
        last = next_month(last)
    listed = list_months(first, last)
    assert (listed[0], listed[-1], len(listed)) == (first, last, more + 1)
    assert listed == sorted(set(listed))


def test_a_month_has_a_long_and_a_short_name() -> None:
    assert name_month("2018-10") == "October 2018"
    assert name_month_short("2018-10") == "Oct 2018"


def test_the_months_held_are_named_as_unbroken_runs() -> None:
    held = [*list_months("2024-01", "2024-02"), *list_months("2018-10", "2019-02"), *list_months("2014-01", "2014-10")]
    assert name_runs(held) == "Jan to Oct 2014, Oct 2018 to Feb 2019, Jan to Feb 2024"


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ([], ""),
        (["2014-03"], "Mar 2014"),
        (["2014-03", "2014-03"], "Mar 2014"),
        (["2014-12", "2015-01"], "Dec 2014 to Jan 2015"),
        (["2014-01", "2014-03"], "Jan 2014, Mar 2014"),
    ],
)
def test_runs_of_one_month_and_across_new_year(held: list[str], words: str) -> None:
    assert name_runs(held) == words


@given(st.sets(months, max_size=30))
def test_there_are_as_many_runs_as_gaps_and_one_more(held: set[str]) -> None:
    runs = name_runs(list(held)).split(", ") if held else []
    starts = [month for month in held if not any(next_month(other) == month for other in held)]
    assert len(runs) == len(starts)


@pytest.mark.parametrize("text", ["2018-13", "2018-00", "2018-1", "18-10", "2018/10", "2018-10-01", "", "October 2018"])
def test_what_is_no_month_does_not_match(text: str) -> None:
    assert not MONTH.match(text)


@given(st.from_regex(re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])"), fullmatch=True))
def test_every_month_written_so_matches(text: str) -> None:
    assert MONTH.match(text)


def test_periods_by_year_and_by_month_are_the_same_months() -> None:
    assert expand_months(["2015"]) == list_months("2015-01", "2015-12")
    assert expand_months(["2018-10", "2015", "2015-03"]) == [*list_months("2015-01", "2015-12"), "2018-10"]
    assert expand_months(["ye-2015-09", "2018-09-30", "2017-18-Q1", ""]) == []
