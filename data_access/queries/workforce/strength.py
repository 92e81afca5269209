"""Strength by force and date with peers, and the strength an assessment states."""

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.publications import RECORDED_CRIME_YEAR, WORKFORCE
from data_access.queries.sources.areas import Area, find_area

STATED_STRENGTH = "strength-actual"
NOT_STATED = "not_stated"


def count_strength(connection: sa.Connection, *, filters: Filters, with_peers: bool = False) -> pd.DataFrame:
    """Strength by as-at date, force and worker type, with strength per 1,000 residents.

    basis is 'fte' or 'headcount' and the two are never added. For the alliance its forces and their
    sum are given, and apart from them the strength an assessment states (basis 'not_stated', dated by
    its month); for an area below a force, the force. with_peers adds the forces they are compared with.
    strength_count is missing where status is not 'value'. Residents are the mid-year estimate nearest
    the date, of those printed beside each force in the recorded crime table.
    """
    chosen = find_area(connection, area_code=filters.area_code)
    shown = list_compared_forces(connection, chosen, with_peers=with_peers)
    frame = _read_strength(connection, filters, shown).astype({"strength_count": float})
    frame = add_residents(connection, frame, codes=shown)
    if chosen.level == "alliance":
        own = frame[frame["area_code"].isin(chosen.force_codes)]
        sums = _sum_forces(own, chosen.code, chosen.name, len(chosen.force_codes))
        stated = _read_stated_strength(connection, filters, chosen)
        # A part without rows says nothing of its columns' kinds.
        frame = pd.concat([part for part in (frame, sums, stated) if len(part)] or [frame])
    per_1000 = 1000 * frame["strength_count"] / frame["population"].astype(float)
    return frame.assign(strength_per_1000=per_1000).reset_index(drop=True)


def list_compared_forces(connection: sa.Connection, chosen: Area, *, with_peers: bool) -> list[str]:
    """The forces of an area, and with_peers those they are compared with."""
    shown = list(chosen.force_codes)
    if with_peers:
        peer = schema.core_peer
        peers = sa.select(peer.c.peer_code).where(peer.c.force_code.in_(chosen.force_codes)).distinct()
        shown += sorted(set(connection.scalars(peers)) - set(shown))
    return shown


def _read_strength(connection: sa.Connection, filters: Filters, shown: list[str]) -> pd.DataFrame:
    figure, area, source = schema.core_figure, schema.core_area, schema.core_source
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
            source.c.source_id,
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
    return read_frame(connection, statement)


def add_residents(connection: sa.Connection, frame: pd.DataFrame, *, codes: list[str]) -> pd.DataFrame:
    """Add population and population_year: residents at the mid-year nearest as_at_date, missing where none is held."""
    figure = schema.core_figure
    statement = sa.select(figure.c.area_code, figure.c.period_code, figure.c.value.label("population")).where(
        figure.c.source_id == RECORDED_CRIME_YEAR,
        figure.c.measure_code == "population_crime_year",
        figure.c.status == "value",
        figure.c.area_code.in_(codes),
    )
    people = read_frame(connection, statement).astype({"population": float})
    people["population_year"] = people["period_code"].str.slice(3, 7).astype("Int64")
    held = sorted(people["population_year"].unique())
    dates = pd.to_datetime(frame["as_at_date"])
    if not held:
        return frame.assign(population=np.nan, population_year=pd.array([pd.NA] * len(frame), dtype="Int64"))
    nearest = [min(held, key=lambda year: abs((date - pd.Timestamp(int(year), 6, 30)).days)) for date in dates]
    dated = frame.assign(population_year=pd.array(nearest, dtype="Int64"))
    return dated.merge(people.drop(columns="period_code"), on=["area_code", "population_year"], how="left")[
        [*frame.columns, "population", "population_year"]
    ]


def _sum_forces(frame: pd.DataFrame, code: str, name: str, force_count: int) -> pd.DataFrame:
    """The forces together on dates where each has a value, by worker type and basis."""
    keys = ["as_at_date", "worker_type", "basis", "source", "source_id", "population_year"]
    groups = frame.groupby(keys, sort=False, dropna=False)[["strength_count", "population"]]
    sums = groups.sum(min_count=force_count).reset_index()
    status = sums["strength_count"].notna().map({True: "value", False: "missing"})
    return sums.assign(area_code=code, area_name=name, status=status)


def _read_stated_strength(connection: sa.Connection, filters: Filters, chosen: Area) -> pd.DataFrame:
    """The strength an assessment states, a row a month and worker type; no rate, for its basis is not stated."""
    stated, source = schema.core_stated_figure, schema.core_source
    statement = (
        sa.select(
            stated.c.first_month.label("as_at_date"),
            stated.c.area_code,
            sa.literal(chosen.name).label("area_name"),
            stated.c.group_code.label("worker_type"),
            sa.literal(NOT_STATED).label("basis"),
            stated.c.value.label("strength_count"),
            stated.c.status,
            source.c.title.label("source"),
            source.c.source_id,
        )
        .join(source, source.c.source_id == stated.c.source_id)
        .where(
            stated.c.measure_code == STATED_STRENGTH,
            stated.c.area_code == chosen.code,
            *filters.months(stated.c.first_month),
        )
        .order_by(stated.c.first_month, stated.c.position)
    )
    frame = read_frame(connection, statement).astype({"strength_count": float})
    return frame.assign(population=np.nan, population_year=pd.array([pd.NA] * len(frame), dtype="Int64"))
