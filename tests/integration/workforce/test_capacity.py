"""Crimes, harm and collisions for each officer."""

import pytest

from data_access.filters import Filters
from data_access.store import Store

WARWICKSHIRE, WEST_MERCIA, RUGBY = "E23000017", "E23000016", "E22000321"
PEERS = {"Cambridgeshire", "Devon and Cornwall", "Gloucestershire", "North Wales", "Suffolk"}


def test_crimes_for_each_officer_are_the_crimes_over_the_officers_in_mid_year(store: Store) -> None:
    rows = store.ask("workforce.capacity", with_peers=True)
    crimes = rows[rows["demand_code"] == "recorded-crime"].set_index(["period_code", "area_code"])
    all_forces = crimes.loc[("ye-2017-09", "ALLIANCE")]
    assert all_forces["demand_count"] == 126_629
    assert all_forces["as_at_date"] == "2017-03-31"
    assert all_forces["officer_count"] == pytest.approx(835.17 + 2055.36)
    assert all_forces["per_officer"] == pytest.approx(126_629 / (835.17 + 2055.36))
    assert set(crimes.reset_index()["period_code"]) == {f"ye-{year}-09" for year in (2015, 2016, 2017, 2018)}
    assert set(crimes["area_name"]) > PEERS
    assert crimes["per_officer"].to_numpy() == pytest.approx(
        (crimes["demand_count"] / crimes["officer_count"]).to_numpy()
    )


def test_collisions_for_each_officer_are_those_of_2015_and_have_no_peers(store: Store) -> None:
    rows = store.ask("workforce.capacity", with_peers=True)
    collisions = rows[rows["demand_code"] == "ksi-collisions"].set_index("area_code")
    assert collisions["demand_count"].to_dict() == {"ALLIANCE": 711, WARWICKSHIRE: 280, WEST_MERCIA: 431}
    assert set(collisions["as_at_date"]) == {"2015-09-30"}
    assert collisions.loc["ALLIANCE", "per_officer"] == pytest.approx(711 / (854.82 + 2086.06))


def test_capacity_of_a_period_and_of_an_area_below_a_force(store: Store) -> None:
    rows = store.ask("workforce.capacity", Filters(area_code=RUGBY, from_month="2016-01", to_month="2017-09"))
    assert set(rows["area_code"]) == {WARWICKSHIRE}
    assert rows["period_code"].tolist() == ["ye-2016-09", "ye-2017-09"]


def test_severity_for_each_officer_is_the_harm_of_the_severity_question(store: Store) -> None:
    capacity = store.ask("workforce.capacity", with_peers=True)
    severity = capacity[capacity["demand_code"] == "severity"].set_index("area_code")
    harm = store.ask("crime.severity").query("period_code == '2017-18'").set_index("area_code")["harm"]
    assert set(severity["period_code"]) == {"ye-2018-03"}
    assert len(severity) > 3, "peers stand beside the forces"
    for code, row in severity.iterrows():
        assert row["demand_count"] == pytest.approx(harm[code])
        assert row["per_officer"] == pytest.approx(row["demand_count"] / row["officer_count"])
