"""Templates a force fills in: what is read, what is refused and why, and hundreds of damaged copies."""

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from data_access.errors import BadFileError, UserFacingError
from data_access.load.local_csv import MOST_CHARACTERS
from data_access.load.local_tables import PERSONAL, add_table, read_local_table
from data_access.load.official_tables import OfficialTable
from data_access.load.provenance import LoadReport
from data_access.load.templates import ROWS_SHEET, TemplateColumn
from tests.unit.data_access.load.made_tables import COLUMNS

HEADER = "month,area_code,flag,crime_count"
SOUND = f"{HEADER}\n2018-10,E07000218,DA,4\n2018-11,E07000219,,12\n2018-11,E07000220,Hate Crime,7\n"


@pytest.fixture
def write_workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook with the rows of each sheet given."""

    def write(sheets: dict[str, list[list[object]]], *, name: str = "table.xlsx") -> Path:
        workbook = Workbook()
        workbook.remove(workbook.active)
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = tmp_path / name
        workbook.save(path)
        return path

    return write


def rewrite(path: Path, *, change: Callable[[str, bytes], bytes], target: Path) -> Path:
    """A copy of a workbook whose parts are changed."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for member in source.infolist():
            packed.writestr(member.filename, change(member.filename, source.read(member)))
    return target


def require_balance(table: OfficialTable) -> None:
    assert table.read_count == len(table.cells) + sum(map(len, table.rejects))
    report = LoadReport(source_id="test", command="test")
    add_table(report, table)
    assert report.read_count == report.stored_count + report.rejected_count
    assert len(report.rejects) == report.rejected_count


def list_reasons(table: OfficialTable) -> list[tuple[int, str, str]]:
    found = [row for rejects in table.rejects for row in rejects.itertuples(index=False)]
    return sorted((int(row.line_number), row.column_name, row.reason) for row in found)


def test_a_csv_is_read_as_text_under_its_own_row_numbers(write_text) -> None:
    table = read_local_table(write_text(SOUND), columns=COLUMNS)
    assert table.cells.index.tolist() == [2, 3, 4]
    assert table.cells["crime_count"].tolist() == ["4", "12", "7"]
    assert table.cells["flag"].tolist() == ["DA", "", "hate_crime"]
    assert table.cells.columns.tolist() == [column.name for column in COLUMNS]
    require_balance(table)


@pytest.mark.parametrize("header", ["MONTH,Area Code, FLAG ,crime count", "Month,areacode,flag,Crime_Count"])
def test_headings_are_matched_without_case_spaces_and_underscores(write_text, header: str) -> None:
    text = "\ufeff" + SOUND.replace(HEADER, header).replace("\n", "\r\n")
    assert len(read_local_table(write_text(text), columns=COLUMNS).cells) == 3


def test_columns_may_stand_in_any_order_and_optional_ones_be_left_out(write_text) -> None:
    table = read_local_table(write_text("crime_count,month,area_code\n4,2018-10,E07000218\n"), columns=COLUMNS)
    assert table.cells.loc[2].tolist() == ["2018-10", "E07000218", "", "4"]


def test_rows_without_text_are_no_rows_and_lines_within_a_cell_are_counted(write_text) -> None:
    text = f'{HEADER},\n\n,,,,\n"2018-\n10",E07000218,,4,\n2018-11,E07000219,,5,\n'
    table = read_local_table(write_text(text), columns=COLUMNS)
    assert (table.cells.index.tolist(), table.read_count) == ([4, 6], 2)


def test_a_workbook_is_read_from_the_sheet_rows_else_the_first(write_workbook) -> None:
    rows: list[list[object]] = [HEADER.split(","), ["2018-10", "E07000218", None, 4], [], ["2018-11", "E1", "DA", 5.0]]
    for sheets in ({"Notes": [["x"]], ROWS_SHEET: rows}, {"Sheet1": rows, "Notes": [["x"]]}):
        table = read_local_table(write_workbook(sheets), columns=COLUMNS)
        assert table.cells.index.tolist() == [2, 4]
        assert table.cells["crime_count"].tolist() == ["4", "5"]
        require_balance(table)


def test_cells_of_a_workbook_become_the_text_a_reader_sees(write_workbook) -> None:
    columns = [TemplateColumn("value", True, "Anything")]
    values = [date(2018, 10, 1), datetime(2018, 10, 1, 9, 30), True, 2.5, 1e300, 1234567, " a  b "]
    table = read_local_table(write_workbook({"x": [["value"], *([value] for value in values)]}), columns=columns)
    expected = ["2018-10-01", "2018-10-01 09:30:00", "yes", "2.5", "1e+300", "1234567", "a  b"]
    assert table.cells["value"].tolist() == expected


def test_rows_at_fault_are_set_aside_with_line_column_and_reason(write_text) -> None:
    text = f"{HEADER}\n,E1,,4\n2018-10,E1,XX,4\n2018-10,E1\n2018-10,E\x011,,4\n2018-10,E1,da,4\n"
    table = read_local_table(write_text(text), columns=COLUMNS)
    assert list_reasons(table) == [
        (2, "month", "is blank"),
        (3, "flag", "'XX' is not one of DA, hate_crime"),
        (4, "", "2 cells where the header has 4"),
        (5, "area_code", "holds a character that cannot be printed"),
    ]
    assert table.cells.index.tolist() == [6]
    assert "\x01" not in "".join(table.texts)
    require_balance(table)


def test_a_row_longer_than_its_header_is_read_where_a_column_is_left_out(write_text) -> None:
    table = read_local_table(write_text("month,area_code,crime_count\n2018-10,E1,4,\n"), columns=COLUMNS)
    assert table.cells.loc[2].tolist() == ["2018-10", "E1", "", "4"]


@pytest.mark.parametrize("unseen", ["\u202e", "\ufeff", "\u200b", "\u2028"])
def test_a_row_with_a_character_that_nobody_sees_is_set_aside(write_text, unseen: str) -> None:
    table = read_local_table(write_text(f"{SOUND}2018-12,E{unseen}1,,4\n"), columns=COLUMNS)
    assert list_reasons(table) == [(5, "area_code", "holds a character that cannot be printed")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the file is empty"),
        ("\n ,\n", "the file is empty"),
        (f"{HEADER}\n", "the file has a header and no rows"),
        ("month,flag,crime_count\n2018-10,DA,4\n", "line 1: the column 'area_code' is missing"),
        (f"{HEADER},Area Code\n1,2,DA,4,5\n", "line 1: the column 'area_code' occurs twice"),
        (f"{HEADER},remarks\n1,2,DA,4,5\n", "line 1: the column 'remarks' is not in the template, which has month, "),
        (f"{HEADER}\n1,2,DA,4,5\n", "line 2: there is a cell in column 5, which has no heading"),
        (f"{HEADER},\n1,2,DA,4,5\n", "line 2: there is a cell in column 5, which has no heading"),
        (f'{HEADER}\n1,2,DA,4\n1,"2,DA,4\n', "line 3: this is not comma-separated text"),
        (f'{HEADER}\n1,"2"3,DA,4\n', "line 2: this is not comma-separated text"),
        (SOUND.replace(",", "\t"), "line 1: the cells are separated by tabs: save it as"),
        (SOUND.replace("\n", "\r"), "its lines end in CR alone: save it as"),
        (SOUND.replace(",", ";"), "line 1: the cells are separated by semicolons: save it as"),
        (f"{HEADER}\n1,\0,DA,4\n", "line 2 is not text in UTF-8"),
    ],
)
def test_a_file_that_is_not_the_template_is_refused_in_one_sentence(write_text, text: str, sentence: str) -> None:
    with pytest.raises(BadFileError) as caught:
        read_local_table(write_text(text), columns=COLUMNS)
    message = str(caught.value)
    assert message.startswith(f"table.csv: {sentence}")
    assert message.endswith("; nothing was loaded.")
    assert "\n" not in message


def test_text_in_another_encoding_is_refused_with_its_line(write_text) -> None:
    text = SOUND + "2018-12,\u00a3,,4\n"
    for encoding, words in (("cp1252", "line 5 is not text in UTF-8"), ("utf-16", "this is text in UTF-16, not a CSV")):
        with pytest.raises(BadFileError, match=f"{words}.*: save it as 'CSV UTF-8"):
            read_local_table(write_text(text, encoding=encoding), columns=COLUMNS)


@pytest.mark.parametrize("length", [MOST_CHARACTERS + 1, 200_000, 1_100_000])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_too_long_is_refused_with_line_and_column(write_text, length: int, quote: str) -> None:
    text = f'{HEADER}\n"2018-10, 11",E1,DA,4\n"x,y",E1,{quote}{"z" * length}{quote},4\n'
    with pytest.raises(BadFileError, match="line 3, column 3: the cell is longer than 32,767 characters"):
        read_local_table(write_text(text), columns=COLUMNS)


def test_a_cell_too_long_in_a_workbook_is_refused(write_workbook, tmp_path: Path) -> None:
    path = write_workbook({"x": [HEADER.split(","), ["2018-10", "LONG", "DA", 4]]})
    text = random.Random(1).randbytes(600_000).hex().encode()  # packs to half, so that it is no bomb
    target = rewrite(path, change=lambda _, content: content.replace(b"LONG", text), target=tmp_path / "long.xlsx")
    with pytest.raises(BadFileError, match="line 2, column 2: the cell is longer"):
        read_local_table(target, columns=COLUMNS)


@pytest.mark.parametrize(
    "heading",
    [
        *("Name", "Surname", "forename", "First Name", "FULL_NAME", "victim name", "VictimAge", "Home address"),
        *("Post code", "postcode", "Street", "e-mail", "Email Address", "Mobile No", "telephonenumber", "DOB", "d.o.b"),
        *("Date of birth", "date_of_birth", "DateOfBirth", "URN", "Crime Reference Number", "crime ref", "crimeno"),
        *(
            "Crime Number",
            "Nominal ID",
            "Nominals",
            "suspects",
            "Offender",
            "Witness 1",
            "VRM",
            "Niche occurrence number",
        ),
        *("Caller name", "Person name", "custody ref", "Collar Number", "PNCID"),
    ],
)
def test_a_column_about_a_person_is_refused_by_name(write_text, heading: str) -> None:
    with pytest.raises(BadFileError, match="takes totals or anonymous rows: remove the column") as caught:
        read_local_table(write_text(SOUND.replace(HEADER, f"{HEADER},{heading}")), columns=COLUMNS)
    assert f"'{heading}'" in str(caught.value)


@pytest.mark.parametrize("heading", ["District name", "area_names", "Management", "Offence Group Name", "Comments"])
def test_other_columns_are_not_called_personal(write_text, heading: str) -> None:
    with pytest.raises(BadFileError, match="is not in the template"):
        read_local_table(write_text(SOUND.replace(HEADER, f"{HEADER},{heading}")), columns=COLUMNS)


def test_the_template_decides_before_the_list_of_personal_words(write_text) -> None:
    columns = (*COLUMNS, TemplateColumn("victim_count", True, "How many victims"))
    text = f"{HEADER},Victim count\n2018-10,E1,DA,4,5\n"
    assert read_local_table(write_text(text), columns=columns).cells.loc[2, "victim_count"] == "5"
    with pytest.raises(BadFileError, match="remove the column 'Shoe size'"):
        read_local_table(write_text(f"{HEADER},Shoe size\n"), columns=COLUMNS, forbidden=(*PERSONAL, "shoe size"))


@pytest.mark.parametrize("name", ["table.xls", "table.ods", "table.txt", "table", "table.xlsm"])
def test_other_endings_are_refused(write_text, name: str) -> None:
    with pytest.raises(BadFileError, match=r"the file must be the template as \.csv or \.xlsx"):
        read_local_table(write_text(SOUND, name=name), columns=COLUMNS)


def test_files_under_a_wrong_ending_are_refused(write_text, write_workbook, tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match="is no XLSX workbook"):
        read_local_table(write_text(SOUND, name="text.xlsx"), columns=COLUMNS)
    renamed = write_workbook({"x": [HEADER.split(",")]}).rename(tmp_path / "workbook.csv")
    with pytest.raises(BadFileError, match="this is a zip archive or a workbook, not a CSV file"):
        read_local_table(renamed, columns=COLUMNS)
    with pytest.raises(BadFileError, match="the file cannot be read"):
        read_local_table(tmp_path / "none.csv", columns=COLUMNS)
    with pytest.raises(BadFileError, match="is no XLSX workbook"):
        read_local_table(tmp_path / "none.xlsx", columns=COLUMNS)
    other = tmp_path / "other.xlsx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(BadFileError, match="the workbook has no sheet that can be read"):
        read_local_table(other, columns=COLUMNS)


def test_a_workbook_that_unpacks_too_far_is_refused(write_workbook, tmp_path: Path) -> None:
    path = write_workbook({"x": [HEADER.split(","), ["2018-10", "E1", "DA", 4]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", b"\0" * 5_000_000)
    with pytest.raises(BadFileError, match="unpacks to far more than a filled-in template holds"):
        read_local_table(path, columns=COLUMNS)


def test_a_workbook_that_lies_about_its_size_is_found_out(write_workbook, tmp_path: Path) -> None:
    path = write_workbook({"x": [HEADER.split(","), ["2018-10", "E1", "DA", 4]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", b"\0" * 5_000_000)
    data = path.read_bytes()
    told = (5_000_000).to_bytes(4, "little")
    assert data.count(told) == 2  # in the part's own header and in the directory
    path.write_bytes(data.replace(told, (500).to_bytes(4, "little")))
    with pytest.raises(BadFileError, match="unpacks to far more"):
        read_local_table(path, columns=COLUMNS)


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        (b'r="D2"', b'r="XFD1048576"', "line 1048576, column 16384"),
        (b'r="D2"', b"r='ZZZZ30'", "line 30, column 475254"),
        (b'<row r="2"', b'<row r="99999999"', ""),
        (b'r="D2"', b'r="-5"', ""),
    ],
)
def test_cells_that_lie_far_apart_do_not_fill_the_memory(
    write_workbook, tmp_path: Path, before: bytes, after: bytes, place: str
) -> None:
    path = write_workbook({"x": [HEADER.split(","), ["2018-10", "E1", "DA", 4]]})
    target = rewrite(path, change=lambda _, content: content.replace(before, after), target=tmp_path / "far.xlsx")
    assert read_damaged(target, target.read_bytes()) == (not place and before != b'r="D2"')
    if place:
        with pytest.raises(BadFileError, match=f"{place}: a cell so far out is in no template"):
            read_local_table(target, columns=COLUMNS)


@pytest.mark.parametrize(
    ("cell", "words"),
    [("#N/A", "line 3, column 4 of a sheet shows an error"), ("=1+2", "line 3, column 4 of a sheet holds a formula")],
)
def test_a_cell_whose_value_is_not_there_is_not_read_as_blank(write_workbook, cell: str, words: str) -> None:
    sound = ["2018-10", "E07000218", "DA", 4]
    path = write_workbook({"Rows": [HEADER.split(","), sound, [*sound[:3], cell]]})
    with pytest.raises(BadFileError, match=words):
        read_local_table(path, columns=COLUMNS)


def test_a_formula_with_its_value_is_read(write_workbook, tmp_path: Path) -> None:
    path = write_workbook({"Rows": [HEADER.split(","), ["2018-10", "E07000218", "DA", "=1+2"]]})
    saved = tmp_path / "saved.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(saved, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            target.writestr(member.filename, content.replace(b"<v />", b"<v>3</v>").replace(b"<v/>", b"<v>3</v>"))
    assert read_local_table(saved, columns=COLUMNS).cells["crime_count"].tolist() == ["3"]


def test_a_document_type_in_a_workbook_is_refused(write_workbook, tmp_path: Path) -> None:
    path = write_workbook({"x": [HEADER.split(","), ["2018-10", "E1", "DA", 4]]})

    def change(name: str, content: bytes) -> bytes:
        declared = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
        return content.replace(b"<worksheet", declared) if name.endswith("sheet1.xml") else content

    with pytest.raises(BadFileError, match="declares a document type"):
        read_local_table(rewrite(path, change=change, target=tmp_path / "doctype.xlsx"), columns=COLUMNS)


def damage(data: bytes, *, chance: random.Random) -> bytes:
    """A copy with one to six places changed, cut, doubled or filled with junk."""
    copy = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        if not copy:
            break
        place = chance.randrange(len(copy))
        length = chance.choice([1, 1, 2, 8, 60])
        junk = chance.choice(
            [b'"', b",", b"\n", b"\r", b"\0", b"<", b">", b"&", b"\xff", b"9" * 30, b"-1e999", b"\xe2\x80"]
        )
        change = chance.randrange(4)
        if change == 0:
            copy[place : place + length] = junk
        elif change == 1:
            del copy[place : place + length]
        elif change == 2:
            copy[place:place] = copy[place : place + length] + junk
        else:
            del copy[place:]
    return bytes(copy)


def read_damaged(path: Path, data: bytes) -> bool:
    """Whether a damaged copy is read; it may only be refused with a sentence."""
    path.write_bytes(data)
    sentence = ""
    try:
        require_balance(read_local_table(path, columns=COLUMNS))
    except UserFacingError as error:
        sentence = str(error)
    assert "\n" not in sentence
    assert len(sentence) < 600
    return not sentence


@pytest.mark.slow
def test_damaged_copies_of_a_csv_are_read_or_refused(tmp_path: Path) -> None:
    text = (SOUND + "".join(f"2019-{n % 12 + 1:02d},E{n:08d},DA,{n}\n" for n in range(60))).encode()
    read = [read_damaged(tmp_path / "table.csv", damage(text, chance=random.Random(seed))) for seed in range(300)]
    assert 15 < sum(read) < 285


@pytest.mark.slow
def test_damaged_copies_of_a_workbook_are_read_or_refused(write_workbook, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        HEADER.split(","),
        *([f"2019-{n % 12 + 1:02d}", f"E{n:08d}", "DA", n] for n in range(60)),
    ]
    path = write_workbook({ROWS_SHEET: rows})
    whole = path.read_bytes()
    for seed in range(100):
        read_damaged(tmp_path / "bytes.xlsx", damage(whole, chance=random.Random(seed)))
    read = 0
    for seed in range(100):
        chance = random.Random(seed)
        sheet = "xl/worksheets/sheet1.xml"
        chosen = chance.choice([sheet, sheet, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
        packed = io.BytesIO()
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(packed, "w") as target:
            for member in source.infolist():
                content = source.read(member)
                is_chosen = member.filename == chosen
                target.writestr(member.filename, damage(content, chance=chance) if is_chosen else content)
        read += read_damaged(tmp_path / "parts.xlsx", packed.getvalue())
    for seed in range(100):  # damage that leaves the XML whole
        chance = random.Random(seed)

        def change(name: str, content: bytes, chance: random.Random = chance) -> bytes:
            if not name.endswith("sheet1.xml"):
                return content
            for before in (b't="inlineStr"', b't="n"', b'r="', b"<v>", b"<t>"):
                after = chance.choice(
                    [b't="b"', b't="d"', b't="e"', b't="zz"', b'r="-', b'r="A', b"<v>-", b"<v>9e9", b"<t>"]
                )
                if after[:1] == before[:1] and chance.random() < 0.4:
                    content = content.replace(before, after, chance.randint(1, 40))
            return content

        target = rewrite(path, change=change, target=tmp_path / "cells.xlsx")
        read += read_damaged(target, target.read_bytes())
    assert read > 10
