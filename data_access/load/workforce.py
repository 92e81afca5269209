"""Police workforce by force: the Home Office tables, an ODS file for each release."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from data_access.errors import BadFileError
from data_access.load.force_names import find_force_code, find_force_name
from data_access.load.official_tables import MARKS, NOT_A_FORCE, OfficialTable, make_table
from data_access.load.reading import FIGURE_COLUMNS, Reading, leave_out

# What a table's title begins with, and the worker type it counts; '' adds up two other tables.
WORKER_TYPES: dict[str, str] = {
    "police officers": "officer",
    "police staff and designated officers": "",
    "police staff": "staff",
    "police community support officers": "pcso",
    "designated officers": "designated-officer",
    "traffic wardens": "traffic-warden",
    "special constables": "special",
    "police support volunteers": "volunteer",
}
ADDED_UP = leave_out("adds staff and designated officers, whose own tables are stored: it would count them twice")
NATIONAL = leave_out("a figure for England and Wales, not one of the 43 forces")

_BASES = {"full-time equivalents": "fte", "headcount": "headcount"}
_TITLE = re.compile(r"\s*Table \d+:\s*(?P<workers>.+?)\s+by police force area", re.IGNORECASE)

Cells = list[list[object]]


def read_workforce(path: Path) -> Reading:
    """Read the strength of each force at the dates of one release.

    A figure is a force, an as-at date ('2017-09-30') and a worker type (a value of WORKER_TYPES):
    measure 'workforce_strength', full-time equivalents (basis 'fte') or people (basis 'headcount':
    specials and volunteers), unrounded as published. Some forces could not tell designated officers
    from staff: releases to September 2016 print 0 for them, later ones '..', which is missing. The
    table of 2018 that adds staff and designated officers, national tables and changes between dates
    are not stored. Raises BadFileError for a file that is no such release. Source: Home Office.
    """
    readings: list[Reading] = []
    worker_types: list[str] = []
    for sheet, rows in _open_workbook(path):
        title = _TITLE.match(str(rows[0][0])) if rows and rows[0] else None
        if title is None:
            readings.append(_set_aside_national(path, sheet=sheet, rows=rows))
            continue
        worker_type = _find_worker_type(path, sheet=sheet, workers=title["workers"])
        if worker_type and worker_type in worker_types:
            raise BadFileError(path.name, f"the sheet '{sheet}' counts {worker_type} a second time")
        worker_types.append(worker_type)
        readings.append(_read_force_table(path, sheet=sheet, rows=rows, worker_type=worker_type))
    if not any(worker_types):
        raise BadFileError(path.name, "no sheet has a title such as 'Police officers by police force area'")
    return Reading(
        path=path,
        figures=pd.concat([reading.figures for reading in readings], ignore_index=True),
        read_count=sum(reading.read_count for reading in readings),
        stored_count=sum(reading.stored_count for reading in readings),
        rejects=pd.concat([reading.rejects for reading in readings], ignore_index=True),
    )


def combine_workforce(readings: Sequence[Reading]) -> pd.DataFrame:
    """Put releases together: of two with a date and worker type in common, the later one counts.

    A release is as late as the latest date in its own tables, whatever the file is called (the file
    named jan17 holds September 2017); of two equally late, the one given last counts. What the later
    release calls missing stays missing. Rows and units as in read_workforce.
    """
    frames = [reading.figures for reading in readings if len(reading.figures)]
    if not frames:
        return pd.DataFrame(columns=FIGURE_COLUMNS)
    frames.sort(key=lambda figures: str(figures["period_code"].max()))
    ranked = pd.concat([figures.assign(rank=rank) for rank, figures in enumerate(frames)], ignore_index=True)
    latest = ranked.groupby(["period_code", "breakdown_code"])["rank"].transform("max")
    kept = ranked.loc[ranked["rank"] == latest, FIGURE_COLUMNS]
    return kept.sort_values(["period_code", "breakdown_code", "area_code"], ignore_index=True)


def _open_workbook(path: Path) -> list[tuple[str, Cells]]:
    try:
        workbook = CalamineWorkbook.from_path(path)
        return [
            (name, [[*row] for row in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)])
            for name in workbook.sheet_names
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise BadFileError(path.name, "the file cannot be read as a spreadsheet") from error


def _find_worker_type(path: Path, *, sheet: str, workers: str) -> str:
    for beginning, worker_type in WORKER_TYPES.items():
        if workers.lower().startswith(beginning):
            return worker_type
    raise BadFileError(path.name, f"the sheet '{sheet}' counts '{workers}', which is no known worker type")


def _read_force_table(path: Path, *, sheet: str, rows: Cells, worker_type: str) -> Reading:
    header, dates = _find_dates(path, sheet=sheet, rows=rows)
    basis = _find_basis(path, sheet=sheet, rows=rows[:header])
    names = [str(row[0]) for row in rows]
    kept = {
        line + 1: [sheet, names[line], *(_write_cell(row[column]) for column in dates)]
        for line, row in enumerate(rows)
        if line > header and _is_data_row(row, columns=list(dates))
    }
    table = make_table(path, rows=kept, columns=["sheet", "name", *dates.values()])
    table.cells["force_code"] = _find_forces(table.cells["name"])
    table.set_aside(table.cells["force_code"].isna(), column_name="name", reason=NOT_A_FORCE)
    if not worker_type:
        everything = pd.Series(True, index=table.cells.index)
        table.set_aside(everything, column_name="name", reason=ADDED_UP)
    _read_nil_marks(table, columns=list(dates.values()), notes=names)
    figures = table.read_numbers(list(dates.values()), marks=_read_marks(names))
    codes = table.cells["force_code"].loc[figures.index]
    figures = figures.rename(columns={"column": "period_code"}).assign(
        measure_code="workforce_strength",
        breakdown_code=worker_type,
        basis=basis,
        area_code=codes,
        area_name=codes.map(find_force_name),
    )
    return table.finish(figures)


def _find_dates(path: Path, *, sheet: str, rows: Cells) -> tuple[int, dict[int, str]]:
    for line, row in enumerate(rows):
        dates = {
            column: cell.strftime("%Y-%m-%d")
            for column, cell in enumerate(row)
            if column and isinstance(cell, date | datetime)
        }
        if dates:
            return line, dates
    raise BadFileError(path.name, f"the sheet '{sheet}' has no row of as-at dates above its columns")


def _find_basis(path: Path, *, sheet: str, rows: Cells) -> str:
    for row in rows:
        for cell in row:
            basis = _BASES.get(str(cell).strip().lower())
            if basis:
                return basis
    raise BadFileError(path.name, f"the sheet '{sheet}' says neither 'Full-time equivalents' nor 'Headcount'")


def _is_data_row(row: list[object], *, columns: list[int]) -> bool:
    if not str(row[0]).strip():
        return False
    return find_force_code(str(row[0])) is not None or any(_write_cell(row[column]) for column in columns)


def _find_forces(names: pd.Series) -> pd.Series:
    codes = names.map(find_force_code)
    # The region 'West Midlands ' heads its forces, of which 'West Midlands' is one, further down.
    is_region = codes.notna() & codes.duplicated(keep="last")
    return codes.mask(is_region)


def _write_cell(cell: object) -> str:
    return repr(cell) if isinstance(cell, float) else str(cell).strip()


def _read_marks(notes: list[str]) -> dict[str, str]:
    """What '*' means by the table's own notes; elsewhere it is a suppressed figure."""
    is_not_applicable = any(re.search(r"\*\W*denotes (?:data )?not applicable", note, re.I) for note in notes)
    return MARKS | {"*": "not_applicable"} if is_not_applicable else MARKS


def _read_nil_marks(table: OfficialTable, *, columns: list[str], notes: list[str]) -> None:
    """Read '-' as 0 where the table's own notes say that it means nil."""
    if any(re.search(r"'\s*-\s*'\s*denotes nil", note, re.I) for note in notes):
        table.cells[columns] = table.cells[columns].replace("-", "0")


def _set_aside_national(path: Path, *, sheet: str, rows: Cells) -> Reading:
    kept = {
        line + 1: [sheet, str(row[0]), *(_write_cell(cell) for cell in row[1:])]
        for line, row in enumerate(rows)
        if str(row[0]).strip() and any(isinstance(cell, float) for cell in row[1:])
    }
    columns = ["sheet", "name", *(f"column {number}" for number in range(2, len(rows[0]) + 1 if rows else 2))]
    table = make_table(path, rows=kept, columns=columns)
    table.set_aside(pd.Series(True, index=table.cells.index), column_name="name", reason=NATIONAL)
    return table.finish(pd.DataFrame(columns=FIGURE_COLUMNS))
