"""Which offences bear on a threat: those named for it, and all that lie below a group named for it."""

import sqlalchemy as sa

from data_access import schema


def list_bearing_offences(connection: sa.Connection, *, threat_code: str) -> set[tuple[str, str]]:
    """(scheme, offence_code) of the offences and groups that bear on a threat; a group brings the groups within it."""
    link, offence = schema.core_threat_offence, schema.core_offence
    named = sa.select(link.c.scheme, link.c.offence_code).where(link.c.threat_code == threat_code)
    bearing = {(str(row[0]), str(row[1])) for row in connection.execute(named)}
    groups = sa.select(offence.c.offence_code, offence.c.parent_code).where(offence.c.scheme == "group")
    parents = {str(row[0]): str(row[1] or "") for row in connection.execute(groups)}
    for group in parents:
        above = group
        while above:
            if ("group", above) in bearing:
                bearing.add(("group", group))
                break
            above = parents.get(above, "")
    return bearing
