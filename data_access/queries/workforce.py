"""Police strength by force, worker type and date, with the peers each force is compared with."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.filters import Filters
from data_access.frames import read_frame
from data_access.publications import WORKFORCE
from data_access.queries.areas import find_area


def count_strength(connection: sa.Connection, *, filters: Filters, with_peers: bool = False) -> pd.DataFrame:
    """Strength by as-at date, force and worker type.

    basis is 'fte' or 'headcount' and the two are never added. For the alliance its forces and their
    sum are given; for an area below a force, the force. with_peers adds the forces they are compared with.
    strength_count is missing where status is not 'value'.
    """
    figure, area, source = schema.core_figure, schema.core_area, schema.core_source
    chosen = find_area(connection, area_code=filters.area_code)
    peer = schema.core_peer
    shown = list(chosen.force_codes)
    if with_peers:
        shown += connection.scalars(sa.select(peer.c.peer_code).where(peer.c.force_code.in_(chosen.force_codes)))
    statement = (
        sa.select(
            figure.c.period_code.label("as_at_date"),
            figure.c.area_code,
            area.c.area_name,
            figure.c.breakdown_code.label("worker_type"),
            figure.c.basis,
            figure.c.value.label("strength_count"),
            figure.c.status,
            source.c.title.label("source"),
        )
        .join(area, area.c.area_code == figure.c.area_code)
        .join(source, source.c.source_id == figure.c.source_id)
        .where(
            figure.c.source_id == WORKFORCE,
            figure.c.measure_code == "workforce_strength",
            figure.c.area_code.in_(shown),
            *filters.months(sa.func.substr(figure.c.period_code, 1, 7)),
        )
        .order_by(figure.c.period_code, area.c.sort_order, figure.c.breakdown_code)
    )
    frame = read_frame(connection, statement).astype({"strength_count": float})
    if chosen.level == "alliance":
        own = frame[frame["area_code"].isin(chosen.force_codes)]
        frame = pd.concat([frame, _sum_forces(own, chosen.code, chosen.name, len(chosen.force_codes))])
    return frame.reset_index(drop=True)


def _sum_forces(frame: pd.DataFrame, code: str, name: str, force_count: int) -> pd.DataFrame:
    """The forces together on dates where each has a value, by worker type and basis."""
    keys = ["as_at_date", "worker_type", "basis", "source"]
    sums = frame.groupby(keys, sort=False)["strength_count"].sum(min_count=force_count).reset_index()
    status = sums["strength_count"].notna().map({True: "value", False: "missing"})
    return sums.assign(area_code=code, area_name=name, status=status)
