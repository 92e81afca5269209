"""Who looks at the forces and what they found: inspections, grades, performance, risk, strategies."""

from sqlalchemy import Column, Integer

from data_access.schema.base import make_table, make_text

# One row an inspection, assessment or survey. Dates stand as printed; the months beside them are '' where
# the text names none. state is 'reported', 'self-assessed', 'expected', 'forthcoming' or 'mentioned'.
core_inspection = make_table(
    "core_inspection",
    make_text("source_id"),
    make_text("edition"),
    Column("position", Integer),
    make_text("title"),
    make_text("scope"),
    make_text("kind"),
    make_text("inspected"),
    make_text("first_month"),
    make_text("published"),
    make_text("published_month"),
    make_text("core_group"),
    make_text("action_plan"),
    make_text("state"),
    make_text("finding"),
    make_text("certainty"),
    make_text("note"),
    make_text("section"),
    Column("line", Integer),
    key=("edition", "position"),
)

# The inspectorate's grades from best (1) to worst (4).
core_grade = make_table(
    "core_grade",
    make_text("grade"),
    make_text("grade_name"),
    Column("rank", Integer),
    make_text("meaning"),
    key=("grade",),
)

# One row a force, pillar and grading. grade is '' where none was given yet; state is 'published', 'expected',
# 'not_graded' or 'earlier' (named only as the grade before another).
core_peel_grade = make_table(
    "core_peel_grade",
    make_text("source_id"),
    make_text("edition"),
    Column("position", Integer),
    make_text("pillar_code"),
    make_text("pillar"),
    make_text("force_code"),
    make_text("stage"),
    make_text("graded"),
    make_text("graded_month"),
    make_text("grade"),
    make_text("printed"),
    make_text("previous"),
    make_text("previous_printed"),
    make_text("state"),
    make_text("certainty"),
    make_text("note"),
    make_text("section"),
    Column("line", Integer),
    key=("edition", "position"),
)

# One row a measure of the performance framework, with what this store can show of it.
core_performance_measure = make_table(
    "core_performance_measure",
    make_text("source_id"),
    make_text("edition"),
    Column("position", Integer),
    make_text("theme"),
    make_text("measure"),
    make_text("availability"),
    make_text("question"),
    make_text("shown"),
    make_text("reason"),
    make_text("certainty"),
    make_text("note"),
    make_text("section"),
    Column("line", Integer),
    key=("edition", "position"),
)

# One row a level of risk exposure, the most exposed first, with who acts there.
core_risk_level = make_table(
    "core_risk_level",
    make_text("source_id"),
    make_text("edition"),
    Column("position", Integer),
    make_text("level_code"),
    make_text("level_name"),
    make_text("definition"),
    make_text("exposure"),
    make_text("governance"),
    make_text("certainty"),
    make_text("note"),
    make_text("section"),
    Column("definition_line", Integer),
    Column("exposure_line", Integer),
    Column("governance_line", Integer),
    key=("edition", "position"),
)

# One row a risk of a force's own register; likelihood and impact run from 1 (lowest) to 5.
core_risk = make_table(
    "core_risk",
    make_text("source_id"),
    make_text("reference"),
    make_text("risk"),
    make_text("area_code"),
    make_text("category"),
    Column("likelihood", Integer),
    Column("impact", Integer),
    make_text("level_code"),
    make_text("response"),
    make_text("unit"),
    make_text("threat_code"),
    make_text("reviewed_month"),
    Column("line", Integer),
    key=("reference",),
)

# One row an objective of a strategy the assessments name (Police and Crime Plans: core_plan_objective).
core_strategy = make_table(
    "core_strategy",
    make_text("source_id"),
    make_text("edition"),
    make_text("strategy_code"),
    make_text("strategy_name"),
    Column("position", Integer),
    make_text("objective"),
    make_text("statement"),
    make_text("certainty"),
    make_text("note"),
    make_text("section"),
    Column("line", Integer),
    key=("edition", "strategy_code", "position"),
)

# One row an alliance priority or a question of this store that bears on an objective, with the reason: our reading.
core_strategy_link = make_table(
    "core_strategy_link",
    make_text("strategy_code"),
    make_text("objective"),
    make_text("target_kind"),
    make_text("target_code"),
    make_text("reason"),
    make_text("reviewer"),
    make_text("reviewed_date"),
    key=("strategy_code", "objective", "target_kind", "target_code"),
)
