"""The sources in the store: what they are, what they hold, what was set aside."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.publications import FORCE_CRIMES


def hide_true_counts(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Rows of a force's own extract without their numbers of rows, which are numbers of crimes; others as they are.

    Whoever loads sees them as the load's own result; a reader sees protected counts alone.
    """
    is_own = frame["source_id"] == FORCE_CRIMES
    return frame.assign(**{column: frame[column].mask(is_own) for column in columns})


def read_protected_totals(connection: sa.Connection) -> pd.DataFrame:
    """Protected counts of a force's own extract: source_id, area_code (the force), period_code (month), row_count."""
    crime = schema.out_force_crime
    total = sa.cast(sa.func.sum(crime.c.crime_count), sa.BigInteger).label("row_count")
    keys = (crime.c.source_id, crime.c.force_code.label("area_code"), crime.c.month.label("period_code"))
    statement = sa.select(*keys, total).group_by(crime.c.source_id, crime.c.force_code, crime.c.month)
    return read_frame(connection, statement)


def find_access(connection: sa.Connection, *, source_id: str) -> str:
    """'published' or 'restricted'; a source the store doesn't know counts as restricted."""
    source = schema.core_source
    access = connection.scalar(sa.select(source.c.access).where(source.c.source_id == source_id))
    return access or "restricted"


def list_sources(connection: sa.Connection) -> pd.DataFrame:
    """A row for each source held: its description, rows held, and what the loads still in force read.

    Of a force's own extract held_count is the protected number and the others are missing (hide_true_counts).
    held_count is the rows in force; read_count, stored_count and rejected_count are those of the loads
    that still hold a period, so that a file loaded twice counts once. A source without periods (weights) holds
    what its load stored.
    """
    source, load, coverage = schema.core_source, schema.core_load, schema.core_coverage
    in_force = sa.select(coverage.c.load_id).where(coverage.c.source_id == load.c.source_id)
    held = (
        sa.select(coverage.c.source_id, sa.func.sum(coverage.c.row_count).label("held_count"))
        .group_by(coverage.c.source_id)
        .subquery()
    )
    sums = (
        sa.select(
            load.c.source_id,
            *(sa.func.sum(load.c[name]).label(name) for name in ("read_count", "stored_count", "rejected_count")),
            sa.func.max(load.c.loaded_at).label("loaded_at"),
        )
        .where(sa.or_(load.c.load_id.in_(in_force), load.c.source_id.not_in(sa.select(coverage.c.source_id))))
        .group_by(load.c.source_id)
        .subquery()
    )
    counts = [
        sa.cast(sa.func.coalesce(*columns, 0), sa.BigInteger).label(columns[0].name)
        for columns in (
            (held.c.held_count, sums.c.stored_count),
            (sums.c.read_count,),
            (sums.c.stored_count,),
            (sums.c.rejected_count,),
        )
    ]
    statement = (
        sa.select(source, *counts, sums.c.loaded_at)
        .join(held, held.c.source_id == source.c.source_id, isouter=True)
        .join(sums, sums.c.source_id == source.c.source_id, isouter=True)
        .order_by(source.c.title)
    )
    frame = hide_true_counts(read_frame(connection, statement), "held_count", "read_count", "stored_count")
    total = int(read_protected_totals(connection)["row_count"].sum())
    return frame.assign(held_count=frame["held_count"].mask(frame["source_id"] == FORCE_CRIMES, total))


def list_files(connection: sa.Connection) -> pd.DataFrame:
    """A row for each file loaded: source_id, loaded_at, file_name, sha256 and its counts."""
    load, file = schema.core_load, schema.core_load_file
    statement = (
        sa.select(
            load.c.source_id,
            load.c.loaded_at,
            load.c.command,
            file.c.file_name,
            file.c.sha256,
            file.c.byte_count,
            file.c.read_count,
            file.c.stored_count,
            file.c.rejected_count,
        )
        .join(file, file.c.load_id == load.c.load_id)
        .order_by(load.c.source_id, load.c.loaded_at, file.c.file_name)
    )
    return hide_true_counts(read_frame(connection, statement), "byte_count", "read_count", "stored_count")


def list_changes(connection: sa.Connection) -> pd.DataFrame:
    """A row for each period whose count a later load changed: before_count, after_count, when."""
    change, load, area = schema.core_load_change, schema.core_load, schema.core_area
    statement = (
        sa.select(
            change.c.source_id,
            load.c.loaded_at,
            change.c.area_code,
            area.c.area_name,
            change.c.period_code,
            change.c.before_count,
            change.c.after_count,
        )
        .join(load, load.c.load_id == change.c.load_id)
        .join(area, area.c.area_code == change.c.area_code, isouter=True)
        .order_by(change.c.source_id, load.c.loaded_at.desc(), change.c.period_code)
    )
    return hide_true_counts(read_frame(connection, statement), "before_count", "after_count")


def list_rejects(connection: sa.Connection, *, source_id: str = "") -> pd.DataFrame:
    """A row for each row set aside: source, file, line, column, reason and the row's text."""
    reject = schema.core_reject
    statement = sa.select(
        reject.c.source_id,
        reject.c.file_name,
        reject.c.line_number,
        reject.c.column_name,
        reject.c.reason,
        reject.c.row_text,
        reject.c.is_fault,
    ).order_by(reject.c.source_id, reject.c.file_name, reject.c.line_number)
    if source_id:
        statement = statement.where(reject.c.source_id == source_id)
    return read_frame(connection, statement)
