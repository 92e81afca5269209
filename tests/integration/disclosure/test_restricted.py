"""What a force's own, restricted sources show: the gate on whole answers of a store."""

from collections.abc import Iterator

import pandas as pd
import pytest

from data_access import schema
from data_access.database.versions import open_versions, write_version
from data_access.filters import Filters
from data_access.settings import Settings, read_settings
from data_access.store import Store, open_store

THRESHOLD = 50
QUARTER = Filters(from_month="2018-10", to_month="2018-12")

# The gate acts on frames, so one database is enough.
pytestmark = pytest.mark.parametrize("kind", ["duckdb"], indirect=True)


@pytest.fixture
def published(own_settings: Settings) -> Iterator[Store]:
    """The default store."""
    store = open_store(own_settings)
    yield store
    store.close()


@pytest.fixture
def restricted(published: Store, own_settings: Settings) -> Iterator[Store]:
    """The same figures as a force's own, with a threshold of 50."""
    with write_version(open_versions(own_settings), from_current=True) as connection:
        connection.execute(schema.core_source.update().values(access="restricted"))
    url = own_settings.store_url
    store = open_store(read_settings({"STORE_URL": url, "SMALL_NUMBER_THRESHOLD": str(THRESHOLD)}))
    yield store
    store.close()


def test_counts_below_the_threshold_set_are_hidden_and_others_are_as_they_were(
    restricted: Store, published: Store
) -> None:
    keys = ["month", "area_code", "offence_code"]
    # Restricted rows come in an order that no count decides.
    shown, true = (
        each.ask("crime.counts", QUARTER, level="policing_area").sort_values(keys, ignore_index=True)
        for each in (restricted, published)
    )
    small = true["crime_count"].between(1, THRESHOLD - 1)
    assert small.any()
    assert shown.loc[small, "is_suppressed"].all()
    assert shown.loc[shown["is_suppressed"], "crime_count"].isna().all()
    kept = ~shown["is_suppressed"]
    assert (shown.loc[kept, "crime_count"] == true.loc[kept, "crime_count"]).all()
    assert not true["is_suppressed"].any()


def test_a_hidden_district_is_not_given_away_by_its_policing_area(restricted: Store) -> None:
    parents = restricted.ask("areas.list").set_index("area_code")["parent_code"]
    within = restricted.ask("crime.counts", QUARTER, level="district")
    within["parent_code"] = within["area_code"].map(parents)
    keys = ["month", "offence_code", "parent_code"]
    cells = within[within["parent_code"].notna()].groupby(keys)["is_suppressed"].agg(["sum", "size"]).reset_index()
    above = restricted.ask("crime.counts", QUARTER, level="policing_area")
    above = above.drop(columns="parent_code").rename(columns={"area_code": "parent_code"})
    lines = cells.merge(above[[*keys, "is_suppressed"]], on=keys)
    given_away = lines[(lines["sum"] == 1) & (lines["size"] > 1) & ~lines["is_suppressed"]]
    assert given_away.empty


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("crime.areas", "crime_count"),
        ("crime.areas", "incident_count"),
        ("casualties.roads", "ksi_count"),
    ],
)
def test_an_answer_of_counts_hides_small_ones(restricted: Store, question: str, count: str) -> None:
    answer = restricted.ask(question)
    assert answer[count].notna().any()
    assert not answer[count].between(1, THRESHOLD - 1).any()
    assert answer["is_suppressed"].any()


def test_the_parts_of_a_hidden_count_are_hidden_with_it(restricted: Store) -> None:
    roads = restricted.ask("casualties.roads")
    assert roads.loc[roads["is_suppressed"], ["fatal_count", "serious_count"]].isna().all(axis=None)


def test_headlines_hide_small_counts_too(restricted: Store) -> None:
    districts = restricted.ask("areas.list").query("level == 'district'")["area_code"].head(4)
    headlines = pd.concat(restricted.ask("overview.headlines", Filters(area_code=code)) for code in districts)
    collisions = headlines.loc[headlines["headline_code"] == "ksi-collisions", "value"]
    assert not collisions.between(1, THRESHOLD - 1).any()


def test_a_list_of_restricted_collisions_does_not_give_hidden_counts_away(restricted: Store) -> None:
    roads = restricted.ask("casualties.roads").set_index(["road", "force_code"])
    listed = restricted.ask("casualties.collisions", severity="ksi").groupby(["road", "force_code"]).size()
    hidden = roads.index[roads["ksi_count"].isna()]
    assert listed.index.intersection(hidden).empty


@pytest.mark.parametrize("question", ["crime.counts", "crime.areas", "casualties.roads", "workforce.strength"])
def test_an_answer_without_rows_passes_the_gate(restricted: Store, question: str) -> None:
    assert restricted.ask(question, Filters(from_month="2090-01")).empty
