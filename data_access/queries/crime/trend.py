"""The trend of recorded crime with its control limits, by any step that is held whole."""

from datetime import date

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.control_charts import CHART_COLUMNS, chart_series
from data_access.measures.steps import CHARTED, STEPS, add_up_months, explain_step
from data_access.months import list_months
from data_access.options import Breakdown
from data_access.publications import RECORDED_CRIME_QUARTER, RECORDED_CRIME_YEAR, STREET_CRIME
from data_access.queries.crime.annotations import list_annotations
from data_access.queries.crime.counts import count_crime
from data_access.queries.crime.published import (
    PUBLISHED_STEPS,
    PUBLISHED_YEAR,
    list_published_periods,
)
from data_access.queries.sources.areas import find_area
from data_access.queries.sources.coverage import list_months_held

TREND_COLUMNS = [
    "period_code",
    "period_words",
    "first_month",
    "last_month",
    "month_count",
    "area_code",
    "area_name",
    "offence_code",
    "offence_name",
    "is_recorded_crime",
    "crime_count",
    "segment",
    *CHART_COLUMNS,
    "source_id",
]
STEP_COLUMNS = ["step", "step_name", "source_id", "is_held", "reason"]


def list_trend(
    connection: sa.Connection, *, filters: Filters, step: str = "month", breakdown: Breakdown = "total"
) -> pd.DataFrame:
    """Counts by period with mean, control limits and signal of each unbroken run of periods.

    A row is a period of which every month is held and an offence ('total': recorded crime and
    anti-social behaviour; 'category'; 'group'). segment numbers the runs: a chart never spans a gap, and
    begins anew at a dated change of recording. Limits are blank for fewer than five points and
    is_provisional below twelve (measures.control_charts). step 'published-year' and 'published-quarter'
    read the tables of recorded crime, which are for forces only: for an area below, its force is given.
    Raises BadFilterError for an unknown step.
    """
    if step not in STEPS and step not in PUBLISHED_STEPS:
        raise BadFilterError(name="--step", value=step, expected=", ".join([*STEPS, *PUBLISHED_STEPS]))
    if step in PUBLISHED_STEPS:
        counts = list_published_periods(connection, filters=filters, step=step, breakdown=breakdown)
    else:
        counts = _add_up_steps(connection, filters, step=step, breakdown=breakdown)
    if counts.empty:
        return pd.DataFrame(columns=TREND_COLUMNS)
    counts = _divide_at_changes(connection, counts, filters=filters)
    return _chart(counts, is_charted=step in CHARTED or step in PUBLISHED_STEPS)[TREND_COLUMNS]


def list_steps(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """Which steps the area's trend can be shown by; a row is a step, with the reason where it has no whole period."""
    source_id = filters.source_id or STREET_CRIME
    months = list_months_held(connection, filters=filters, source_id=source_id)
    rows = []
    for step, name in STEPS.items():
        reason = explain_step(months, step)
        rows.append((step, name, source_id, not reason, reason))
    for step, name in PUBLISHED_STEPS.items():
        held = list_published_periods(connection, filters=filters, step=step, breakdown="group")
        reason = "" if len(held) else "no such table is held for this area, threat and period"
        source = RECORDED_CRIME_YEAR if step == PUBLISHED_YEAR else RECORDED_CRIME_QUARTER
        rows.append((step, name, source, not reason, reason))
    return pd.DataFrame(rows, columns=STEP_COLUMNS)


def _add_up_steps(connection: sa.Connection, filters: Filters, *, step: str, breakdown: str) -> pd.DataFrame:
    """The monthly series of the filters' area added up to whole periods."""
    source_id = filters.source_id or STREET_CRIME
    counts = count_crime(connection, filters=filters, breakdown=breakdown)
    if counts.empty:
        return counts
    order = {code: number for number, code in enumerate(dict.fromkeys(counts["offence_code"]))}
    keys = ["area_code", "area_name", "offence_code", "offence_name", "is_recorded_crime"]
    added = add_up_months(counts, step=step, keys=keys)
    return added.assign(source_id=source_id, offence_order=added["offence_code"].map(order))


def _divide_at_changes(connection: sa.Connection, counts: pd.DataFrame, *, filters: Filters) -> pd.DataFrame:
    """Begin a new segment with the first period that lies whole after a dated change of recording."""
    changes = list_annotations(connection, filters=filters)
    forces = set(find_area(connection, area_code=filters.area_code).force_codes)
    is_of_part = changes["is_part"].astype(bool) & ~changes["area_code"].isin(forces)
    changes = changes[changes["is_rebase"].astype(bool) & ~is_of_part & changes["annotation_date"].notna()]
    if changes.empty:
        return counts
    parents = _list_parents(connection)
    extra = pd.Series(0, index=counts.index)
    for change in changes.to_dict("records"):
        month = _name_first_whole_month(change["annotation_date"])
        is_meant = counts["offence_code"].map(
            lambda code, meant=change["offence_code"]: not meant or meant in _list_ancestors(code, parents)
        )
        extra += (is_meant & (counts["first_month"] >= month)).astype(int)
    # Segments stay whole numbers in order: the runs of months first, changes within them.
    return counts.assign(segment=counts["segment"] * (len(changes) + 1) + extra)


def _list_parents(connection: sa.Connection) -> dict[str, str]:
    offence = schema.core_offence
    statement = sa.select(offence.c.offence_code, offence.c.parent_code).where(
        offence.c.scheme.in_(["group", "offence"])
    )
    return {str(row[0]): str(row[1] or "") for row in connection.execute(statement)}


def _list_ancestors(code: str, parents: dict[str, str]) -> set[str]:
    """A code and the groups it is part of, but for the total: a change of one group is none of all crime."""
    found = set()
    while code and code != "total" and code not in found:
        found.add(code)
        code = parents.get(code, "")
    return found


def _name_first_whole_month(day: date) -> str:
    """The first month that lies whole after a day: its own where it is the first."""
    month = f"{day:%Y-%m}"
    return month if day.day == 1 else list_months(month, "2999-12")[1]


def _chart(counts: pd.DataFrame, *, is_charted: bool) -> pd.DataFrame:
    """Control charts of every offence and segment; a period without a count (blank at source) ends a run."""
    ordered = counts.sort_values(["period_order", "offence_order"], ignore_index=True)
    is_held = ordered["crime_count"].notna()
    breaks = (~is_held).groupby(ordered["offence_code"]).cumsum()
    charts = []
    for _, series in ordered[is_held].groupby(["offence_code", "segment", breaks[is_held]], sort=False):
        values = series["crime_count"].astype(float).tolist() if is_charted else []
        charts.append(chart_series(values).set_axis(series.index[: len(values)]))
    charted = pd.concat(charts) if charts else pd.DataFrame(columns=CHART_COLUMNS)
    joined = ordered.join(charted)
    filled = {"method": "", "signal": "", "is_provisional": False}
    joined = joined.assign(**{name: joined[name].astype(object).fillna(value) for name, value in filled.items()})
    joined["is_provisional"] = joined["is_provisional"].astype(bool)
    for name in ("mean", "lower", "upper"):
        joined[name] = joined[name].astype(float)
    joined["segment"] = _renumber(joined)
    return joined


def _renumber(counts: pd.DataFrame) -> pd.Series:
    """Segments as 0, 1, 2 ... for each offence."""
    return counts.groupby("offence_code")["segment"].rank(method="dense").astype("int64") - 1
