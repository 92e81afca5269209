"""Which rows of a force's own extract may be shown below policing areas (measures.sensitive says why)."""

import sqlalchemy as sa

from data_access import schema
from data_access.measures.sensitive import SENSITIVE_CODES, SENSITIVE_FLAGS, SENSITIVE_GROUPS


def is_harmless(table: sa.Table) -> sa.ColumnElement[bool]:
    """SQL for whether a row of counts may be shown below policing areas; published rows always may."""
    if table not in (schema.core_force_crime, schema.out_force_crime):
        return sa.true()
    offence = schema.core_offence
    in_group = sa.select(offence.c.offence_code).where(
        offence.c.scheme == "offence", offence.c.parent_code.in_(SENSITIVE_GROUPS)
    )
    flags = [sa.func.coalesce(table.c[f"is_{flag.replace('-', '_')}"], sa.false()) for flag in sorted(SENSITIVE_FLAGS)]
    return sa.and_(
        table.c.offence_code.not_in(SENSITIVE_CODES),
        table.c.offence_code.not_in(in_group),
        *(sa.not_(flag) for flag in flags),
    )
