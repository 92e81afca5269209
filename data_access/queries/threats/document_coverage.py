"""How much of the two assessments is held, section by section: numbers, facts, and what stays text and why."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.options import Edition

# Tables whose rows are facts with a line, and the word for one.
FACT_TABLES = {
    schema.core_evidence: "figure",
    schema.core_alliance_priority: "aim",
    schema.core_threat_text: "statement",
    schema.core_intelligence: "intelligence requirement",
    schema.core_impact_issue: "issue",
    schema.core_spr_threat: "national requirement",
    schema.core_csp_priority: "partnership cell",
    schema.core_plan_objective: "plan objective",
    schema.core_projection: "projection",
    schema.core_survey_statement: "survey statement",
    schema.core_casualty_evidence: "casualty statement",
    schema.core_stated_figure: "figure on people",
    schema.core_stated_text: "statement on people",
    schema.core_inspection: "inspection",
    schema.core_peel_grade: "grade",
    schema.core_performance_measure: "performance measure",
    schema.core_strategy: "objective",
    schema.core_horizon_driver: "driver",
    schema.core_horizon_item: "item of the horizon",
}
EDITIONS = ("2016-17", "2017-18")
# Rows with years of their own, recommended priorities and plans, and the edition whose document prints them.
OTHER_YEARS = (schema.core_alliance_priority, schema.core_plan_objective)
PRINTED_IN = {"2018-19": "2017-18", "2013-17": "2016-17", "2016-21": "2017-18"}
KEYS = ["edition", "position"]


def list_document_coverage(connection: sa.Connection, *, edition: Edition = "") -> pd.DataFrame:
    """A row for each section of the assessments: numbers printed and accounted for, facts held, where shown.

    number_count is the sum of evidence_count (in a figure held), elsewhere_count (in another table),
    excepted_count (no figure: reasons) and open_count (accounted for nowhere). fact_count is the rows
    held whose line lies in the section, facts the same in words ('5 figures, 2 statements') and threat_codes
    the threats they are about; text_only says why the rest stays text.
    """
    section, numbers = schema.core_document_section, schema.out_section_number
    is_same = sa.and_(section.c.edition == numbers.c.edition, section.c.position == numbers.c.position)
    counts = [column for column in numbers.c if column.name not in KEYS]
    statement = sa.select(*section.c, *counts).join(numbers, is_same).order_by(section.c.edition, section.c.position)
    if edition:
        statement = statement.where(section.c.edition == edition)
    return _add_facts(read_frame(connection, statement), _count_facts(connection))


def _count_facts(connection: sa.Connection) -> pd.DataFrame:
    """A row a section, kind of fact and threat, with the number of facts; what was loaded is left out."""
    section, selects = schema.core_document_section, []
    for order, (table, kind) in enumerate(FACT_TABLES.items()):
        years = table.c.edition if "edition" in table.c else table.c.period
        printed = (*EDITIONS, *PRINTED_IN) if table in OTHER_YEARS else EDITIONS
        threat = next((table.c[name] for name in ("threat_code", "priority_code") if name in table.c), None)
        selects.append(
            sa.select(
                sa.case(PRINTED_IN, value=years, else_=years).label("edition"),
                table.c.line,
                sa.literal(order, sa.Integer).label("fact_order"),
                sa.literal(kind, sa.String).label("kind"),
                (sa.literal("", sa.String) if threat is None else threat).label("threat_code"),
            ).where(years.in_(printed))
        )
    facts = sa.union_all(*selects).subquery()
    is_inside = sa.and_(
        facts.c.edition == section.c.edition, facts.c.line.between(section.c.first_line, section.c.last_line)
    )
    keys = (section.c.edition, section.c.position, facts.c.fact_order, facts.c.kind, facts.c.threat_code)
    statement = sa.select(*keys, sa.func.count().label("fact_count")).join(facts, is_inside)
    return read_frame(connection, statement.group_by(*keys).order_by(*keys))


def _add_facts(sections: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    kinds: dict[tuple[str, int], dict[str, int]] = {}
    threats: dict[tuple[str, int], set[str]] = {}
    for row in facts.itertuples():
        key = (row.edition, int(row.position))
        own = kinds.setdefault(key, {})
        own[row.kind] = own.get(row.kind, 0) + int(row.fact_count)
        threats.setdefault(key, set()).update([row.threat_code] if row.threat_code else [])
    keys = list(zip(sections["edition"], sections["position"].astype(int), strict=True))
    said = [
        ", ".join(f"{n} {kind if n == 1 else f'{kind}s'}" for kind, n in kinds.get(key, {}).items()) for key in keys
    ]
    return sections.assign(
        fact_count=pd.Series([sum(kinds.get(key, {}).values()) for key in keys], index=sections.index, dtype="int64"),
        facts=pd.Series(said, index=sections.index, dtype="str"),
        threat_codes=pd.Series(
            ["; ".join(sorted(threats.get(key, ()))) for key in keys], index=sections.index, dtype="str"
        ),
    )
