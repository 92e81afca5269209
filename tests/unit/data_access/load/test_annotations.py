"""Recording changes: a force's own from the template, and those the two assessments name."""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError, UserFacingError
from data_access.filters import Filters
from data_access.load.annotations import ANNOTATIONS, BUNDLED_FILE, load_annotations, store_bundled_annotations
from data_access.load.offences import store_offences
from data_access.load.places import store_places
from data_access.load.provenance import LoadReport, record_load
from data_access.load.requests import Files, Request, Work, make_bar
from data_access.queries.crime.annotations import list_annotations
from data_access.settings import PROJECT_ROOT
from geodata.alliance import load_alliance
from tests.conftest import SHARED_DOCUMENTS

REFERENCE = PROJECT_ROOT / "data_access" / "reference"
ALLIANCE = load_alliance()
COPIES = 20  # whole loads of damaged copies; test_template_mutations reads 300 a format
HEADER = "date,area_code,offence_code,text,source,is_rebase"
SOUND = f"""{HEADER}
2015-04-01,E23000016,sexual-offences,Every report is recorded at once,"Counting rules, p. 4",yes
2018-10,,,A new crime system,Force order 12,No
,E07000218,violent-crime,More checks,Audit plan,no
"""


def fill_store(connection: sa.Connection) -> None:
    """Fill an empty store with the areas and offences."""
    store_places(connection, alliance=ALLIANCE)
    store_offences(connection, reference_dir=REFERENCE)


@pytest.fixture
def load(connection: sa.Connection, tmp_path: Path) -> Callable[..., LoadReport]:
    """Load the text given as a file, and write down what was loaded."""

    def run(text: str | bytes) -> LoadReport:
        path = tmp_path / "annotations.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        files = Files(read=[path])
        with make_bar(files) as bar:
            (report,) = load_annotations(connection, Work(Request("annotations", (path,)), files, ALLIANCE, bar))
        record_load(connection, report)
        return report

    return run


def read_annotations(connection: sa.Connection) -> pd.DataFrame:
    table = schema.core_annotation
    rows = connection.execute(sa.select(table).order_by(table.c.source_id, table.c.text, table.c.offence_code))
    return pd.DataFrame(rows.all(), columns=[column.name for column in table.columns])


# --- a force's own ----------------------------------------------------------------------------------


def test_rows_are_stored_with_their_date_as_exact_as_it_is(load, connection: sa.Connection) -> None:
    report = load(SOUND)
    assert (report.read_count, report.stored_count, report.rejected_count) == (3, 3, 0)
    held = read_annotations(connection).set_index("text")
    assert set(held["source_id"]) == {ANNOTATIONS}
    first, system, checks = (
        held.loc[text] for text in ("Every report is recorded at once", "A new crime system", "More checks")
    )
    assert (first["annotation_date"], first["date_precision"]) == (date(2015, 4, 1), "day")
    assert (first["area_code"], first["offence_code"], first["evidence"]) == (
        "E23000016",
        "sexual-offences",
        "Counting rules, p. 4",
    )
    assert bool(first["is_rebase"])
    assert (system["annotation_date"], system["date_precision"]) == (date(2018, 10, 1), "month")
    assert (system["area_code"], system["offence_code"], bool(system["is_rebase"])) == ("", "", False)
    assert pd.isna(checks["annotation_date"])
    assert checks["date_precision"] == "none"
    periods = report.coverage.set_index("period_code")["row_count"].to_dict()
    assert periods == {"2015": 1, "2018": 1}


@pytest.mark.parametrize(
    ("area_code", "expected"),
    [
        ("E23000017", {"all": False, "Warwickshire": False, "North Warwickshire": True}),
        ("E07000218", {"all": False, "Warwickshire": False, "North Warwickshire": False}),
        ("E07000222", {"all": False, "Warwickshire": False}),
        ("E23000016", {"all": False, "Worcester": True}),
        ("ALLIANCE", {"all": False, "Warwickshire": True, "North Warwickshire": True, "Worcester": True}),
    ],
)
def test_changes_of_the_area_its_parts_and_all_above_it_are_listed(
    load, connection: sa.Connection, area_code: str, expected: dict[str, bool]
) -> None:
    load(
        f"{HEADER}\n2018-10,,,all,s,no\n2018-11,E23000017,,Warwickshire,s,no\n"
        "2018-12,E07000218,,North Warwickshire,s,yes\n2019-01,E07000237,,Worcester,s,no\n"
    )
    code = ALLIANCE.code if area_code == "ALLIANCE" else area_code
    found = list_annotations(connection, filters=Filters(area_code=code))
    own = found[found["source_id"] == ANNOTATIONS]
    assert dict(zip(own["text"], own["is_part"].astype(bool), strict=True)) == expected
    named = own[own["text"] != "all"]
    assert named["area_name"].tolist() == named["text"].tolist()


def test_a_load_replaces_all_of_its_source_and_nothing_else(load, connection: sa.Connection) -> None:
    bundled = store_bundled_annotations(connection, alliance=ALLIANCE, reference_dir=REFERENCE)
    load(SOUND)
    load(f"{HEADER}\n2019-01,,,Another change,Note,no\n")
    held = read_annotations(connection)
    assert held.loc[held["source_id"] == ANNOTATIONS, "text"].tolist() == ["Another change"]
    assert len(held) == bundled + 1
    coverage = schema.core_coverage
    periods = connection.scalars(sa.select(coverage.c.period_code).where(coverage.c.source_id == ANNOTATIONS)).all()
    assert periods == ["2019"]


def test_rows_at_fault_are_set_aside_by_line_and_column(load) -> None:
    report = load(
        SOUND + "2015,,,a,b,no\n2015-13,,,a,b,no\n2015-02-30,,,a,b,no\n01/04/2015,,,a,b,no\n1815-06-18,,,a,b,no\n"
        "2015-04,E99999999,,a,b,no\n2015-04,E01031025,,a,b,no\n2015-04,,arsony,a,b,no\n2015-04,,,,b,no\n"
        "2015-04,,,a,,no\n2015-04,,,a,b,perhaps\n,,,a,b,yes\n2018-10,,,A new crime system,Other,no\n"
    )
    found = report.rejects[["line_number", "column_name", "reason"]].itertuples(index=False, name=None)
    assert list(found) == [
        *(
            (line, "date", f"'{text}' is not a day (YYYY-MM-DD) or month (YYYY-MM)")
            for line, text in enumerate(["2015", "2015-13", "2015-02-30", "01/04/2015", "1815-06-18"], start=5)
        ),
        (10, "area_code", "'E99999999' is not the code of an area of these forces"),
        (11, "area_code", "'E01031025' is not the code of an area of these forces"),
        (12, "offence_code", "'arsony' is not the code of an offence group"),
        (13, "text", "is blank"),
        (14, "source", "is blank"),
        (15, "is_rebase", "'perhaps' is not one of yes, no"),
        (16, "is_rebase", "a change without a date cannot divide a series"),
        (17, "text", "repeats an earlier row"),
    ]
    assert (report.read_count, report.stored_count, report.rejected_count) == (16, 3, 13)


def test_a_file_without_a_usable_row_changes_nothing(load, connection: sa.Connection) -> None:
    load(SOUND)
    with pytest.raises(BadFileError, match=r"no row can be used \(line 2, date: 'soon' is not a day"):
        load(f"{HEADER}\nsoon,,,a,b,no\n")
    assert len(read_annotations(connection)) == 3


def test_undated_rows_alone_are_held_without_a_period(load, connection: sa.Connection) -> None:
    report = load(f"{HEADER}\n,,,a,b,no\n")
    assert report.coverage.empty
    assert len(read_annotations(connection)) == 1


@pytest.mark.slow
def test_damaged_copies_are_loaded_or_refused(load, connection: sa.Connection) -> None:
    data = SOUND.encode()
    sentences = []
    for seed in range(COPIES):
        chance = random.Random(seed)
        copy = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(copy))
            junk = chance.choice([b"", b'"', b",", b"\n", b"\0", b"\x02", b"\xff", b"0000-00", b"9" * 40])
            copy[place : place + chance.choice([0, 1, 1, 12])] = junk
        try:
            report = load(bytes(copy))
            assert report.read_count == report.stored_count + len(report.rejects)
            assert len(read_annotations(connection)) == report.stored_count
        except UserFacingError as error:
            sentences.append(str(error))
    assert 2 <= len(sentences) <= COPIES - 2
    assert all(sentence.startswith("annotations.csv: ") and "\n" not in sentence for sentence in sentences)


# --- those the assessments name ---------------------------------------------------------------------


@pytest.fixture
def bundled() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / BUNDLED_FILE, dtype=str, keep_default_na=False)


def test_the_bundled_changes_are_stored_under_the_assessments(connection: sa.Connection, bundled: pd.DataFrame) -> None:
    count = store_bundled_annotations(connection, alliance=ALLIANCE, reference_dir=REFERENCE)
    held = read_annotations(connection)
    assert count == len(held) == len(bundled)
    assert set(held["source_id"]) == {"assessment-2016-17", "assessment-2017-18"}
    dated = held[held["date_precision"] != "none"].sort_values("annotation_date")
    assert dated["annotation_date"].tolist() == [date(2015, 4, 1), date(2015, 11, 1)]
    assert dated["date_precision"].tolist() == ["day", "month"]
    assert held.loc[held["is_rebase"].astype(bool)].index.tolist() == sorted(dated.index)
    evidence = dated["evidence"].iloc[0]
    assert evidence == (
        "Assessment 2016-17, section 'Rape and Sexual Offences', line 591: 'Changes to HOCR from 1 April 2015'"
    )
    area, offence = schema.core_area, schema.core_offence
    assert set(held["area_code"]) - {""} <= set(connection.scalars(sa.select(area.c.area_code)))
    groups = connection.scalars(sa.select(offence.c.offence_code).where(offence.c.scheme == "group"))
    assert set(held["offence_code"]) - {""} <= set(groups)


def test_other_forces_get_no_bundled_changes(connection: sa.Connection, tmp_path: Path) -> None:
    config = tmp_path / "alliance.toml"
    config.write_text('[[forces]]\ncode = "E23000002"\nname = "Cumbria"\n', encoding="utf-8")
    alliance = load_alliance(config)
    assert store_bundled_annotations(connection, alliance=alliance, reference_dir=REFERENCE) == 0
    with pytest.raises(BadFileError, match="this bundled file is missing"):
        store_bundled_annotations(connection, alliance=ALLIANCE, reference_dir=tmp_path)


def test_every_bundled_change_quotes_its_line(bundled: pd.DataFrame) -> None:
    assert (bundled[["edition", "text", "quote", "section", "line"]] != "").all(axis=None)
    assert not bundled.duplicated(["edition", "line", "area_code", "offence_code"]).any()
    for edition, rows in bundled.groupby("edition"):
        path = SHARED_DOCUMENTS / f"strategic-assessment-{edition}.txt"
        print(f"{path} is {'read' if path.is_file() else 'not here: only the form of the quotes is tested'}")
        if path.is_file():
            lines = path.read_text(encoding="utf-8").split("\n")
            for row in rows.itertuples():
                assert row.quote in lines[int(row.line) - 1]
                assert any(row.section in line for line in lines[: int(row.line)])
        assert rows["quote"].str.len().between(20, 120).all()
        assert not (rows["quote"] == rows["text"]).any()
