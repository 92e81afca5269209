"""The strategic assessments: priorities, themes, threats, plans, terms."""

from sqlalchemy import Column, Integer

from data_access.schema.base import make_flag, make_table, make_text

core_edition = make_table(
    "core_edition",
    make_text("edition"),
    make_text("title"),
    make_text("document_date"),
    make_text("marking"),
    make_text("author_unit"),
    make_text("crime_period_code"),
    make_text("crime_period_basis"),
    make_text("data_period_code"),
    make_flag("is_whole"),
    key=("edition",),
)

core_threat = make_table(
    "core_threat",
    make_text("threat_code"),
    make_text("threat_name"),
    make_text("standing"),
    Column("sort_order", Integer),
    key=("threat_code",),
)

# One row an offence that bears on a threat, with how well it covers it and why.
core_threat_offence = make_table(
    "core_threat_offence",
    make_text("threat_code"),
    make_text("scheme"),
    make_text("offence_code"),
    make_text("coverage"),
    make_text("reason"),
    key=("threat_code", "scheme", "offence_code"),
)

core_alliance_priority = make_table(
    "core_alliance_priority",
    make_text("edition"),
    Column("position", Integer),
    make_text("priority_code"),
    make_text("priority_name"),
    make_text("statement"),
    make_text("section"),
    Column("line", Integer),
    key=("edition", "priority_code"),
)

core_csp_priority = make_table(
    "core_csp_priority",
    make_text("edition"),
    make_text("chart"),
    Column("block", Integer),
    Column("position", Integer),
    make_text("csp_code"),
    make_text("csp_name"),
    make_flag("is_partnership"),
    make_text("kind"),
    make_text("local_wording"),
    make_text("focus"),
    make_text("corrected_wording"),
    make_text("certainty"),
    make_text("rule"),
    make_text("section"),
    Column("line", Integer),
)

core_placement_rule = make_table(
    "core_placement_rule", make_text("rule"), make_text("certainty"), make_text("statement"), key=("rule",)
)

core_theme = make_table(
    "core_theme", make_text("theme_code"), make_text("theme_name"), make_text("definition"), key=("theme_code",)
)

core_wording = make_table(
    "core_wording",
    make_text("edition"),
    make_text("local_wording"),
    make_text("theme_code"),
    make_text("other_theme_codes"),
    key=("edition", "local_wording"),
)

core_theme_link = make_table(
    "core_theme_link",
    make_text("edition"),
    make_text("theme_code"),
    make_text("priority_code"),
    make_text("strength"),
    make_text("reason"),
    make_text("reviewer"),
    make_text("reviewed_date"),
    key=("edition", "theme_code", "priority_code"),
)

core_spr_threat = make_table(
    "core_spr_threat",
    make_text("edition"),
    Column("position", Integer),
    make_text("threat_name"),
    make_text("section"),
    Column("line", Integer),
    key=("edition", "position"),
)

# Which threat a requirement or an objective bears on: our reading. One that is not here bears on none.
core_spr_link = make_table(
    "core_spr_link",
    make_text("edition"),
    Column("position", Integer),
    make_text("threat_code"),
    make_text("strength"),
    make_text("reason"),
    make_text("reviewer"),
    make_text("reviewed_date"),
    key=("edition", "position", "threat_code"),
)

core_plan_link = make_table(
    "core_plan_link",
    make_text("period"),
    make_text("force_code"),
    Column("position", Integer),
    make_text("threat_code"),
    make_text("strength"),
    make_text("reason"),
    make_text("reviewer"),
    make_text("reviewed_date"),
    key=("period", "force_code", "position", "threat_code"),
)

# One row a published figure that stands for a theme: scheme is 'street' (figure_code '*' is all recorded
# crime) or 'ksi'; coverage is 'whole' or 'part'.
core_theme_figure = make_table(
    "core_theme_figure",
    make_text("theme_code"),
    make_text("scheme"),
    make_text("figure_code"),
    make_text("coverage"),
    make_text("reason"),
    make_text("reviewer"),
    make_text("reviewed_date"),
    key=("theme_code", "scheme", "figure_code"),
)

core_plan_objective = make_table(
    "core_plan_objective",
    make_text("period"),
    make_text("force_code"),
    make_text("force_name"),
    Column("position", Integer),
    make_text("objective"),
    make_text("certainty"),
    make_text("rule"),
    make_text("section"),
    Column("line", Integer),
    key=("period", "force_code", "position"),
)

core_term = make_table(
    "core_term",
    make_text("term"),
    make_text("expansion"),
    make_text("definition"),
    make_text("basis"),
    make_text("edition"),
    Column("line", Integer),
    key=("term",),
)
