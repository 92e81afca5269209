"""When collisions happen and who is in them: counts by one characteristic at a time, and people in safe totals."""

from typing import Any, Unpack

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.measures.proportions import add_shares
from data_access.measures.suppression import RESTRICTED, disclose
from data_access.measures.vehicle_groups import MOTORCYCLE, NOT_HELD, VEHICLE_GROUPS
from data_access.queries.casualties.slice import KSI_SEVERITIES, SliceOptions, make_slice, select_collisions
from data_access.queries.sources.areas import find_area

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FEWEST_PEOPLE = 5  # ages and sexes are given in totals of five or more
PROFILE_COLUMNS = ["dimension", "value", "second_value", "sort_order", "is_held", "ksi_count", "fatal_count"]


def count_profile(connection: sa.Connection, *, filters: Filters, **options: Unpack[SliceOptions]) -> pd.DataFrame:
    """Collisions by weekday, hour, month of the year, road class, speed limit, surroundings and vehicles.

    A row is a dimension and a value: ksi_count counts the collisions of the severity asked for (KSI by
    default), fatal_count the fatal ones among them. Values add up to all collisions within a dimension,
    except that a collision counts once to each vehicle_group in it. is_held is false for 'Not held'.
    Dimension 'weekday-hour' has the hour in second_value. Values that no collision has are left out.
    """
    where = select_collisions(connection, filters, make_slice(options))
    parts = [_count_by(name, expression, where) for name, expression in _list_dimensions().items()]
    parts.append(_count_by("weekday-hour", _weekday(), where, second=_hour()))
    frame = read_frame(connection, sa.union_all(*parts).subquery().select())
    vehicles = _count_vehicles(connection, where)
    frame = pd.concat([frame, vehicles], ignore_index=True)
    frame = frame[frame["ksi_count"] > 0]
    frame = frame.assign(is_held=frame["value"] != "")
    frame["sort_order"] = _order(frame)
    frame = frame.assign(
        value=[
            NOT_HELD if not held else _write(dimension, value)
            for dimension, value, held in zip(frame["dimension"], frame["value"], frame["is_held"], strict=True)
        ]
    )
    return frame.sort_values(["dimension", "sort_order", "value", "second_value"], ignore_index=True)[PROFILE_COLUMNS]


def _list_dimensions() -> dict[str, sa.ColumnElement[Any]]:
    """What can be counted by, as text; '' is not held."""
    collision = schema.core_collision
    month = sa.cast(sa.extract("month", collision.c.collision_date), sa.Integer)
    named = ("road_class", "urban_rural", "light", "weather", "surface", "junction_detail")
    return {
        "weekday": _weekday(),
        "hour": _hour(),
        "month": sa.func.coalesce(sa.cast(month, sa.String), ""),
        "speed_limit": sa.func.coalesce(sa.cast(collision.c.speed_limit, sa.String), ""),
        **{name: sa.func.coalesce(collision.c[name], "") for name in named},
    }


def _weekday() -> sa.ColumnElement[Any]:
    number = sa.cast(sa.extract("isodow", schema.core_collision.c.collision_date), sa.Integer)
    return sa.func.coalesce(sa.cast(number, sa.String), "")


def _hour() -> sa.ColumnElement[Any]:
    time = schema.core_collision.c.collision_time  # '7:05' or '17:05'
    return sa.case((sa.func.coalesce(time, "") == "", ""), else_=sa.func.substr(sa.func.lpad(time, 5, "0"), 1, 2))


def _count_by(
    name: str,
    expression: sa.ColumnElement[Any],
    where: list[sa.ColumnElement[bool]],
    *,
    second: sa.ColumnElement[Any] | None = None,
) -> sa.Select[Any]:
    collision = schema.core_collision
    inner = (
        sa.select(
            expression.label("value"),
            (sa.literal("", sa.String) if second is None else second).label("second_value"),
            collision.c.severity,
        )
        .where(*where)
        .subquery()
    )
    return sa.select(
        sa.literal(name, sa.String).label("dimension"),
        inner.c.value,
        inner.c.second_value,
        sa.func.count().label("ksi_count"),
        sa.cast(sa.func.sum(sa.case((inner.c.severity == "fatal", 1), else_=0)), sa.BigInteger).label("fatal_count"),
    ).group_by(inner.c.value, inner.c.second_value)


def _count_vehicles(connection: sa.Connection, where: list[sa.ColumnElement[bool]]) -> pd.DataFrame:
    """Collisions by vehicle group, each once for a group in it; '' counts those whose vehicles aren't held."""
    collision, vehicle = schema.core_collision, schema.core_vehicle
    group = sa.case(
        *((vehicle.c.vehicle_type.in_(codes), name) for name, codes in VEHICLE_GROUPS.items()),
        (vehicle.c.vehicle_type.is_(None), ""),
        else_="Not known",
    )
    pairs = (
        sa.select(group.label("value"), collision.c.collision_id, collision.c.severity)
        .select_from(
            collision.outerjoin(
                vehicle,
                sa.and_(
                    vehicle.c.collision_id == collision.c.collision_id, vehicle.c.source_id == collision.c.source_id
                ),
            )
        )
        .where(*where)
        .distinct()
        .subquery()
    )
    counts = read_frame(
        connection,
        sa.select(
            pairs.c.value,
            sa.func.count().label("ksi_count"),
            sa.cast(sa.func.sum(sa.case((pairs.c.severity == "fatal", 1), else_=0)), sa.BigInteger).label(
                "fatal_count"
            ),
        ).group_by(pairs.c.value),
    )
    return counts.assign(dimension="vehicle_group", second_value="")


def _order(frame: pd.DataFrame) -> list[float]:
    """Numbers in their order, groups in the guide's, other words by count; what isn't held last."""
    groups = {name: float(number) for number, name in enumerate(VEHICLE_GROUPS)}
    order = []
    for dimension, value, count in zip(frame["dimension"], frame["value"], frame["ksi_count"], strict=True):
        if value == "":
            order.append(1e9)
        elif value.isdecimal():
            order.append(float(value))
        else:
            order.append(groups.get(value, 100.0) if dimension == "vehicle_group" else -float(count))
    return order


def _write(dimension: str, value: str) -> str:
    """A value as it is read: 'Tuesday', 'Mar', '17:00', '60 mph'."""
    if dimension in ("weekday", "weekday-hour"):
        return WEEKDAYS[int(value) - 1]
    if dimension == "month":
        return MONTHS[int(value) - 1]
    if dimension == "hour":
        return f"{value}:00"
    return f"{value} mph" if dimension == "speed_limit" else value


def count_vehicle_share(
    connection: sa.Connection, *, filters: Filters, **options: Unpack[SliceOptions]
) -> pd.DataFrame:
    """The share of collisions with a vehicle of each group, among those whose vehicles are held.

    A row is a vehicle group: ksi_count, held_count (collisions with vehicles), share_pct with its 95%
    interval (Wilson), not_held_count (collisions without a vehicle row). Shares add up to more than
    100%: most collisions have two vehicles.
    """
    where = select_collisions(connection, filters, make_slice(options))
    counts = _count_vehicles(connection, where)
    total = connection.scalar(sa.select(sa.func.count()).select_from(schema.core_collision).where(*where)) or 0
    missing = int(counts.loc[counts["value"] == "", "ksi_count"].sum())
    held = int(total) - missing
    frame = counts[counts["value"] != ""].drop(columns=["dimension", "second_value"])
    frame = frame.rename(columns={"value": "vehicle_group"})
    frame = add_shares(frame.assign(held_count=held, not_held_count=missing), count="ksi_count", total="held_count")
    frame = frame.assign(is_motorcycle=frame["vehicle_group"] == MOTORCYCLE)
    return frame.sort_values(["ksi_count", "vehicle_group"], ascending=[False, True], ignore_index=True)


def count_people(connection: sa.Connection, *, filters: Filters, **options: Unpack[SliceOptions]) -> pd.DataFrame:
    """Casualties killed or seriously injured by class, age band and sex; no number below five is given.

    A row is a dimension ('casualty_class', 'age_band', 'sex', 'severity') and a value with
    casualty_count; is_suppressed marks hidden counts, and further ones are hidden so that no total
    gives one away. No rows where no casualty file is loaded, and below the district.
    """
    casualty, collision = schema.core_casualty, schema.core_collision
    columns = ["dimension", "value", "casualty_count"]
    if find_area(connection, area_code=filters.area_code).level in ("lsoa", "remainder"):
        return pd.DataFrame(columns=[*columns, "is_suppressed"])
    meant = make_slice({**options, "severity": "all", "section_id": "", "road": ""})
    where = select_collisions(connection, filters, meant)
    parts = []
    for name in ("severity", "casualty_class", "age_band", "sex"):
        counted = (
            sa.select(
                sa.literal(name, sa.String).label("dimension"),
                casualty.c[name].label("value"),
                sa.func.count().label("casualty_count"),
            )
            .join(
                collision,
                sa.and_(
                    collision.c.collision_id == casualty.c.collision_id,
                    collision.c.source_id == casualty.c.source_id,
                ),
            )
            .where(*where, casualty.c.severity.in_(KSI_SEVERITIES))
            .group_by(casualty.c[name])
        )
        parts.append(counted)
    frame = read_frame(connection, sa.union_all(*parts).subquery().select())
    frame = frame.assign(value=frame["value"].replace("", NOT_HELD))
    frame = frame.sort_values(["dimension", "value"], ignore_index=True)[columns]
    # Hidden whatever the source: people are never counted in small numbers here.
    return disclose(frame, count="casualty_count", access=RESTRICTED, totals=[("dimension",)], threshold=FEWEST_PEOPLE)
