"""Tables that a force fills in itself: checked against their template, CSV or XLSX, and the templates.

`python -m data_access.load.local_tables` writes the templates to data_access/templates (it needs
openpyxl, a test dependency: at run time they are served from there).
"""

import csv
import io
import lzma
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from xml.parsers import expat

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from data_access.errors import BadFileError
from data_access.load.official_tables import OfficialTable, make_table
from data_access.load.provenance import FileReport, LoadReport

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
ROWS_SHEET = "Rows"
HELP_SHEET = "How to fill in"

MOST_BYTES = 200_000_000  # of a CSV file, or of a workbook's parts unpacked
MOST_TIMES_LARGER = 200  # a workbook packs to about a tenth; far beyond that is a bomb
MOST_CELLS = 10_000_000  # of a sheet, counted as a rectangle from A1, which is how it is held in memory
MOST_CHARACTERS = 32_767  # of a cell, as many as a spreadsheet takes

# Words of a heading that say a column is about a person. A word counts alone; one of five letters or
# more also within another ('mobilenumber').
PERSONAL: tuple[str, ...] = (
    *("name", "names", "surname", "forename", "firstname", "first name", "lastname", "fullname", "initials", "alias"),
    *("address", "street", "house number", "postcode", "post code", "uprn"),
    *("email", "e mail", "mail", "phone", "telephone", "tel", "mobile", "ip address"),
    *("dob", "d o b", "birth", "birthday", "date of birth", "age", "gender", "sex", "ethnicity", "religion"),
    *("urn", "crime reference", "crime ref", "crime number", "crime no", "crime id", "occurrence number", "incident"),
    *("custody", "pnc", "pncid", "cro", "nhs number", "ni number", "nino", "national insurance", "passport", "licence"),
    *("person", "nominal", "victim", "suspect", "offender", "witness", "complainant", "informant", "caller", "accused"),
    *("vrm", "registration", "number plate", "collar number", "warrant number", "officer"),
)
# 'District name' names a place, not a person.
_NAMED_THINGS = "area county csp district flag force group lsoa offence outcome partnership road station theme"
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# What reading a damaged zip raises, over all ways of packing.
_ZIP_FAULTS = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(OSError, EOFError, RuntimeError, ValueError, LookupError, OverflowError),
)

Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class TemplateColumn:
    """A column of a template. A required one has to be there, with every cell filled; `allowed` lists its words."""

    name: str
    is_required: bool
    meaning: str
    example: str = ""
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """A table that a force fills in: its file name, a title, what a row is and what to know."""

    name: str
    title: str
    guidance: tuple[str, ...]
    columns: tuple[TemplateColumn, ...]


# --- reading ----------------------------------------------------------------------------------------


def read_local_table(
    path: Path, *, columns: Sequence[TemplateColumn], forbidden: Sequence[str] = PERSONAL
) -> OfficialTable:
    """Read a filled-in template as text, under the file's own row numbers and the template's column names.

    Headings are matched without case, spaces and underscores. Of a workbook the sheet 'Rows' is read,
    else the first. Rows with a blank in a required column, a word that is not allowed, too few cells or
    unprintable characters are set aside; rows without any text are no rows. Raises BadFileError for a file
    that is anything but the template: another ending, no text, a column more or fewer, one that looks
    personal, a cell too long.
    """
    rows = _read_rows(path)
    if not rows:
        raise BadFileError(path.name, "the file is empty")
    names = _match_header(path, rows[0], columns=columns, forbidden=forbidden)
    if len(rows) == 1:
        raise BadFileError(path.name, "the file has a header and no rows")
    table = _arrange(path, names=names, rows=rows[1:], columns=columns)
    for column in columns:
        _check_cells(table, column)
    return table


def add_table(report: LoadReport, table: OfficialTable) -> None:
    """Take over a table's counts and the rows set aside, in the order of the file; the rest count as stored."""
    stored = len(table.cells)
    report.files.append(FileReport(table.path, table.read_count, stored, table.read_count - stored))
    if table.rejects:
        rejects = pd.concat(table.rejects).sort_values("line_number", kind="stable")
        report.rejects = pd.concat([report.rejects, rejects], ignore_index=True)


def show_cell(text: str) -> str:
    """A cell as an error may quote it: one line, at most 60 characters."""
    plain = " ".join(_NO_TEXT.sub("?", text).split())
    return plain if len(plain) <= 60 else plain[:57] + "..."


def _read_rows(path: Path) -> Rows:
    kind = path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise BadFileError(path.name, "the file must be the template as .csv or .xlsx")
    rows = _read_csv(path) if kind == ".csv" else _read_workbook(path)
    filled = [(line, cells) for line, cells in rows if any(cells)]
    for line, cells in filled:
        for number, cell in enumerate(cells, start=1):
            if len(cell) > MOST_CHARACTERS:
                raise _make_long_cell_error(path, line=line, number=number)
    return filled


def _make_long_cell_error(path: Path, *, line: int, number: int) -> BadFileError:
    return BadFileError(
        path.name,
        f"line {line}, column {number}: the cell is longer than {MOST_CHARACTERS:,} characters "
        "(perhaps a quotation mark is not closed)",
    )


def _match_header(
    path: Path, header: tuple[int, list[str]], *, columns: Sequence[TemplateColumn], forbidden: Sequence[str]
) -> list[str]:
    """The template's name for each heading; '' where a heading is blank."""
    line, cells = header
    known = {_simplify(column.name): column.name for column in columns}
    names = [known.get(_simplify(cell), "") for cell in cells]
    others = [cell for cell, name in zip(cells, names, strict=True) if cell and not name]
    for cell in others:
        if _is_personal(cell, forbidden=forbidden):
            raise BadFileError(
                path.name,
                f"line {line}: this template takes totals or anonymous rows: remove the column '{show_cell(cell)}'",
            )
    if others:
        listed = ", ".join(column.name for column in columns)
        raise BadFileError(
            path.name, f"line {line}: the column '{show_cell(others[0])}' is not in the template, which has {listed}"
        )
    for column in columns:
        if column.is_required and column.name not in names:
            raise BadFileError(path.name, f"line {line}: the column '{column.name}' is missing")
        if names.count(column.name) > 1:
            raise BadFileError(path.name, f"line {line}: the column '{column.name}' occurs twice")
    return names


def _simplify(heading: str) -> str:
    return re.sub(r"[\s_-]+", "", heading.casefold())


def _is_personal(heading: str, *, forbidden: Sequence[str]) -> bool:
    words = [word.casefold() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", heading[:1000])]
    text = re.sub(rf"\b({_NAMED_THINGS.replace(' ', '|')}) names?\b", "", " ".join(words))
    joined = text.replace(" ", "")
    return any(
        re.search(rf"\b{re.escape(word)}s?\b", text) or (len(word) > 4 and word.replace(" ", "") in joined)
        for word in forbidden
    )


def _arrange(path: Path, *, names: list[str], rows: Rows, columns: Sequence[TemplateColumn]) -> OfficialTable:
    """The rows under the template's columns; a column left out is blank throughout."""
    width = len(names)
    for line, cells in rows:
        for number, cell in enumerate(cells, start=1):
            if cell and (number > width or not names[number - 1]):
                raise BadFileError(path.name, f"line {line}: there is a cell in column {number}, which has no heading")
    places = {name: names.index(name) for name in names if name}
    kept = {
        line: [
            _NO_TEXT.sub("\ufffd", cells[places[column.name]]) if places.get(column.name, width) < len(cells) else ""
            for column in columns
        ]
        for line, cells in rows
    }
    table = make_table(path, rows=kept, columns=[column.name for column in columns])
    lengths = pd.Series([len(cells) for _, cells in rows], index=table.cells.index)
    reason = lengths.astype(str) + f" cells where the header has {width}"
    table.set_aside(lengths < width, column_name="", reason=reason)
    return table


def _check_cells(table: OfficialTable, column: TemplateColumn) -> None:
    cells = table.cells[column.name]
    unprintable = cells.str.contains("\ufffd", regex=False)
    table.set_aside(unprintable, column_name=column.name, reason="holds a character that cannot be printed")
    if column.is_required:
        table.set_aside(table.cells[column.name] == "", column_name=column.name, reason="is blank")
    if column.allowed:
        words = {_simplify(word): word for word in column.allowed}
        cells = table.cells[column.name]
        found = cells.map(lambda cell: words.get(_simplify(cell), ""))
        table.cells = table.cells.assign(**{column.name: found})
        shown = cells.map(show_cell)
        reason = "'" + shown + "' is not one of " + ", ".join(column.allowed)
        table.set_aside((cells != "") & (found == ""), column_name=column.name, reason=reason)


# --- CSV --------------------------------------------------------------------------------------------


def _read_csv(path: Path) -> Rows:
    lines = list(io.StringIO(_read_text(path), newline=""))
    reader = csv.reader(lines, strict=True)
    rows: Rows = []
    start = 1
    try:
        for row in reader:
            rows.append((start, [cell.strip() for cell in row]))
            start = reader.line_num + 1
    except csv.Error as error:
        if "field larger" in str(error):
            raise _make_long_cell_error(path, line=start, number=_find_long_cell(lines[start - 1 :])) from error
        raise BadFileError(path.name, f"line {start}: this is not comma-separated text ({error})") from error
    return rows


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadFileError(path.name, f"the file is larger than {MOST_BYTES // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise BadFileError(path.name, f"the file cannot be read ({error.strerror})") from error
    if data.startswith(b"PK\x03\x04"):
        raise BadFileError(path.name, "this is a workbook or a zip, not CSV")
    try:
        place = data.find(b"\0")
        if place < 0:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.start
    line = data.count(b"\n", 0, place) + 1
    raise BadFileError(path.name, f"line {line} is not text in UTF-8: save the file as 'CSV UTF-8 (comma delimited)'")


def _find_long_cell(lines: Sequence[str]) -> int:
    """The number of the first cell that is too long."""
    number, length, is_quoted = 1, 0, False
    for character in (character for line in lines for character in line):
        length += 1
        if character == '"':
            is_quoted = not is_quoted
        elif character == "," and not is_quoted:
            number, length = number + 1, 0
        if length > MOST_CHARACTERS:
            break
    return number


# --- XLSX -------------------------------------------------------------------------------------------


def _read_workbook(path: Path) -> Rows:
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(path, archive)
    except _ZIP_FAULTS as error:
        raise BadFileError(path.name, "the file is damaged, has a password, or is no XLSX workbook") from error
    try:
        workbook = CalamineWorkbook.from_path(path)
        name = ROWS_SHEET if ROWS_SHEET in workbook.sheet_names else next(iter(workbook.sheet_names), "")
        cells = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, LookupError) as error:
        raise BadFileError(path.name, "the workbook has no sheet that can be read") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the reader, written in Rust, raises when it breaks
            raise
        raise BadFileError(path.name, "the workbook is damaged") from error
    return [(line, [_write_cell(cell) for cell in row]) for line, row in enumerate(cells, start=1)]


def _write_cell(cell: object) -> str:
    """A cell as text: whole numbers without a point, dates as YYYY-MM-DD, true and false as yes and no."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell).strip()


def _refuse_bomb(path: Path, archive: zipfile.ZipFile) -> None:
    """Unpack every part, to count what it really holds, and see how far its cells reach."""
    packed = max(path.stat().st_size, 1)
    count = 0
    for member in archive.infolist():
        whole = copy(member)
        whole.file_size = MOST_BYTES + 1  # read on past the size it claims
        with archive.open(whole) as part:
            reach: _Reach | None = None
            while block := part.read(1_000_000):
                count += len(block)
                if count > MOST_BYTES or (count > 1_000_000 and count > MOST_TIMES_LARGER * packed):
                    raise BadFileError(path.name, "the workbook unpacks to far more than a filled-in template holds")
                if reach is None and block.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
                    reach = _Reach(path)
                if reach is not None:
                    reach.read(block)
            if reach is not None:
                reach.read(b"", is_last=True)


class _Reach:
    """How far from A1 the filled cells of a sheet reach, read from its XML a block at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._cell = (0, 0)
        self._furthest = (0, 0)
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._see
        self._parser.StartDoctypeDeclHandler = self._refuse

    def read(self, block: bytes, *, is_last: bool = False) -> None:
        """Go on with the next block; raises BadFileError for damaged XML and for cells out of bounds."""
        try:
            self._parser.Parse(block, is_last)
        except expat.ExpatError as error:
            raise BadFileError(self._path.name, "the workbook is damaged") from error

    def _see(self, element: str, attributes: Mapping[str, str]) -> None:
        kind = element.rpartition(":")[2]
        row, column = self._cell
        if kind == "row":
            self._cell = (_read_number(attributes.get("r", "")) or row + 1, 0)
        elif kind == "c":
            self._cell = _read_reference(attributes.get("r", "")) or (row, column + 1)
        elif kind in ("v", "is", "f"):
            self._furthest = (max(row, self._furthest[0]), max(column, self._furthest[1]))
            if self._furthest[0] * self._furthest[1] > MOST_CELLS:
                raise BadFileError(self._path.name, f"line {row}, column {column}: a cell so far out is in no template")

    def _refuse(self, *_: object) -> None:
        raise BadFileError(self._path.name, "the workbook declares a document type, which no spreadsheet does")


def _read_number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0


def _read_reference(text: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"([A-Za-z]{1,4})([0-9]{1,9})", text)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = 26 * column + ord(letter) - 64
    return int(match[2]), column


# --- templates --------------------------------------------------------------------------------------


def list_templates() -> tuple[Template, ...]:
    """Every template there is."""
    from data_access.load.annotations import TEMPLATE as ANNOTATIONS
    from data_access.load.crimes import TEMPLATE as CRIMES
    from data_access.load.horizon_scan import TEMPLATE as HORIZON
    from data_access.load.priorities import TEMPLATE as PRIORITIES
    from data_access.load.risk_register import TEMPLATE as RISKS
    from data_access.load.workforce_totals import TEMPLATES as WORKFORCE_TOTALS

    return (CRIMES, PRIORITIES, ANNOTATIONS, *WORKFORCE_TOTALS, RISKS, HORIZON)


def write_template(
    columns: Sequence[TemplateColumn], path: Path, *, title: str = "", guidance: Sequence[str] = ()
) -> list[Path]:
    """Write an empty template as its ending says; returns the files written.

    Only headings stand where rows go, so that no example is ever loaded: meanings and examples stand on a
    second sheet, or beside a CSV file in one of the same name ending in .md. Needs openpyxl for XLSX.
    """
    if path.suffix == ".xlsx":
        path.write_bytes(_make_workbook(columns, title=title, guidance=guidance))
        return [path]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(column.name for column in columns)
    beside = path.with_suffix(".md")
    beside.write_text(_describe(columns, title=title or path.stem, guidance=guidance), encoding="utf-8")
    return [path, beside]


def _list_help(columns: Sequence[TemplateColumn]) -> Iterator[tuple[str, str, str, str, str]]:
    yield "Column", "Must be filled in", "What it means", "Example", "Words it takes"
    for column in columns:
        must = "yes" if column.is_required else "no"
        yield column.name, must, column.meaning, column.example, ", ".join(column.allowed)


def _describe(columns: Sequence[TemplateColumn], *, title: str, guidance: Sequence[str]) -> str:
    header, *rows = (" | ".join(cells) for cells in _list_help(columns))
    table = "\n".join(f"| {row} |" for row in (header, " | ".join(["---"] * 5), *rows))
    return "\n\n".join([f"# {title}", *guidance, table]) + "\n"


def _make_workbook(columns: Sequence[TemplateColumn], *, title: str, guidance: Sequence[str]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    rows = workbook.active
    rows.title = ROWS_SHEET
    rows.append([column.name for column in columns])
    rows.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        rows.column_dimensions[letter].number_format = "@"  # text, so that 2018-10 is not made a date
        rows.column_dimensions[letter].width = max(14, len(column.name) + 4)
        rows.cell(row=1, column=number).font = Font(bold=True)
    sheet = workbook.create_sheet(HELP_SHEET)
    for line in (title, *guidance):
        sheet.append([line])
    sheet.append([])
    for cells in _list_help(columns):
        sheet.append(cells)
        for cell in sheet[sheet.max_row]:
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCDE", (20, 12, 70, 40, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    packed = io.BytesIO()
    workbook.save(packed)
    return _fix_dates(packed)


def _fix_dates(packed: io.BytesIO) -> bytes:
    """The same workbook without the time of day in it, so that writing it again changes nothing."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_STORED) as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(member.filename), content)
    return fixed.getvalue()


def write_templates(folder: Path) -> list[Path]:
    """Write every template as CSV and XLSX; returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for template in list_templates():
        for ending in (".csv", ".xlsx"):
            path = folder / f"{template.name}{ending}"
            written += write_template(template.columns, path, title=template.title, guidance=template.guidance)
    return written


if __name__ == "__main__":
    for made in write_templates(TEMPLATES):
        print(made)
    sys.exit(0)
