"""Sickness keeps its measures apart; an area and a period keep what is theirs."""

from data_access.filters import Filters
from data_access.store import Store

WARWICKSHIRE, WEST_MERCIA, RUGBY = "E23000017", "E23000016", "E22000321"


def test_sickness_keeps_its_three_measures_apart(store: Store) -> None:
    figures = store.ask("workforce.sickness")
    by_measure = figures.groupby("measure_code")
    assert by_measure["unit"].nunique().max() == 1
    spans = {code: sorted(set(rows["period"])) for code, rows in by_measure}
    assert spans["hours-lost-month"] == ["October 2017", "September 2017"]
    assert spans["days-lost-month"] == ["August 2015"]
    assert spans["hours-lost-half-year"] == ["half-year to March 2015", "the comparison before"]
    assert ((figures["status"] == "value") == figures["value"].notna()).all()
    staff = figures[(figures["measure_code"] == "hours-lost-half-year") & (figures["group_code"] == "staff")]
    assert set(staff["status"]) == {"not_stated"}


def test_an_area_keeps_its_own_figures_and_those_of_all_forces(store: Store) -> None:
    figures = store.ask("workforce.sickness", Filters(area_code=RUGBY))
    assert set(figures["area_code"]) == {WARWICKSHIRE, "ALLIANCE"}


def test_a_period_keeps_the_figures_whose_months_touch_it(store: Store) -> None:
    figures = store.ask("workforce.sickness", Filters(from_month="2015-08", to_month="2016-12"))
    assert set(figures["period"]) == {"August 2015"}
    undated = store.ask("workforce.specials", Filters(from_month="2015-09"))
    assert "specials-resigned" not in set(undated["measure_code"])
