"""What partnerships share with the alliance and with each other, what changed, and where they part."""

from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.frames import read_frame
from data_access.measures.claims import find_claims, find_open_charts, find_waiting_charts
from data_access.measures.edition_changes import CHANGE_COLUMNS, compare_claims, compare_statements
from data_access.measures.overlap import compare_partnerships, measure_overlap
from data_access.measures.priority_gaps import find_priority_gaps, find_theme_gaps
from data_access.queries.priorities import keep_partners, list_csp_priorities


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


def list_overlap(connection: sa.Connection, *, filters: Filters, against: str = "") -> pd.DataFrame:
    """A row for each partnership (or county) and alliance priority, with how the partnership's themes bear on it.

    strength is 'direct', 'contributes', 'none' or 'not known' (only unplaced cells could bear on it);
    certainty 'certain', 'inferred' or 'not known'; themes those behind it; may_be what unplaced cells
    could lift it to. against names another edition's alliance priorities (2018-19: the recommended ones).
    """
    edition = find_edition(connection, filters=filters)
    reference = find_reference_edition(connection, edition=edition, against=against)
    held = read_edition(connection, edition=edition)
    frame = measure_overlap(
        held.claims,
        partners=held.partners,
        priorities=list_alliance_priorities(connection, edition=reference),
        links=list_theme_links(connection, edition=reference),
        theme_names=held.theme_names,
    )
    if filters.threat_code:
        frame = frame[frame["priority_code"] == filters.threat_code]
    frame.insert(0, "edition", edition)
    return keep_partners(connection, frame.assign(against=reference), filters)


def list_similar(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each two partnerships, from both sides, with the themes they share, the most first.

    jaccard is shared over all themes either names; it and all_count are missing where a chart's cells have
    lost their columns, and shared_count is then 'at least'. is_neighbour: their boundaries touch.
    """
    edition = find_edition(connection, filters=filters)
    held = read_edition(connection, edition=edition)
    touching = connection.execute(sa.select(schema.core_neighbour)).all()
    frame = compare_partnerships(
        held.claims,
        partners=held.partners,
        neighbours=[(row.area_code, row.neighbour_code) for row in touching],
        open_charts=find_open_charts(held.cells),
        theme_names=held.theme_names,
    )
    frame.insert(0, "edition", edition)
    return keep_partners(connection, frame, filters)


def list_edition_changes(
    connection: sa.Connection, *, filters: Filters, from_edition: str = "", to_edition: str = ""
) -> pd.DataFrame:
    """What became of each priority between two editions, for each partnership and for the alliance.

    A row is a partnership and theme, or the alliance (its own code) and alliance priority: change is
    'kept', 'reworded', 'new', 'dropped' or 'not known', with both wordings. Without editions: the one
    asked for and the one before it, or the first two held.
    """
    then_code, now_code = _choose_editions(connection, filters, from_edition, to_edition)
    columns = ["from_edition", "to_edition", "csp_name", "is_partnership", "theme", *CHANGE_COLUMNS]
    if not then_code:
        return pd.DataFrame(columns=columns)
    then, now = read_edition(connection, edition=then_code), read_edition(connection, edition=now_code)
    both = then.partners["csp_code"].isin(now.partners["csp_code"])
    comparable = set(then.partners.loc[both, "csp_code"])
    changes = compare_claims(then.claims, now.claims, waiting=now.waiting)
    partners = pd.concat([then.partners, now.partners]).drop_duplicates("csp_code").set_index("csp_code")
    changes = changes[changes["csp_code"].isin(comparable)]
    changes = changes.assign(
        csp_name=changes["csp_code"].map(partners["csp_name"]),
        is_partnership=changes["csp_code"].map(partners["is_partnership"]),
        theme=changes["code"].map(now.theme_names),
    )
    if filters.threat_code:
        links = list_theme_links(connection, edition=find_reference_edition(connection, edition=now_code))
        bears = links[(links["priority_code"] == filters.threat_code) & (links["strength"] != "none")]
        changes = changes[changes["code"].isin(bears["theme_code"])]
    order = {code: number for number, code in enumerate(partners.index)}
    changes = changes.sort_values(["csp_code", "change", "theme"], key=lambda column: column.map(order).fillna(column)
                                  if column.name == "csp_code" else column)  # fmt: skip
    own = _compare_alliance(connection, filters, then_code, now_code)
    frame = pd.concat([own, keep_partners(connection, changes, filters)], ignore_index=True)
    return frame.assign(from_edition=then_code, to_edition=now_code)[columns]


def _compare_alliance(connection: sa.Connection, filters: Filters, then_code: str, now_code: str) -> pd.DataFrame:
    then = list_alliance_priorities(connection, edition=then_code)
    now = list_alliance_priorities(connection, edition=now_code)
    if then.empty or now.empty:
        return pd.DataFrame(columns=["csp_code", "csp_name", "is_partnership", "theme", *CHANGE_COLUMNS[1:]])
    frame = compare_statements(then, now)
    if filters.threat_code:
        frame = frame[frame["code"] == filters.threat_code]
    meta = connection.execute(sa.select(schema.meta_store)).mappings().one()
    names = pd.concat([then, now]).drop_duplicates("priority_code", keep="last")
    named = dict(zip(names["priority_code"], names["priority_name"], strict=True))
    return frame.assign(
        csp_code=meta["alliance_code"],
        csp_name="The alliance",
        is_partnership=False,
        theme=frame["code"].map(named),
    )


def _choose_editions(connection: sa.Connection, filters: Filters, then: str, now: str) -> tuple[str, str]:
    """The two editions to compare, oldest first; ('', '') where fewer than two are held."""
    column = schema.core_edition.c.edition
    held = list(connection.scalars(sa.select(column).order_by(column)))
    for name, value in (("from-edition", then), ("to-edition", now)):
        if value and value not in held:
            raise BadFilterError(name=name, value=value, expected=f"one of {', '.join(held)}")
    if len(held) < 2:
        return "", ""
    later = now or (filters.edition if filters.edition in held[1:] else held[1])
    earlier = then or max((edition for edition in held if edition < later), default="")
    return (earlier, later) if earlier and earlier < later else ("", "")


def list_gaps(connection: sa.Connection, *, filters: Filters, against: str = "") -> pd.DataFrame:
    """Where partnerships and the alliance part; a row is a gap.

    gap is 'alliance priority few carry', 'theme many carry, alliance lacks' or 'sole priority'. csp_count
    is certain; up_to_count adds inferred ones; not_known_count says how many an unplaced cell leaves open.
    """
    edition = find_edition(connection, filters=filters)
    reference = find_reference_edition(connection, edition=edition, against=against)
    whole = filters.but(threat_code="", edition=edition)
    overlap = list_overlap(connection, filters=whole, against=against)
    held = read_edition(connection, edition=edition)
    partners = keep_partners(connection, held.partners, filters)
    links = list_theme_links(connection, edition=reference)
    themes = find_theme_gaps(held.claims, partners=partners, links=links, theme_names=held.theme_names)
    frame = pd.concat([find_priority_gaps(overlap), themes], ignore_index=True)
    if filters.threat_code:
        bears = links[(links["priority_code"] == filters.threat_code) & (links["strength"] != "none")]
        frame = frame[frame["code"].isin({filters.threat_code, *bears["theme_code"]})]
    frame.insert(0, "edition", edition)
    return frame.reset_index(drop=True)
