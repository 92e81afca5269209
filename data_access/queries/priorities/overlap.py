"""What partnerships share with the alliance and with each other, and where they part."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.measures.claims import find_open_charts
from data_access.measures.overlap import compare_partnerships, measure_overlap
from data_access.measures.priority_gaps import find_priority_gaps, find_theme_gaps
from data_access.queries.priorities.csp import keep_partners
from data_access.queries.priorities.editions import (
    find_edition,
    find_reference_edition,
    keep_threat,
    list_alliance_priorities,
    list_theme_links,
    read_edition,
)


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


def list_claims(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each partnership (or county) and theme that it names or may name.

    certainty is 'certain', 'inferred', or 'possible': an unplaced cell of its chart could be the theme,
    which is neither a claim for it nor against it. wordings joins the local wordings behind it.
    """
    edition = find_edition(connection, filters=filters)
    held = read_edition(connection, edition=edition)
    frame = held.partners.merge(held.claims, on="csp_code")
    frame = frame.assign(edition=edition, theme=frame["theme_code"].map(held.theme_names))
    frame = keep_threat(connection, frame, filters, edition=edition, column="theme_code")
    columns = [
        "edition",
        "csp_code",
        "csp_name",
        "is_partnership",
        "chart",
        "theme_code",
        "theme",
        "certainty",
        "wordings",
    ]
    return keep_partners(connection, frame[columns], filters)


def list_links(connection: sa.Connection, *, filters: Filters, against: str = "") -> pd.DataFrame:
    """How each theme bears on each alliance priority, with a reason: our reading, not the alliance's.

    A row is a theme and a priority: strength is 'direct', 'contributes' or 'none'; reviewer and
    reviewed_date say who read it last, and when.
    """
    edition = find_edition(connection, filters=filters)
    reference = find_reference_edition(connection, edition=edition, against=against)
    links, theme = list_theme_links(connection, edition=reference), schema.core_theme
    themes = read_frame(
        connection, sa.select(theme.c.theme_code, theme.c.theme_name.label("theme"), theme.c.definition)
    )
    frame = themes.merge(links, on="theme_code")
    if filters.threat_code:
        frame = frame[frame["priority_code"] == filters.threat_code]
    columns = ["edition", "theme_code", "theme", "definition", "priority_code", "priority_name", "strength", "reason"]
    return frame[[*columns, "reviewer", "reviewed_date"]].reset_index(drop=True)


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
    return frame.assign(against=reference).reset_index(drop=True)
