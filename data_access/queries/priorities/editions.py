"""One edition's partnership tables, read whole, and how its themes bear on the alliance's priorities."""

from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.claims import find_claims, find_waiting_charts
from data_access.queries.priorities.csp import list_csp_priorities


@dataclass(frozen=True)
class Edition:
    """One edition's tables: its cells, its columns, what each column carries or may carry, its themes."""

    cells: pd.DataFrame
    partners: pd.DataFrame
    claims: pd.DataFrame
    theme_names: dict[str, str]

    @property
    def waiting(self) -> set[str]:
        """Codes of the columns of charts that say somebody has not yet set priorities."""
        charts = find_waiting_charts(self.cells)
        return set(self.partners.loc[self.partners["chart"].isin(charts), "csp_code"])


def read_edition(connection: sa.Connection, *, edition: str) -> Edition:
    """Read one edition whole, whatever the area: a claim depends on the whole chart."""
    cells = list_csp_priorities(connection, filters=_whole(connection, edition))
    partners = list_partners(connection, cells=cells)
    theme = schema.core_theme
    names = {row[0]: row[1] for row in connection.execute(sa.select(theme.c.theme_code, theme.c.theme_name))}
    return Edition(cells, partners, find_claims(cells, partners), names)


def _whole(connection: sa.Connection, edition: str) -> Filters:
    code = connection.scalar(sa.select(schema.meta_store.c.alliance_code))
    return Filters(area_code=str(code), edition=edition)


def list_partners(connection: sa.Connection, *, cells: pd.DataFrame) -> pd.DataFrame:
    """The columns of an edition's charts: csp_code, csp_name, is_partnership, chart.

    A chart with cells in no column has all its force's partnerships and counties as columns; of others
    those that name something.
    """
    area, parent = schema.core_area, schema.core_area.alias("parent")
    statement = (
        sa.select(
            area.c.area_code.label("csp_code"),
            area.c.area_name.label("csp_name"),
            area.c.is_partnership,
            parent.c.area_name.label("chart"),
        )
        .join(parent, parent.c.area_code == area.c.parent_code)
        .where(area.c.level.in_(("policing_area", "county")))
        .order_by(area.c.sort_order)
    )
    columns = read_frame(connection, statement)
    loose = set(cells.loc[cells["csp_code"].isna(), "chart"])
    keep = columns["csp_code"].isin(set(cells["csp_code"].dropna())) | columns["chart"].isin(loose)
    return columns[keep].reset_index(drop=True)


def list_alliance_priorities(connection: sa.Connection, *, edition: str) -> pd.DataFrame:
    """The alliance's own priorities of an edition, in its order; empty where it set none."""
    priority = schema.core_alliance_priority
    statement = sa.select(priority).where(priority.c.edition == edition).order_by(priority.c.position)
    return read_frame(connection, statement)


def list_priority_editions(connection: sa.Connection) -> list[str]:
    """Editions that have alliance priorities, oldest first."""
    column = schema.core_alliance_priority.c.edition
    return list(connection.scalars(sa.select(column).distinct().order_by(column)))


def find_reference_edition(connection: sa.Connection, *, edition: str, against: str = "") -> str:
    """Whose alliance priorities an edition is held against: its own, else the latest; raises BadFilterError."""
    held = list_priority_editions(connection)
    if against:
        if against not in held:
            raise BadFilterError(name="against", value=against, expected=f"one of {', '.join(held)}")
        return against
    return edition if edition in held else (held[-1] if held else "")


def list_theme_links(connection: sa.Connection, *, edition: str) -> pd.DataFrame:
    """How each theme bears on the alliance priorities of an edition; our reading, with reviewer and date.

    A row is a theme and a priority: strength is 'direct', 'contributes' or 'none', with a reason.
    """
    link, priority = schema.core_theme_link, schema.core_alliance_priority
    is_same = sa.and_(priority.c.edition == link.c.edition, priority.c.priority_code == link.c.priority_code)
    statement = (
        sa.select(link, priority.c.priority_name)
        .join(priority, is_same)
        .where(link.c.edition == edition)
        .order_by(link.c.theme_code, priority.c.position)
    )
    return read_frame(connection, statement)


def find_edition(connection: sa.Connection, *, filters: Filters) -> str:
    """The edition asked for, or the latest whose tables are whole; '' where none is held."""
    if filters.edition:
        return filters.edition
    edition = schema.core_edition
    latest = sa.select(sa.func.max(edition.c.edition)).where(edition.c.is_whole.is_(True))
    return connection.scalar(latest) or ""


def keep_threat(
    connection: sa.Connection, frame: pd.DataFrame, filters: Filters, *, edition: str, column: str
) -> pd.DataFrame:
    """Rows whose theme bears on the filters' threat; all without one."""
    if not filters.threat_code:
        return frame
    links = list_theme_links(connection, edition=find_reference_edition(connection, edition=edition))
    bears = links[(links["priority_code"] == filters.threat_code) & (links["strength"] != "none")]
    return frame[frame[column].isin(bears["theme_code"])]
