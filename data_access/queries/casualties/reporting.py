"""How collisions were recorded: the change to injury-based recording, found in the data, and adjusted figures."""

from dataclasses import dataclass
from typing import Unpack

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.measures.proportions import find_share_interval
from data_access.months import list_months
from data_access.queries.casualties.adjusted import ADJUSTED_HELD, ADJUSTED_KSI
from data_access.queries.casualties.slice import (
    KSI_SEVERITIES,
    SliceOptions,
    list_places,
    make_slice,
    select_collisions,
)
from data_access.queries.sources.areas import find_area

FEWEST = 20  # collisions on each side of a change
STRAY_SHARE = 0.05  # of a month's collisions may have the other form
MOST_MONTHS = 6  # in which both forms are in use
BY_REFERENCE, BY_FLAG = "form of the collision's reference", "DfT's injury-based flag"
CHANGE_COLUMNS = [
    "force_code",
    "force_name",
    "change_month",
    "first_month",
    "last_month",
    "evidence",
    "before_count",
    "after_count",
    "ksi_share_before_pct",
    "ksi_share_before_lower",
    "ksi_share_before_upper",
    "ksi_share_after_pct",
    "ksi_share_after_lower",
    "ksi_share_after_upper",
]


@dataclass(frozen=True)
class _Turn:
    """When a force's collisions turn from the earlier form to the later one."""

    change_month: str
    first_month: str
    last_month: str


def find_reporting_change(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """When each force changed to injury-based recording, as the collisions held show it, whatever the period.

    A row is a force of the filters' area with a change: change_month is the first month in which most
    collisions have the later form, first_month and last_month bound those in which both are in use.
    before_count and after_count are collisions of each form. The shares of KSI among collisions, with
    95% intervals (Wilson), are missing unless slight collisions are held as well.
    """
    counts = _count_forms(connection, filters=filters)
    rows = []
    for force_code, own in counts.groupby("force_code"):
        turn = _find_turn(own)
        if turn is not None:
            rows.append({"force_code": force_code, **vars(turn), **_compare_sides(own)})
    frame = pd.DataFrame(rows, columns=[name for name in CHANGE_COLUMNS if name != "force_name"])
    area = schema.core_area
    names = {row[0]: row[1] for row in connection.execute(sa.select(area.c.area_code, area.c.area_name))}
    return frame.assign(force_name=frame["force_code"].map(names))[CHANGE_COLUMNS]


def _count_forms(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """Collisions by force, month ('' without a date), form and severity."""
    collision = schema.core_collision
    forces = find_area(connection, area_code=filters.area_code).force_codes
    # References were letters and numbers before and are digits alone after; DfT's flag, where held, says it outright.
    is_digits = collision.c.collision_id.regexp_match("^[0-9]+$")
    is_later = sa.func.coalesce(collision.c.is_injury_based, is_digits)
    statement = (
        sa.select(
            collision.c.force_code,
            collision.c.collision_year,
            sa.cast(sa.extract("month", collision.c.collision_date), sa.Integer).label("month_number"),
            is_later.label("is_later"),
            collision.c.is_injury_based.is_not(None).label("is_flagged"),
            collision.c.severity,
            sa.func.count().label("collision_count"),
        )
        .where(collision.c.force_code.in_(forces))
        .group_by(*(sa.literal_column(str(number)) for number in range(1, 7)))
    )
    frame = read_frame(connection, statement)
    months = [
        "" if pd.isna(number) else f"{year}-{int(number):02d}"
        for year, number in zip(frame["collision_year"], frame["month_number"], strict=True)
    ]
    return frame.assign(month=months, is_later=frame["is_later"].astype(bool))


def _find_turn(own: pd.DataFrame) -> _Turn | None:
    """The month in which most collisions take the later form, where before and after are clear."""
    dated = own[own["month"] != ""]
    table = dated.pivot_table(
        index="month", columns="is_later", values="collision_count", aggfunc="sum", fill_value=0
    ).reindex(columns=[False, True], fill_value=0)
    if table.empty or table[False].sum() < FEWEST or table[True].sum() < FEWEST:
        return None
    share = table[True] / table.sum(axis=1)
    if not (share >= 0.5).any() or share.iloc[0] >= 0.5:
        return None
    change_month = str(share.index[share >= 0.5][0])
    mixed = sorted(share.index[share.between(STRAY_SHARE, 1 - STRAY_SHARE, inclusive="neither")])
    first, last = (mixed[0], mixed[-1]) if mixed else (change_month, change_month)
    is_clear = (share[share.index < min(first, change_month)] <= STRAY_SHARE).all()
    is_clear &= (share[share.index > max(last, change_month)] >= 1 - STRAY_SHARE).all()
    is_short = len(list_months(first, last)) <= MOST_MONTHS
    return _Turn(change_month, min(first, change_month), last) if is_clear and is_short else None


def _compare_sides(own: pd.DataFrame) -> dict[str, object]:
    has_slight = bool((own["severity"] == "slight").any())
    values: dict[str, object] = {"evidence": BY_FLAG if own["is_flagged"].any() else BY_REFERENCE}
    for name, is_later in (("before", False), ("after", True)):
        side = own[own["is_later"] == is_later]
        count = int(side["collision_count"].sum())
        values[f"{name}_count"] = count
        ksi = int(side.loc[side["severity"].isin(KSI_SEVERITIES), "collision_count"].sum())
        if has_slight and count:
            interval = find_share_interval(ksi, count)
            values[f"ksi_share_{name}_pct"] = 100 * ksi / count
            values[f"ksi_share_{name}_lower"] = 100 * interval.lower
            values[f"ksi_share_{name}_upper"] = 100 * interval.upper
    return values


def count_months(connection: sa.Connection, *, filters: Filters, **options: Unpack[SliceOptions]) -> pd.DataFrame:
    """Collisions by month and force: as recorded and, where DfT gives it, adjusted for how severity was recorded.

    A row is a force and month with a date: collision_count of the severity asked for (KSI by default),
    fatal_count, serious_count. adjusted_ksi_count is fatal collisions plus the chances of being serious
    of all others; it is missing unless every collision of the month has one and slight ones are held.
    """
    collision, area = schema.core_collision, schema.core_area
    meant = make_slice({**options, "severity": "all"})
    wanted = make_slice(options)
    columns = {
        **{
            f"{name}_count": sa.func.sum(sa.case((collision.c.severity == name, 1), else_=0))
            for name in ("fatal", "serious", "slight")
        },
        "adjusted_held": ADJUSTED_HELD,
        "all_count": sa.func.count(),
    }
    month = sa.cast(sa.extract("month", collision.c.collision_date), sa.Integer)
    year = sa.cast(sa.extract("year", collision.c.collision_date), sa.Integer)
    statement = (
        sa.select(
            year.label("year"),
            month.label("month_number"),
            collision.c.force_code,
            sa.func.min(area.c.area_name).label("force_name"),
            *(sa.cast(expression, sa.BigInteger).label(name) for name, expression in columns.items()),
            ADJUSTED_KSI.label("adjusted_ksi_count"),
        )
        .join(area, area.c.area_code == collision.c.force_code)
        .where(*select_collisions(connection, filters, meant), collision.c.collision_date.is_not(None))
        .group_by(*(sa.literal_column(str(number)) for number in (1, 2, 3)))
        .order_by(*(sa.literal_column(str(number)) for number in (1, 2, 3)))
    )
    frame = read_frame(connection, statement)
    is_whole = (frame["adjusted_held"] == frame["all_count"]) & (frame["slight_count"] > 0)
    severities = {
        "ksi": ["fatal", "serious"],
        "all": ["fatal", "serious", "slight"],
    }.get(wanted.severity, [wanted.severity])
    return frame.assign(
        month=[f"{row.year}-{row.month_number:02d}" for row in frame.itertuples()],
        collision_count=sum(frame[f"{severity}_count"] for severity in severities),
        adjusted_ksi_count=frame["adjusted_ksi_count"].where(is_whole),
    )[
        [
            "month",
            "force_code",
            "force_name",
            "collision_count",
            "fatal_count",
            "serious_count",
            "slight_count",
            "adjusted_ksi_count",
        ]
    ]


def list_evidence(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """What the assessments say of road casualties, in our words: edition, topic, text, share, section and line.

    A row is a statement; of all editions, or of the filters' one. share_pct is the figure it gives, if any.
    """
    evidence, area = schema.core_casualty_evidence, schema.core_area
    statement = (
        sa.select(
            evidence.c.edition,
            evidence.c.position,
            evidence.c.topic,
            evidence.c.area_code,
            area.c.area_name,
            evidence.c.text,
            evidence.c.share_pct,
            evidence.c.certainty,
            evidence.c.section,
            evidence.c.line,
        )
        .join(area, area.c.area_code == evidence.c.area_code, isouter=True)
        .order_by(evidence.c.edition, evidence.c.position)
    )
    if filters.edition:
        statement = statement.where(evidence.c.edition == filters.edition)
    return read_frame(connection, statement)


def count_held(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """What is held of the area's collisions, whatever the period: a row for each severity that any has.

    collision_count, and of them vehicle_count with vehicles, casualty_count with casualties, adjusted_count
    with DfT's adjusted severity.
    """
    collision = schema.core_collision
    parts = {
        "vehicle_count": collision.c.collision_id.in_(sa.select(schema.core_vehicle.c.collision_id)),
        "casualty_count": collision.c.collision_id.in_(sa.select(schema.core_casualty.c.collision_id)),
        "adjusted_count": collision.c.adjusted_serious.is_not(None),
    }
    statement = (
        sa.select(
            collision.c.severity,
            sa.func.count().label("collision_count"),
            *(
                sa.cast(sa.func.sum(sa.case((condition, 1), else_=0)), sa.BigInteger).label(name)
                for name, condition in parts.items()
            ),
        )
        .where(*list_places(connection, filters))
        .group_by(collision.c.severity)
        .order_by(collision.c.severity)
    )
    return read_frame(connection, statement)
