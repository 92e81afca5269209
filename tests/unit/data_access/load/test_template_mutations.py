"""Damaged copies of every filled-in template, CSV and XLSX, are refused in one sentence or read with sums that add up.

What is read is checked too: no row that the store could not hold gets past the reader.
"""

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd
import pytest
import sqlalchemy as sa
from openpyxl import Workbook

from data_access import schema
from data_access.database.engine import connect_for_reading
from data_access.database.versions import open_versions
from data_access.errors import UserFacingError
from data_access.load import annotations, crimes, priorities
from data_access.load.official_tables import OfficialTable
from data_access.load.templates import ROWS_SHEET
from geodata.alliance import load_alliance

COPIES = 300
ALLIANCE = load_alliance()
SHEET = "xl/worksheets/sheet1.xml"
ROWS: dict[str, list[str]] = {
    "priorities": [
        "edition,partnership,kind,local_wording,focus,theme_code",
        "2018-19,North Worcestershire,priority,Reducing Reoffending,,reducing-reoffending",
        "2018-19,E22000333,priority,County lines,young people,",
        "2018-19,Telford and Wrekin,Priority,Safer nights,,",
        "2019-20,warwickshire county,cross cutting,Rural crime,,Rural-Crime",
        "2019-20,Rugby,emerging,County lines,,",
    ],
    "annotations": [
        "date,area_code,offence_code,text,source,is_rebase",
        "2015-04-01,E23000016,sexual-offences,Every report is recorded at once,Counting rules p. 4,yes",
        "2018-10,,,A new crime system,Force order 12,No",
        ",E07000218,violent-crime,More checks,Audit plan,no",
        "2019-01-31,E22000333,,Another system,Force order 13,yes",
    ],
    "crimes": [
        "recorded,force,offence_code,area_code,domestic_abuse,outcome,crime_count",
        "2018-10,E23000017,28E,E07000220,no,Charged,3",
        "2018-10-31,Warwickshire,8N,E01031213,yes,,",
        "2018-11,West Mercia Police,1/4.1/4.10/4.2,,,,12",
        "2018-12,E23000016,46,E22000333,No,Not solved,1.0",
    ],
}
JUNK = [
    *("", " ", "-1", "0", "1e999", "9" * 40, "inf", "nan", "2016-17", "2018-20", "0000-00", "2015-02-30", "٣"),
    *("=1+1", "#N/A", "yes", "x" * 40_000, "'; DROP TABLE raw; --", "\u202e", "\u00a0", "\U0001f600", "E99999999"),
    *("a\nb", 'a"b', "a,b", "<t>", "&amp;", "None", "True", "2018-10-01T00:00:00", "E22000333", "2090-01"),
]
BYTES = [b"", b'"', b",", b"\n", b"\r", b"\0", b"\x02", b"\xff", b"<", b"&", b"9" * 40, b"\xe2\x80", b"\xef\xbb\xbf"]
Read = Callable[[Path], tuple[OfficialTable, pd.DataFrame]]


@pytest.fixture(scope="module")
def readers(default_settings) -> dict[str, Read]:
    """Each template's reader, with the codes that the default store knows."""
    versions = open_versions(default_settings("duckdb"))
    engine = versions.open_reader(versions.find_current() or 0)
    with connect_for_reading(engine, place=versions.place, seconds=30) as connection:
        partnerships = priorities.read_partnerships(connection)
        themes = set(connection.scalars(sa.select(schema.core_theme.c.theme_code)))
        areas, groups = annotations.list_known_codes(connection)
        offences = crimes.list_offence_codes(connection)
    engine.dispose()

    def read_priorities(path: Path) -> tuple[OfficialTable, pd.DataFrame]:
        table, cells = priorities.read_priorities(path, areas=partnerships, themes=themes, held={})
        assert set(cells["theme_code"]) <= {"", *themes}
        assert set(cells["kind"]) <= set(priorities.KINDS)
        assert cells["edition"].str.fullmatch(r"(?:19|20)\d\d-\d\d").all()
        assert not set(cells["edition"]) & set(priorities.list_bundled_editions())
        assert (cells["local_wording"] != "").all()
        named = cells[["csp_code", "csp_name", "chart", "is_partnership", "position", "line"]]
        assert named.notna().all(axis=None)
        assert not cells.duplicated(["edition", "csp_code", "kind", "local_wording"]).any()
        return table, cells

    def read_annotations(path: Path) -> tuple[OfficialTable, pd.DataFrame]:
        table = annotations.read_changes(path, areas=areas, offences=groups)
        rows = annotations.date_rows(table.cells.rename(columns={"date": "annotation_date"}))
        assert set(rows["area_code"]) <= {"", *areas}
        assert set(rows["offence_code"]) <= {"", *groups}
        assert (rows[["text", "source"]] != "").all(axis=None)
        assert set(rows["is_rebase"]) <= {"yes", "no"}
        assert (rows["annotation_date"].isna() == (rows["date_precision"] == "none")).all()
        return table, rows

    def read_crimes(path: Path) -> tuple[OfficialTable, pd.DataFrame]:
        table, rows = crimes.read_extract(path, alliance=ALLIANCE, offences=offences)
        assert set(rows["offence_code"]) <= offences
        assert set(rows["force_code"]) <= set(ALLIANCE.force_codes)
        assert rows["month"].str.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])").all()
        assert rows["crime_count"].between(0, 999_999_999).all()
        return table, rows

    return {"priorities": read_priorities, "annotations": read_annotations, "crimes": read_crimes}


def damage_bytes(data: bytes, *, chance: random.Random) -> bytes:
    """A copy with one to four places cut, filled with junk or doubled, or cut off."""
    copy = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(copy) + 1)
        copy[place : place + chance.choice([0, 1, 1, 12])] = chance.choice(BYTES)
    if chance.random() < 0.1:
        del copy[chance.randrange(len(copy) + 1) :]
    return bytes(copy)


def damage_cells(rows: list[list[str]], *, chance: random.Random) -> list[list[str]]:
    """A copy in which cells hold something else, or rows and columns are doubled, dropped or swapped."""
    copy = [list(row) for row in rows]
    for _ in range(chance.choice([1, 1, 2, 5])):
        row = chance.randrange(len(copy)) if chance.random() < 0.15 else chance.randrange(1, len(copy))
        column = chance.randrange(len(rows[0]))
        kind = chance.randrange(8)
        if kind < 5:
            copy[row][column % len(copy[row])] = chance.choice(JUNK)
        elif kind == 5:
            copy.insert(row, list(chance.choice(copy)))
        elif kind == 6:
            copy[row] = copy[row][: chance.randint(1, len(copy[row]))]
        else:
            other = chance.randrange(len(rows[0]))
            for cells in copy:
                if max(column, other) < len(cells):
                    cells[column], cells[other] = cells[other], cells[column]
    return copy


def make_csv_copies(rows: list[list[str]]) -> Iterator[bytes]:
    sound = "\n".join(",".join(row) for row in rows).encode() + b"\n"
    for number in range(COPIES):
        chance = random.Random(number)
        if number % 2:
            yield damage_bytes(sound, chance=chance)
        else:
            lines = [",".join(map(_quote, row)) for row in damage_cells(rows, chance=chance)]
            yield "\n".join(lines).encode()


def _quote(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set('",\n') else cell


def make_xlsx_copies(rows: list[list[str]]) -> Iterator[bytes]:
    """By turns the workbook's bytes, its XML and its cells are damaged."""
    saved = io.BytesIO()
    workbook = Workbook()
    workbook.active.title = ROWS_SHEET
    workbook.save(saved)
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[SHEET] = write_sheet(rows)
    whole = pack(parts)
    for number in range(COPIES):
        chance = random.Random(number)
        if number % 6 == 0:
            yield damage_bytes(whole, chance=chance)
        elif number % 6 == 1:
            name = chance.choice([SHEET, SHEET, SHEET, "xl/workbook.xml", "xl/styles.xml"])
            yield pack({**parts, name: damage_bytes(parts[name], chance=chance)})
        else:
            yield pack({**parts, SHEET: write_sheet(damage_cells(rows, chance=chance), chance=chance)})


def write_sheet(rows: list[list[str]], *, chance: random.Random | None = None) -> bytes:
    """A sheet's XML with text in the cells; with chance, here and there a number, a yes or no, or an error."""
    lines = []
    for line, row in enumerate(rows, start=1):
        cells = []
        for number, cell in enumerate(row):
            text = escape("".join(letter for letter in cell if letter >= " " or letter == "\n"))
            place = f'r="{chr(65 + number)}{line}"'
            kind = chance.choice(["n", "b", "e", "d"]) if chance and line > 1 and chance.random() < 0.02 else ""
            if kind:
                cells.append(f'<c {place} t="{kind}"><v>{chance.choice(["1", "43374.5", "-1e300", text])}</v></c>')
            else:
                cells.append(f'<c {place} t="inlineStr"><is><t>{text}</t></is></c>')
        lines.append(f'<row r="{line}">{"".join(cells)}</row>')
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{"".join(lines)}</sheetData></worksheet>'.encode()


def pack(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("name", list(ROWS))
def test_a_damaged_template_is_refused_or_adds_up(readers, tmp_path: Path, name: str, ending: str) -> None:
    path = tmp_path / f"{name}.{ending}"
    rows = [line.split(",") for line in ROWS[name]]
    copies = (make_csv_copies if ending == "csv" else make_xlsx_copies)(rows)
    refused = whole = partly = 0
    for number, content in enumerate(copies):
        path.write_bytes(content)
        try:
            table, stored = readers[name](path)
        except UserFacingError as error:
            refused += 1
            sentence = str(error)
            assert sentence.startswith(path.name), (number, sentence)
            assert sentence.endswith("; nothing was loaded."), (number, sentence)
            assert sentence.isprintable(), (number, sentence)
            assert len(sentence) < 600, (number, sentence)
        except Exception as error:  # the copy's number is needed to make it again
            raise AssertionError(f"copy {number}: {error!r}") from error
        else:
            aside = sum(map(len, table.rejects))
            assert table.read_count == len(table.cells) + aside == len(stored) + aside, number
            whole, partly = whole + (aside == 0), partly + (aside > 0)
    print(f"{name}.{ending}: {refused} refused, {whole} read, {partly} read with rows set aside")
    assert refused + whole + partly == COPIES
    assert min(refused, whole, partly) >= 15
