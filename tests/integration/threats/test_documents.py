"""The questions about threats on the default store, on a real DuckDB and PostgreSQL, and the command `coverage`."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.commands.main import main
from data_access.database.engine import open_duckdb
from data_access.filters import Filters
from data_access.load.loading import load_source
from data_access.load.places import store_places
from data_access.load.requests import Request
from data_access.queries.threats.document_coverage import EDITIONS, FACT_TABLES, OTHER_YEARS, PRINTED_IN
from data_access.queries.threats.documents import TEXT_KINDS
from data_access.questions import QUESTIONS, answer_question
from data_access.settings import Settings
from data_access.store import Store, open_store
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


def test_every_printed_number_of_every_section_is_accounted_for(store: Store) -> None:
    coverage = store.ask("threats.coverage")
    assert len(coverage) == 101
    assert (coverage["open_count"] == 0).all()
    parts = coverage[["evidence_count", "elsewhere_count", "excepted_count"]].sum(axis="columns")
    assert (parts == coverage["number_count"]).all()
    assert coverage.groupby("edition")["number_count"].sum().to_dict() == {"2016-17": 641, "2017-18": 219}
    cells = coverage[coverage["section"] == "Community Safety Partnerships"].iloc[0]
    assert cells["fact_count"] == 78 + 9 + 2
    assert set(store.ask("threats.coverage", edition="2017-18")["edition"]) == {"2017-18"}
    assert (coverage["reasons"] != "").sum() == (coverage["excepted_count"] > 0).sum()
    assert cells["facts"] == "2 figures, 87 partnership cells"
    assert ((coverage["facts"] != "") == (coverage["fact_count"] > 0)).all()
    abuse = coverage[(coverage["section"] == "Domestic Abuse") & (coverage["edition"] == "2017-18")].iloc[0]
    assert (abuse["threat_codes"], abuse["facts"]) == ("domestic-abuse", "5 figures, 1 aim, 6 statements")


def test_coverage_pays_for_no_counting_of_numbers(store_settings: Settings) -> None:
    """What became of each number is counted when the assessments are loaded: the page must not pay for it."""
    store = open_store(store_settings)
    statements: list[str] = []

    def note(conn: sa.Connection, cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    sa.event.listen(store._engine, "before_cursor_execute", note)
    try:
        store.ask("threats.coverage")
    finally:
        store.close()
    asked = [statement for statement in statements if "core_" in statement]
    assert len(asked) == 2
    assert schema.out_section_number.name in asked[0]
    counted_from = {schema.core_document_number.name, schema.core_coverage_exception.name}
    assert not [name for name in counted_from if name in "".join(asked)]


def test_the_scale_names_every_pair_of_levels(store: Store) -> None:
    scale = store.ask("threats.intelligence_scale")
    assert len(scale) == len(set(zip(scale["knowledge"], scale["collection_priority"], strict=True))) == 9


def test_partnerships_share_threats_that_were_never_alliance_priorities(store: Store) -> None:
    rows = store.ask("priorities.bearing", Filters(threat_code="hate-crime", edition="2016-17"))
    direct = rows[rows["strength"] == "direct"]
    assert "Telford & Wrekin" in set(direct["who"])
    assert set(direct["theme"]) == {"Hate crime"}
    assert store.ask("priorities.bearing", Filters(threat_code="food-crime")).empty


def test_every_fact_with_a_line_lies_in_a_section(store: Store) -> None:
    held = 0
    with store._engine.connect() as connection:
        for table in FACT_TABLES:
            years = table.c.edition if "edition" in table.c else table.c.period
            printed = (*EDITIONS, *PRINTED_IN) if table in OTHER_YEARS else EDITIONS
            rows = sa.select(sa.func.count()).where(years.in_(printed), table.c.line.is_not(None))
            count = int(connection.scalar(rows) or 0)
            assert count, f"{table.name} holds no fact"
            held += count
    assert store.ask("threats.coverage")["fact_count"].sum() == held


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], default_settings: Callable[[str], Settings]
) -> Callable[..., tuple[int, str]]:
    """Run a command on the default store; gives its exit code and what it printed."""
    monkeypatch.setenv("STORE_URL", default_settings("duckdb").store_url)

    def run_command(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(arguments)
        return code, capsys.readouterr().out

    return run_command


def test_the_command_coverage_names_every_section_and_why_the_rest_is_text(run: Callable[..., tuple[int, str]]) -> None:
    code, out = run("coverage")
    assert code == 0
    assert "Numbers printed: 641" in out
    assert "Numbers printed: 219" in out
    assert out.count("\nLines ") == 101
    assert "Finance: Finance" in out
    assert "Not published in the document" in " ".join(out.split())
    assert "NOT ACCOUNTED" not in out


def test_the_command_coverage_prints_csv_and_says_when_nothing_is_held(run: Callable[..., tuple[int, str]]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("coverage", "--edition", "2017-18", "--format", "csv")[1])))
    assert len(rows) == 42
    assert run("coverage", "--edition", "1999-00") == (0, "No assessment is held under that edition.\n")


def test_loaded_sheets_answer_the_questions_and_count_as_nothing_printed(
    own_settings: Settings, store: Store, tmp_path: Path
) -> None:
    printed = store.ask("threats.coverage")
    sheets = {
        "intelligence": "requirement_id,threat,requirement,knowledge,collection_priority,as_at\n"
        "IR-1,soc,Who leads,low,high,2018-04-03\n",
        "morile": "threat,criterion,score,as_at\nsoc,volume,3,2018-04-03\nksi,volume,2,2018-04-03\n",
        "priorities": "edition,partnership,kind,local_wording\n2018-19,Rugby,priority,ASB\n",
    }
    for source, text in sheets.items():
        path = tmp_path / f"{source}.csv"
        path.write_text(text, encoding="utf-8")
        (report,) = load_source(own_settings, Request(source, (path,)))
        assert report.stored_count == report.read_count
        assert load_source(own_settings, Request(source, (path,))) == []
    own = open_store(own_settings)
    assert own.ask("threats.coverage")["fact_count"].tolist() == printed["fact_count"].tolist()
    loaded = own.ask("threats.intelligence", Filters(threat_code="soc"))
    assert loaded["rag"].tolist() == ["red"]
    assert own.ask("threats.morile_ranks")["threat_code"].tolist() == ["soc", "ksi"]
    moves = own.ask("threats.morile_moves")
    assert set(moves["move"]) == {-1.0, 1.0}
    assert moves["criterion_name"].tolist() == ["Volume", "Volume"]
    assert set(moves["rival_name"]) == {"Serious and organised crime", "Killed and seriously injured on the roads"}
    sources = own.ask("sources.list").set_index("source_id")
    for source in ("intelligence-requirements", "morile-scores"):
        assert sources.loc[source, ["access", "marking"]].tolist() == ["restricted", "OFFICIAL_SENSITIVE"]
    own.close()


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
