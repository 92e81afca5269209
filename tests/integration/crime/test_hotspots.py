"""Hot spots of the same whole months, losing only what has no place."""

import pytest

from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.hotspots import measure_concentration
from data_access.store import Store
from tests.integration.crime.asking import sum_crime


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
