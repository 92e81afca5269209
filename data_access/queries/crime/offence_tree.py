"""The crimeogram: one area's recorded crime by offence, as volume and, where codes are held, as harm."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.database.remembered import remember
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.offence_groups import NOT_OVERLAPPING
from data_access.measures.severity import share_harm, weigh_offences
from data_access.months import name_runs
from data_access.options import YearEnding
from data_access.periods import parse_period
from data_access.publications import FORCE_CRIMES, RECORDED_CRIME_QUARTER, RECORDED_CRIME_YEAR, STREET_CRIME
from data_access.queries.crime.counts import count_crime, list_offences
from data_access.queries.crime.of_threat import list_bearing_offences
from data_access.queries.crime.published import (
    PUBLISHED_QUARTER,
    PUBLISHED_YEAR,
    TOTAL,
    keep_bearing,
    keep_whole_periods,
    list_published_periods,
    list_quarter_counts,
)
from data_access.queries.sources.areas import find_area

NEEDS_CODES = "needs offence codes"
TREE_COLUMNS = [
    "area_code",
    "area_name",
    "period_words",
    "offence_code",
    "offence_name",
    "parent_code",
    "parent_name",
    "crime_count",
    "share_pct",
    "severity_weight",
    "harm",
    "harm_share_pct",
    "gap_pct",
    "weight_vintage",
    "note",
    "source_id",
]


def list_offence_tree(
    connection: sa.Connection, *, filters: Filters, step: str = PUBLISHED_YEAR, year_ending: YearEnding = ""
) -> pd.DataFrame:
    """Recorded crime of one area and period by offence, each crime in one row, under its group.

    A row is an offence. Of step 'published-year': ONS groups of a year to September (year_ending YYYY-09; empty: the
    last held); of 'published-quarter': offence codes of the quarters of 2017/18 that lie in the period; of 'month':
    the months held of the series chosen. harm is count x severity weight; without offence codes it is missing and
    note says 'needs offence codes': no weight stands for a category. Shares are of the rows given. For an area
    below a force, the published steps give its force. Raises BadFilterError for an unknown step.
    """
    readers = {PUBLISHED_YEAR: _read_year, PUBLISHED_QUARTER: _read_quarters, "month": _read_months}
    if step not in readers:
        raise BadFilterError(name="--step", value=step, expected=", ".join(readers))
    rows = (
        _read_year(connection, filters, year_ending) if step == PUBLISHED_YEAR else readers[step](connection, filters)
    )
    if rows.empty:
        return pd.DataFrame(columns=TREE_COLUMNS)
    weights = list_weights(connection)
    has_codes = step == PUBLISHED_QUARTER or filters.source_id == FORCE_CRIMES
    weighed = share_harm(weigh_offences(rows, weights=weights if has_codes else weights.iloc[0:0]))
    named = _name_parents(connection, weighed)
    named["weight_vintage"] = weights["weight_vintage"].iloc[0] if has_codes and len(weights) else ""
    missing = "no weight is published for this code" if has_codes else NEEDS_CODES
    named["note"] = named["severity_weight"].isna().map({True: missing, False: ""})
    ordered = named.sort_values(["crime_count", "offence_code"], ascending=[False, True], ignore_index=True)
    return ordered[TREE_COLUMNS]


@remember
def list_weights(connection: sa.Connection) -> pd.DataFrame:
    """The severity weights of the vintage held: offence_code, severity_weight, weight_vintage."""
    weight = schema.core_severity_weight
    statement = sa.select(weight.c.offence_code, weight.c.severity_weight, weight.c.weight_vintage)
    frame = read_frame(connection, statement.order_by(weight.c.weight_vintage, weight.c.offence_code))
    return frame[frame["weight_vintage"] == frame["weight_vintage"].max()]


def _read_year(connection: sa.Connection, filters: Filters, year_ending: str = "") -> pd.DataFrame:
    counts = list_published_periods(connection, filters=filters, step=PUBLISHED_YEAR, breakdown="group")
    if counts.empty:
        return counts
    held = counts[counts["crime_count"].notna()]
    chosen = f"ye-{year_ending}" if year_ending else held["period_code"].max()
    rows = held[(held["period_code"] == chosen) & held["offence_code"].isin(NOT_OVERLAPPING)]
    return rows.assign(source_id=RECORDED_CRIME_YEAR)


def _read_quarters(connection: sa.Connection, filters: Filters) -> pd.DataFrame:
    chosen = find_area(connection, area_code=filters.area_code)
    counts = list_quarter_counts(connection, area_codes=chosen.force_codes or ("",))
    if filters.threat_code:
        counts = keep_bearing(counts, list_bearing_offences(connection, threat_code=filters.threat_code))
    counts = keep_whole_periods(counts, filters)
    if counts.empty:
        return counts
    periods = sorted({parse_period(code) for code in counts["period_code"]}, key=lambda period: period.start)
    words = f"{periods[0].start:%B %Y} to {periods[-1].end:%B %Y}"
    is_all = chosen.level == "alliance"
    keys = ["offence_code", "offence_name", "parent_code"]
    summed = counts.groupby(keys, as_index=False, sort=False)["crime_count"].sum()
    return summed[summed["crime_count"] > 0].assign(
        area_code=chosen.code if is_all else chosen.force_codes[0],
        area_name=chosen.name if is_all else str(counts["area_name"].iloc[0]),
        period_words=words,
        source_id=RECORDED_CRIME_QUARTER,
    )


def _read_months(connection: sa.Connection, filters: Filters) -> pd.DataFrame:
    counts = count_crime(connection, filters=filters)
    counts = counts[counts["is_recorded_crime"].astype(bool)]
    if counts.empty:
        return counts
    parents = list_offences(connection, filters).set_index("offence_code")["parent_code"]
    keys = ["area_code", "area_name", "offence_code", "offence_name"]
    summed = counts.groupby(keys, as_index=False, sort=False)["crime_count"].sum()
    return summed[summed["crime_count"] > 0].assign(
        parent_code=summed["offence_code"].map(parents),
        period_words=f"the months held: {name_runs(counts['month'].tolist())}",
        source_id=filters.source_id or STREET_CRIME,
    )


def _name_parents(connection: sa.Connection, rows: pd.DataFrame) -> pd.DataFrame:
    """The group each row is drawn in: below the total, or the row itself where it has none."""
    offence = schema.core_offence
    statement = sa.select(offence.c.offence_code, offence.c.offence_name, offence.c.parent_code)
    groups = {row[0]: (row[1], row[2]) for row in connection.execute(statement.where(offence.c.scheme == "group"))}
    codes = [
        _climb(code, parent, groups) for code, parent in zip(rows["offence_code"], rows["parent_code"], strict=True)
    ]
    names = [
        groups[code][0] if code in groups else name for code, name in zip(codes, rows["offence_name"], strict=True)
    ]
    return rows.assign(parent_code=codes, parent_name=names)


def _climb(code: str, parent: str, groups: dict[str, tuple[str, str]]) -> str:
    """The group just below the total that an offence lies in."""
    while parent and parent != TOTAL:
        code, parent = parent, groups.get(parent, ("", ""))[1]
    return code
