"""Outcomes count every recorded crime once."""

import pytest

from data_access.filters import Filters
from data_access.store import Store
from tests.integration.crime.asking import sum_crime

LEVELS = ("force", "policing_area", "district", "lsoa")


@pytest.mark.parametrize("level", ["", *LEVELS])
def test_outcomes_count_every_recorded_crime_once(store: Store, level: str) -> None:
    outcomes = store.ask("crime.outcomes", Filters(to_month="2014-03"), level=level)
    assert outcomes["crime_count"].sum() == sum_crime(store.ask("crime.counts", Filters(to_month="2014-03")))
    sums = outcomes.groupby(["month", "area_code"])["share_pct"].sum()
    assert sums.tolist() == pytest.approx([100.0] * len(sums))
    assert (outcomes["share_lower_pct"] <= outcomes["share_pct"] + 1e-9).all()
