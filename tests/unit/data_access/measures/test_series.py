"""Complete series of months: what is not held is a gap and never zero."""

import pandas as pd

from data_access.measures.series import complete_months


def test_a_month_that_is_not_held_is_missing_and_not_zero() -> None:
    held = pd.DataFrame({"month": ["2014-10", "2015-01"], "crime_count": [5.0, 0.0]})
    full = complete_months(held, value="crime_count")
    assert full["month"].tolist() == ["2014-10", "2014-11", "2014-12", "2015-01"]
    assert full["is_held"].tolist() == [True, False, False, True]
    assert full["crime_count"].isna().tolist() == [False, True, True, False]


def test_the_run_number_changes_at_each_gap() -> None:
    held = pd.DataFrame({"month": ["2014-01", "2014-02", "2014-04"], "crime_count": [1.0, 2.0, 3.0]})
    full = complete_months(held, value="crime_count")
    assert full.loc[full["is_held"], "run"].nunique() == 2
    assert full["run"].is_monotonic_increasing


def test_bounds_that_are_given_are_kept_without_any_row() -> None:
    nothing = pd.DataFrame({"month": pd.Series(dtype=str), "crime_count": pd.Series(dtype=float)})
    full = complete_months(nothing, value="crime_count", first="2014-01", last="2014-03")
    assert full["month"].tolist() == ["2014-01", "2014-02", "2014-03"]
    assert not full["is_held"].any()
    assert complete_months(nothing, value="crime_count").empty
