"""Levels of risk exposure, and the risks of a register that a force loads."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.queries.scrutiny.keeping import keep_edition
from data_access.queries.sources.areas import find_area


def list_risk_levels(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each level of risk exposure, the most exposed first: definition, exposure, who acts.

    The governance of a level is paired with it by order (certainty 'inferred').
    """
    table, source = schema.core_risk_level, schema.core_source
    statement = (
        sa.select(
            table.c.edition,
            table.c.level_code,
            table.c.level_name,
            table.c.definition,
            table.c.exposure,
            table.c.governance,
            table.c.certainty,
            table.c.note,
            table.c.section,
            table.c.definition_line,
            table.c.exposure_line,
            table.c.governance_line,
            source.c.title.label("source"),
            source.c.source_id,
        )
        .join(source, source.c.source_id == table.c.source_id)
        .order_by(table.c.edition, table.c.position)
    )
    return keep_edition(connection, statement, table, filters)


def list_risks(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each risk of the register loaded, highest likelihood times impact first; none until one is loaded.

    likelihood and impact run from 1 (lowest) to 5, on the force's own scale. An area keeps its forces' risks
    and those of all forces; a threat its own.
    """
    risk, area = schema.core_risk, schema.core_area
    chosen = find_area(connection, area_code=filters.area_code)
    statement = (
        sa.select(
            risk.c.reference,
            risk.c.risk,
            risk.c.area_code,
            area.c.area_name,
            risk.c.category,
            risk.c.likelihood,
            risk.c.impact,
            (risk.c.likelihood * risk.c.impact).label("score"),
            risk.c.level_code,
            risk.c.response,
            risk.c.unit,
            risk.c.threat_code,
            risk.c.reviewed_month,
            risk.c.source_id,
        )
        .join(area, area.c.area_code == risk.c.area_code, isouter=True)
        .where(risk.c.area_code.in_([*chosen.force_codes, ""]))
        .order_by((risk.c.likelihood * risk.c.impact).desc(), risk.c.impact.desc(), risk.c.reference)
    )
    if filters.threat_code:
        statement = statement.where(risk.c.threat_code == filters.threat_code)
    return read_frame(connection, statement)
