"""What stands beside a threat's figure: places that drive it, partners that share it, intelligence, prevention."""

import pandas as pd
import sqlalchemy as sa

from data_access.filters import Filters
from data_access.measures.intelligence import find_worst_rag
from data_access.measures.judging import HIGHER
from data_access.measures.overlap import CONTRIBUTES, DIRECT
from data_access.queries.casualties.basis import list_prevention_values
from data_access.queries.priorities.editions import find_edition
from data_access.queries.priorities.overlap import list_overlap
from data_access.queries.threats.areas import ALLIANCE, rate_from_tables
from data_access.queries.threats.counts import ForceTables
from data_access.queries.threats.documents import list_intelligence
from data_access.queries.threats.measuring import Figure


def find_drivers(connection: sa.Connection, tables: ForceTables, *, filters: Filters, as_at: str) -> pd.DataFrame:
    """Names of the policing areas (within the filters' area, where it has any) above the alliance's rate."""
    areas = rate_from_tables(connection, tables, filters=filters, against=ALLIANCE, as_at=as_at)
    areas = areas[areas["level"] == "policing_area"]
    inside = areas[areas["is_own"].astype(bool)]
    shown = inside if len(inside) else areas
    rows = []
    for code, group in shown.groupby("threat_code", sort=False):
        rated = group[group["ratio"].notna()]
        higher = rated[rated["differs"] == HIGHER].sort_values("ratio", ascending=False)
        reason = "" if len(rated) else str(group["reason"].iloc[0])
        rows.append((code, "; ".join(higher["area_name"]), len(rated), reason))
    return pd.DataFrame(rows, columns=["threat_code", "drivers", "drivers_rated_count", "drivers_reason"])


def count_partners(connection: sa.Connection, *, filters: Filters, strategy: str) -> pd.DataFrame:
    """Partnerships that name what bears directly on each threat; 'up to' adds inferred and open ones."""
    columns = ["threat_code", "csp_count", "csp_up_to_count", "csp_contributes_count", "csp_total", "csp_names"]
    if not find_edition(connection, filters=filters):
        return pd.DataFrame(columns=columns)
    overlap = list_overlap(connection, filters=filters.but(threat_code=""), against=strategy)
    own = overlap[overlap["is_partnership"].astype(bool)]
    rows = []
    for code, group in own.groupby("priority_code", sort=False):
        is_direct = group["strength"] == DIRECT
        certain = group[is_direct & (group["certainty"] == "certain")]
        up_to = int((is_direct | (group["may_be"] == DIRECT)).sum())
        helping = int((group["strength"] == CONTRIBUTES).sum())
        rows.append((code, len(certain), up_to, helping, len(group), "; ".join(certain["csp_name"])))
    return pd.DataFrame(rows, columns=columns)


def find_rags(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """The worst status among each threat's intelligence requirements; 'not derived' is no green."""
    columns = ["threat_code", "rag", "requirement_count", "derived_count", "rag_source_ids"]
    requirements = list_intelligence(connection, filters=Filters(area_code=filters.area_code))
    if requirements.empty:
        return pd.DataFrame(columns=columns)
    worst = find_worst_rag(requirements)
    sources = requirements.groupby("threat_code")["source_id"].unique().str.join("; ")
    return worst.assign(rag_source_ids=worst["threat_code"].map(sources))[columns]


def value_prevention(connection: sa.Connection, *, figure: Figure) -> float | None:
    """What preventing the collisions of a figure would have been worth, in pounds: values of a collision."""
    if figure.fatal_count is None or figure.serious_count is None:
        return None
    values = list_prevention_values(connection).drop_duplicates("severity").set_index("severity")["collision_value"]
    if not {"fatal", "serious"} <= set(values.index):
        return None
    return figure.fatal_count * float(values["fatal"]) + figure.serious_count * float(values["serious"])
