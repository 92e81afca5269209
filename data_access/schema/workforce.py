"""What the assessments print of people, health, confidence and standards, and a force's own totals beside it."""

from sqlalchemy import Column, Integer

from data_access.schema.base import make_number, make_table, make_text

# What a stated figure measures. polarity says which direction is better ('higher', 'lower') or 'none'.
core_stated_measure = make_table(
    "core_stated_measure",
    make_text("measure_code"),
    make_text("subject"),
    make_text("measure_name"),
    make_text("unit"),
    make_text("polarity"),
    make_text("definition"),
    Column("sort_order", Integer),
    key=("measure_code",),
)

# One row a figure as its source states it. area_code '' is neither a force nor the alliance (national);
# first_month and last_month are '' where the text names no period. status is 'value', 'not_stated' (words
# without a figure), 'not_applicable' or 'suppressed', and only 'value' has a value. certainty is 'certain'
# or 'inferred' (note says how). section and line are the document's; for a force's own totals the file's line.
core_stated_figure = make_table(
    "core_stated_figure",
    make_text("source_id"),
    make_text("edition"),
    make_text("subject"),
    Column("position", Integer),
    make_text("measure_code"),
    make_text("area_code"),
    make_text("area_name"),
    make_text("group_code"),
    make_text("first_month"),
    make_text("last_month"),
    make_text("period"),
    make_number("value"),
    make_text("status"),
    make_text("printed"),
    make_text("certainty"),
    make_text("note"),
    make_text("section"),
    Column("line", Integer),
    key=("source_id", "subject", "position", "measure_code", "area_code", "group_code", "first_month"),
)

# One row a statement of the assessments that holds no figure: heading as printed, statement in our words.
core_stated_text = make_table(
    "core_stated_text",
    make_text("source_id"),
    make_text("edition"),
    make_text("table_code"),
    Column("position", Integer),
    make_text("group_name"),
    make_text("heading"),
    make_text("statement"),
    make_text("certainty"),
    make_text("note"),
    make_text("section"),
    Column("line", Integer),
    key=("edition", "table_code", "position"),
)
