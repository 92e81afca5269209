"""Recorded crime: its questions against published figures, on both databases, over random areas and periods."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.change import CHANCE, MORE_DOWN, MORE_UP
from data_access.measures.control_charts import find_xmr_limits
from data_access.measures.hotspots import measure_concentration
from data_access.store import Store

WEST_MERCIA, WARWICKSHIRE = "E23000016", "E23000017"
FORCES = {WEST_MERCIA: "West Mercia", WARWICKSHIRE: "Warwickshire"}
LEVELS = ("force", "policing_area", "district", "lsoa")
CITY_OF_LONDON = "E23000034"

# Asking a real store takes tens of milliseconds: few, but random, examples.
few = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=False
)


def sum_crime(frame: pd.DataFrame, column: str = "crime_count") -> float:
    return float(frame.loc[frame["is_recorded_crime"].astype(bool), column].sum())


@pytest.fixture
def draw_area(store: Store) -> Callable[[float], str]:
    """An area of any level, by a number from 0 to 1."""
    areas = store.ask("areas.list")["area_code"].tolist()
    return lambda where: str(areas[int(where * (len(areas) - 1))])


months = st.sampled_from(["", "2014-01", "2014-05", "2018-11", "2019-02", "2024-02"])


def make_filters(area: str, first: str, last: str) -> Filters:
    if first and last and first > last:
        first, last = last, first
    return Filters(area_code=area, from_month=first, to_month=last)


# --- trend ------------------------------------------------------------------------------------------


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


# --- then and now ------------------------------------------------------------------------------------


def test_only_the_same_calendar_months_are_compared_across_a_gap(store: Store) -> None:
    pairs = store.ask("crime.then_and_now")
    crime = pairs[pairs["is_recorded_crime"].astype(bool)]
    assert list(zip(crime["months_words"], crime["then_year"], crime["now_year"], strict=True)) == [
        ("October", 2014, 2018),
        ("January and February", 2014, 2019),
        ("January and February", 2019, 2024),
    ]
    assert crime["years_between"].tolist() == ["2015 to 2017", "2015 to 2018", "2020 to 2023"]
    october = store.ask("crime.trend", Filters(from_month="2014-10", to_month="2014-10"))
    assert crime["then"].iloc[0] == sum_crime(october)
    assert (crime["allows_for"] == CHANCE).all()


@few
@given(where=st.floats(0, 1))
def test_the_judgement_is_what_the_figures_say(store: Store, draw_area: Callable[[float], str], where: float) -> None:
    pairs = store.ask("crime.then_and_now", Filters(area_code=draw_area(where)), breakdown="category")
    rose, fell = pairs["judgement"].str.endswith("-up"), pairs["judgement"].str.endswith("-down")
    assert (pairs.loc[rose, "now"] > pairs.loc[rose, "then"]).all()
    assert (pairs.loc[fell, "now"] < pairs.loc[fell, "then"]).all()
    beyond = pairs["judgement"].isin([MORE_UP, MORE_DOWN])
    assert (pairs["z"].abs()[beyond] > 3).all()
    assert not (pairs["z"].abs()[~beyond & pairs["z"].notna()] > 3).any()


# --- change ------------------------------------------------------------------------------------------


def test_the_usual_spread_of_total_crime_and_the_force_years_named_are_as_published(store: Store) -> None:
    spreads = store.ask("crime.spreads").set_index("offence_code")
    assert spreads.loc["total", "tau"] == pytest.approx(0.064, abs=5e-4)
    assert spreads.loc["total", "named_pct"] == pytest.approx(7.5, abs=0.05)
    assert spreads.loc["total", "chance_pct"] == pytest.approx(90, abs=2.5)


# --- places ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("breakdown", ["total", "category"])
def test_every_level_adds_up_to_every_row(store: Store, level: str, breakdown: str) -> None:
    rates = store.ask("crime.rates", level=level, breakdown=breakdown)
    assert rates["crime_count"].sum() == 225_869
    assert sum_crime(rates) == 144_299
    assert not rates.duplicated(["area_code", "offence_code"]).any()


def test_an_lsoa_under_a_thousand_residents_has_no_rate_and_says_so(store: Store) -> None:
    rates = store.ask("crime.rates", level="lsoa")
    people = rates["population"].astype(float)
    small = people < 1000
    assert small.any()
    assert rates.loc[small, "rate"].isna().all()
    assert (rates.loc[small, "reason"] == "fewer than 1,000 residents").all()
    rated = rates[rates["rate"].notna()]
    assert (rated["population"] >= 1000).all()
    assert ((rated["rate_lower"] <= rated["rate"]) & (rated["rate"] <= rated["rate_upper"])).all()
    assert (rated["crime_count"].astype(float) * 1000 / rated["population"]).tolist() == pytest.approx(
        rated["rate"].tolist()
    )


@few
@given(where=st.floats(0, 1), first=months, last=months, level=st.sampled_from(LEVELS))
def test_parts_sum_to_wholes_and_an_area_differs_only_where_its_interval_does(
    store: Store, draw_area: Callable[[float], str], where: float, first: str, last: str, level: str
) -> None:
    filters = make_filters(draw_area(where), first, last)
    rates = store.ask("crime.rates", filters, level=level)
    if rates.empty:
        return
    assert rates["crime_count"].sum() == store.ask("crime.counts", filters)["crime_count"].sum()
    higher, lower = rates[rates["differs"] == "higher"], rates[rates["differs"] == "lower"]
    assert (higher["rate_lower"] > higher["whole_rate"]).all()
    assert (lower["rate_upper"] < lower["whole_rate"]).all()


# --- hot spots ---------------------------------------------------------------------------------------


def test_hot_spots_are_of_the_same_whole_months_and_lose_only_what_has_no_place(store: Store) -> None:
    spots = store.ask("crime.hotspots")
    assert (spots["then_year"].iloc[0], spots["now_year"].iloc[0]) == (2019, 2024)
    assert spots["months_words"].iloc[0] == "January and February"
    for year, column in (("2019", "then"), ("2024", "now")):
        period = Filters(from_month=f"{year}-01", to_month=f"{year}-02")
        counts = store.ask("crime.counts", period, level="lsoa")
        placed = counts[~counts["area_code"].str.contains("-")]
        assert spots[column].sum() == sum_crime(placed)
    found = measure_concentration(spots)
    assert found.hot_count == 56
    assert spots["is_hot_now"].sum() == 56
    assert 15 < found.now_share_pct < 40
    assert found.stay_count > 5 * found.chance_count


def test_hot_spots_of_anti_social_behaviour_are_their_own(store: Store) -> None:
    spots = store.ask("crime.hotspots", offence_code="anti-social-behaviour", then_year="2014", now_year="2018")
    assert spots["months_words"].iloc[0] == "October"
    period = Filters(from_month="2018-10", to_month="2018-10")
    counts = store.ask("crime.counts", period, level="lsoa")
    incidents = counts[~counts["is_recorded_crime"].astype(bool) & ~counts["area_code"].str.contains("-")]
    assert spots["now"].sum() == incidents["crime_count"].sum()


@pytest.mark.parametrize("years", [("2019", "2014"), ("x", "2014"), ("2014", "")])
def test_years_that_are_none_are_refused(store: Store, years: tuple[str, str]) -> None:
    with pytest.raises(BadFilterError, match="two years"):
        store.ask("crime.hotspots", then_year=years[0], now_year=years[1])


def test_years_that_share_no_month_have_no_hot_spots(store: Store) -> None:
    assert store.ask("crime.hotspots", then_year="2018", now_year="2024").empty


# --- outcomes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["", *LEVELS])
def test_outcomes_count_every_recorded_crime_once(store: Store, level: str) -> None:
    outcomes = store.ask("crime.outcomes", Filters(to_month="2014-03"), level=level)
    assert outcomes["crime_count"].sum() == sum_crime(store.ask("crime.counts", Filters(to_month="2014-03")))
    sums = outcomes.groupby(["month", "area_code"])["share_pct"].sum()
    assert sums.tolist() == pytest.approx([100.0] * len(sums))
    assert (outcomes["share_lower_pct"] <= outcomes["share_pct"] + 1e-9).all()


# --- the offence tree and severity --------------------------------------------------------------------


@pytest.mark.parametrize(("area", "total"), [(WEST_MERCIA, 85_433), (WARWICKSHIRE, 41_196), ("ALLIANCE", 126_629)])
def test_the_crimeogram_holds_each_crime_of_the_year_once(store: Store, area: str, total: int) -> None:
    tree = store.ask("crime.tree", Filters(area_code=area), year_ending="2017-09")
    assert tree["crime_count"].sum() == total
    assert tree["share_pct"].sum() == pytest.approx(100)
    assert tree["harm"].isna().all()
    assert set(tree["note"]) == {"needs offence codes"}


def test_the_largest_part_of_the_alliance_crimeogram_is_as_printed(store: Store) -> None:
    tree = store.ask("crime.tree", year_ending="2017-09")
    assert tree["offence_code"].iloc[0] == "violence-without-injury-with-stalking"
    assert tree["crime_count"].iloc[0] == 25_258
    assert tree["share_pct"].iloc[0] == pytest.approx(19.9, abs=0.05)


def test_harm_is_there_where_offence_codes_are_and_homicide_is_in_it(store: Store) -> None:
    tree = store.ask("crime.tree", Filters(area_code=WARWICKSHIRE), step="published-quarter")
    assert tree["crime_count"].sum() == 41_411
    assert tree["harm"].notna().all()
    assert tree["harm_share_pct"].sum() == pytest.approx(100)
    assert tree["gap_pct"].sum() == pytest.approx(0, abs=1e-9)
    homicide = tree[tree["offence_code"] == "1/4.1/4.2/4.10"]
    assert homicide["severity_weight"].iloc[0] > 5000
    assert set(tree["weight_vintage"]) == {"ONS Crime Severity Score weights, vintage not stated in the file"}
    months = store.ask("crime.tree", Filters(area_code=WARWICKSHIRE), step="month")
    assert months["harm"].isna().all()
    assert set(months["note"]) == {"needs offence codes"}


def test_severity_is_harm_by_residents_for_every_force_and_quarter(store: Store) -> None:
    scores = store.ask("crime.severity")
    year = scores[scores["period_code"] == "2017-18"].set_index("area_code")
    assert len(year) == 44  # 43 forces and the alliance
    assert year.loc[WEST_MERCIA, "crime_count"] == 84_350
    assert year.loc[WARWICKSHIRE, "crime_count"] == 41_411
    tree = store.ask("crime.tree", Filters(area_code=WEST_MERCIA), step="published-quarter")
    assert year.loc[WEST_MERCIA, "harm"] == pytest.approx(tree["harm"].sum())
    assert (year["harm"] / year["population"]).tolist() == pytest.approx(year["score"].tolist())
    quarters = scores[scores["period_code"] != "2017-18"].groupby("area_code")["harm"].sum()
    assert quarters[year.index].tolist() == pytest.approx(year["harm"].tolist())
    assert not year.loc[CITY_OF_LONDON, "is_meaningful"]
    assert pd.isna(year.loc[CITY_OF_LONDON, "rank"])
    assert year["rank"].max() == 42
    assert (year["unweighted_count"] == 0).all()


# --- peers -------------------------------------------------------------------------------------------


def test_peers_are_the_five_named_among_43_forces_over_ten_years(store: Store) -> None:
    peers = store.ask("crime.peers")
    assert peers.groupby("year_ending")["area_code"].nunique().tolist() == [43] * 10
    year = peers[peers["year_ending"] == "2017-09"].set_index("area_code")
    assert set(year.loc[year["is_peer"], "area_name"]) == {
        "Devon and Cornwall",
        "Cambridgeshire",
        "Gloucestershire",
        "North Wales",
        "Suffolk",
    }
    assert set(year.index[year["is_own"]]) == set(FORCES)
    assert year.loc[WEST_MERCIA, "crime_count"] == 85_433
    held = year[year["is_peer"]]
    weighted = 1000 * held["crime_count"].sum() / held["population"].sum()
    assert year["peers_weighted_rate"].tolist() == pytest.approx([weighted] * 43)
    assert year["peers_simple_rate"].tolist() == pytest.approx([held["rate"].mean()] * 43)


def test_no_rate_where_residents_are_not_held_or_mean_nothing(store: Store) -> None:
    peers = store.ask("crime.peers")
    assert peers.loc[peers["year_ending"] == "2024-09", "rate"].isna().all()
    assert (peers.loc[peers["year_ending"] == "2024-09", "differs"] == "").all()
    city = peers[peers["area_code"] == CITY_OF_LONDON]
    assert city["crime_count"].notna().all()
    assert city["rate"].isna().all()
    assert city["note"].str.contains("means nothing").all()
    assert peers.loc[peers["year_ending"] == "2023-09", "rank"].max() == 42


def test_a_blank_year_of_a_force_is_no_zero(store: Store) -> None:
    peers = store.ask("crime.peers", year_ending="2019-09").set_index("area_name")
    assert pd.isna(peers.loc["Greater Manchester", "crime_count"])
    assert pd.isna(peers.loc["Greater Manchester", "rate"])
    assert peers.loc["Greater Manchester", "note"] == "blank at source"


@few
@given(offence=st.sampled_from(["total", "robbery", "sexual-offences", "burglary", "homicide"]))
def test_a_force_differs_only_outside_the_outer_limits(store: Store, offence: str) -> None:
    peers = store.ask("crime.peers", offence_code=offence)
    rated = peers[peers["rate"].notna()]
    higher, lower = rated["differs"] == "higher", rated["differs"] == "lower"
    assert (rated.loc[higher, "rate"] > rated.loc[higher, "funnel_upper_998"]).all()
    assert (rated.loc[lower, "rate"] < rated.loc[lower, "funnel_lower_998"]).all()
    within = rated[~higher & ~lower]
    assert ((within["rate"] <= within["funnel_upper_998"]) & (within["rate"] >= within["funnel_lower_998"])).all()


def test_an_offence_group_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(BadFilterError, match="--offence"):
        store.ask("crime.peers", offence_code="guess")


# --- what the documents said ---------------------------------------------------------------------------


def test_projections_stand_as_stated_beside_the_nearest_years(store: Store) -> None:
    stated = store.ask("crime.projections").set_index("area_code")
    assert stated.loc[WARWICKSHIRE, ["lower_pct", "upper_pct", "then", "now"]].tolist() == [10, 16, 29_817, 33_433]
    assert stated.loc[WEST_MERCIA, ["lower_pct", "upper_pct", "then", "now"]].tolist() == [13, 21, 67_571, 75_663]
    assert stated["note"].str.contains("periods differ").all()


def test_the_survey_is_said_to_fall_in_both_documents(store: Store) -> None:
    said = store.ask("crime.survey")
    survey = said[said["subject"] == "survey"]
    assert set(survey["edition"]) == {"2016-17", "2017-18"}
    assert set(survey["direction"]) == {"down"}
    assert len(store.ask("crime.survey", Filters(edition="2017-18"))) == 2


def test_what_the_documents_said_is_quoted_from_their_lines(open_default: Callable[[str], Store]) -> None:
    from tests.conftest import SHARED_DOCUMENTS

    store = open_default("duckdb")
    rows = [*store.ask("crime.survey").to_dict("records"), *store.ask("crime.projections").to_dict("records")]
    assert len(rows) == 7
    for row in rows if SHARED_DOCUMENTS.is_dir() else []:
        lines = (SHARED_DOCUMENTS / f"strategic-assessment-{row['edition']}.txt").read_text("utf-8").split("\n")
        near = " ".join(lines[row["line"] - 1 : row["line"] + 1])
        assert row["quote"] in " ".join(near.split()), row["quote"]


def test_a_threat_counts_the_offence_codes_below_every_subgroup_of_its_groups(store: Store) -> None:
    """Burglary codes lie under residential and non-residential burglary: a threat named for burglary has them all."""
    tree = store.ask("crime.tree", Filters(threat_code="oac"), step="published-quarter")
    leaves = tree[tree["offence_code"].isin(store.ask("crime.tree", step="published-quarter")["offence_code"])]
    whole = store.ask("crime.tree", step="published-quarter").set_index("offence_code")["crime_count"]
    burglary = [code for code in leaves["offence_code"] if str(code).startswith(("28", "29", "30", "31"))]
    assert burglary, "no code of burglary counts for organised acquisitive crime"
    assert leaves.set_index("offence_code").loc[burglary, "crime_count"].sum() == whole.loc[burglary].sum() > 10_000
