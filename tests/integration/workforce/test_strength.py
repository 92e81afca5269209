"""Strength as stated and per 1,000 residents, on both databases."""

import pytest

from data_access.filters import Filters
from data_access.store import Store

WARWICKSHIRE, WEST_MERCIA, RUGBY = "E23000017", "E23000016", "E22000321"
PEERS = {"Cambridgeshire", "Devon and Cornwall", "Gloucestershire", "North Wales", "Suffolk"}


def test_the_strength_stated_stands_apart_and_for_all_forces_only(store: Store) -> None:
    stated = store.ask("workforce.strength").query("basis == 'not_stated'")
    figures = {(row.as_at_date, row.worker_type): row.strength_count for row in stated.itertuples()}
    assert figures == {
        ("2016-07", "officer"): 2936,
        ("2017-07", "officer"): 2865,
        ("2016-07", "staff"): 2717,
        ("2017-07", "staff"): 2829,
        ("2016-07", "special"): 498,
        ("2017-07", "special"): 633,
        ("2016-07", "pcso"): 356,
        ("2017-07", "pcso"): 342,
    }
    assert set(stated["area_code"]) == {"ALLIANCE"}
    assert stated["strength_per_1000"].isna().all(), "a basis that is not stated is compared with nothing"
    for area in (WARWICKSHIRE, WEST_MERCIA, RUGBY):
        assert "not_stated" not in set(store.ask("workforce.strength", Filters(area_code=area))["basis"])
    early = store.ask("workforce.strength", Filters(to_month="2016-12")).query("basis == 'not_stated'")
    assert set(early["as_at_date"]) == {"2016-07"}


def test_strength_per_1000_divides_by_the_residents_beside_it(store: Store) -> None:
    strength = store.ask("workforce.strength", with_peers=True).query("basis != 'not_stated'")
    assert set(strength["area_name"]) > PEERS
    held = strength[strength["strength_per_1000"].notna()]
    rate = 1000 * held["strength_count"] / held["population"]
    assert held["strength_per_1000"].to_numpy() == pytest.approx(rate.to_numpy())
    own = held.set_index(["area_code", "as_at_date", "worker_type"]).loc[(WARWICKSHIRE, "2018-09-30", "officer")]
    assert (own["population"], own["population_year"]) == (578_389, 2018)
    assert own["strength_per_1000"] == pytest.approx(1.385, abs=0.001)
    both = held[(held["area_code"] == "ALLIANCE") & (held["as_at_date"] == "2018-09-30")]
    assert set(both["population"]) == {578_389 + 1_278_163}
    assert not strength.loc[strength["status"] != "value", "strength_per_1000"].notna().any()
