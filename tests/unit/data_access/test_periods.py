"""Period codes and what they cover."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.periods import parse_period

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("code", "kind", "start", "end", "label"),
    [
        ("2018-10", "month", date(2018, 10, 1), date(2018, 10, 31), "October 2018"),
        ("2016-02", "month", date(2016, 2, 1), date(2016, 2, 29), "February 2016"),
        ("2017-18-Q1", "quarter", date(2017, 4, 1), date(2017, 6, 30), "April to June 2017"),
        ("2017-18-Q2", "quarter", date(2017, 7, 1), date(2017, 9, 30), "July to September 2017"),
        ("2017-18-Q3", "quarter", date(2017, 10, 1), date(2017, 12, 31), "October to December 2017"),
        ("2017-18-Q4", "quarter", date(2018, 1, 1), date(2018, 3, 31), "January to March 2018"),
        ("ye-2017-09", "year_ending", date(2016, 10, 1), date(2017, 9, 30), "year to September 2017"),
        ("ye-2016-02", "year_ending", date(2015, 3, 1), date(2016, 2, 29), "year to February 2016"),
        ("ye-2017-02", "year_ending", date(2016, 3, 1), date(2017, 2, 28), "year to February 2017"),
        ("mid-2017", "mid_year", date(2017, 6, 30), date(2017, 6, 30), "mid-2017"),
        ("2015", "year", date(2015, 1, 1), date(2015, 12, 31), "2015"),
        ("2015-09-30", "day", date(2015, 9, 30), date(2015, 9, 30), "30 September 2015"),
    ],
)
def test_a_period_code_gives_its_days_and_its_words(code: str, kind: str, start: date, end: date, label: str) -> None:
    period = parse_period(code)
    assert (period.code, period.kind, period.start, period.end, period.label) == (code, kind, start, end, label)


@given(days)
def test_the_twelve_months_to_any_month_are_twelve_whole_months(day: date) -> None:
    period = parse_period(f"ye-{day:%Y-%m}")
    assert (period.end.year, period.end.month) == (day.year, day.month)
    assert (period.end + timedelta(days=1)).day == 1
    assert period.start.day == 1
    assert (period.end.year - period.start.year) * 12 + period.end.month - period.start.month == 11


@given(st.integers(1950, 2098))
def test_four_quarters_are_a_financial_year_without_gap_or_overlap(year: int) -> None:
    quarters = [parse_period(f"{year}-{(year + 1) % 100:02d}-Q{number}") for number in (1, 2, 3, 4)]
    assert (quarters[0].start, quarters[-1].end) == (date(year, 4, 1), date(year + 1, 3, 31))
    for earlier, later in pairwise(quarters):
        assert earlier.end + timedelta(days=1) == later.start


@pytest.mark.parametrize(
    "code",
    ["", "2017-18", "2017-13", "2017-02-30", "2017-18-Q5", "2017-18-Q0", "ye-2017", "ye-2017-13", "mid-17", "Q1"],
)
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_period(code)
