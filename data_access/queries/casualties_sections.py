"""Where the harm is: sections, untraced roads and roads without a number, with what is known of each."""

from dataclasses import replace

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.filters import Filters
from data_access.frames import read_frame
from data_access.measures.change import compare_counts
from data_access.measures.rates import find_count_interval
from data_access.measures.route_ranking import estimate_harm, find_top_chance, rank_harm, rate_per_billion
from data_access.months import list_months, shift_month
from data_access.publications import COLLISIONS
from data_access.queries.areas import find_area
from data_access.queries.casualties_reporting import find_reporting_change
from data_access.queries.casualties_slice import ROAD_CLASSES, SEVERITIES, Slice, list_places, make_slice

SECTION, ROAD, UNNUMBERED = "section", "road", "unnumbered"
TRAFFIC = "traffic"
NOT_COMPARABLE = "not comparable: recording changed in between"

SECTION_COLUMNS = [
    "section_id",
    "unit_kind",
    "road",
    "road_class",
    "section_number",
    "section_total",
    "near_name",
    "force_code",
    "force_name",
    "policing_area_code",
    "policing_area_name",
    "district_code",
    "district_name",
    "length_km",
    "exposure",
    "exposure_unit",
    "flow",
    "flow_year",
    "ksi_count",
    "count_lower",
    "count_upper",
    "fatal_count",
    "serious_count",
    "slight_count",
    "inside_count",
    "ksi_per_km",
    "ksi_per_billion_vehicle_km",
    "prevention_value",
    "expected_count",
    "eb_estimate",
    "eb_sd",
    "eb_lower",
    "eb_upper",
    "top10_chance",
    "harm_rank",
    "tie_count",
    "previous_count",
    "change_words",
    "fit_code",
    "geometry_source",
    "geometry",
]


COUNTS = ["ksi_count", *(f"{severity}_count" for severity in SEVERITIES)]


def list_sections(connection: sa.Connection, *, filters: Filters, **options: str) -> pd.DataFrame:
    """Sections of roads, untraced roads and roads without a number, by the estimated harm, most first.

    A row is a section (unit_kind 'section'), the untraced part of a numbered road in a force ('road') or
    the roads without a number in a district ('unnumbered'). ksi_count counts the collisions of the
    severity asked for, by default those in which somebody was killed or seriously injured, with a 95%
    interval; inside_count those in the filters' area: a section that crosses its edge is shown whole,
    and inside_count adds up to the area's collisions. Exposure is million vehicle-km, or km, over the
    period. eb_estimate, eb_sd and top10_chance (among all sections) are missing for what isn't a
    section and for slices other than all KSI collisions. Method: measures/route_ranking.py.
    """
    meant = make_slice(options)
    # Every section is ranked among all, so road, class and area come last.
    everywhere = replace(meant, road="", road_class="", section_id="")
    units = _list_units(connection, filters=filters, meant=everywhere)
    years = measure_years(connection, filters=filters)
    units = _add_harm(_add_rates(units, years=years), meant=meant)
    units = _keep_meant(_keep_area(connection, units, filters=filters), meant=meant)
    if units.empty:
        return pd.DataFrame(columns=SECTION_COLUMNS)
    units = _add_change(connection, _add_value(connection, units), filters=filters, meant=everywhere)
    units = _name_places(connection, units)
    order = ["eb_estimate", "ksi_count", "fatal_count", "section_id"]
    units = units.sort_values(order, ascending=[False, False, False, True], na_position="last")
    return units.reset_index(drop=True)[SECTION_COLUMNS]


def list_fits(connection: sa.Connection) -> pd.DataFrame:
    """A row for each fit of KSI collisions on exposure: rate, overdispersion (k) and their standard errors.

    The rate is collisions a year for each million vehicle-km ('traffic') or km ('length'). is_used is
    false for a class with fewer than 30 sections, whose roads take the fit over all roads.
    """
    fit = schema.out_road_fit
    return read_frame(connection, sa.select(fit).order_by(fit.c.exposure_kind.desc(), fit.c.fit_code))


def measure_years(connection: sa.Connection, *, filters: Filters) -> dict[str, float]:
    """Years of collisions held for each force within the filters' period, in twelfths."""
    coverage = schema.core_coverage
    rows = connection.execute(
        sa.select(coverage.c.area_code, coverage.c.period_code).where(coverage.c.source_id == COLLISIONS).distinct()
    )
    years: dict[str, float] = {}
    for force_code, year in rows:
        months = [
            month
            for month in list_months(f"{year}-01", f"{year}-12")
            if (filters.from_month or month) <= month <= (filters.to_month or month)
        ]
        years[force_code] = years.get(force_code, 0.0) + len(months) / 12
    return years


def _list_units(connection: sa.Connection, *, filters: Filters, meant: Slice) -> pd.DataFrame:
    """Every section with its collisions wherever they lie, and the area's other units with theirs."""
    section = schema.out_road_section
    sections = read_frame(connection, sa.select(section)).assign(unit_kind=SECTION)
    sections = sections.assign(section_total=sections.groupby(["road", "force_code"])["section_id"].transform("size"))
    inside = _count_units(connection, filters=filters, meant=meant)
    is_whole = find_area(connection, area_code=filters.area_code).level == "alliance"
    whole = inside if is_whole else _count_units(connection, filters=filters, meant=meant, is_anywhere=True)
    sections = sections.merge(whole[["section_id", *COUNTS]], how="left", on="section_id")
    own = inside.rename(columns={"ksi_count": "inside_count"})[["section_id", "inside_count"]]
    sections = sections.merge(own, how="left", on="section_id")
    others = inside[inside["unit_kind"] != SECTION]
    others = others.assign(inside_count=others["ksi_count"])
    units = pd.concat([sections, others], ignore_index=True)
    filled = {name: units[name].fillna(0).astype("int64") for name in [*COUNTS, "inside_count"]}
    return units.assign(**filled)


def _count_units(
    connection: sa.Connection, *, filters: Filters, meant: Slice, is_anywhere: bool = False
) -> pd.DataFrame:
    """Collisions of a slice by the unit they count to, with what names a unit that is no section."""
    collision, unit = schema.core_collision, schema.out_collision_unit
    places = [] if is_anywhere else list_places(connection, filters)
    by_severity = {
        f"{severity}_count": sa.func.sum(sa.case((collision.c.severity == severity, 1), else_=0))
        for severity in SEVERITIES
    }
    statement = (
        sa.select(
            unit.c.unit_code.label("section_id"),
            unit.c.unit_kind,
            sa.func.min(collision.c.force_code).label("force_code"),
            sa.func.min(collision.c.road).label("road"),
            sa.func.min(collision.c.road_class).label("road_class"),
            sa.func.min(unit.c.district_code).label("district_code"),
            sa.func.count().label("ksi_count"),
            *(sa.cast(total, sa.BigInteger).label(name) for name, total in by_severity.items()),
        )
        .join(unit, sa.and_(unit.c.collision_id == collision.c.collision_id, unit.c.source_id == collision.c.source_id))
        .where(*places, *filters.days(collision.c.collision_date), *meant.list_conditions())
        .group_by(unit.c.unit_code, unit.c.unit_kind)
    )
    frame = read_frame(connection, statement)
    is_road, is_unnumbered = frame["unit_kind"] == ROAD, frame["unit_kind"] == UNNUMBERED
    return frame.assign(
        road=frame["road"].where(is_road | (frame["unit_kind"] == SECTION), ""),
        # An untraced road runs through several districts.
        district_code=frame["district_code"].where(is_unnumbered, None),
    )


def _add_rates(units: pd.DataFrame, *, years: dict[str, float]) -> pd.DataFrame:
    span = units["force_code"].map(years).fillna(0.0).astype(float)
    counts = units["ksi_count"].to_numpy(float)
    limits = {count: find_count_interval(count) for count in np.unique(counts)}
    is_traffic = units["exposure_kind"] == TRAFFIC
    exposure = units["exposure"].astype(float) * span
    return units.assign(
        span=span,
        count_lower=[limits[count].lower for count in counts],
        count_upper=[limits[count].upper for count in counts],
        ksi_per_km=units["ksi_count"] / units["length_km"].astype(float),
        exposure=exposure.where(exposure > 0),
        exposure_unit=units["exposure_kind"].map({TRAFFIC: "million vehicle-km", "length": "km"}),
        ksi_per_billion_vehicle_km=rate_per_billion(counts, million_vehicle_km=exposure.where(is_traffic)),
    )


def _add_harm(units: pd.DataFrame, *, meant: Slice) -> pd.DataFrame:
    """Empirical Bayes over all sections held; the chances are among all of them, whatever the area.

    The expectation of a year is scaled to the period, k stays: it is the spread of risks, not of counts.
    """
    estimates = ["eb_estimate", "eb_sd", "eb_lower", "eb_upper"]
    names = ["expected_count", *estimates, "top10_chance", "harm_rank", "tie_count"]
    expected = units["expected_year"].astype(float) * units["span"]
    is_known = (units["unit_kind"] == SECTION) & expected.gt(0)
    if not (meant.has_expectation and is_known.any()):
        return units.assign(**dict.fromkeys(names, np.nan))
    known = units[is_known]
    harm = estimate_harm(
        expected[is_known].to_numpy(float), known["ksi_count"].to_numpy(float), known["spread"].to_numpy(float)
    )
    harm = harm.set_index(known.index).assign(
        expected_count=expected[is_known],
        top10_chance=find_top_chance(harm),
        harm_rank=rank_harm(harm["eb_estimate"].round(9).to_numpy()),
        tie_count=known.groupby("ksi_count")["section_id"].transform("size"),
    )
    return units.join(harm[names])


def _keep_area(connection: sa.Connection, units: pd.DataFrame, *, filters: Filters) -> pd.DataFrame:
    """Sections whose middle lies in the area or that have a collision in it, and the area's other units."""
    area = find_area(connection, area_code=filters.area_code)
    if area.level == "alliance":
        return units
    column = {"force": "force_code", "policing_area": "policing_area_code", "district": "district_code"}.get(area.level)
    is_own = units[column] == area.code if column else pd.Series(False, index=units.index)
    return units[is_own.fillna(False).astype(bool) | (units["inside_count"] > 0)]


def _keep_meant(units: pd.DataFrame, *, meant: Slice) -> pd.DataFrame:
    if meant.road_class:
        units = units[units["road_class"].isin(ROAD_CLASSES[meant.road_class])]
    if meant.road:
        units = units[units["road"] == meant.road]
    if meant.section_id:
        units = units[units["section_id"] == meant.section_id]
    return units


def _add_value(connection: sa.Connection, units: pd.DataFrame) -> pd.DataFrame:
    """The value of preventing the collisions, by severity; missing where a severity has no value held."""
    values = read_prevention_values(connection)
    parts = [units[f"{severity}_count"] * values.get(severity, np.nan) for severity in SEVERITIES]
    return units.assign(prevention_value=sum(parts))


def read_prevention_values(connection: sa.Connection) -> dict[str, float]:
    """Pounds for preventing one collision of a severity (never a casualty's value), at the latest prices held."""
    table = schema.core_prevention_value
    latest = sa.select(sa.func.max(table.c.price_year)).scalar_subquery()
    rows = connection.execute(sa.select(table.c.severity, table.c.collision_value).where(table.c.price_year == latest))
    return {row[0]: float(row[1]) for row in rows}


def list_prevention_values(connection: sa.Connection) -> pd.DataFrame:
    """A row for each severity: the value of preventing a collision and a casualty, with its price year and source."""
    table = schema.core_prevention_value
    return read_frame(connection, sa.select(table).order_by(table.c.collision_value.desc()))


def find_previous(filters: Filters, *, held: list[str]) -> Filters | None:
    """The same number of months just before the period; None where the period is open or they aren't held."""
    if not (filters.from_month and filters.to_month):
        return None
    count = len(list_months(filters.from_month, filters.to_month))
    earlier = filters.but(
        from_month=shift_month(filters.from_month, -count), to_month=shift_month(filters.from_month, -1)
    )
    months = list_months(earlier.from_month, filters.to_month)
    return earlier if set(months) <= set(held) else None


def _add_change(connection: sa.Connection, units: pd.DataFrame, *, filters: Filters, meant: Slice) -> pd.DataFrame:
    """previous_count, and the judgement of the change; none across the change in recording."""
    held = list_months_held(connection)
    earlier = find_previous(filters, held=held)
    if earlier is None:
        return units.assign(previous_count=pd.Series(pd.NA, index=units.index, dtype="Int64"), change_words="")
    is_anywhere = pd.Series(units["unit_kind"] == SECTION)
    whole = _count_units(connection, filters=earlier, meant=meant, is_anywhere=True).set_index("section_id")[
        "ksi_count"
    ]
    inside = _count_units(connection, filters=earlier, meant=meant).set_index("section_id")["ksi_count"]
    then = units["section_id"].map(whole).where(is_anywhere, units["section_id"].map(inside)).fillna(0).astype("Int64")
    changed = {
        row.force_code: (row.first_month, row.last_month)
        for row in find_reporting_change(connection, filters=filters).itertuples()
    }
    words = []
    for force_code, before, now in zip(units["force_code"], then, units["ksi_count"], strict=True):
        first, last = changed.get(force_code, ("", ""))
        is_across = bool(first) and earlier.from_month <= last and first <= filters.to_month
        change = compare_counts(then=before, now=now)
        words.append(NOT_COMPARABLE if is_across else change.words if change else "")
    return units.assign(previous_count=then, change_words=words)


def list_months_held(connection: sa.Connection) -> list[str]:
    """Months of the years of collisions held for every force of the store."""
    coverage = schema.core_coverage
    rows = connection.execute(
        sa.select(coverage.c.period_code, sa.func.count(sa.distinct(coverage.c.area_code)))
        .where(coverage.c.source_id == COLLISIONS)
        .group_by(coverage.c.period_code)
    ).all()
    most = max((count for _, count in rows), default=0)
    years = [year for year, count in rows if count == most]
    return [month for year in years for month in list_months(f"{year}-01", f"{year}-12")]


def _name_places(connection: sa.Connection, units: pd.DataFrame) -> pd.DataFrame:
    area = schema.core_area
    names = {row[0]: row[1] for row in connection.execute(sa.select(area.c.area_code, area.c.area_name))}
    return units.assign(
        force_name=units["force_code"].map(names),
        policing_area_name=units["policing_area_code"].map(names),
        district_name=units["district_code"].map(names),
    )
