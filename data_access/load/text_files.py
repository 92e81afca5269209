"""CSV files before they are parsed: their kind, their lines, and where in them a fault stands.

Every line is looked at once, a block at a time, so that a damaged file is refused by file, line and
column, whatever its size. What passes has one line a row, so a row's number is its line's.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from data_access.errors import BadFileError

MOST_LINE_BYTES = 100_000  # the longest line of an official file has under 1,000
SAVE_AS = "save it as 'CSV UTF-8 (comma delimited)'"
_BLOCK_BYTES = 1 << 20
_OTHER_KINDS = {
    b"PK\x03\x04": "a zip archive or a workbook",
    b"\x1f\x8b": "a packed file (gzip)",
    b"\xd0\xcf\x11\xe0": "a workbook of the old kind",
    b"%PDF": "a PDF document",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class CsvFile:
    """A file of which every line has a cell for each column; the first line names them."""

    path: Path
    columns: tuple[str, ...]
    row_count: int
    has_last_end: bool
    has_mixed_ends: bool

    @property
    def last_line(self) -> int:
        """The number of the last line with a row."""
        return self.row_count + 1


def read_columns(path: Path) -> tuple[str, ...]:
    """The column names in a file's first line.

    Raises BadFileError for a file that can't be read or is no text.
    """
    try:
        with path.open("rb") as file:
            start = file.read(MOST_LINE_BYTES + 1)
    except OSError as error:
        raise BadFileError(path.name, f"the file cannot be read ({error.strerror})") from error
    if not start.strip():
        raise BadFileError(path.name, "the file is empty")
    refuse_other_kinds(path, start)
    line = start.removeprefix(_BYTE_ORDER_MARK).split(b"\n", 1)[0].removesuffix(b"\r")
    return tuple(name.strip() for name in _Lines(path, width=0).read_cells(1, line))


def refuse_other_kinds(path: Path, start: bytes) -> None:
    """Raise BadFileError where the first bytes are of another kind of file, or of CSV with other separators."""
    for mark, kind in _OTHER_KINDS.items():
        if start.startswith(mark):
            raise BadFileError(path.name, f"this is {kind}, not a CSV file: {SAVE_AS}")
    if b"\n" not in start and b"\r" in start:
        raise BadFileError(path.name, f"its lines end in CR alone: {SAVE_AS}")
    header = start.partition(b"\n")[0]
    for separator, name in ((b";", "semicolons"), (b"\t", "tabs")):
        if b"," not in header and header.count(separator) > 1:
            raise BadFileError(path.name, f"line 1: the cells are separated by {name}: {SAVE_AS}")


def check_lines(path: Path, *, in_detail: bool = False) -> CsvFile:
    """Look at every line of a CSV file, and in detail at each cell where asked to or where anything is odd.

    Raises BadFileError, naming line and column, for a column named twice, a line with more or fewer
    cells than the first, a cell over more than one line, bytes that are no text in UTF-8, an endless
    line, an empty line before the last row, and a file cut off in mid-line.
    """
    columns = read_columns(path)
    twice = next((name for name in columns if name and columns.count(name) > 1), None)
    if twice is not None:
        raise BadFileError(path.name, f"line 1: the column '{shorten(twice)}' stands there twice")
    lines = _Lines(path, width=len(columns), columns=columns, in_detail=in_detail)
    try:
        with path.open("rb") as file:
            for block in _split_blocks(file):
                lines.take(block)
    except OSError as error:
        raise BadFileError(path.name, f"the file cannot be read ({error.strerror})") from error
    if lines.row_count < 1:
        raise BadFileError(path.name, "it names its columns and has no rows")
    return CsvFile(path, columns, lines.row_count, lines.has_last_end, len(lines.ends) > 1)


def require_apart(paths: Sequence[Path]) -> None:
    """Raise BadFileError for two files of one name: rejected rows are told apart by it."""
    seen: dict[str, Path] = {}
    for path in paths:
        if path.name in seen:
            raise BadFileError(seen[path.name], f"{path} has the same name; give one of them another name")
        seen[path.name] = path


def _split_blocks(file: BinaryIO) -> Iterator[bytes]:
    """Whole lines, about a megabyte at a time; a line that never ends comes as it is, past the limit."""
    rest = b""
    while block := file.read(_BLOCK_BYTES):
        block = rest + block
        end = block.rfind(b"\n") + 1
        if end:
            yield block[:end]
        rest = block[end:]
        if len(rest) > MOST_LINE_BYTES:
            break
    if rest:
        yield rest


class _Lines:
    """Counts lines and stops at the first that is at fault."""

    def __init__(self, path: Path, *, width: int, columns: tuple[str, ...] = (), in_detail: bool = False) -> None:
        self.has_last_end = True
        self.ends: set[bytes] = set()
        self._path = path
        self._width = width
        self._columns = columns
        self._in_detail = in_detail
        self._line_count = 0
        self._first_blank = 0
        self._open_line = 0  # the last line, where it has no end

    @property
    def row_count(self) -> int:
        """Lines with a row; empty ones after the last do not count."""
        return (self._first_blank or self._line_count + 1) - 2

    def take(self, block: bytes) -> None:
        """Look at whole lines, in a hurry where nothing about them is out of the ordinary."""
        if not self._line_count:  # the first line has been read by read_columns
            self._line_count = 1
            block = block.partition(b"\n")[2]
            if not block:
                return
        self.has_last_end = block.endswith(b"\n")
        lines = block.split(b"\n")
        if self.has_last_end:
            lines.pop()
        else:
            self._open_line = self._line_count + len(lines)
        returns = block.count(b"\r\n") if b"\r" in block else 0
        if returns:
            self.ends.add(b"\r\n")
        if len(lines) - (not self.has_last_end) > returns:
            self.ends.add(b"\n")
        if not self._is_ordinary(block, lines=lines, returns=returns):
            for number, line in enumerate(lines, self._line_count + 1):
                self._check(number, line)
        self._line_count += len(lines)

    def read_cells(self, number: int, line: bytes) -> list[str]:
        """The cells of one line; raises BadFileError for one that can't be read."""
        if len(line) > MOST_LINE_BYTES:
            raise self._fail(number, line[:MOST_LINE_BYTES], f"the line has more than {MOST_LINE_BYTES:,} characters")
        for byte, what in ((b"\0", "a byte that no text has (NUL)"), (b"\r", "a line end of another kind (CR)")):
            if byte in line:
                raise self._fail(number, line.split(byte, 1)[0], f"there is {what}")
        try:
            return next(csv.reader([line.decode("utf-8")], strict=True), [])
        except UnicodeDecodeError as error:
            raise self._fail(number, line[: error.start], "the letters are not in UTF-8") from error
        except csv.Error as error:
            is_cut = number == self._open_line
            reason = "the file is cut off in this line" if is_cut else "the quotation marks are not in pairs"
            raise self._fail(number, line.split(b'"', 1)[0], reason) from error

    def _is_ordinary(self, block: bytes, *, lines: list[bytes], returns: int) -> bool:
        return (
            not self._in_detail
            and not self._first_blank
            and self.has_last_end
            and b'"' not in block
            and b"\0" not in block
            and (not returns or block.count(b"\r") == returns)
            and (returns > 0 or b"\r" not in block)
            and max(map(len, lines)) <= MOST_LINE_BYTES
            and block.count(b",") == (self._width - 1) * len(lines)
            and _is_utf8(block)
        )

    def _check(self, number: int, ended: bytes) -> None:
        line = ended.removesuffix(b"\r")
        if not line:
            self._first_blank = self._first_blank or number
            return
        if self._first_blank:
            raise BadFileError(self._path.name, f"line {self._first_blank} is empty and others follow")
        cells = self.read_cells(number, line)
        if len(cells) == self._width:
            return
        is_cut = number == self._open_line and len(cells) < self._width
        words = "the file is cut off in this line" if is_cut else "the line is broken"
        raise self._fail(number, line, f"{words}: {len(cells)} cells where the first line has {self._width}")

    def _fail(self, number: int, before: bytes, reason: str) -> BadFileError:
        """The error for a line, with the name of the column in which the bytes before it end."""
        cells = next(csv.reader([before.decode("utf-8", "replace").replace("\0", "").replace("\r", "")]), [])
        position = max(len(cells), 1) - 1
        name = self._columns[min(position, len(self._columns) - 1)] if self._columns else ""
        column = f", {shorten(name)}" if name else ""
        return BadFileError(self._path.name, f"line {number}{column}: {reason}")


def _is_utf8(block: bytes) -> bool:
    if block.isascii():
        return True
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def shorten(name: str) -> str:
    """A name out of a file as it may stand in a sentence."""
    text = "".join(letter if letter.isprintable() else " " for letter in name)
    return text if len(text) <= 60 else text[:57] + "..."
