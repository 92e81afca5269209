"""Tables that a force fills in itself, CSV or XLSX, checked against their template."""

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from data_access.errors import BadFileError
from data_access.load.local_csv import MOST_CHARACTERS, Rows, make_long_cell_error, read_csv_rows
from data_access.load.local_workbook import read_workbook_rows
from data_access.load.official_tables import OfficialTable, make_table
from data_access.load.provenance import FileReport, LoadReport
from data_access.load.templates import TemplateColumn

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
# Control characters, and those that are not seen but turn the text round them about or split a word.
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


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


def require_rows(rows: pd.DataFrame, report: LoadReport) -> None:
    """Raise BadFileError, with what is wrong with the first row, where none of a load's rows can be stored."""
    if rows.empty:
        first = report.rejects.iloc[0]
        where = f"line {first['line_number']}, {first['column_name']}: {first['reason']}"
        raise BadFileError(first["file_name"], f"no row can be used ({where})")


def show_cell(text: str) -> str:
    """A cell as an error may quote it: one line, at most 60 characters."""
    words = " ".join(text.split())
    plain = "".join(letter if letter.isprintable() else "?" for letter in words[:60])
    return plain if len(words) <= 60 else plain[:57] + "..."


def _read_rows(path: Path) -> Rows:
    kind = path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise BadFileError(path.name, "the file must be the template as .csv or .xlsx")
    rows = read_csv_rows(path) if kind == ".csv" else read_workbook_rows(path)
    filled = [(line, cells) for line, cells in rows if any(cells)]
    for line, cells in filled:
        for number, cell in enumerate(cells, start=1):
            if len(cell) > MOST_CHARACTERS:
                raise make_long_cell_error(path, line=line, number=number)
    return filled


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
            _NO_TEXT.sub("\ufffd", cells[place])
            if (place := places.get(column.name)) is not None and place < len(cells)
            else ""
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
    # Most columns are sound, so each is looked at before sentences about its faults are made.
    if any("\ufffd" in cell for cell in table.cells[column.name]):
        unprintable = table.cells[column.name].str.contains("\ufffd", regex=False)
        table.set_aside(unprintable, column_name=column.name, reason="holds a character that cannot be printed")
    if column.is_required and not all(table.cells[column.name]):
        table.set_aside(table.cells[column.name] == "", column_name=column.name, reason="is blank")
    if column.allowed:
        words = {_simplify(word): word for word in column.allowed}
        cells = table.cells[column.name]
        found = pd.Series([words.get(_simplify(cell), "") for cell in cells], index=cells.index, dtype=str)
        table.cells[column.name] = found
        is_bad = (cells != "") & (found == "")
        if is_bad.any():
            reason = "'" + cells.map(show_cell) + "' is not one of " + ", ".join(column.allowed)
            table.set_aside(is_bad, column_name=column.name, reason=reason)
