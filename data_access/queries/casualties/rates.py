"""Collisions set against residents and traffic: districts, policing areas, forces and highway authorities."""

from dataclasses import replace
from typing import Unpack

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.database.remembered import remember
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.rates import find_count_interval
from data_access.publications import TRAFFIC
from data_access.queries.casualties.adjusted import list_adjusted_forces, sum_adjusted
from data_access.queries.casualties.basis import measure_years
from data_access.queries.casualties.slice import Slice, SliceOptions, make_slice, select_collisions
from data_access.queries.sources.areas import list_populations

LEVELS = ("district", "policing_area", "force")
PER_RESIDENTS, PER_TRAFFIC = 100_000, 1_000
AUTHORITY = "authority"
RECORDED, ADJUSTED = "recorded", "adjusted"
RATE_COLUMNS = [
    "level",
    "basis",
    "area_code",
    "area_name",
    "force_code",
    "ksi_count",
    "fatal_count",
    "adjusted_ksi_count",
    "years",
    "denominator",
    "denominator_year",
    "rate",
    "rate_lower",
    "rate_upper",
]


def rank_area_rates(
    connection: sa.Connection,
    *,
    filters: Filters,
    level: str = "",
    counting: str = RECORDED,
    **options: Unpack[SliceOptions],
) -> pd.DataFrame:
    """Collisions a year per 100,000 residents and per billion vehicle-km, by area, whatever area is chosen.

    A row is a basis ('residents' or 'traffic'), a level and an area of the alliance: ksi_count over the
    period, denominator (residents, or million vehicle-km a year), rate a year with its 95% interval.
    Districts and policing areas have residents only; traffic is held for highway authorities (level
    'authority'), and for a force as the sum of its own. It counts cars, vans and goods vehicles only.
    Remainder areas (no place held) have counts and no rate. LSOAs have no rows: too few collisions for a rate.
    adjusted_ksi_count is the sum of DfT's chances that injury-based recording would have said killed or
    seriously injured, missing in forces that lack it for a part of the period; with counting 'adjusted'
    the rates are of it, their intervals as if it were a count.
    """
    if counting not in (RECORDED, ADJUSTED):
        raise BadFilterError(name="counting", value=counting, expected=f"{RECORDED} or {ADJUSTED}")
    if level not in ("", "lsoa", *LEVELS, AUTHORITY):
        raise BadFilterError(name="level", value=level, expected=f"one of {', '.join((*LEVELS, AUTHORITY))}")
    everywhere = filters.but(area_code=_find_alliance(connection, filters))
    districts = _count_districts(connection, filters=everywhere, options=options)
    years = measure_years(connection, filters=filters)
    year = _find_year(connection, filters=filters)
    people = list_populations(connection, year=year)
    frames = [_rate_residents(districts, people, level=each) for each in LEVELS if level in ("", each)]
    if level in ("", AUTHORITY, "force"):
        frames += _rate_traffic(connection, districts, year=year)
    frame = pd.concat([frame for frame in frames if len(frame)] or [pd.DataFrame({"level": []})], ignore_index=True)
    if level:
        frame = frame[frame["level"] == level]
    if frame.empty:
        return pd.DataFrame(columns=RATE_COLUMNS)
    frame = frame.assign(years=frame["force_code"].map(years).fillna(0.0))
    return (
        _add_intervals(frame, count="ksi_count" if counting == RECORDED else "adjusted_ksi_count")
        .sort_values(["basis", "level", "rate", "area_code"], ascending=[True, True, False, True], na_position="last")[
            RATE_COLUMNS
        ]
        .reset_index(drop=True)
    )


def _find_alliance(connection: sa.Connection, filters: Filters) -> str:
    return str(connection.scalar(sa.select(schema.meta_store.c.alliance_code)) or filters.area_code)


def _find_year(connection: sa.Connection, *, filters: Filters) -> int:
    """The last year of collisions within the period."""
    collision = schema.core_collision
    latest = connection.scalar(
        sa.select(sa.func.max(collision.c.collision_year)).where(*filters.days(collision.c.collision_date))
    )
    return int(latest or (filters.to_month or filters.from_month or "2015")[:4])


def _count_districts(connection: sa.Connection, *, filters: Filters, options: SliceOptions) -> pd.DataFrame:
    """Collisions by district (or remainder area), with the areas above it and its highway authority."""
    collision, unit = schema.core_collision, schema.out_collision_unit
    meant = make_slice(options)
    counts = read_frame(
        connection,
        sa.select(
            unit.c.district_code,
            collision.c.force_code,
            sa.func.count().label("ksi_count"),
            sa.cast(sa.func.sum(sa.case((collision.c.severity == "fatal", 1), else_=0)), sa.BigInteger).label(
                "fatal_count"
            ),
        )
        .join(unit, sa.and_(unit.c.collision_id == collision.c.collision_id, unit.c.source_id == collision.c.source_id))
        .where(*select_collisions(connection, filters, meant))
        .group_by(unit.c.district_code, collision.c.force_code),
    )
    areas = _list_districts(connection)
    joined = areas.merge(counts.drop(columns="force_code"), on="district_code", how="outer")
    force_of = dict(zip(counts["district_code"], counts["force_code"], strict=True))
    filled = joined.assign(
        force_code=joined["force_code"].fillna(joined["district_code"].map(force_of)),
        **{name: joined[name].fillna(0).astype("int64") for name in ("ksi_count", "fatal_count")},
    )
    return _add_adjusted(connection, filled, filters=filters, meant=meant)


def _add_adjusted(
    connection: sa.Connection, districts: pd.DataFrame, *, filters: Filters, meant: Slice
) -> pd.DataFrame:
    forces = list_adjusted_forces(connection, filters=filters) if meant.severity == "ksi" else []
    adjusted = pd.Series(np.nan, index=districts.index)
    if forces:
        conditions = select_collisions(connection, filters, replace(meant, severity="all"))
        by = schema.out_collision_unit.c.district_code
        sums = sum_adjusted(connection, conditions, by=by, forces=forces)
        adjusted = districts["district_code"].map(sums).fillna(0.0).where(districts["force_code"].isin(forces))
    return districts.assign(adjusted_ksi_count=adjusted)


@remember
def _list_districts(connection: sa.Connection) -> pd.DataFrame:
    """Districts with names and codes of policing area, force and highway authority."""
    area, authority = schema.core_area, schema.core_highway_authority
    above, top = area.alias("policing_area"), area.alias("force")
    statement = (
        sa.select(
            area.c.area_code.label("district_code"),
            area.c.area_name.label("district_name"),
            above.c.area_code.label("policing_area_code"),
            above.c.area_name.label("policing_area_name"),
            top.c.area_code.label("force_code"),
            top.c.area_name.label("force_name"),
            sa.func.coalesce(authority.c.authority_code, area.c.area_code).label("authority_code"),
            sa.func.coalesce(authority.c.authority_name, area.c.area_name).label("authority_name"),
        )
        .join(above, above.c.area_code == area.c.parent_code)
        .join(top, top.c.area_code == above.c.parent_code)
        .join(authority, authority.c.district_code == area.c.area_code, isouter=True)
        .where(area.c.level == "district")
    )
    return read_frame(connection, statement)


def _rate_residents(districts: pd.DataFrame, people: pd.DataFrame, *, level: str) -> pd.DataFrame:
    """Areas of a level with their residents; what has no district stands under its remainder area."""
    code, name = f"{level}_code", f"{level}_name"
    placed = districts.dropna(subset=["district_name"]) if level != "force" else districts
    summed = _sum_areas(placed, code=code, name=name)
    if level != "force":
        unplaced = districts[districts["district_name"].isna()]
        summed = pd.concat([summed, _sum_areas(unplaced, code="district_code", name=name)], ignore_index=True)
    summed = summed.assign(area_name=summed["area_name"].fillna("no place held"))
    joined = summed.merge(people, on="area_code", how="left")
    return joined.rename(columns={"population": "denominator"}).assign(
        level=level,
        basis="residents",
        denominator_year=joined["population_year"].map(lambda year: "" if pd.isna(year) else f"mid-{year}"),
    )


def _sum_areas(rows: pd.DataFrame, *, code: str, name: str) -> pd.DataFrame:
    grouped = rows.groupby(rows[code])
    summed = grouped.agg(
        area_name=(name, "first"),
        force_code=("force_code", "first"),
        ksi_count=("ksi_count", "sum"),
        fatal_count=("fatal_count", "sum"),
    )
    # A force has adjusted figures for all of its districts or for none.
    adjusted = grouped["adjusted_ksi_count"].sum(min_count=1)
    return summed.assign(adjusted_ksi_count=adjusted).reset_index(names="area_code")


def _rate_traffic(connection: sa.Connection, districts: pd.DataFrame, *, year: int) -> list[pd.DataFrame]:
    """Highway authorities and forces with their traffic; a force only where all its authorities have it."""
    figure = schema.core_figure
    held = read_frame(
        connection,
        sa.select(
            figure.c.area_code.label("authority_code"),
            figure.c.period_code,
            sa.func.sum(figure.c.value).label("denominator"),
        )
        .where(figure.c.measure_code == "vehicle_km", figure.c.source_id == TRAFFIC, figure.c.status == "value")
        .group_by(figure.c.area_code, figure.c.period_code),
    )
    if held.empty:
        return []
    nearest = min(held["period_code"].unique(), key=lambda code: (abs(int(code) - year), code))
    traffic = held[held["period_code"] == nearest].set_index("authority_code")["denominator"].astype(float)
    placed = districts.dropna(subset=["district_name"])
    by_authority = _sum_areas(placed, code="authority_code", name="authority_name")
    by_authority = by_authority.assign(denominator=by_authority["area_code"].map(traffic), level=AUTHORITY)
    by_force = _sum_areas(districts, code="force_code", name="force_name")
    sums = by_authority.groupby("force_code")["denominator"].agg(lambda values: values.sum(skipna=False))
    by_force = by_force.assign(denominator=by_force["area_code"].map(sums), level="force")
    return [frame.assign(basis="traffic", denominator_year=nearest) for frame in (by_authority, by_force)]


def _add_intervals(frame: pd.DataFrame, *, count: str) -> pd.DataFrame:
    scale = frame["basis"].map({"residents": float(PER_RESIDENTS), "traffic": float(PER_TRAFFIC)})
    exposure = frame["denominator"].astype(float) * frame["years"]
    per = scale / exposure.where(exposure > 0, np.nan)
    counts = frame[count].astype(float)
    per = per.where(counts.notna())
    limits = [find_count_interval(value) for value in counts.fillna(0.0)]
    return frame.assign(
        rate=counts * per,
        rate_lower=np.array([limit.lower for limit in limits]) * per,
        rate_upper=np.array([limit.upper for limit in limits]) * per,
    )
