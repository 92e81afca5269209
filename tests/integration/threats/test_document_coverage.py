"""Every printed number is accounted for, in the answer and on the command line."""

import csv
import io
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.commands.main import main
from data_access.queries.threats.document_coverage import EDITIONS, FACT_TABLES, OTHER_YEARS, PRINTED_IN
from data_access.settings import Settings
from data_access.store import Store, open_store


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
