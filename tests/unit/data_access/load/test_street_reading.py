"""Street files: every trap of the real ones, and every way in which one can be damaged."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data_access.errors import BadFileError, TooManyRejectsError
from data_access.load.provenance import LoadReport, refuse_many_faults
from data_access.load.staging import open_staging
from data_access.load.street_crime import CATEGORIES, count_street_files
from data_access.load.street_reading import COLUMNS, StreetReading
from data_access.publications import STREET_CRIME
from geodata.alliance import load_alliance
from tests.unit.data_access.load.made_streets import Read, make_row, make_text, read

ROOT = Path(__file__).resolve().parents[4]
SHARED = ROOT.parent / "shared" / "data" / "street-crime"
SAMPLES = ROOT / "tests" / "data" / "street-crime"
needs_real_files = pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is absent")
HEADER = ",".join(COLUMNS)
NAME = "2014-01-warwickshire-street.csv"
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def whole() -> Read:
    return read(sorted(SHARED.glob("*-street.csv")))


@needs_real_files
def test_no_row_of_the_real_files_is_lost_or_doubled(whole: Read) -> None:
    assert len(whole.files) == 58
    assert sum(file.read_count for file in whole.files if file.path.name < "2025") == 225_869
    assert sum(file.read_count for file in whole.files if file.path.name >= "2025") == 153_303
    assert whole.crimes == 225_869 + 153_303
    assert whole.rejects.empty
    assert len(whole.lines) == len(set(whole.lines)) == 379_172


@needs_real_files
def test_repeated_rows_and_incidents_are_kept(whole: Read) -> None:
    by_category = whole.counts.groupby("offence_code")["crime_count"].sum()
    # To 2024; West Mercia and Warwickshire in 2025.
    assert by_category["anti-social-behaviour"] == 81_570 + 16_870 + 10_978


@needs_real_files
def test_rows_without_a_place_are_counted_as_such(whole: Read) -> None:
    counts = whole.counts
    assert counts.loc[counts["lsoa_code"] == "", "crime_count"].sum() == 691 + 2_130  # to 2024, and in 2025
    assert not counts["is_outside"].any()


@needs_real_files
def test_months_that_are_not_held_have_no_rows(whole: Read) -> None:
    assert whole.counts["month"].nunique() == 10 + 5 + 2 + 12
    assert not {"2014-11", "2024-03", "2024-12"} & set(whole.counts["month"])


@needs_real_files
@pytest.mark.parametrize("name", ["2014-07-west-mercia-street.csv", "2018-10-west-mercia-street.csv"])
def test_a_row_stands_under_the_line_of_its_file_whatever_its_line_ends(name: str) -> None:
    alliance = load_alliance()
    ids = [line.split(b",", 1)[0].decode() for line in (SHARED / name).read_bytes().split(b"\n")[:-1]]
    with open_staging() as staging:
        reading = StreetReading(staging, load_id="x", alliance=alliance, categories=CATEGORIES)
        reading.read([*sorted(SHARED.glob("2014-0[67]-*.csv")), SHARED / "2018-10-west-mercia-street.csv"])
        found = staging.execute(
            "SELECT coalesce(crime_id, '') FROM new_row WHERE file_name = ? ORDER BY line_number", [name]
        ).fetchall()
    assert [crime_id for (crime_id,) in found] == ids[1:]


def test_the_samples_of_all_vintages_are_read_whole() -> None:
    result = read(sorted(SAMPLES.glob("*-street.csv")))
    rows = sum(len(path.read_bytes().splitlines()) - 1 for path in SAMPLES.glob("*-street.csv"))
    assert (result.crimes, len(result.rejects)) == (rows, 0)


def test_a_row_that_repeats_another_counts_twice(write_text: Write) -> None:
    assert read([write_text(make_text(make_row(), make_row()), name=NAME)]).crimes == 2


@pytest.mark.parametrize(
    "text",
    [
        make_text(make_row(), make_row(), end="\r\n"),
        make_text(make_row()) + make_row() + "\r\n",
        "\ufeff" + make_text(make_row(), make_row()),
        make_text(make_row(), make_row()) + "\n\r\n",
        make_text(make_row(), make_row()).rstrip("\n"),
        make_text(make_row(Location='"On or near ""The Crown"", High Street"'), make_row()),
        make_text(make_row(Location="On or near Café"), make_row()),
        make_text(make_row() + ",more", make_row() + ",", header=HEADER + ",Extra"),
        make_text(*[",".join(reversed(make_row().split(",")))] * 2, header=",".join(reversed(list(COLUMNS)))),
        make_text(make_row(Crime_ID=""), make_row(Last_outcome_category="")),
        make_text(make_row(Longitude="-40.0", Latitude="50.0"), make_row(LSOA_code="E01000001")),
    ],
    ids=[
        "CRLF",
        "both line ends",
        "byte order mark",
        "empty lines at the end",
        "no last line end",
        "quoted cell",
        "accents",
        "another column",
        "other order",
        "blanks",
        "elsewhere",
    ],
)
def test_what_differs_without_harm_is_read(write_text: Write, text: str) -> None:
    result = read([write_text(text, name=NAME)])
    assert (result.crimes, len(result.rejects)) == (2, 0)
    assert result.lines == [(NAME, 2), (NAME, 3)]


@pytest.mark.parametrize(
    ("longitude", "latitude", "is_outside"),
    [("-1.55", "52.28", False), ("-5.9", "50.1", True), ("2.0", "55.0", True), ("-2.22", "52.19", True)],
    ids=["in the force", "at sea", "in the North Sea", "in the other force"],
)
def test_a_position_without_an_lsoa_tells_what_lies_outside(
    write_text: Write, longitude: str, latitude: str, is_outside: bool
) -> None:
    row = make_row(LSOA_code="", LSOA_name="", Longitude=longitude, Latitude=latitude)
    assert read([write_text(make_text(row), name=NAME)]).counts["is_outside"].tolist() == [is_outside]


def test_any_month_loads_the_same_way(write_text: Write) -> None:
    text = make_text(make_row(Month="1999-12"), make_row(Month="2031-07"))
    assert sorted(read([write_text(text, name="any-street.csv")]).counts["month"]) == ["1999-12", "2031-07"]


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ({"Month": "2014-13"}, "Month"),
        ({"Month": "31/02/2014"}, "Month"),
        ({"Month": "0000-01"}, "Month"),
        ({"Month": ""}, "Month"),
        ({"Falls_within": "Kent Police"}, "Falls within"),
        ({"Falls_within": ""}, "Falls within"),
        ({"Crime_type": "Piracy"}, "Crime type"),
        ({"Crime_type": ""}, "Crime type"),
        ({"LSOA_code": "Warwick 001A"}, "LSOA code"),
        ({"LSOA_code": "E0103121"}, "LSOA code"),
        ({"Longitude": "west"}, "Longitude"),
        ({"Longitude": "nan"}, "Longitude"),
        ({"Longitude": ""}, "Longitude"),
        ({"Latitude": "91"}, "Latitude"),
        ({"Latitude": "inf"}, "Latitude"),
    ],
)
def test_a_row_at_fault_is_set_aside_with_its_line_and_column(
    write_text: Write, cell: dict[str, str], column: str
) -> None:
    path = write_text(make_text(make_row(), make_row(**cell), make_row()), name=NAME)
    result = read([path])
    assert result.crimes == 2
    rejects = result.rejects.to_dict("records")
    assert [(row["file_name"], row["line_number"], row["column_name"]) for row in rejects] == [(NAME, 3, column)]
    assert rejects[0]["reason"]
    assert rejects[0]["row_text"].startswith("a" * 64 + ",")
    assert result.lines == [(NAME, 2), (NAME, 4)]


def test_more_than_one_row_in_a_hundred_stops_a_load(write_text: Write) -> None:
    rows = [make_row()] * 150 + [make_row(Crime_type="Piracy")] * 2
    result = read([write_text(make_text(*rows), name=NAME)])
    report = LoadReport(STREET_CRIME, "load", files=result.files, rejects=result.rejects)
    with pytest.raises(TooManyRejectsError, match=r"2 of 152 rows are at fault.*line 152, Crime type"):
        refuse_many_faults(report)


ROW = make_row()
BIG = make_row(Location="x" * 10_000_000)
BROKEN = {
    "empty": (b"", "the file is empty"),
    "spaces": (b" \n\n", "the file is empty"),
    "no rows": (make_text().encode(), "has no rows"),
    "zip": (b"PK\x03\x04" + b"\0" * 50, "a zip archive or a workbook"),
    "gzip": (b"\x1f\x8b" + b"\0" * 50, "a packed file"),
    "pdf": (b"%PDF-1.7\n", "a PDF document"),
    "utf-16": (make_text(ROW).encode("utf-16"), "UTF-16"),
    "binary": (bytes(range(256)) * 20, "line 1: there is a byte that no text has"),
    "other kind": (b"a,b\n1,2\n", "line 1: the column 'Crime ID' is missing"),
    "semicolons": (make_text(ROW).replace(",", ";").encode(), "line 1: the cells are separated by semicolons"),
    "missing column": (make_text(ROW).replace("LSOA code", "LSOA").encode(), "the column 'LSOA code' is missing"),
    "doubled column": (make_text(ROW + ",", header=HEADER + ",Month").encode(), "column 'Month' stands there twice"),
    "cut off": (make_text(ROW).encode() + ROW[:120].encode(), "line 3, Latitude: the file is cut off in this line"),
    "cut off in quotes": (make_text(ROW).encode() + b'a,"2014', "line 3, Month: the file is cut off in this line"),
    "cut off at fault": (
        make_text(ROW).encode() + make_row(Context="", Month="x").encode(),
        "line 3, Month: the file is cut off in this line",
    ),
    "short line": (make_text(ROW, "a,b,c", ROW).encode(), "line 3, Reported by: the line is broken: 3 cells"),
    "long line": (make_text(ROW, ROW + ",x", ROW).encode(), "line 3, Context: the line is broken: 13 cells"),
    "short and long": (make_text("a,b" + "," * 9, ROW + ",x").encode(), "line 2"),
    "empty line": (make_text(ROW, "", ROW).encode(), "line 3 is empty and others follow"),
    "cell over two lines": (
        make_text(ROW, make_row(Location='"On or\nnear"'), ROW).encode(),
        "line 3, Location: the quotation marks are not in pairs",
    ),
    "lost quotation mark": (
        make_text(ROW, make_row(Location='"On'), ROW).encode(),
        "line 3, Location: the quotation marks are not in pairs",
    ),
    "junk after quotes": (make_text(make_row(Location='"On" or')).encode(), "line 2, Location: the quotation marks"),
    "huge cell": (make_text(ROW, BIG, ROW).encode(), "line 3, Location: the line has more than 100,000 characters"),
    "huge first line": (b"x" * 300_000, "line 1: the line has more than 100,000 characters"),
    "huge last line": (make_text(ROW).encode() + b"y," * 400_000, "line 3, Context: the line has more than"),
    "latin-1": (make_text(ROW, make_row(Location="Café")).encode("latin-1"), "line 3, Location: the letters are not"),
    "NUL": (make_text(ROW, make_row(Location="a\0b")).encode(), "line 3, Location: there is a byte that no text has"),
    "CR": (make_text(ROW, make_row(Location="a\rb")).encode(), "line 3, Location: there is a line end of another kind"),
    "old Mac": (make_text(ROW, ROW, end="\r").encode(), "its lines end in CR alone"),
    "other force": (
        make_text(make_row(Falls_within="Kent Police")).encode(),
        "every row falls within Kent Police, and this store is about Warwickshire Police and West Mercia Police",
    ),
}


@pytest.mark.parametrize("name", list(BROKEN))
def test_a_file_at_fault_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    content, words = BROKEN[name]
    path = tmp_path / NAME
    path.write_bytes(content)
    with pytest.raises(BadFileError) as caught:
        count_street_files([path], alliance=load_alliance())
    message = str(caught.value)
    assert message.startswith(f"{NAME}: ")
    assert words in message
    assert message.endswith("; nothing was loaded.")
    assert "\n" not in message
    assert len(message) < 400


def test_the_line_is_right_far_into_a_large_file(write_text: Write) -> None:
    rows = [make_row()] * 20_000
    rows[15_000] = make_row(Location="a\0b")
    with pytest.raises(BadFileError, match="line 15002, Location"):
        read([write_text(make_text(*rows), name=NAME)])
    rows[15_000] = make_row(Crime_type="Piracy")
    assert read([write_text(make_text(*rows), name=NAME)]).rejects["line_number"].tolist() == [15_002]


def test_two_files_of_one_force_and_month_are_both_named(write_text: Write) -> None:
    first, second = (write_text(make_text(make_row()), name=name) for name in ("a-street.csv", "b-street.csv"))
    with pytest.raises(BadFileError, match=r"a-street.csv: b-street.csv also holds Warwickshire Police for 2014-01"):
        read([first, second])


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match="cannot be read"):
        read([tmp_path / "none-street.csv"])


def test_names_with_signs_of_patterns_are_only_names(write_text: Write) -> None:
    path = write_text(make_text(make_row()), name="2014-[01]-*? (1)-street.csv")
    write_text(make_text(make_row()), name="2014-0-x (1)-street.csv")
    assert read([path]).crimes == 1
