"""Peers: the five named among 43 forces, with no rate where none can be."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.errors import BadFilterError
from data_access.store import Store
from tests.integration.crime.asking import few

WEST_MERCIA, WARWICKSHIRE = "E23000016", "E23000017"
FORCES = {WEST_MERCIA: "West Mercia", WARWICKSHIRE: "Warwickshire"}
CITY_OF_LONDON = "E23000034"


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
