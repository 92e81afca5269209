"""What is coming: drivers of change, and what the assessments or a force's own scan expect."""

from sqlalchemy import Column, Integer

from data_access.schema.base import make_table, make_text

# One row a driver of the PESTELO matrix. status is 'named' or 'not_in_the_text'; impact and uncertainty are
# '' where the text gives no position.
core_horizon_driver = make_table(
    "core_horizon_driver",
    make_text("source_id"),
    make_text("edition"),
    Column("number", Integer),
    make_text("driver"),
    make_text("status"),
    make_text("impact"),
    make_text("uncertainty"),
    make_text("certainty"),
    make_text("note"),
    make_text("section"),
    Column("line", Integer),
    key=("source_id", "edition", "number"),
)

# One row something expected. category is one of PESTELO, likelihood 'current', 'expected', 'uncertain' or
# 'indicator' (a sign of change to watch for); both are our reading. Months are '' where no time is given.
core_horizon_item = make_table(
    "core_horizon_item",
    make_text("source_id"),
    make_text("edition"),
    make_text("table_code"),
    Column("position", Integer),
    make_text("item"),
    make_text("category"),
    make_text("first_month"),
    make_text("last_month"),
    make_text("period"),
    make_text("likelihood"),
    make_text("threat_codes"),
    make_text("questions"),
    make_text("statement"),
    make_text("certainty"),
    make_text("note"),
    make_text("section"),
    Column("line", Integer),
    key=("source_id", "edition", "table_code", "position"),
)
