"""Checks that several templates share: months, forces, numbers, repeats, and a file with nothing to store."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError
from data_access.load.local_tables import show_cell
from data_access.load.official_tables import OfficialTable
from data_access.load.provenance import LoadReport
from data_access.months import MONTH


def read_forces(connection: sa.Connection) -> dict[str, str]:
    """The alliance's forces: code by code and by name, both without case."""
    area = schema.core_area
    rows = connection.execute(sa.select(area.c.area_code, area.c.area_name).where(area.c.level == "force")).all()
    return {key.casefold(): str(row.area_code) for row in rows for key in (str(row.area_code), str(row.area_name))}


def set_aside_forces(table: OfficialTable, forces: dict[str, str], *, is_optional: bool = False) -> None:
    """Put each row's force as its code into area_code; a row with an unknown force is set aside."""
    keys = table.cells["force"].str.casefold()
    is_known = keys.isin(list(forces)) | (is_optional & (keys == ""))
    reason = "'" + table.cells["force"].map(show_cell) + "' is not a force of this store"
    table.cells = table.cells.assign(area_code=keys.map(forces).fillna(""))
    table.set_aside(~is_known, column_name="force", reason=reason)


def set_aside_months(table: OfficialTable, column: str, *, is_optional: bool = False) -> None:
    """Set aside rows whose cell is no month written YYYY-MM."""
    cells = table.cells[column]
    is_month = cells.map(lambda cell: MONTH.match(cell) is not None) | (is_optional & (cells == ""))
    reason = "'" + cells.map(show_cell) + "' is not a month written YYYY-MM"
    table.set_aside(~is_month, column_name=column, reason=reason)


def read_numbers(
    table: OfficialTable, *, whole: tuple[str, ...] = (), fractions: tuple[str, ...] = (), may_be_blank: bool = False
) -> pd.DataFrame:
    """The numbers of the rows still in use, a column each; rows with a cell that is none are set aside."""
    marks = {"": "missing"} if may_be_blank else {}
    parts = [
        table.read_numbers(columns, is_whole=is_whole, marks=marks)
        for columns, is_whole in ((whole, True), (fractions, False))
        if columns
    ]
    names = [*whole, *fractions]
    if table.cells.empty:
        return pd.DataFrame(columns=names, index=table.cells.index, dtype=float)
    long = pd.concat(parts)
    found = long.pivot_table(index=long.index, columns="column", values="value", aggfunc="first", dropna=False)
    return found.reindex(index=table.cells.index, columns=names)


def refuse_rows_of_persons(table: OfficialTable, *, keys: list[str], counts: pd.Series) -> None:
    """Raise BadFileError for a file with a row a person: a group of one, or two rows of one group.

    Looked for before any row is set aside, so that --accept-rejects cannot let such a file in.
    """
    ones = counts.index[pd.to_numeric(counts, errors="coerce") == 1]
    if len(ones):
        reason = "a group of one is one person, and this template takes totals of groups only"
        raise BadFileError(table.path.name, f"line {ones[0]}: {reason}")
    named = table.cells[keys].apply(lambda column: column.str.casefold())
    repeats = table.cells.index[named.duplicated()]
    if len(repeats):
        words = ", ".join(show_cell(table.cells.at[repeats[0], key]) for key in keys)
        raise BadFileError(
            table.path.name,
            f"line {repeats[0]}: a second row for {words}, as a file with a row for each person has: "
            "give one total for each group",
        )


def find_nothing_to_store(report: LoadReport) -> BadFileError:
    """The error for a file whose every row is at fault, with the first fault."""
    first = report.rejects.iloc[0]
    where = f"line {first['line_number']}, {first['column_name']}: {first['reason']}"
    return BadFileError(first["file_name"], f"no row can be used ({where})")
