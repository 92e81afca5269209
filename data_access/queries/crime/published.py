"""Recorded crime as published for forces, in one shape: years to September, and quarters of 2017/18."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.database.remembered import remember
from data_access.filters import Filters
from data_access.months import list_months
from data_access.options import Breakdown
from data_access.periods import parse_period
from data_access.publications import RECORDED_CRIME_QUARTER, RECORDED_CRIME_YEAR
from data_access.queries.crime.of_threat import list_bearing_offences
from data_access.queries.crime.years import count_crime_by_year
from data_access.queries.sources.areas import find_area

PUBLISHED_YEAR, PUBLISHED_QUARTER = "published-year", "published-quarter"
PUBLISHED_STEPS = {
    PUBLISHED_YEAR: "Published year to September",
    PUBLISHED_QUARTER: "Published quarter of 2017/18",
}
TOTAL = "total"


def list_published_periods(
    connection: sa.Connection, *, filters: Filters, step: str, breakdown: Breakdown
) -> pd.DataFrame:
    """Counts by published period of the filters' force (or all forces together), blank where blank at source.

    A row is a period and an offence: 'total'; 'group' (ONS offence groups); 'category' (offence codes in a
    quarter, groups in a year). period_order counts months, segment is 0 until a period is missing.
    """
    if step == PUBLISHED_YEAR:
        counts = _list_years(connection, filters, is_total=breakdown == "total")
    else:
        counts = _list_quarters(connection, filters, breakdown=breakdown)
    if counts.empty:
        return counts
    periods = {code: parse_period(code) for code in dict.fromkeys(counts["period_code"])}
    length = 12 if step == PUBLISHED_YEAR else 3
    ends = {code: 12 * period.end.year + period.end.month for code, period in periods.items()}
    ordered = sorted(periods, key=ends.__getitem__)
    segments, segment = {}, 0
    for number, code in enumerate(ordered):
        segment += int(number > 0 and ends[code] - ends[ordered[number - 1]] != length)
        segments[code] = segment
    return counts.assign(
        period_words=counts["period_code"].map(lambda code: periods[code].label),
        period_order=counts["period_code"].map(ends),
        first_month=counts["period_code"].map(lambda code: f"{periods[code].start:%Y-%m}"),
        last_month=counts["period_code"].map(lambda code: f"{periods[code].end:%Y-%m}"),
        month_count=length,
        segment=counts["period_code"].map(segments),
        is_recorded_crime=True,
    )


@remember
def list_quarter_counts(connection: sa.Connection, *, area_codes: tuple[str, ...] = ()) -> pd.DataFrame:
    """Counts of the quarterly table by force, quarter and offence code; all 43 forces without area_codes.

    A row is area_code, area_name, period_code, offence_code, offence_name, parent_code, crime_count.
    """
    figure, offence, area = schema.core_figure, schema.core_offence, schema.core_area
    statement = (
        sa.select(
            figure.c.area_code,
            sa.func.coalesce(area.c.area_name, figure.c.area_name).label("area_name"),
            figure.c.period_code,
            offence.c.offence_code,
            offence.c.offence_name,
            offence.c.parent_code,
            offence.c.sort_order.label("offence_order"),
            sa.cast(figure.c.value, sa.Double).label("crime_count"),
        )
        .join(offence, sa.and_(offence.c.offence_code == figure.c.breakdown_code, offence.c.scheme == "offence"))
        .join(area, area.c.area_code == figure.c.area_code, isouter=True)
        .where(
            figure.c.source_id == RECORDED_CRIME_QUARTER,
            figure.c.measure_code == "recorded_crime_quarter",
            figure.c.status == "value",
        )
        .order_by(figure.c.area_code, figure.c.period_code, offence.c.sort_order)
    )
    if area_codes:
        statement = statement.where(figure.c.area_code.in_(area_codes))
    return read_frame(connection, statement)


def is_whole_in_period(period_code: str, filters: Filters) -> bool:
    """Whether every month of a published period lies in the filters' period."""
    period = parse_period(period_code)
    months = list_months(f"{period.start:%Y-%m}", f"{period.end:%Y-%m}")
    return (not filters.from_month or months[0] >= filters.from_month) and (
        not filters.to_month or months[-1] <= filters.to_month
    )


def keep_whole_periods(counts: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The rows whose published period (period_code) lies whole in the filters' period."""
    whole = [code for code in counts["period_code"].unique() if is_whole_in_period(code, filters)]
    return counts[counts["period_code"].isin(whole)]


def keep_bearing(counts: pd.DataFrame, bearing: set[tuple[str, str]]) -> pd.DataFrame:
    """Offence codes that bear on a threat themselves or by their group; counts has offence_code and parent_code."""
    keep = [
        ("offence", code) in bearing or ("group", parent) in bearing
        for code, parent in zip(counts["offence_code"], counts["parent_code"], strict=True)
    ]
    return counts[keep]


def _list_years(connection: sa.Connection, filters: Filters, *, is_total: bool) -> pd.DataFrame:
    chosen = find_area(connection, area_code=filters.area_code)
    years = count_crime_by_year(connection, filters=filters)
    own = chosen.code if chosen.level == "alliance" else (chosen.force_codes or ("",))[0]
    years = years[years["area_code"] == own]
    if is_total:
        # A threat has no total of its own among groups that overlap: its groups stand apart.
        years = years[years["offence_code"] == TOTAL]
    order = {code: number for number, code in enumerate(dict.fromkeys(years["offence_code"]))}
    return years.assign(offence_order=years["offence_code"].map(order), source_id=RECORDED_CRIME_YEAR)


def _list_quarters(connection: sa.Connection, filters: Filters, *, breakdown: str) -> pd.DataFrame:
    chosen = find_area(connection, area_code=filters.area_code)
    counts = list_quarter_counts(connection, area_codes=chosen.force_codes or ("",))
    if filters.threat_code:
        counts = keep_bearing(counts, list_bearing_offences(connection, threat_code=filters.threat_code))
    counts = keep_whole_periods(counts, filters)
    if counts.empty:
        return counts
    name = chosen.name if chosen.level == "alliance" else str(counts["area_name"].iloc[0])
    code = chosen.code if chosen.level == "alliance" else chosen.force_codes[0]
    counts = counts.assign(area_code=code, area_name=name)
    if breakdown == "total":
        counts = counts.assign(offence_code=TOTAL, offence_name="Recorded crime", offence_order=0)
    elif breakdown == "group":
        groups = _list_group_names(connection)
        counts = counts.assign(
            offence_code=counts["parent_code"],
            offence_name=counts["parent_code"].map(lambda parent: groups[parent][0]),
            offence_order=counts["parent_code"].map(lambda parent: groups[parent][1]),
        )
    keys = ["area_code", "area_name", "period_code", "offence_order", "offence_code", "offence_name"]
    summed = counts.groupby(keys, as_index=False, sort=True)["crime_count"].sum()
    return summed.assign(source_id=RECORDED_CRIME_QUARTER)


def _list_group_names(connection: sa.Connection) -> dict[str, tuple[str, int]]:
    offence = schema.core_offence
    statement = sa.select(offence.c.offence_code, offence.c.offence_name, offence.c.sort_order).where(
        offence.c.scheme == "group"
    )
    return {row[0]: (row[1], int(row[2])) for row in connection.execute(statement)}
