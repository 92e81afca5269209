"""What a version's tables really are, whatever release wrote them, and what of this release's layout it lacks."""

import sqlalchemy as sa

from data_access import schema
from data_access.database.engine import DUCKDB


def list_columns(connection: sa.Connection) -> dict[str, dict[str, str]]:
    """The columns of each table of the version a connection reads, with their types, by the table's name."""
    ours = "table_schema = current_schema()"
    if connection.dialect.name == DUCKDB:
        ours += " AND table_catalog = current_database()"
    statement = (
        f"SELECT table_name, column_name, data_type FROM information_schema.columns WHERE {ours} "
        "ORDER BY table_name, ordinal_position"
    )
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(sa.text(statement)):
        found.setdefault(table, {})[column] = kind
    return found


def find_damage(connection: sa.Connection) -> list[str]:
    """Sentences that say what a version lacks of this release's layout; none for a whole one.

    Where the layout itself is another, that is all there is to say.
    """
    held = list_columns(connection)
    meta = schema.meta_store
    # Asked also where the table isn't listed: the database's own error tells a missing table from a missing right.
    if meta.name not in held or "schema_version" in held[meta.name]:
        layouts = connection.scalars(sa.select(meta.c.schema_version)).all()
        if len(layouts) != 1:
            return [f"{meta.name}: {len(layouts)} rows say what the store is, and there must be one"]
        if layouts[0] != schema.SCHEMA_VERSION:
            return [f"the store has table layout {layouts[0]} and this release reads {schema.SCHEMA_VERSION}"]
    faults = []
    for table in schema.metadata.sorted_tables:
        if table.name not in held:
            faults.append(f"{table.name}: the table is missing")
            continue
        missing = [column.name for column in table.columns if column.name not in held[table.name]]
        if missing:
            faults.append(f"{table.name}: the column {missing[0]} is missing")
    return faults
