"""A filled-in template as an XLSX workbook, read as rows of text; bombs are found before they unpack."""

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from copy import copy
from datetime import date, datetime, time
from pathlib import Path
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from data_access.errors import BadFileError
from data_access.load.local_csv import Rows
from data_access.load.templates import ROWS_SHEET

MOST_BYTES = 200_000_000  # of the parts unpacked
MOST_TIMES_LARGER = 200  # a workbook packs to about a tenth; far beyond that is a bomb
MOST_CELLS = 10_000_000  # of a sheet, counted as a rectangle from A1, which is how it is held in memory

# What reading a damaged zip raises, over all ways of packing.
_ZIP_FAULTS = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(OSError, EOFError, RuntimeError, ValueError, LookupError, OverflowError),
)


def read_workbook_rows(path: Path) -> Rows:
    """Every row of the sheet 'Rows', else of the first; raises BadFileError for a damaged workbook and for a bomb."""
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
    """How far from A1 the filled cells of a sheet reach, read from its XML a block at a time.

    A cell that shows an error, or a formula nobody has worked out yet, would be read as a blank: both are refused.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._cell = (0, 0)
        self._furthest = (0, 0)
        self._kind = ""  # of the cell that is being read: 'e' an error, 'str' a text that may be empty
        self._has_formula = self._has_value = self._is_value = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._see
        self._parser.EndElementHandler = self._leave
        self._parser.CharacterDataHandler = self._read_text
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
            self._kind = attributes.get("t", "")
            self._has_formula = self._has_value = False
        elif kind in ("v", "is", "f"):
            self._has_formula = self._has_formula or kind == "f"
            self._is_value = kind == "v"
            self._furthest = (max(row, self._furthest[0]), max(column, self._furthest[1]))
            if self._furthest[0] * self._furthest[1] > MOST_CELLS:
                raise BadFileError(self._path.name, f"line {row}, column {column}: a cell so far out is in no template")

    def _read_text(self, _: str) -> None:
        self._has_value = self._has_value or self._is_value

    def _leave(self, element: str) -> None:
        self._is_value = False
        if element.rpartition(":")[2] != "c":
            return
        where = f"line {self._cell[0]}, column {self._cell[1]}"
        if self._kind == "e":
            raise BadFileError(self._path.name, f"{where} of a sheet shows an error in place of a value: mend the cell")
        if self._has_formula and not self._has_value and self._kind != "str":
            raise BadFileError(
                self._path.name,
                f"{where} of a sheet holds a formula without its value: open the workbook in a spreadsheet and save it",
            )
        self._kind, self._has_formula = "", False

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
