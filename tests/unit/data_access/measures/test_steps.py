"""Months added up to longer steps only where every month is held."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.measures.steps import STEPS, add_up_months, explain_step, list_step_periods, number_segments
from data_access.months import list_months

BUNDLED = [*list_months("2014-01", "2014-10"), *list_months("2018-10", "2019-02"), "2024-01", "2024-02"]
SPAN = list_months("2014-01", "2020-12")


def list_codes(months: list[str], step: str) -> list[str]:
    return [period.code for period in list_step_periods(months, step)]


def test_the_bundled_months_make_four_quarters_and_no_year() -> None:
    assert list_codes(BUNDLED, "quarter") == ["2013-14-Q4", "2014-15-Q1", "2014-15-Q2", "2018-19-Q3"]
    for step in ("financial-year", "year-to-date", "rolling-12"):
        assert list_codes(BUNDLED, step) == []


def test_the_reason_names_what_is_missing() -> None:
    assert explain_step(BUNDLED, "quarter") == ""
    assert "longest unbroken run is 10 months" in explain_step(BUNDLED, "rolling-12")
    assert explain_step(BUNDLED, "year-to-date").endswith("these months are not held: Apr to Dec 2023")
    assert explain_step([], "month") == "no month is held"


def test_year_to_date_compares_the_same_months_of_earlier_years() -> None:
    months = list_months("2014-04", "2016-06")
    periods = list_step_periods(months, "year-to-date")
    assert [period.code for period in periods] == ["ytd-2014-06", "ytd-2015-06", "ytd-2016-06"]
    assert periods[-1].months == ("2016-04", "2016-05", "2016-06")
    assert periods[-1].words == "Apr 2016 to Jun 2016"


def test_a_year_to_date_that_ends_in_april_is_that_month() -> None:
    assert list_step_periods(["2016-04"], "year-to-date")[0].words == "April 2016"


def test_rolling_years_and_financial_years_of_two_whole_years() -> None:
    months = list_months("2016-04", "2018-03")
    assert list_codes(months, "financial-year") == ["2016-17", "2017-18"]
    assert list_codes(months, "rolling-12") == [f"ye-{month}" for month in list_months("2017-03", "2018-03")]


def test_a_segment_ends_at_a_gap() -> None:
    periods = list_step_periods(BUNDLED, "month")
    assert number_segments(periods, "month") == [0] * 10 + [1] * 5 + [2] * 2
    assert number_segments(list_step_periods(BUNDLED, "quarter"), "quarter") == [0, 0, 0, 1]


def test_an_unknown_step_is_refused() -> None:
    with pytest.raises(KeyError):
        list_step_periods(BUNDLED, "fortnight")


@given(st.sets(st.sampled_from(SPAN), max_size=60), st.sampled_from(list(STEPS)))
def test_a_period_is_the_sum_of_its_months_and_has_all_of_them(held: set[str], step: str) -> None:
    counts = pd.DataFrame({"month": sorted(held), "offence_code": "x"})
    counts["crime_count"] = [int(month[:4]) * 100 + int(month[5:]) for month in counts["month"]]
    by_month = counts.set_index("month")["crime_count"]
    added = add_up_months(counts, step=step, keys=["offence_code"]).set_index("period_code")["crime_count"]
    periods = list_step_periods(sorted(held), step)
    assert list(added.index) == [period.code for period in periods]
    for period in periods:
        assert set(period.months) <= held
        assert added[period.code] == by_month[list(period.months)].sum()
    assert bool(periods) == (explain_step(sorted(held), step) == "")
