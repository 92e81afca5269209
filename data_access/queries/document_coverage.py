"""How much of the two assessments is held, section by section: numbers, facts, and what stays text and why."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.frames import read_frame
from data_access.measures.document_numbers import count_by_section, describe_reasons, place_lines, settle_numbers

# Tables whose rows are facts with a line, beside the evidence.
FACT_TABLES = (
    schema.core_evidence,
    schema.core_threat_text,
    schema.core_impact_issue,
    schema.core_intelligence,
    schema.core_alliance_priority,
    schema.core_spr_threat,
    schema.core_csp_priority,
    schema.core_plan_objective,
)
EDITIONS = ("2016-17", "2017-18")
# Rows with years of their own, recommended priorities and plans, and the edition whose document prints them.
OTHER_YEARS = (schema.core_alliance_priority, schema.core_plan_objective)
PRINTED_IN = {"2018-19": "2017-18", "2013-17": "2016-17", "2016-21": "2017-18"}


def list_document_coverage(connection: sa.Connection, *, edition: str = "") -> pd.DataFrame:
    """A row for each section of the assessments: numbers printed and accounted for, facts held, where shown.

    number_count is the sum of evidence_count (in a figure held), elsewhere_count (in another table),
    excepted_count (no figure: reasons) and open_count (accounted for nowhere). fact_count is the rows
    held whose line lies in the section; text_only says why the rest stays text.
    """
    section = schema.core_document_section
    statement = sa.select(section).order_by(section.c.edition, section.c.position)
    if edition:
        statement = statement.where(section.c.edition == edition)
    tables = (schema.core_document_number, schema.core_evidence, schema.core_coverage_exception)
    numbers, evidence, exceptions = (read_frame(connection, sa.select(table)) for table in tables)
    settled = settle_numbers(numbers, evidence, exceptions)
    sections = count_by_section(read_frame(connection, statement), settled)
    facts = place_lines(_list_fact_lines(connection), sections).value_counts()
    return sections.assign(
        fact_count=facts.reindex(sections.index, fill_value=0).astype("int64"),
        reasons=describe_reasons(sections, settled, exceptions),
    )


def _list_fact_lines(connection: sa.Connection) -> pd.DataFrame:
    """A row for each fact held: the edition whose document prints it, and the line; what was loaded is left out."""
    selects = []
    for table in FACT_TABLES:
        years = table.c.edition if "edition" in table.c else table.c.period
        printed = (*EDITIONS, *PRINTED_IN) if table in OTHER_YEARS else EDITIONS
        selects.append(sa.select(years.label("edition"), table.c.line).where(years.in_(printed)))
    facts = sa.union_all(*selects).subquery()
    lines = read_frame(connection, sa.select(*facts.c))
    return lines.assign(edition=lines["edition"].replace(PRINTED_IN))
