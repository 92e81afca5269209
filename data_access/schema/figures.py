"""Offences, measures and published yearly or quarterly figures."""

from sqlalchemy import Column, Date, Integer

from data_access.schema.base import make_count, make_flag, make_number, make_table, make_text

# One row an offence code of one scheme: 'street' (data.police.uk category), 'group' (ONS offence
# group) or 'offence' (Home Office offence code). is_recorded_crime is false for anti-social behaviour.
core_offence = make_table(
    "core_offence",
    make_text("scheme"),
    make_text("offence_code"),
    make_text("offence_name"),
    make_text("parent_code"),
    make_flag("is_recorded_crime"),
    make_flag("is_leaf"),
    Column("sort_order", Integer),
    key=("scheme", "offence_code"),
)

# One row an offence code's severity weight; weight_vintage names the set.
core_severity_weight = make_table(
    "core_severity_weight",
    make_text("offence_code"),
    make_text("offence_name"),
    make_number("severity_weight"),
    make_text("weight_vintage"),
    key=("offence_code", "weight_vintage"),
)

core_measure = make_table(
    "core_measure",
    make_text("measure_code"),
    make_text("measure_name"),
    make_text("unit"),
    make_text("polarity"),
    make_text("definition"),
    make_text("caveat"),
    make_text("source_id"),
    make_text("reviewed_on"),
    key=("measure_code",),
)

# One row a published figure. breakdown_code is an offence, a worker type or a vehicle type; status
# is 'value', 'missing' (blank at source), 'suppressed' or 'not_applicable', and only 'value' has a value.
core_figure = make_table(
    "core_figure",
    make_text("source_id"),
    make_text("measure_code"),
    make_text("area_code"),
    make_text("area_name"),
    make_text("period_code"),
    make_text("breakdown_code"),
    make_text("basis"),
    make_number("value"),
    make_text("status"),
    key=("source_id", "measure_code", "area_code", "period_code", "breakdown_code", "basis"),
)

# One row a change in how crime is recorded. area_code '' is all forces, offence_code '' all offences;
# date_precision is 'day', 'month' (annotation_date is its first day) or 'none' (no date in its source).
core_annotation = make_table(
    "core_annotation",
    make_text("source_id"),
    Column("annotation_date", Date),
    make_text("date_precision"),
    make_text("area_code"),
    make_text("offence_code"),
    make_text("text"),
    make_text("evidence"),
    make_flag("is_rebase"),
)

# One row a range that an assessment projected for an area's recorded crime, in per cent of the base year.
core_projection = make_table(
    "core_projection",
    make_text("edition"),
    make_text("area_code"),
    make_text("base_year"),
    make_text("projected_year"),
    make_count("lower_pct"),
    make_count("upper_pct"),
    make_text("quote"),
    make_text("section"),
    make_count("line"),
    make_text("certainty"),
    key=("edition", "area_code"),
)

# One row a statement of an assessment on the direction of the national survey ('survey') or of recorded crime
# ('recorded'); direction is 'up' or 'down', period in the document's terms.
core_survey_statement = make_table(
    "core_survey_statement",
    make_text("edition"),
    make_text("subject"),
    make_text("direction"),
    make_text("period"),
    make_text("text"),
    make_text("quote"),
    make_text("section"),
    make_count("line"),
    make_text("certainty"),
    key=("edition", "line", "subject", "quote"),
)
