"""Outcomes of recorded crime as they stood when the files were published."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.measures.outcome_groups import GROUP_ORDER, NO_OUTCOME, find_outcome_group
from data_access.measures.proportions import add_shares
from data_access.measures.sensitive import SMALL_LEVELS, drop_sensitive
from data_access.measures.suppression import PUBLISHED
from data_access.options import Level
from data_access.publications import FORCE_CRIMES, STREET_CRIME
from data_access.queries.crime.counts import list_offences
from data_access.queries.sources.areas import find_area, select_members
from data_access.queries.sources.coverage import list_months_held
from data_access.queries.sources.sources import find_access
from data_access.schema.harmless import is_harmless

OUTCOME_COLUMNS = [
    "month",
    "area_code",
    "area_name",
    "outcome_group",
    "outcome",
    "crime_count",
    "month_total",
    "share_pct",
    "share_lower_pct",
    "share_upper_pct",
    "source_id",
]


def count_outcomes(connection: sa.Connection, *, filters: Filters, level: Level = "") -> pd.DataFrame:
    """Recorded crimes by month and outcome as at publication, for the area or the areas at a level within it.

    A row is a month held, area and outcome that occurs; share_pct is of the month's crimes with its 95% interval
    (Wilson). Incidents of anti-social behaviour have no outcome and are left out. The older a month was
    when its file was made, the more of its crimes have an outcome, and the files do not say when that was:
    areas can be compared within a month, months with each other can not.
    """
    source_id = filters.source_id or STREET_CRIME
    months = list_months_held(connection, filters=filters, source_id=source_id)
    offences = list_offences(connection, filters)
    offences = offences[offences["is_recorded_crime"].astype(bool)]
    own_level = level or find_area(connection, area_code=filters.area_code).level
    is_small = own_level in SMALL_LEVELS and find_access(connection, source_id=source_id) != PUBLISHED
    if is_small:
        offences = drop_sensitive(offences)
    if not months or offences.empty:
        return pd.DataFrame(columns=OUTCOME_COLUMNS)
    codes = offences["offence_code"].tolist()
    counts = _read_counts(connection, filters, level=level, months=months, codes=codes, is_small=is_small)
    if counts.empty:
        return pd.DataFrame(columns=OUTCOME_COLUMNS)
    counts["outcome_group"] = counts["outcome"].map(find_outcome_group)
    counts["outcome"] = counts["outcome"].replace("", NO_OUTCOME)
    counts["month_total"] = counts.groupby(["month", "area_code"])["crime_count"].transform("sum")
    counts = add_shares(
        counts, count="crime_count", total="month_total", lower="share_lower_pct", upper="share_upper_pct"
    )
    counts = counts.assign(source_id=source_id, group_order=counts["outcome_group"].map(GROUP_ORDER))
    order = ["month", "sort_order", "group_order", "crime_count", "outcome"]
    return counts.sort_values(order, ascending=[True, True, True, False, True], ignore_index=True)[OUTCOME_COLUMNS]


def _read_counts(
    connection: sa.Connection, filters: Filters, *, level: str, months: list[str], codes: list[str], is_small: bool
) -> pd.DataFrame:
    """Counts by month, area and outcome: each place's rows under the area, or under the areas at the level.

    is_small leaves out the rows that a restricted source never shows below policing areas, flagged ones too.
    """
    is_extract = filters.source_id == FORCE_CRIMES
    crime = schema.out_force_crime if is_extract else schema.core_street_crime
    member, area = schema.core_area_member, schema.core_area
    listed = select_members(filters, level=level) if level else sa.select(sa.literal(filters.area_code))
    # A remainder area is listed at several levels: each place counts once under each area above it.
    places = (
        sa.select(member.c.area_code.label("place_code"), member.c.ancestor_code)
        .where(member.c.ancestor_code.in_(listed))
        .distinct()
        .subquery()
    )
    total = sa.cast(sa.func.sum(crime.c.crime_count), sa.BigInteger).label("crime_count")
    outcome = sa.func.coalesce(crime.c.outcome, "").label("outcome")
    keys = (crime.c.month, area.c.area_code, area.c.area_name, area.c.sort_order)
    statement = (
        sa.select(*keys, outcome, total)
        .join(places, places.c.place_code == crime.c.place_code)
        .join(area, area.c.area_code == places.c.ancestor_code)
        .where(
            crime.c.source_id == (filters.source_id or STREET_CRIME),
            crime.c.month.in_(months),
            crime.c.offence_code.in_(codes),
            is_harmless(crime) if is_small else sa.true(),
        )
        .group_by(*keys, outcome)
    )
    counts = read_frame(connection, statement)
    return counts[counts["crime_count"] > 0].reset_index(drop=True)
