"""What the assessments print about each threat, what was left out and why, and what the forces load about threats."""

from sqlalchemy import Column, Date, Integer

from data_access.schema.base import make_number, make_table, make_text

# One row a figure as printed. threat_code or topic is empty; value_to is the end of a range.
core_evidence = make_table(
    "core_evidence",
    make_text("evidence_id"),
    make_text("edition"),
    make_text("threat_code"),
    make_text("topic"),
    make_number("value"),
    make_number("value_to"),
    make_text("qualifier"),
    make_text("unit"),
    make_text("period"),
    make_text("area_code"),
    make_text("area_name"),
    make_text("what"),
    make_text("as_printed"),
    make_text("section"),
    Column("line", Integer),
    make_text("certainty"),
    make_text("note"),
    key=("evidence_id",),
)

# One row a statement about a threat, in our own words: kind is spr_context, four_ps, situation and so on.
core_threat_text = make_table(
    "core_threat_text",
    make_text("threat_code"),
    make_text("edition"),
    make_text("kind"),
    Column("position", Integer),
    make_text("text"),
    make_text("section"),
    Column("line", Integer),
    make_text("certainty"),
    make_text("note"),
    key=("threat_code", "edition", "kind", "position"),
)

# One row a measure that bears on a threat; measure_code is empty where the catalogue has none.
core_threat_measure = make_table(
    "core_threat_measure",
    make_text("threat_code"),
    Column("position", Integer),
    make_text("measure_code"),
    make_text("measure_name"),
    make_text("source_id"),
    make_text("question"),
    make_text("definition"),
    make_text("polarity"),
    make_text("coverage"),
    make_text("availability"),
    make_text("reason"),
    make_text("reviewer"),
    make_text("reviewed_date"),
    key=("threat_code", "position"),
)

# One row an issue of the picture of probability and impact, whose positions are not in the text.
core_impact_issue = make_table(
    "core_impact_issue",
    make_text("edition"),
    Column("position", Integer),
    make_text("issue"),
    make_text("threat_code"),
    make_text("section"),
    Column("line", Integer),
    key=("edition", "position"),
)

# One row a section of an assessment: its lines, where its facts are shown, and why the rest stays text.
core_document_section = make_table(
    "core_document_section",
    make_text("edition"),
    Column("position", Integer),
    make_text("chapter"),
    make_text("section"),
    Column("first_line", Integer),
    Column("last_line", Integer),
    make_text("shown_on"),
    make_text("text_only"),
    key=("edition", "position"),
)

# One row a number printed in an assessment, as measures.document_numbers finds them.
core_document_number = make_table(
    "core_document_number",
    make_text("edition"),
    Column("line", Integer),
    Column("position", Integer),
    make_text("printed"),
    make_text("kind"),
    key=("edition", "line", "position"),
)

# One row a printed number that is no evidence: why, or which other reference table holds it.
core_coverage_exception = make_table(
    "core_coverage_exception",
    make_text("edition"),
    Column("line", Integer),
    make_text("printed"),
    Column("number_count", Integer),
    make_text("reason"),
    make_text("held_in"),
    key=("edition", "line", "printed"),
)

# One row a section with what became of the numbers printed in it: worked out once, when the assessments are loaded.
out_section_number = make_table(
    "out_section_number",
    make_text("edition"),
    Column("position", Integer),
    Column("number_count", Integer),
    Column("evidence_count", Integer),
    Column("elsewhere_count", Integer),
    Column("excepted_count", Integer),
    Column("open_count", Integer),
    make_text("reasons"),
    key=("edition", "position"),
)

# One row a partnership theme that bears on a threat which is no alliance priority; those have links of their own.
core_threat_theme = make_table(
    "core_threat_theme",
    make_text("threat_code"),
    make_text("theme_code"),
    make_text("strength"),
    make_text("reason"),
    make_text("reviewer"),
    make_text("reviewed_date"),
    key=("threat_code", "theme_code"),
)

# One row an intelligence requirement. Its red, amber or green is derived, never stored.
core_intelligence = make_table(
    "core_intelligence",
    make_text("requirement_id"),
    make_text("threat_code"),
    make_text("requirement"),
    make_text("knowledge"),
    make_text("collection_priority"),
    Column("as_at", Date),
    make_text("owner_unit"),
    make_text("edition"),
    make_text("section"),
    Column("line", Integer),
    make_text("certainty"),
    make_text("note"),
    make_text("source_id"),
    key=("source_id", "requirement_id"),
)

# One row a pair of knowledge and collection priority, with the status they give: a local scheme.
core_intelligence_scale = make_table(
    "core_intelligence_scale",
    make_text("knowledge"),
    make_text("collection_priority"),
    make_text("rag"),
    make_text("reason"),
    key=("knowledge", "collection_priority"),
)

# One row a criterion of MoRiLE; part is impact, likelihood or organisational.
core_morile_criterion = make_table(
    "core_morile_criterion",
    make_text("criterion_code"),
    make_text("criterion_name"),
    make_text("part"),
    Column("position", Integer),
    make_text("definition"),
    make_text("basis"),
    key=("criterion_code",),
)

# One row a score of a loaded sheet.
core_morile_score = make_table(
    "core_morile_score",
    make_text("threat_code"),
    make_text("criterion_code"),
    make_number("score"),
    make_number("highest_score"),
    make_number("weight"),
    Column("as_at", Date),
    make_text("owner_unit"),
    make_text("source_id"),
    key=("source_id", "threat_code", "criterion_code"),
)
