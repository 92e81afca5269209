"""Where the harm is: sections, untraced roads and roads without a number, with what is known of each."""

from dataclasses import replace
from typing import Unpack

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.filters import Filters
from data_access.measures.change import RECORDING_CHANGED, Change, compare_counts, tabulate_changes
from data_access.measures.rates import find_count_interval
from data_access.measures.route_ranking import estimate_harm, find_top_chance, rank_harm, rate_per_billion
from data_access.months import list_months, shift_month
from data_access.publications import COLLISIONS
from data_access.queries.casualties.basis import measure_years, read_prevention_values
from data_access.queries.casualties.reporting import find_reporting_change
from data_access.queries.casualties.slice import ROAD_CLASSES, SEVERITIES, Slice, SliceOptions, make_slice
from data_access.queries.casualties.units import SECTION, count_units, list_units
from data_access.queries.sources.areas import find_area
from data_access.queries.sources.coverage import list_months_held

TRAFFIC = "traffic"

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
    "adjusted_ksi_count",
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
    "judgement",
    "allows_for",
    "fit_code",
    "geometry_source",
    "geometry",
]


def list_sections(connection: sa.Connection, *, filters: Filters, **options: Unpack[SliceOptions]) -> pd.DataFrame:
    """Sections of roads, untraced roads and roads without a number, by the estimated harm, most first.

    A row is a section (unit_kind 'section'), the untraced part of a numbered road in a force ('road') or
    the roads without a number in a district ('unnumbered'). ksi_count counts the collisions of the
    severity asked for, by default those in which somebody was killed or seriously injured, with a 95%
    interval; inside_count those in the filters' area: a section that crosses its edge is shown whole,
    and inside_count adds up to the area's collisions. Exposure is million vehicle-km, or km, over the
    period. adjusted_ksi_count is what injury-based recording would have said of the collisions (the sum of
    DfT's chances), where it is held for all of the period. eb_estimate, eb_sd and top10_chance (among
    all sections) are missing for what isn't a section and for slices other than all KSI collisions.
    Method: measures/route_ranking.py.
    """
    meant = make_slice(options)
    # Every section is ranked among all, so road, class and area come last.
    everywhere = replace(meant, road="", road_class="", section_id="")
    units = list_units(connection, filters=filters, meant=everywhere)
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
    always = filters.but(from_month="", to_month="")
    held = list_months_held(connection, filters=always, source_id=COLLISIONS)
    earlier = find_previous(filters, held=held)
    if earlier is None:
        nothing = pd.Series(pd.NA, index=units.index, dtype="Int64")
        return units.assign(previous_count=nothing, judgement="", allows_for="")
    is_anywhere = pd.Series(units["unit_kind"] == SECTION)
    whole = count_units(connection, filters=earlier, meant=meant, is_anywhere=True).set_index("section_id")["ksi_count"]
    inside = count_units(connection, filters=earlier, meant=meant).set_index("section_id")["ksi_count"]
    then = units["section_id"].map(whole).where(is_anywhere, units["section_id"].map(inside)).fillna(0).astype("Int64")
    changed = {
        row.force_code: (row.first_month, row.last_month)
        for row in find_reporting_change(connection, filters=filters).itertuples()
    }
    judged: list[Change | None] = []
    reasons = []
    for force_code, before, now in zip(units["force_code"], then, units["ksi_count"], strict=True):
        first, last = changed.get(force_code, ("", ""))
        is_across = bool(first) and earlier.from_month <= last and first <= filters.to_month
        judged.append(None if is_across else compare_counts(then=before, now=now))
        reasons.append(RECORDING_CHANGED if is_across else "")
    columns = tabulate_changes(judged, missing=reasons)
    return units.assign(previous_count=then, judgement=columns["judgement"], allows_for=columns["allows_for"])


def _name_places(connection: sa.Connection, units: pd.DataFrame) -> pd.DataFrame:
    area = schema.core_area
    names = {row[0]: row[1] for row in connection.execute(sa.select(area.c.area_code, area.c.area_name))}
    return units.assign(
        force_name=units["force_code"].map(names),
        policing_area_name=units["policing_area_code"].map(names),
        district_name=units["district_code"].map(names),
    )
