"""What Community Safety Partnerships set as their priorities, as the two assessments print them."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.queries.sources.areas import Area, find_area


def list_csp_priorities(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each cell of the partnership tables, with our theme beside the local wording.

    certainty is 'certain', 'inferred' (rule says how) or 'unplaced' (csp_code empty). A county
    column is no partnership. An area keeps the cells of the partnerships and counties of its forces,
    or of one policing area; a threat keeps the themes that bear on it.
    """
    cell, wording, theme = schema.core_csp_priority, schema.core_wording, schema.core_theme
    statement = (
        sa.select(
            cell.c.edition,
            cell.c.csp_code,
            cell.c.csp_name,
            cell.c.is_partnership,
            cell.c.kind,
            theme.c.theme_name.label("theme"),
            cell.c.local_wording,
            cell.c.focus,
            cell.c.corrected_wording,
            cell.c.certainty,
            cell.c.rule,
            cell.c.chart,
            cell.c.block,
            wording.c.theme_code,
            wording.c.other_theme_codes,
            cell.c.section,
            cell.c.line,
        )
        .join(
            wording,
            sa.and_(wording.c.edition == cell.c.edition, wording.c.local_wording == cell.c.local_wording),
            isouter=True,
        )
        .join(theme, theme.c.theme_code == wording.c.theme_code, isouter=True)
        .order_by(cell.c.edition, cell.c.chart, cell.c.block, cell.c.kind, cell.c.position, cell.c.csp_code)
    )
    if filters.edition:
        statement = statement.where(cell.c.edition == filters.edition)
    if filters.threat_code:
        link = schema.core_theme_link
        bearing = sa.select(link.c.theme_code).where(
            link.c.priority_code == filters.threat_code,
            link.c.edition == cell.c.edition,
            link.c.strength.in_(("direct", "contributes")),
        )
        statement = statement.where(wording.c.theme_code.in_(bearing))
    frame = read_frame(connection, statement)
    return _keep_area(connection, frame, filters)


def _keep_area(connection: sa.Connection, frame: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Cells of the chosen area; for the alliance all, for a force its partnerships, counties and chart."""
    chosen = find_area(connection, area_code=filters.area_code)
    if chosen.level == "force":
        is_loose = frame["csp_code"].isna() & (frame["chart"] == chosen.name)
        keep = frame["csp_code"].isin(_list_partner_codes(connection, chosen)) | is_loose
        return frame[keep].reset_index(drop=True)
    return keep_partners(connection, frame, filters)


def keep_partners(connection: sa.Connection, frame: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Rows of the partnerships and counties of the chosen area; of the one it lies in for a smaller area."""
    chosen = find_area(connection, area_code=filters.area_code)
    if chosen.level == "alliance":
        return frame.reset_index(drop=True)
    return frame[frame["csp_code"].isin(_list_partner_codes(connection, chosen))].reset_index(drop=True)


def _list_partner_codes(connection: sa.Connection, chosen: Area) -> list[str]:
    area, member = schema.core_area, schema.core_area_member
    if chosen.level == "force":
        return list(connection.scalars(sa.select(area.c.area_code).where(area.c.parent_code == chosen.code)))
    return list(connection.scalars(sa.select(member.c.ancestor_code).where(member.c.area_code == chosen.code)))


def list_editions(connection: sa.Connection) -> pd.DataFrame:
    """A row for each edition of the strategic assessment held, oldest first."""
    edition = schema.core_edition
    return read_frame(connection, sa.select(edition).order_by(edition.c.edition))


def list_threats(connection: sa.Connection) -> pd.DataFrame:
    """A row for each threat that can be chosen, in the order of the latest control strategy held."""
    threat = schema.core_threat
    return read_frame(connection, sa.select(threat).order_by(threat.c.sort_order))


def list_terms(connection: sa.Connection) -> pd.DataFrame:
    """A row for each term of the glossary: its expansion and definition, and where the documents use it."""
    term = schema.core_term
    return read_frame(connection, sa.select(term).order_by(sa.func.lower(term.c.term)))
