"""Tables of official statistics as text: rows with line numbers, cells as figures, rows set aside."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from data_access.errors import BadFileError
from data_access.load.reading import FIGURE_COLUMNS, REJECT_COLUMNS, Reading, leave_out
from data_access.load.text_files import refuse_other_kinds

# What a cell without a number means, where a file's own notes say nothing else.
MARKS: dict[str, str] = {"": "missing", "..": "missing", "*": "suppressed"}

NOT_A_FORCE = leave_out("a country, region or other body, not one of the 43 forces")
REPEATED = "repeats an earlier row for the same area, period and kind"

_NUMBER = r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?"


@dataclass
class OfficialTable:
    """One table while it is checked: rows that can't be used are set aside, the others stay.

    `cells` holds text, a row for each row of the table still in use, indexed by the line number in
    the file; `texts` the whole row as read under the same index.
    """

    path: Path
    cells: pd.DataFrame
    texts: pd.Series
    read_count: int
    rejects: list[pd.DataFrame] = field(default_factory=list)

    def set_aside(self, is_bad: pd.Series, *, column_name: str | pd.Series, reason: str | pd.Series) -> None:
        """Take the rows marked true out of the table, with the column and the reason (one, or one a row)."""
        lines = self.cells.index[is_bad.to_numpy(dtype=bool)]
        if lines.empty:
            return
        taken = pd.DataFrame({"line_number": lines}, index=lines)
        taken["file_name"] = self.path.name
        taken["column_name"] = column_name if isinstance(column_name, str) else column_name.loc[lines]
        taken["reason"] = reason if isinstance(reason, str) else reason.loc[lines]
        taken["row_text"] = self.texts.loc[lines]
        self.rejects.append(taken[REJECT_COLUMNS].reset_index(drop=True))
        self.cells = self.cells.drop(index=lines)

    def set_aside_repeats(self, keys: Sequence[str], *, column_name: str) -> None:
        """Set aside every row whose keys an earlier row has already."""
        self.set_aside(self.cells.duplicated(list(keys)), column_name=column_name, reason=REPEATED)

    def read_numbers(
        self,
        columns: Sequence[str],
        *,
        is_whole: bool = False,
        may_be_negative: bool = False,
        marks: Mapping[str, str] = MARKS,
    ) -> pd.DataFrame:
        """Read cells as figures; rows with a cell that is no figure are set aside.

        A row is a cell, indexed by its line: column, value (a number or missing), status ('value'
        or what `marks` says of the cell's text).
        """
        long = self.cells[list(columns)].melt(ignore_index=False, var_name="column", value_name="cell")
        is_number = long["cell"].str.fullmatch(_NUMBER).astype(bool)
        is_mark = long["cell"].isin(list(marks))
        digits = long["cell"].where(is_number).str.replace(",", "")
        long["value"] = pd.to_numeric(digits).astype(float)
        long["status"] = long["cell"].map(dict(marks)).where(~is_number, "value")
        fault = np.select(
            [
                ~(is_number | is_mark) | np.isinf(long["value"]),
                (long["value"] < 0) & (not may_be_negative),
                (long["value"] % 1 > 0) & is_whole,
            ],
            ["is not a number", "is negative", "is not a whole number"],
            default="",
        )
        long["fault"] = fault
        faulty = long[(long["fault"] != "") & ~long.index.where(long["fault"] != "").duplicated()]
        self.set_aside(
            pd.Series(self.cells.index.isin(faulty.index)),
            column_name=faulty["column"],
            reason="'" + faulty["cell"] + "' " + faulty["fault"],
        )
        return long.loc[long.index.isin(self.cells.index), ["column", "value", "status"]]

    def finish(self, figures: pd.DataFrame) -> Reading:
        """Hand over the figures with what was read, stored and set aside."""
        rejects = pd.concat(self.rejects) if self.rejects else pd.DataFrame(columns=REJECT_COLUMNS)
        return Reading(
            path=self.path,
            figures=figures[FIGURE_COLUMNS].reset_index(drop=True),
            read_count=self.read_count,
            stored_count=len(self.cells),
            rejects=rejects.sort_values("line_number", kind="stable", ignore_index=True),
        )


def read_csv_table(path: Path, *, required: Sequence[str]) -> OfficialTable:
    """Read a CSV file as text, each cell without the space around it.

    Rows with more or fewer cells than the header are set aside. Raises BadFileError for a file that
    can't be read or decoded, is empty, or lacks one of the required columns.
    """
    lines = _read_lines(path)
    if not lines:
        raise BadFileError(path.name, "the file is empty")
    header = [name.strip() for name in lines[0][1]]
    for name in required:
        if name not in header:
            raise BadFileError(path.name, f"the column '{name}' is missing")
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        raise BadFileError(path.name, f"the column '{doubled[0]}' occurs twice")
    if len(lines) == 1:
        raise BadFileError(path.name, "the file has a header and no rows")
    return _build_table(path, header=header, lines=lines[1:])


def read_header(path: Path) -> list[str]:
    """The column names in a file's first line; raises BadFileError where it can't be read."""
    _refuse_other_kinds(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [name.strip() for name in next(csv.reader([file.readline(20_000)]), [])]
    except OSError as error:
        raise BadFileError(path.name, f"the file cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadFileError(path.name, "the file is not comma-separated text in UTF-8") from error


def make_table(path: Path, *, rows: Mapping[int, Sequence[str]], columns: Sequence[str]) -> OfficialTable:
    """Make a table of rows of text, each under its line number."""
    index = pd.Index(list(rows), dtype="int64")
    cells = pd.DataFrame(list(rows.values()), columns=list(columns), index=index, dtype=str)
    texts = pd.Series([" | ".join(row) for row in rows.values()], index=index, dtype=str)
    return OfficialTable(path=path, cells=cells, texts=texts, read_count=len(rows))


def make_code(name: str) -> str:
    """Turn a publisher's name into a code: lower case, words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("&", " and ")).strip("-")


def _read_lines(path: Path) -> list[tuple[int, list[str]]]:
    _refuse_other_kinds(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(_number_rows(file))
    except OSError as error:
        raise BadFileError(path.name, f"the file cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadFileError(path.name, "the file is not text in UTF-8, so no column can be read") from error
    except csv.Error as error:
        raise BadFileError(path.name, f"the file is not comma-separated text ({error})") from error


def _refuse_other_kinds(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(20_000)
    except OSError as error:
        raise BadFileError(path.name, f"the file cannot be read ({error.strerror})") from error
    refuse_other_kinds(path, start)


def _number_rows(file: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(file)
    for row in reader:
        if row:
            yield reader.line_num, row


def _build_table(path: Path, *, header: list[str], lines: list[tuple[int, list[str]]]) -> OfficialTable:
    width = len(header)
    rows = {
        line: [cell.strip() for cell in (row + [""] * width)[:width]] + [str(len(row)), ",".join(row)]
        for line, row in lines
    }
    wide = make_table(path, rows=rows, columns=[*header, "cell_count", "row_text"])
    table = OfficialTable(
        path=path,
        cells=wide.cells[[name for name in header if name]],
        texts=wide.cells["row_text"],
        read_count=len(lines),
    )
    found = wide.cells["cell_count"]
    reason = found + f" cells where the header has {width}"
    table.set_aside(found != str(width), column_name="", reason=reason)
    return table
