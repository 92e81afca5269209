"""Loaded rows carried from an older version table by table, for loads made before files were kept.

Whole sources are carried: what the older version holds of one, bundled or loaded, stands in place of what the
bundle gives. A layout step that changes the tables below for rows already loaded has its function in STEPS.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

import pyarrow as pa
import sqlalchemy as sa

from data_access import schema
from data_access.database.columns import list_columns
from data_access.database.engine import append_rows
from data_access.errors import UserFacingError
from data_access.load.provenance import list_arrow_fields
from data_access.load.sources import store_source
from data_access.load.streaming import stream_rows
from data_access.publications import PARTNERSHIP_PRIORITIES

OLDEST_LAYOUT = 3  # that of release 0.2.0; an older one has never been released

# The tables that loads write to: rows of a source by its source_id, of a load by its load_id, of priorities by edition.
BY_SOURCE = (
    schema.core_street_crime,
    schema.core_force_crime,
    schema.core_collision,
    schema.core_vehicle,
    schema.core_casualty,
    schema.core_figure,
    schema.core_annotation,
    schema.core_road_line,
    schema.core_horizon_item,
    schema.core_horizon_driver,
    schema.core_risk,
    schema.core_intelligence,
    schema.core_morile_score,
    schema.core_stated_figure,
    schema.core_coverage,
    schema.core_load_change,
    schema.core_reject,
    schema.core_load,
)
BY_LOAD = (schema.raw_street_crime, schema.raw_collision, schema.core_load_file)
BY_EDITION = (schema.core_csp_priority, schema.core_wording, schema.core_edition, schema.core_theme_link)

# By the layout they lead from: what has to be done to carried rows besides copying the columns both layouts have.
STEPS: dict[int, Callable[[sa.Connection, Sequence[str]], None]] = {}


def carry_sources(old: sa.Connection, new: sa.Connection, *, sources: Collection[str], layout: int) -> None:
    """Put an older version's rows of some sources in place of the new version's.

    Raises UserFacingError where the older layout can't be read.
    """
    if not sources:
        return
    if layout < OLDEST_LAYOUT:
        raise UserFacingError(
            f"The store has table layout {layout} and layouts before {OLDEST_LAYOUT} cannot be carried over: "
            "give another place with STORE_URL and load its files there again."
        )
    held = list_columns(old)
    names = sorted(sources)
    for table in BY_LOAD:
        _replace(old, new, table, held, column="load_id", values=_list_loads(old, names), new_values=names)
    if PARTNERSHIP_PRIORITIES in sources:
        editions = list(
            old.scalars(
                sa.select(sa.distinct(schema.core_coverage.c.period_code)).where(
                    schema.core_coverage.c.source_id == PARTNERSHIP_PRIORITIES
                )
            )
        )
        for table in BY_EDITION:
            _replace(old, new, table, held, column="edition", values=editions)
    for table in BY_SOURCE:
        _replace(old, new, table, held, column="source_id", values=names)
    for step in range(layout, schema.SCHEMA_VERSION):
        if step in STEPS:
            STEPS[step](new, names)
    for name in names:
        store_source(new, name)


def _list_loads(connection: sa.Connection, sources: Sequence[str]) -> list[str]:
    load = schema.core_load
    return list(connection.scalars(sa.select(load.c.load_id).where(load.c.source_id.in_(sources))))


def _replace(
    old: sa.Connection,
    new: sa.Connection,
    table: sa.Table,
    held: Mapping[str, Mapping[str, str]],
    *,
    column: str,
    values: Sequence[str],
    new_values: Sequence[str] = (),
) -> None:
    """Rows of a table picked by a column: the new version's go, the old version's come.

    With new_values the new version's own are those of the loads of these sources, which have other names there.
    """
    gone = _list_loads(new, new_values) if new_values else values
    new.execute(table.delete().where(table.c[column].in_(gone)))
    if table.name not in held:
        return
    columns = [each for each in table.columns if each.name in held[table.name]]
    fields = list_arrow_fields(table)
    target = pa.schema([(each.name, fields[each.name]) for each in columns])
    rows = stream_rows(old, sa.select(*columns).where(table.c[column].in_(values)), target)
    append_rows(new, table, pa.RecordBatchReader.from_batches(target, rows))
