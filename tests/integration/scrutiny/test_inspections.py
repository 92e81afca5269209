"""A force is shown its own inspections and those of both."""

from data_access.filters import Filters
from data_access.store import Store

WARWICKSHIRE, WEST_MERCIA, RUGBY = "E23000017", "E23000016", "E22000321"


def test_a_force_is_shown_its_own_inspections_and_those_of_both(store: Store) -> None:
    titles = {
        area: set(store.ask("scrutiny.inspections", Filters(area_code=area))["title"])
        for area in (WARWICKSHIRE, WEST_MERCIA)
    }
    assert titles[WEST_MERCIA] - titles[WARWICKSHIRE] == {"Child Protection"}
    assert set(store.ask("scrutiny.inspections")["scope"]) == {"Both forces", "National", "West Mercia", "Not stated"}
