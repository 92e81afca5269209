"""The crimeogram holds each crime of the year once."""

import pytest

from data_access.filters import Filters
from data_access.store import Store

WEST_MERCIA, WARWICKSHIRE = "E23000016", "E23000017"


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
