"""The trend of recorded crime against published figures, on both databases, over random areas and periods."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.control_charts import find_xmr_limits
from data_access.store import Store
from tests.integration.crime.asking import few, make_filters, sum_crime

WEST_MERCIA, WARWICKSHIRE = "E23000016", "E23000017"
months = st.sampled_from(["", "2014-01", "2014-05", "2018-11", "2019-02", "2024-02"])


def test_the_trend_has_the_counts_of_the_months_and_the_limits_of_each_unbroken_run(store: Store) -> None:
    trend = store.ask("crime.trend")
    assert sum_crime(trend) == 144_299
    crime = trend[trend["offence_code"] == "recorded-crime"]
    assert crime.groupby("segment").size().tolist() == [10, 5, 2]
    for _, run in crime.groupby("segment"):
        if len(run) < 5:
            assert run[["mean", "lower", "upper"]].isna().all(axis=None)
            continue
        limits = find_xmr_limits(run["crime_count"].astype(float).tolist())
        assert run["mean"].tolist() == pytest.approx([limits.mean] * len(run))
        assert run["upper"].tolist() == pytest.approx([limits.upper] * len(run))
        assert run["lower"].tolist() == pytest.approx([max(0, limits.lower)] * len(run))
        assert run["is_provisional"].all()
        assert set(run["method"]) == {"XmR chart"}


@pytest.mark.parametrize(("area", "now", "then"), [(WEST_MERCIA, 85_433, 75_663), (WARWICKSHIRE, 41_196, 33_433)])
def test_published_years_reconcile(store: Store, area: str, now: int, then: int) -> None:
    years = store.ask("crime.trend", Filters(area_code=area), step="published-year").set_index("period_code")
    assert years.loc["ye-2017-09", "crime_count"] == now
    assert years.loc["ye-2016-09", "crime_count"] == then
    assert len(years) == 10


@pytest.mark.parametrize(("area", "total"), [(WEST_MERCIA, 84_350), (WARWICKSHIRE, 41_411), ("ALLIANCE", 125_761)])
def test_the_quarters_of_2017_18_reconcile_at_every_breakdown(store: Store, area: str, total: int) -> None:
    for breakdown in ("total", "group", "category"):
        quarters = store.ask("crime.trend", Filters(area_code=area), step="published-quarter", breakdown=breakdown)
        assert quarters["crime_count"].sum() == total
        assert quarters["period_code"].nunique() == 4


def test_quarters_are_there_only_where_their_three_months_are_held(store: Store) -> None:
    quarters = store.ask("crime.trend", step="quarter")
    crime = quarters[quarters["offence_code"] == "recorded-crime"]
    assert crime["period_code"].tolist() == ["2013-14-Q4", "2014-15-Q1", "2014-15-Q2", "2018-19-Q3"]
    assert crime["segment"].tolist() == [0, 0, 0, 1]
    months = store.ask("crime.trend", Filters(from_month="2018-10", to_month="2018-12"))
    assert crime["crime_count"].iloc[-1] == sum_crime(months)
    assert store.ask("crime.trend", step="financial-year").empty


def test_steps_that_are_not_held_say_why(store: Store) -> None:
    steps = store.ask("crime.steps").set_index("step")
    assert steps["is_held"].to_dict() == {
        "month": True,
        "quarter": True,
        "financial-year": False,
        "year-to-date": False,
        "rolling-12": False,
        "published-year": True,
        "published-quarter": True,
    }
    assert steps.loc["rolling-12", "reason"].endswith("the longest unbroken run is 10 months")
    assert (steps.loc[steps["is_held"], "reason"] == "").all()


def test_a_series_begins_anew_at_a_dated_change_of_recording_and_nowhere_else(store: Store) -> None:
    years = store.ask("crime.trend", Filters(area_code=WEST_MERCIA), step="published-year", breakdown="group")
    segments = years.groupby("offence_code")["segment"].nunique()
    assert segments["sexual-offences"] == 3  # counting rules of April 2015, inspection's effect from November 2015
    assert segments["total"] == segments["burglary"] == 1
    sexual = years[years["offence_code"] == "sexual-offences"].set_index("period_code")
    assert sexual.loc["ye-2017-09", "segment"] == 2


def test_a_year_that_is_blank_at_source_has_no_limits_and_no_zero(store: Store) -> None:
    years = store.ask("crime.trend", step="published-year", breakdown="group")
    stalking = years[years["offence_code"] == "stalking-and-harassment"].set_index("period_code")
    assert pd.isna(stalking.loc["ye-2015-09", "crime_count"])
    assert pd.isna(stalking.loc["ye-2015-09", "mean"])
    assert stalking.loc["ye-2017-09", "mean"] == pytest.approx(stalking["crime_count"].mean())


@pytest.mark.parametrize(("option", "value"), [("step", "fortnight"), ("step", "")])
def test_a_step_that_is_none_is_refused(store: Store, option: str, value: str) -> None:
    with pytest.raises(BadFilterError, match="--step"):
        store.ask("crime.trend", **{option: value})


@few
@given(where=st.floats(0, 1), first=months, last=months)
def test_categories_sum_to_totals_and_quarters_to_months_everywhere(
    store: Store, draw_area: Callable[[float], str], where: float, first: str, last: str
) -> None:
    filters = make_filters(draw_area(where), first, last)
    total, kinds = (store.ask("crime.trend", filters, breakdown=breakdown) for breakdown in ("total", "category"))
    keys = ["period_code", "is_recorded_crime"]
    pd.testing.assert_series_equal(
        total.groupby(keys)["crime_count"].sum(), kinds.groupby(keys)["crime_count"].sum(), check_dtype=False
    )
    counts = store.ask("crime.counts", filters)
    assert total["crime_count"].sum() == counts["crime_count"].sum()
    signals = total[total["signal"] != ""]
    assert signals["mean"].notna().all()
    above = signals[signals["signal"] == "above the upper limit"]
    assert (above["crime_count"] > above["upper"]).all()
