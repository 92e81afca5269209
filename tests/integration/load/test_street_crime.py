"""Street-level crime loaded into a store: what is kept, replaced, set aside and refused."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.commands.check import find_faults
from data_access.database.versions import open_versions
from data_access.errors import BadFileError
from data_access.filters import Filters
from data_access.load.loading import load_source
from data_access.load.provenance import LoadReport
from data_access.load.requests import Request
from data_access.load.street_reading import COLUMNS
from data_access.settings import Settings
from data_access.store import find_version, open_store

WEST_MERCIA, WARWICKSHIRE = "E23000016", "E23000017"
# Samples are for where the official files are not; then the whole is the samples too.
WHOLE_ON_BOTH = [("duckdb", "whole"), ("duckdb", "sample"), ("postgresql", "whole")]
ONE_DATABASE = pytest.mark.parametrize("kind", ["duckdb"], indirect=True)  # for what happens before a store is touched
HEADER = ",".join(COLUMNS)
GOOD = ",2014-03,Warwickshire Police,Warwickshire Police,-1.2,52.3,On or near Road,E01031178,Rugby 001A,{},,"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a street file of the rows given."""

    def write_file(
        *rows: str, name: str = "2014-03-warwickshire-street.csv", header: str = HEADER, end: str = "\n"
    ) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(end.join([header, *rows, ""]).encode())
        return path

    return write_file


def load(settings: Settings, *paths: Path) -> LoadReport:
    return load_source(settings, Request("street-crime", paths, accepts_rejects=True))[0]


def read(settings: Settings, table: sa.Table, *columns: str) -> pd.DataFrame:
    """All rows of a table of the version in force, ordered."""
    engine = open_versions(settings).open_reader(find_version(settings))
    chosen = [table.c[name] for name in columns] or list(table.columns)
    with engine.connect() as connection:
        rows = connection.execute(sa.select(*chosen)).fetchall()
    engine.dispose()
    frame = pd.DataFrame(rows, columns=[column.name for column in chosen])
    return frame.sort_values(list(frame.columns), ignore_index=True)


def read_counts(settings: Settings) -> pd.DataFrame:
    return read(settings, schema.core_street_crime)


def ask(settings: Settings, question: str, filters: Filters | None = None, **options: str) -> pd.DataFrame:
    store = open_store(settings)
    try:
        return store.ask(question, filters, **options)
    finally:
        store.close()


def count(settings: Settings, *, force: str = WARWICKSHIRE, month: str = "2014-03") -> int:
    chosen = ask(settings, "crime.counts", Filters(area_code=force, from_month=month, to_month=month))
    return int(chosen["crime_count"].sum())


# --- official files --------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "shared_or_sample"), WHOLE_ON_BOTH, indirect=True)
def test_loading_the_official_files_again_changes_no_count(own_settings: Settings, shared_or_sample) -> None:
    report = load(own_settings, shared_or_sample.folder / "street-crime")
    before = read_counts(own_settings)
    rollup = read(own_settings, schema.out_crime_month)
    again = load_source(own_settings, Request("street-crime", (shared_or_sample.folder / "street-crime",)))
    assert again == []
    assert report.read_count == report.stored_count == shared_or_sample.expect(whole=379_172, sample=333)
    assert len(report.files) == shared_or_sample.expect(whole=58, sample=5)
    pd.testing.assert_frame_equal(read_counts(own_settings), before)
    pd.testing.assert_frame_equal(read(own_settings, schema.out_crime_month), rollup)
    assert len(read(own_settings, schema.raw_street_crime, "file_name")) == report.read_count
    assert find_faults(own_settings) == []


def test_only_the_month_and_force_of_a_file_are_replaced(own_settings: Settings) -> None:
    samples = Path(__file__).resolve().parents[2] / "data" / "street-crime"
    before = read_counts(own_settings)
    load(own_settings, samples / "2014-01-warwickshire-street.csv")
    after = read_counts(own_settings)
    is_new = (after["force_code"] == WARWICKSHIRE) & (after["month"] == "2014-01")
    was_old = (before["force_code"] == WARWICKSHIRE) & (before["month"] == "2014-01")
    assert after.loc[is_new, "crime_count"].sum() == 69
    assert before.loc[was_old, "crime_count"].sum() == 3405
    pd.testing.assert_frame_equal(
        after[~is_new].reset_index(drop=True), before[~was_old].reset_index(drop=True), check_dtype=False
    )
    held = ask(own_settings, "sources.coverage", source_id="street-crime")
    assert len(held) == 34
    assert held.set_index(["area_code", "period_code"]).loc[(WARWICKSHIRE, "2014-01"), "row_count"] == 69
    assert find_faults(own_settings) == []


@ONE_DATABASE
def test_the_traps_of_the_samples_are_kept_apart_and_none_is_lost(own_settings: Settings) -> None:
    samples = Path(__file__).resolve().parents[2] / "data" / "street-crime"
    load(own_settings, samples)
    counts = read_counts(own_settings)
    months = [("2014-01", WARWICKSHIRE), ("2014-01", WEST_MERCIA), ("2014-05", WARWICKSHIRE)]
    months += [("2018-10", WARWICKSHIRE), ("2024-02", WEST_MERCIA)]
    loaded = counts[[pair in months for pair in zip(counts["month"], counts["force_code"], strict=True)]]
    assert loaded["crime_count"].sum() == 333
    remainder = loaded["place_code"].str.split("-").str[1]
    sums = loaded.assign(remainder=remainder.fillna("")).groupby("remainder")["crime_count"].sum().to_dict()
    assert sums == {"": 292, "NOLOC": 15, "OUTSIDE": 26}
    assert (loaded.loc[remainder == "NOLOC", "lsoa_code"] == "").all()


def test_a_row_that_repeats_another_is_another_crime(own_settings: Settings, write: Write) -> None:
    load(own_settings, write(*[GOOD.format("Burglary")] * 3))
    assert count(own_settings) == 3


def test_a_new_month_is_added_and_its_neighbours_stay_missing(own_settings: Settings, write: Write) -> None:
    row = GOOD.format("Burglary").replace("2014-03", "2016-06")
    load(own_settings, write(row, name="2016-06-warwickshire-street.csv"))
    store = Filters(area_code=WARWICKSHIRE, from_month="2016-01", to_month="2016-12")
    counts = ask(own_settings, "crime.counts", store)
    assert set(counts["month"]) == {"2016-06"}
    assert counts.set_index("offence_code")["crime_count"].to_dict()["burglary"] == 1
    both = Filters(from_month="2016-01", to_month="2016-12")
    assert ask(own_settings, "crime.counts", both).empty


# --- rows set aside ----------------------------------------------------------------------------------

BAD_ROWS = [
    ("Month", "the month is not written YYYY-MM", ("2014-03", "2014-13")),
    ("Month", "the month is not written YYYY-MM", ("2014-03", "03/2014")),
    ("Month", "the month is not written YYYY-MM", ("2014-03", "")),
    ("Falls within", "the force is not one of this alliance", ("Warwickshire Police,-", "Kent Police,-")),
    ("Falls within", "the force is not one of this alliance", ("Warwickshire Police,-", ",-")),
    ("Crime type", "the crime type is not known", ("Burglary", "Piracy")),
    ("Crime type", "the crime type is not known", ("Burglary", "")),
    ("LSOA code", "this is no code of an LSOA", ("E01031178", "Rugby")),
]


@pytest.mark.parametrize(("column", "reason", "change"), BAD_ROWS)
@ONE_DATABASE
def test_a_bad_row_is_set_aside_with_its_line_column_and_reason(
    own_settings: Settings, write: Write, column: str, reason: str, change: tuple[str, str]
) -> None:
    good = GOOD.format("Burglary")
    path = write(good, good.replace(*change), good)
    report = load(own_settings, path)
    assert (report.read_count, report.stored_count, report.rejected_count) == (3, 2, 1)
    rejects = ask(own_settings, "sources.rejects").to_dict("records")
    assert len(rejects) == 1
    assert {key: rejects[0][key] for key in ("source_id", "file_name", "line_number", "column_name", "reason")} == {
        "source_id": "street-crime",
        "file_name": path.name,
        "line_number": 3,
        "column_name": column,
        "reason": reason,
    }
    assert count(own_settings) == 2


def test_what_was_read_is_what_was_stored_and_set_aside(own_settings: Settings, write: Write) -> None:
    good = GOOD.format("Burglary")
    bad = [good.replace(*change) for _, _, change in BAD_ROWS]
    report = load(own_settings, write(good, *bad, good))
    assert (report.read_count, report.stored_count, report.rejected_count) == (10, 2, 8)
    assert "10 rows read from 1 file, 2 stored, 8 set aside" in report.describe()
    files = ask(own_settings, "sources.files").query("command == 'load street-crime'")
    assert files[["read_count", "stored_count", "rejected_count"]].to_numpy().tolist() == [[10, 2, 8]]
    rejects = ask(own_settings, "sources.rejects")
    assert rejects["line_number"].tolist() == list(range(3, 11))
    assert len(read(own_settings, schema.raw_street_crime, "line_number")) == 2
    assert find_faults(own_settings) == []


@ONE_DATABASE
def test_a_file_with_blank_lines_in_it_is_refused_with_the_line(own_settings: Settings, write: Write) -> None:
    good = GOOD.format("Burglary")
    with pytest.raises(BadFileError, match="line 3 is empty and others follow; nothing was loaded"):
        load(own_settings, write(good, "", good, good.replace("Burglary", "Piracy")))


@ONE_DATABASE
def test_a_month_of_the_year_zero_is_set_aside(own_settings: Settings, write: Write) -> None:
    good = GOOD.format("Burglary")
    report = load(own_settings, write(good, good.replace("2014-03", "0000-03")))
    assert (report.stored_count, report.rejected_count) == (1, 1)


@ONE_DATABASE
def test_rows_set_aside_do_not_make_two_files_clash(own_settings: Settings, write: Write) -> None:
    march, bad = GOOD.format("Burglary"), GOOD.format("Burglary").replace("Warwickshire Police,-", "Kent Police,-")
    april = march.replace("2014-03", "2014-04")
    report = load(
        own_settings,
        write(march, bad, name="2014-03-warwickshire-street.csv"),
        write(april, bad, name="2014-04-warwickshire-street.csv"),
    )
    assert (report.stored_count, report.rejected_count) == (2, 2)


@ONE_DATABASE
def test_a_file_of_nothing_but_bad_rows_replaces_nothing(own_settings: Settings, write: Write) -> None:
    before = read_counts(own_settings)
    report = load(own_settings, write(*[GOOD.format("Piracy")] * 3))
    assert (report.read_count, report.stored_count, report.rejected_count) == (3, 0, 3)
    pd.testing.assert_frame_equal(read_counts(own_settings), before, check_dtype=False)


# --- files refused -----------------------------------------------------------------------------------


def _assert_refused(settings: Settings, *paths: Path, words: list[str]) -> None:
    version, held, before = find_version(settings), open_versions(settings).list_held(), count(settings)
    with pytest.raises(BadFileError, match="nothing was loaded") as caught:
        load(settings, *paths)
    for word in words:
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (find_version(settings), open_versions(settings).list_held(), count(settings)) == (version, held, before)


def test_two_files_for_one_force_and_month_are_refused_by_name(own_settings: Settings, write: Write) -> None:
    row = GOOD.format("Burglary")
    first, second = write(row, name="a-street.csv"), write(row, row, name="b-street.csv")
    _assert_refused(
        own_settings, first, second, words=["a-street.csv", "b-street.csv", "Warwickshire Police", "2014-03"]
    )


@ONE_DATABASE
def test_the_same_file_in_two_folders_is_refused(own_settings: Settings, write: Write, tmp_path: Path) -> None:
    first = write(GOOD.format("Burglary"), name="one/2014-03-warwickshire-street.csv")
    (tmp_path / "two").mkdir()
    shutil.copy(first, tmp_path / "two")
    _assert_refused(own_settings, tmp_path / "one", tmp_path / "two", words=["2014-03-warwickshire-street.csv"])


@ONE_DATABASE
def test_a_file_named_twice_is_refused_or_counted_once(own_settings: Settings, write: Write) -> None:
    path = write(GOOD.format("Burglary"))
    try:
        load(own_settings, path, path)
    except BadFileError:
        return
    assert count(own_settings) == 1


@ONE_DATABASE
@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_named(own_settings: Settings, write: Write, column: str) -> None:
    header = HEADER.replace(column, "Something", 1)
    _assert_refused(own_settings, write(GOOD.format("Burglary"), header=header), words=[f"'{column}'", "street.csv"])


def _junk() -> bytes:
    return bytes(range(256)) * 64


BAD_FILES = {
    "empty": b"",
    "binary": _junk(),
    "zeros": b"\x00" * 4096,
    "spreadsheet": b"PK\x03\x04" + _junk(),
    "page": b"<html><body>Not found</body></html>",
    "binary rows": HEADER.encode() + b"\n" + _junk(),
    "latin-1 rows": f"{HEADER}\n{GOOD.format('Burglary').replace('Road', 'Café')}\n".encode("latin-1"),
    "utf-16": f"{HEADER}\n{GOOD.format('Burglary')}\n".encode("utf-16"),
    "short row": f"{HEADER}\n{GOOD.format('Burglary')}\n,2014-03,Warwickshire Police\n".encode(),
    "long row": f"{HEADER}\n{GOOD.format('Burglary')},more,cells\n".encode(),
    "open quote": f'{HEADER}\n{GOOD.format("Burglary")}\n"{GOOD.format("Burglary")}\n'.encode(),
    "doubled column": f"{HEADER},Month\n{GOOD.format('Burglary')},2014-04\n".encode(),
}


@ONE_DATABASE
@pytest.mark.parametrize("fault", BAD_FILES)
def test_a_file_that_is_no_street_file_is_refused_whole(own_settings: Settings, tmp_path: Path, fault: str) -> None:
    path = tmp_path / "2014-03-warwickshire-street.csv"
    path.write_bytes(BAD_FILES[fault])
    _assert_refused(own_settings, path, words=["2014-03-warwickshire-street.csv"])


def test_a_bad_file_among_good_ones_refuses_them_all(own_settings: Settings, write: Write, tmp_path: Path) -> None:
    good = write(GOOD.format("Burglary"))
    (tmp_path / "2014-04-warwickshire-street.csv").write_bytes(_junk())
    _assert_refused(own_settings, good, tmp_path / "2014-04-warwickshire-street.csv", words=["2014-04"])


@ONE_DATABASE
def test_a_place_without_files_is_refused(own_settings: Settings, tmp_path: Path) -> None:
    _assert_refused(own_settings, tmp_path / "none", words=["no such file or folder"])
    (tmp_path / "folder").mkdir()
    _assert_refused(own_settings, tmp_path / "folder", words=["-street.csv"])


# --- ways of writing a file --------------------------------------------------------------------------


@ONE_DATABASE
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_both_ways_to_end_a_line_are_read(own_settings: Settings, write: Write, end: str) -> None:
    rows = [GOOD.format("Burglary"), GOOD.format("Drugs").replace(",,", ",Under investigation,", 1)]
    report = load(own_settings, write(*rows, end=end))
    assert (report.read_count, report.stored_count) == (2, 2)
    assert not read(own_settings, schema.raw_street_crime, "context").iloc[:, 0].fillna("").str.contains("\r").any()


@ONE_DATABASE
def test_files_with_different_line_ends_are_loaded_together(own_settings: Settings, write: Write) -> None:
    row = GOOD.format("Burglary")
    april = row.replace("2014-03", "2014-04")
    report = load(
        own_settings, write(row, end="\r\n"), write(april, april, name="2014-04-warwickshire-street.csv", end="\n")
    )
    assert report.stored_count == 3
    assert (count(own_settings, month="2014-03"), count(own_settings, month="2014-04")) == (1, 2)


@ONE_DATABASE
def test_a_byte_order_mark_quotes_and_other_columns_do_not_matter(own_settings: Settings, write: Write) -> None:
    header = "\ufeff" + ",".join(f'"{name}"' for name in COLUMNS) + ",Extra"
    row = GOOD.format("Burglary").replace("On or near Road", '"On or near ""The Road"", Rugby"') + ",more"
    load(own_settings, write(row, header=header))
    assert count(own_settings) == 1
    raw = read(own_settings, schema.raw_street_crime, "location", "crime_id")
    assert raw["location"].tolist() == ['On or near "The Road", Rugby']
    assert raw["crime_id"].isna().all()


@ONE_DATABASE
def test_columns_may_stand_in_another_order(own_settings: Settings, write: Write) -> None:
    names = list(COLUMNS)
    cells = dict(zip(names, GOOD.format("Burglary").split(","), strict=True))
    load(own_settings, write(",".join(cells[name] for name in reversed(names)), header=",".join(reversed(names))))
    assert count(own_settings) == 1


@ONE_DATABASE
def test_the_last_line_may_lack_its_end(own_settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "2014-03-warwickshire-street.csv"
    path.write_text(f"{HEADER}\n{GOOD.format('Burglary')}\n{GOOD.format('Drugs')}", encoding="utf-8")
    assert load(own_settings, path).stored_count == 2


@ONE_DATABASE
@pytest.mark.parametrize("name", ["2014-03 [1]-street.csv", "2014-0?-street.csv", "*-street.csv", "it's-street.csv"])
def test_signs_in_a_file_name_are_no_wildcards(own_settings: Settings, write: Write, name: str) -> None:
    write(*[GOOD.format("Drugs")] * 5, name="2014-03 1-street.csv")
    load(own_settings, write(GOOD.format("Burglary"), name=name))
    assert count(own_settings) == 1


@ONE_DATABASE
def test_a_header_without_rows_holds_nothing_and_replaces_nothing(own_settings: Settings, write: Write) -> None:
    before = read_counts(own_settings)
    try:
        report = load(own_settings, write())
        assert (report.read_count, report.stored_count) == (0, 0)
    except BadFileError as error:
        assert "nothing was loaded" in str(error)  # noqa: PT017 - either answer is right
    pd.testing.assert_frame_equal(read_counts(own_settings), before, check_dtype=False)
