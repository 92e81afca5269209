"""What the assessments print and say of threats, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.database.engine import open_duckdb
from data_access.filters import Filters
from data_access.load.places import store_places
from data_access.queries.threats.documents import TEXT_KINDS
from data_access.questions import QUESTIONS, answer_question
from data_access.store import Store
from geodata.alliance import load_alliance

WEST_MERCIA, WARWICKSHIRE, RUGBY, HEREFORDSHIRE = "E23000016", "E23000017", "E22000321", "E22000326"


def test_the_evidence_of_a_threat_is_its_printed_figures(store: Store) -> None:
    rows = store.ask("threats.evidence", Filters(threat_code="domestic-abuse"))
    assert rows["value"].tolist() == [33_450, 16_374, 14, 5, 4_246]
    assert set(rows["edition"]) == {"2017-18"}
    assert rows["line"].tolist() == [669, 669, 670, 676, 682]
    assert set(rows["threat_name"]) == {"Domestic abuse"}
    assert (rows["section"] == "Domestic Abuse").all()


def test_an_edition_keeps_its_own_figures(store: Store) -> None:
    every = store.ask("threats.evidence")
    for edition in ("2016-17", "2017-18"):
        rows = store.ask("threats.evidence", Filters(edition=edition))
        assert len(rows) == (every["edition"] == edition).sum() > 20
    assert store.ask("threats.evidence", Filters(edition="1999-00")).empty


def test_an_area_keeps_figures_about_it_around_it_and_the_country(store: Store) -> None:
    def list_areas(area_code: str) -> set[str]:
        return set(store.ask("threats.evidence", Filters(area_code=area_code))["area_name"])

    wide = {"Warwickshire and West Mercia", "England and Wales", "United Kingdom"}
    assert list_areas("ALLIANCE") == wide | {"Warwickshire", "West Mercia", "Herefordshire"}
    assert list_areas(WARWICKSHIRE) == wide | {"Warwickshire"}
    assert list_areas(WEST_MERCIA) == wide | {"West Mercia", "Herefordshire"}
    assert list_areas(HEREFORDSHIRE) == wide | {"West Mercia", "Herefordshire"}
    assert list_areas(RUGBY) == wide | {"Warwickshire"}


def test_texts_stand_in_the_order_of_kinds_with_the_aim_first(store: Store) -> None:
    texts = store.ask("threats.texts", Filters(threat_code="modern-slavery", edition="2017-18"))
    assert texts["kind"].iloc[0] == "aim"
    places = texts["kind"].map({kind: place for place, kind in enumerate(TEXT_KINDS)})
    assert places.is_monotonic_increasing
    assert {"situation", "recommendation", "emerging_trend", "gap"} < set(texts["kind"])
    aims = store.ask("threats.texts", Filters(threat_code="csea"))
    assert aims.loc[aims["kind"] == "aim", "edition"].tolist() == ["2016-17", "2017-18", "2018-19"]


def test_every_threat_of_the_list_has_texts_and_measures(store: Store) -> None:
    threats = store.ask("threats.list")
    assert len(threats) == 17
    for question in ("threats.texts", "threats.measures"):
        named = store.ask(question)["threat_code"]
        assert list(dict.fromkeys(named)) == threats["threat_code"].tolist()


def test_a_measure_brings_its_unit_and_says_whether_it_is_held(store: Store) -> None:
    measures = store.ask("threats.measures", Filters(threat_code="ksi"))
    assert measures[["measure_code", "unit", "polarity", "coverage"]].to_numpy().tolist() == [
        ["ksi_collisions", "collisions", "lower", "part"]
    ]
    every = store.ask("threats.measures").set_index("availability")
    assert every.loc["held", "is_held"].all()
    assert not every.loc[["if loaded", "not public"], "is_held"].any()


def test_offences_that_count_for_a_threat_have_names_and_reasons(store: Store) -> None:
    offences = store.ask("threats.offences", Filters(threat_code="csea")).set_index("offence_code")
    assert offences.loc["71", "offence_name"] == "Abuse of children through sexual exploitation"
    assert store.ask("threats.offences")["offence_name"].notna().all()
    assert store.ask("threats.offences", Filters(threat_code="hate-crime")).empty


def test_the_issues_have_no_position_in_the_picture(store: Store) -> None:
    issues = store.ask("threats.issues")
    assert len(issues) == 24
    assert list(issues.columns) == ["edition", "position", "issue", "threat_code", "section", "line"]


def test_partnerships_share_threats_that_were_never_alliance_priorities(store: Store) -> None:
    rows = store.ask("priorities.bearing", Filters(threat_code="hate-crime", edition="2016-17"))
    direct = rows[rows["strength"] == "direct"]
    assert "Telford & Wrekin" in set(direct["who"])
    assert set(direct["theme"]) == {"Hate crime"}
    assert store.ask("priorities.bearing", Filters(threat_code="food-crime")).empty


@pytest.fixture
def bare_connection(tmp_path: Path) -> Iterator[sa.Connection]:
    """A store with areas and nothing else, as for forces without an assessment."""
    engine = open_duckdb(str(tmp_path / "bare.duckdb"), is_read_only=False, seconds=20)
    with engine.begin() as connection:
        schema.metadata.create_all(connection)
        store_places(connection, alliance=load_alliance())
        yield connection
    engine.dispose()


@pytest.mark.parametrize("question", [name for name in QUESTIONS if name.startswith("threats.")])
def test_forces_without_an_assessment_get_an_answer_without_rows(
    bare_connection: sa.Connection, store: Store, question: str
) -> None:
    answer = answer_question(bare_connection, name=question).frame
    assert answer.empty
    assert list(answer.columns) == list(store.ask(question).columns)
