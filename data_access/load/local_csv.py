"""A filled-in template saved as CSV, read as rows of text under the file's own line numbers."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from data_access.errors import BadFileError
from data_access.load.text_files import SAVE_AS, refuse_other_kinds

MOST_BYTES = 200_000_000
MOST_CHARACTERS = 32_767  # of a cell, as many as a spreadsheet takes

Rows = list[tuple[int, list[str]]]


def read_csv_rows(path: Path) -> Rows:
    """Every row with the line it begins in; raises BadFileError for what is no CSV in UTF-8."""
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
            raise make_long_cell_error(path, line=start, number=_find_long_cell(lines[start - 1 :])) from error
        raise BadFileError(path.name, f"line {start}: this is not comma-separated text ({error})") from error
    return rows


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadFileError(path.name, f"the file is larger than {MOST_BYTES // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise BadFileError(path.name, f"the file cannot be read ({error.strerror})") from error
    refuse_other_kinds(path, data[:MOST_CHARACTERS])
    try:
        place = data.find(b"\0")
        if place < 0:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.start
    line = data.count(b"\n", 0, place) + 1
    raise BadFileError(path.name, f"line {line} is not text in UTF-8: {SAVE_AS}")


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


def make_long_cell_error(path: Path, *, line: int, number: int) -> BadFileError:
    """The error for a cell that no template has."""
    return BadFileError(
        path.name,
        f"line {line}, column {number}: the cell is longer than {MOST_CHARACTERS:,} characters "
        "(perhaps a quotation mark is not closed)",
    )
