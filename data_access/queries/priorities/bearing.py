"""Who else works on a threat: partnerships, national requirements and plan objectives that bear on it."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.queries.priorities.csp import list_csp_priorities
from data_access.queries.priorities.editions import (
    find_edition,
    find_reference_edition,
    list_priority_editions,
    list_theme_links,
)

BEARING_COLUMNS = [
    "kind",
    "threat_code",
    "period",
    "who",
    "wording",
    "theme",
    "strength",
    "certainty",
    "reason",
    "reviewer",
    "reviewed_date",
    "section",
    "line",
]
PARTNERSHIP, REQUIREMENT, OBJECTIVE, PRIORITY = (
    "partnership priority",
    "strategic policing requirement",
    "police and crime plan",
    "alliance priority",
)


def list_bearing(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each partnership priority, requirement, plan objective and alliance priority that bears on a threat.

    Without a threat: of every threat. strength is 'direct' or 'contributes', by our reviewed reading; a
    partnership that is not known has who 'partnership not known (chart)'. Partnership cells are read by the
    links of their own edition, or of the nearest one in which the threat was an alliance priority.
    """
    parts = [
        _list_alliance(connection),
        _list_cells(connection, filters),
        _list_requirements(connection, filters),
        _list_objectives(connection),
    ]
    frame = pd.concat(parts, ignore_index=True)[BEARING_COLUMNS]
    if filters.threat_code:
        frame = frame[frame["threat_code"] == filters.threat_code]
    return frame.reset_index(drop=True)


def _list_alliance(connection: sa.Connection) -> pd.DataFrame:
    priority = schema.core_alliance_priority
    statement = sa.select(
        priority.c.edition.label("period"),
        priority.c.priority_code.label("threat_code"),
        priority.c.priority_name.label("wording"),
        priority.c.section,
        priority.c.line,
    ).order_by(priority.c.edition, priority.c.position)
    frame = read_frame(connection, statement)
    return frame.assign(
        kind=PRIORITY, who="The alliance", theme="", strength="direct", certainty="certain",
        reason="The alliance set the threat as its priority.", reviewer="", reviewed_date="",
    )  # fmt: skip


def _list_cells(connection: sa.Connection, filters: Filters) -> pd.DataFrame:
    edition = find_edition(connection, filters=filters)
    cells = list_csp_priorities(connection, filters=filters.but(threat_code="", edition=edition))
    cells = cells[(cells["kind"] != "state") & cells["theme_code"].notna()]
    links = _list_nearest_links(connection, edition)
    frame = cells.merge(links, on="theme_code")
    is_loose = frame["csp_code"].isna()
    unknown = "partnership not known (" + frame["chart"] + " chart)"
    is_other = frame["kind"] != "priority"
    words = frame["kind"].str.replace("_", "-")
    return frame.assign(
        kind=PARTNERSHIP,
        period=edition,
        threat_code=frame["priority_code"],
        who=frame["csp_name"].where(~is_loose, unknown),
        wording=frame["local_wording"].where(~is_other, frame["local_wording"] + " (" + words + ")"),
    )


def _list_nearest_links(connection: sa.Connection, edition: str) -> pd.DataFrame:
    """Links of the edition; for a threat that was no alliance priority in it, those of the nearest edition.

    A threat that never was one has links of its own (core_threat_theme).
    """
    own = find_reference_edition(connection, edition=edition)
    others = [held for held in list_priority_editions(connection) if held != own]
    found = list_theme_links(connection, edition=own)
    for other in sorted(others, key=lambda name: abs(int(name[:4]) - int((own or name)[:4]))):
        more = list_theme_links(connection, edition=other)
        found = pd.concat([found, more[~more["priority_code"].isin(set(found["priority_code"]))]])
    own_links = read_frame(connection, sa.select(schema.core_threat_theme))
    found = pd.concat([found, own_links.rename(columns={"threat_code": "priority_code"})])
    bearing = found[found["strength"] != "none"]
    return bearing[["theme_code", "priority_code", "strength", "reason", "reviewer", "reviewed_date"]]


def _list_requirements(connection: sa.Connection, filters: Filters) -> pd.DataFrame:
    threat, link = schema.core_spr_threat, schema.core_spr_link
    edition = find_edition(connection, filters=filters)
    held = list(connection.scalars(sa.select(threat.c.edition).distinct().order_by(threat.c.edition)))
    shown = edition if edition in held else (held[-1] if held else "")
    is_same = sa.and_(link.c.edition == threat.c.edition, link.c.position == threat.c.position)
    statement = (
        sa.select(
            threat.c.edition.label("period"),
            threat.c.threat_name.label("wording"),
            threat.c.section,
            threat.c.line,
            link.c.threat_code,
            link.c.strength,
            link.c.reason,
            link.c.reviewer,
            link.c.reviewed_date,
        )
        .join(link, is_same)
        .where(threat.c.edition == shown)
        .order_by(threat.c.position, link.c.threat_code)
    )
    frame = read_frame(connection, statement)
    return frame.assign(kind=REQUIREMENT, who="Home Secretary", theme="", certainty="certain")


def _list_objectives(connection: sa.Connection) -> pd.DataFrame:
    objective, link = schema.core_plan_objective, schema.core_plan_link
    is_same = sa.and_(
        link.c.period == objective.c.period,
        link.c.force_code == objective.c.force_code,
        link.c.position == objective.c.position,
    )
    statement = (
        sa.select(
            objective.c.period,
            objective.c.force_name.label("who"),
            objective.c.objective.label("wording"),
            objective.c.certainty,
            objective.c.section,
            objective.c.line,
            link.c.threat_code,
            link.c.strength,
            link.c.reason,
            link.c.reviewer,
            link.c.reviewed_date,
        )
        .join(link, is_same)
        .order_by(objective.c.period, objective.c.force_name, objective.c.position, link.c.threat_code)
    )
    return read_frame(connection, statement).assign(kind=OBJECTIVE, theme="")


def list_plans(connection: sa.Connection) -> pd.DataFrame:
    """A row for each national requirement and plan objective as printed, whether or not it bears on a threat.

    statement says by which rule an objective was given to its force where the text interleaves two columns.
    """
    threat, objective, rule = schema.core_spr_threat, schema.core_plan_objective, schema.core_placement_rule
    requirements = read_frame(
        connection,
        sa.select(
            threat.c.edition.label("period"),
            threat.c.position,
            threat.c.threat_name.label("wording"),
            threat.c.section,
            threat.c.line,
        ),
    )
    objectives = read_frame(
        connection,
        sa.select(
            objective.c.period,
            objective.c.force_name.label("who"),
            objective.c.position,
            objective.c.objective.label("wording"),
            objective.c.certainty,
            rule.c.statement,
            objective.c.section,
            objective.c.line,
        ).join(rule, rule.c.rule == objective.c.rule, isouter=True),
    )
    national = requirements.assign(kind=REQUIREMENT, who="Home Secretary", certainty="certain", statement="")
    frame = pd.concat([national, objectives.assign(kind=OBJECTIVE)], ignore_index=True)
    columns = ["kind", "period", "who", "position", "wording", "certainty", "statement", "section", "line"]
    return frame.sort_values(["kind", "period", "who", "position"], ignore_index=True)[columns]
