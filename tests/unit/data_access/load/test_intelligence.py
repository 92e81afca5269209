"""Intelligence requirements and MoRiLE scores from their templates, on a real DuckDB and PostgreSQL."""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError, TooManyRejectsError, UserFacingError
from data_access.filters import Filters
from data_access.load.assessments import read_reference
from data_access.load.intelligence import load_morile, load_requirements
from data_access.load.provenance import LoadReport, append_frame, record_load, refuse_many_faults
from data_access.load.requests import Files, Request, Work, make_bar
from data_access.load.threats import read_threat_file
from data_access.publications import INTELLIGENCE_REQUIREMENTS, MORILE_SCORES
from data_access.queries.threats.documents import list_intelligence, list_morile, list_morile_moves, rank_by_morile
from data_access.settings import PROJECT_ROOT
from geodata.alliance import load_alliance

REFERENCE = PROJECT_ROOT / "data_access" / "reference"
ALLIANCE = load_alliance()
Load = Callable[..., LoadReport]

REQUIREMENTS = """requirement_id,threat,requirement,knowledge,collection_priority,as_at,owner_unit
IR-1,modern-slavery,Where recruitment takes place,low,high,2018-04-03,Intelligence Bureau
IR-2,Modern slavery and human trafficking,How many premises,Medium,low,2018-04-03,
IR-3,ksi,Which routes,,high,2018-05-01,
"""
SCORES = """threat,criterion,score,highest_score,weight,as_at,owner_unit
csea,physical,4,5,2,2018-04-03,Analysis
csea,volume,2,5,,2018-04-03,Analysis
KSI,Physical harm,3,5,2,2018-04-03,Analysis
ksi,volume,3,5,1,2018-04-03,Analysis
"""


def fill_store(connection: sa.Connection) -> None:
    """Fill an empty store with threats, criteria, the scale and the printed requirements."""
    for file, table in (
        ("threats.csv", schema.core_threat),
        ("morile.csv", schema.core_morile_criterion),
        ("intelligence_scale.csv", schema.core_intelligence_scale),
    ):
        append_frame(connection, table, read_reference(REFERENCE / file))
    append_frame(connection, schema.core_intelligence, read_threat_file(REFERENCE / "intelligence.csv"))


def _make_load(connection: sa.Connection, folder: Path, *, is_morile: bool) -> Load:
    def run(*texts: str | bytes) -> LoadReport:
        paths = []
        for number, text in enumerate(texts):
            paths.append(folder / f"sheet-{number}.csv")
            paths[-1].write_bytes(text if isinstance(text, bytes) else text.encode())
        files = Files(read=paths)
        loader, source = (load_morile, "morile") if is_morile else (load_requirements, "intelligence")
        with make_bar(files) as bar:
            (report,) = loader(connection, Work(Request(source, tuple(paths)), files, ALLIANCE, bar))
        record_load(connection, report)
        return report

    return run


@pytest.fixture
def load(connection: sa.Connection, tmp_path: Path) -> Load:
    """Load requirements from texts."""
    return _make_load(connection, tmp_path, is_morile=False)


@pytest.fixture
def load_scores(connection: sa.Connection, tmp_path: Path) -> Load:
    """Load MoRiLE scores from texts."""
    return _make_load(connection, tmp_path, is_morile=True)


def _list(connection: sa.Connection, **chosen: str) -> pd.DataFrame:
    return list_intelligence(connection, filters=Filters(**chosen))


# --- intelligence requirements -------------------------------------------------------------------------


def test_requirements_have_a_status_that_is_derived(load: Load, connection: sa.Connection) -> None:
    report = load(REQUIREMENTS)
    assert (report.read_count, report.stored_count, report.rejected_count) == (3, 3, 0)
    rows = _list(connection).set_index("requirement_id")
    assert rows.loc[["IR-1", "IR-2", "IR-3"], "rag"].tolist() == ["red", "green", "not derived"]
    assert rows.loc["IR-2", ["threat_code", "knowledge"]].tolist() == ["modern-slavery", "medium"]
    assert pd.Timestamp(rows.loc["IR-3", "as_at"]).date() == date(2018, 5, 1)
    assert set(rows.loc[["IR-1", "IR-2", "IR-3"], "source_id"]) == {INTELLIGENCE_REQUIREMENTS}
    assert report.coverage["period_code"].tolist() == ["2018-04-03", "2018-05-01"]


def test_printed_requirements_have_no_status_and_stay(load: Load, connection: sa.Connection) -> None:
    printed = _list(connection)
    assert set(printed["threat_code"]) == {"modern-slavery", "ksi", "radicalisation"}
    assert set(printed["rag"]) == {"not derived"}
    load(REQUIREMENTS)
    load(REQUIREMENTS.split("IR-2")[0])
    assert set(_list(connection)["requirement_id"]) == {*printed["requirement_id"], "IR-1"}
    assert _list(connection, threat_code="ksi")["requirement_id"].tolist() == ["2017-18-402"]


def test_a_status_cannot_be_typed_in(load: Load) -> None:
    header, *rows = REQUIREMENTS.splitlines()
    with pytest.raises(BadFileError, match="the column 'rag' is not in the template"):
        load("\n".join([f"{header},rag", *(f"{row},green" for row in rows)]))


def test_rows_at_fault_are_set_aside_with_their_reason(load: Load) -> None:
    report = load(
        REQUIREMENTS
        + "IR-4,witchcraft,What it is,low,low,2018-04-03,\n"
        + "IR-1,ksi,Again,low,low,2018-04-03,\n"
        + "IR-5,ksi,When,low,low,2018-02-30,\n"
        + "IR-6,ksi,How,none,low,2018-04-03,\n"
        + "IR-7,ksi,,low,low,2018-04-03,\n"
    )
    assert (report.read_count, report.stored_count, report.rejected_count) == (8, 3, 5)
    assert report.rejects[["line_number", "column_name", "reason"]].to_numpy().tolist() == [
        [5, "threat", "'witchcraft' is not a threat of this store"],
        [6, "requirement_id", "repeats an earlier row"],
        [7, "as_at", "'2018-02-30' is not a day (YYYY-MM-DD)"],
        [8, "knowledge", "'none' is not one of low, medium, high"],
        [9, "requirement", "is blank"],
    ]
    with pytest.raises(TooManyRejectsError):
        refuse_many_faults(report)


def test_a_file_without_a_usable_row_changes_nothing(load: Load, connection: sa.Connection) -> None:
    load(REQUIREMENTS)
    before = _list(connection)
    with pytest.raises(BadFileError, match="no row can be used"):
        load(REQUIREMENTS.splitlines()[0] + "\nIR-9,witchcraft,What,low,low,2018-04-03,\n")
    pd.testing.assert_frame_equal(_list(connection), before)


def test_a_file_with_names_is_refused(load: Load) -> None:
    with pytest.raises(BadFileError, match="remove the column 'officer name'"):
        load(REQUIREMENTS.replace("owner_unit", "officer name"))


# --- MoRiLE --------------------------------------------------------------------------------------------


def test_without_a_sheet_there_is_the_structure_and_no_score(connection: sa.Connection) -> None:
    rows = list_morile(connection, filters=Filters())
    assert rows["part"].value_counts().to_dict() == {"impact": 6, "likelihood": 3, "organisational": 2}
    assert rows["score"].isna().all()
    assert rank_by_morile(connection, filters=Filters()).empty
    assert list_morile_moves(connection, filters=Filters()).empty


def test_a_sheet_gives_ranks_and_moves(load_scores: Load, connection: sa.Connection) -> None:
    report = load_scores(SCORES)
    assert (report.read_count, report.stored_count, report.source_id) == (4, 4, MORILE_SCORES)
    ranks = rank_by_morile(connection, filters=Filters())
    assert ranks[["threat_code", "total", "rank"]].to_numpy().tolist() == [["csea", 10.0, 1], ["ksi", 9.0, 2]]
    moves = list_morile_moves(connection, filters=Filters(threat_code="ksi")).set_index("criterion_code")
    assert moves["move"].to_dict() == {"physical": 0.5, "volume": 1.0}
    rows = list_morile(connection, filters=Filters())
    assert rows["score"].notna().sum() == 4
    assert set(rows["criterion_code"]) > {"physical", "environmental"}
    assert list_morile(connection, filters=Filters(threat_code="ksi"))["score"].dropna().tolist() == [3.0, 3.0]


def test_a_sheet_replaces_the_one_before(load_scores: Load, connection: sa.Connection) -> None:
    load_scores(SCORES)
    load_scores(SCORES.replace("csea,physical,4", "csea,physical,5"))
    assert rank_by_morile(connection, filters=Filters())["total"].tolist() == [12.0, 9.0]


def test_scores_that_cannot_be_used_are_set_aside(load_scores: Load) -> None:
    report = load_scores(
        SCORES
        + "soc,luck,3,5,1,2018-04-03,\n"
        + "soc,physical,six,5,2,2018-04-03,\n"
        + "soc,volume,6,5,1,2018-04-03,\n"
        + "soc,physical,3,5,3,2018-04-03,\n"
        + "ksi,volume,4,5,1,2018-04-03,\n"
        + "oac,physical,-1,5,2,2018-04-03,\n"
    )
    assert report.rejects[["line_number", "column_name", "reason"]].to_numpy().tolist() == [
        [6, "criterion", "'luck' is not a criterion of MoRiLE"],
        [7, "score", "'six' is not a number"],
        [8, "score", "is above the highest score of its row"],
        [9, "weight", "an earlier row gives the criterion another one"],
        [10, "criterion", "repeats an earlier row"],
        [11, "score", "'-1' is negative"],
    ]
    assert report.read_count == report.stored_count + report.rejected_count == 10


@pytest.mark.slow
@pytest.mark.parametrize(("is_morile", "text"), [(False, REQUIREMENTS), (True, SCORES)])
def test_damaged_copies_are_loaded_or_refused(
    connection: sa.Connection, tmp_path: Path, is_morile: bool, text: str
) -> None:
    run = _make_load(connection, tmp_path, is_morile=is_morile)
    sentences = []
    for seed in range(60):
        chance = random.Random(seed)
        copy = bytearray(text.encode())
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(copy))
            junk = chance.choice([b"", b'"', b",", b"\n", b"\0", b"\xff", b"2018-13-01", b"9" * 400])
            copy[place : place + chance.choice([0, 1, 1, 12])] = junk
        try:
            report = run(bytes(copy))
            assert report.read_count == report.stored_count + len(report.rejects)
        except UserFacingError as error:
            sentences.append(str(error))
    assert 5 < len(sentences) < 60
    assert all("\n" not in sentence for sentence in sentences)
