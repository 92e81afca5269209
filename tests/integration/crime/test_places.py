"""Rates and shares of areas: every level adds up, and who differs does so by its interval."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.store import Store
from tests.integration.crime.asking import few, make_filters, sum_crime

LEVELS = ("force", "policing_area", "district", "lsoa")
months = st.sampled_from(["", "2014-01", "2014-05", "2018-11", "2019-02", "2024-02"])


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
