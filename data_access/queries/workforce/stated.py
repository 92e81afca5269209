"""Figures as documents and a force's own totals state them: what sickness, TOIL, specials and survey read alike."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.queries.sources.areas import find_area


def list_stated(connection: sa.Connection, *, filters: Filters, subjects: tuple[str, ...]) -> pd.DataFrame:
    """The stated figures of some subjects; columns and filters as list_sickness describes them."""
    stated, measure, source = schema.core_stated_figure, schema.core_stated_measure, schema.core_source
    chosen = find_area(connection, area_code=filters.area_code)
    codes = [*chosen.force_codes, _find_alliance(connection), ""]
    statement = (
        sa.select(
            stated.c.edition,
            stated.c.measure_code,
            measure.c.measure_name,
            stated.c.area_code,
            stated.c.area_name,
            stated.c.group_code,
            stated.c.period,
            stated.c.first_month,
            stated.c.last_month,
            stated.c.value,
            measure.c.unit,
            measure.c.polarity,
            stated.c.status,
            stated.c.printed,
            stated.c.certainty,
            stated.c.note,
            stated.c.section,
            stated.c.line,
            stated.c.source_id,
            source.c.title.label("source"),
        )
        .join(measure, measure.c.measure_code == stated.c.measure_code)
        .join(source, source.c.source_id == stated.c.source_id)
        .where(stated.c.subject.in_(subjects), stated.c.area_code.in_(codes), *_keep_period(filters, stated))
        .order_by(stated.c.source_id, stated.c.edition, stated.c.position, stated.c.line, measure.c.sort_order)
    )
    if filters.edition:
        statement = statement.where(stated.c.edition == filters.edition)
    return read_frame(connection, statement).astype({"value": float})


def _keep_period(filters: Filters, table: sa.Table) -> list[sa.ColumnElement[bool]]:
    """Rows whose months touch the period; one that names no month has no place in a chosen period."""
    conditions: list[sa.ColumnElement[bool]] = []
    if filters.from_month:
        conditions.append(table.c.last_month >= filters.from_month)
    if filters.to_month:
        conditions += [table.c.first_month <= filters.to_month, table.c.last_month != ""]
    return conditions


def _find_alliance(connection: sa.Connection) -> str:
    return str(connection.scalar(sa.select(schema.meta_store.c.alliance_code)))
