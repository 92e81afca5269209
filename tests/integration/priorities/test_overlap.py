"""What partnerships share, on both databases, against the two documents."""

import pytest

from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.store import Store

FIRST, SECOND = Filters(edition="2016-17"), Filters(edition="2017-18")


def test_overlap_has_a_row_for_each_column_and_alliance_priority(store: Store) -> None:
    first, second = store.ask("priorities.overlap", FIRST), store.ask("priorities.overlap", SECOND)
    assert len(first) == 10 * 6
    assert len(second) == 11 * 8, "both county columns stand in the charts of 2017-18"
    columns = ["edition", "csp_code", "csp_name", "alliance_priority", "strength", "certainty", "themes"]
    assert [name for name in first.columns if name in columns] == columns
    assert set(first["certainty"]) == {"certain"}
    assert set(second["certainty"]) == {"certain", "inferred", "not known"}


def test_two_partnerships_name_road_safety_and_no_other_shares_the_roads(store: Store) -> None:
    overlap = store.ask("priorities.overlap", FIRST)
    roads = overlap[(overlap["priority_code"] == "ksi") & (overlap["strength"] != "none")]
    assert set(roads["csp_name"]) == {"Rugby", "Telford & Wrekin"}
    assert set(roads["strength"]) == {"direct"}


def test_no_west_mercia_partnership_of_2017_18_is_said_to_lack_or_share_what_its_chart_leaves_open(
    store: Store,
) -> None:
    overlap = store.ask("priorities.overlap", SECOND)
    west_mercia = {"E22000326", "E22000332", "E22000333", "E22000360", "E22000368"}
    own = overlap[overlap["csp_code"].isin(west_mercia)]
    assert len(own) == 5 * 8
    assert set(own.loc[own["certainty"] == "certain", "strength"]) <= {"none"}
    abuse = own[own["priority_code"] == "domestic-abuse"]
    assert set(abuse["strength"]) == {"not known"}


def test_similar_partnerships_are_the_same_from_both_sides_and_counties_are_none(store: Store) -> None:
    similar = store.ask("priorities.similar", FIRST).set_index(["csp_code", "other_code"])
    assert len(similar) == 9 * 8
    assert similar.loc[("E22000332", "E22000368"), ["shared_count", "all_count"]].tolist() == [12, 12]
    assert similar.loc[("E22000332", "E22000368"), "jaccard"] == 1
    assert similar.loc[("E22000359", "E22000319"), "jaccard"] == pytest.approx(5 / 7)
    assert bool(similar.loc[("E22000320", "E22000319"), "is_neighbour"])
    later = store.ask("priorities.similar", SECOND)
    assert later["jaccard"].isna().all()
    assert later["all_count"].isna().all()


def test_an_edition_that_is_none_is_refused_by_name(store: Store) -> None:
    with pytest.raises(BadFilterError, match="against"):
        store.ask("priorities.overlap", against="1999-00")
    with pytest.raises(BadFilterError, match="from-edition"):
        store.ask("priorities.changes", from_edition="1999-00")
