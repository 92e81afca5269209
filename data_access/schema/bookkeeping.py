"""What the store is, and where its rows come from."""

from sqlalchemy import Column, DateTime, Integer

from data_access.schema.base import make_count, make_flag, make_table, make_text

meta_store = make_table(
    "meta_store",
    Column("schema_version", Integer),
    make_text("release"),
    Column("built_at", DateTime),
    make_text("alliance_code"),
    make_text("alliance_name"),
    make_text("last_command"),
)

# One row a source: a publication, or a force's own extract. access is 'published' or 'restricted'.
core_source = make_table(
    "core_source",
    make_text("source_id"),
    make_text("title"),
    make_text("publisher"),
    make_text("licence"),
    make_text("address"),
    make_text("access"),
    make_text("marking"),
    make_text("as_at"),
    make_text("cover"),
    make_text("definition"),
    make_text("caveat"),
    make_text("how_made"),
    key=("source_id",),
)

# One row a load of one source. release says how late its figures are, where a later release wins.
core_load = make_table(
    "core_load",
    make_text("load_id"),
    make_text("source_id"),
    Column("loaded_at", DateTime),
    make_text("command"),
    make_count("read_count"),
    make_count("stored_count"),
    make_count("rejected_count"),
    make_count("period_count"),
    make_text("release"),
    make_text("note"),
    key=("load_id",),
)

# One row a file of a load.
core_load_file = make_table(
    "core_load_file",
    make_text("load_id"),
    make_text("file_name"),
    make_text("sha256"),
    make_count("byte_count"),
    make_count("read_count"),
    make_count("stored_count"),
    make_count("rejected_count"),
    key=("load_id", "file_name"),
)

# One row a row that is not stored, with the file's own line number: a fault, or what this store has no place for.
core_reject = make_table(
    "core_reject",
    make_text("load_id"),
    make_text("source_id"),
    make_text("file_name"),
    make_count("line_number"),
    make_text("column_name"),
    make_text("reason"),
    make_text("row_text"),
    make_flag("is_fault"),
)

# One row a period whose number of rows a load changed: a correction by the publisher, or by the force.
core_load_change = make_table(
    "core_load_change",
    make_text("load_id"),
    make_text("source_id"),
    make_text("area_code"),
    make_text("period_code"),
    make_count("before_count"),
    make_count("after_count"),
    key=("load_id", "area_code", "period_code"),
)

# One row a period that a source holds for an area (a force, or all of them): what isn't here is missing, not zero.
core_coverage = make_table(
    "core_coverage",
    make_text("source_id"),
    make_text("area_code"),
    make_text("period_code"),
    make_count("row_count"),
    make_text("load_id"),
    key=("source_id", "area_code", "period_code"),
)
