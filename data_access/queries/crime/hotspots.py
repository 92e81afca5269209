"""Hot spots: recorded crime by LSOA in the same months of two years, and which LSOAs stay hot."""

import pandas as pd
import sqlalchemy as sa

from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.hotspots import mark_hotspots
from data_access.measures.same_months import SameMonths, find_widest_pair, pair_years_of
from data_access.measures.sensitive import drop_sensitive
from data_access.measures.suppression import PUBLISHED
from data_access.publications import STREET_CRIME
from data_access.queries.crime.counts import TOTAL_CRIME, TOTAL_INCIDENTS, list_offences
from data_access.queries.crime.rates import list_ground, name_breakdown, sum_by_area
from data_access.queries.sources.coverage import list_months_held
from data_access.queries.sources.sources import find_access

HOTSPOT_COLUMNS = [
    "area_code",
    "area_name",
    "months_words",
    "month_count",
    "then_year",
    "now_year",
    "then",
    "now",
    "is_hot_then",
    "is_hot_now",
    "stays_hot",
    "source_id",
]
KINDS = {TOTAL_CRIME, TOTAL_INCIDENTS}


def list_hotspots(
    connection: sa.Connection,
    *,
    filters: Filters,
    offence_code: str = TOTAL_CRIME,
    then_year: str = "",
    now_year: str = "",
) -> pd.DataFrame:
    """Every LSOA of the area with its count in the same whole months of two years, and whether it is in the top 5%.

    A row is an LSOA of 2011 (codes of 2021 are brought to it), also one without a crime; the two years
    are those that share most months held, the latest of equals, unless then_year and now_year name them.
    offence_code is recorded-crime, anti-social-behaviour or an offence of the series. Rows without a place are
    in no LSOA. Raises BadFilterError for a year that is none or an offence the series has not.
    """
    source_id = filters.source_id or STREET_CRIME
    offences = list_offences(connection, filters)
    if find_access(connection, source_id=source_id) != PUBLISHED:
        offences = drop_sensitive(offences)
    if offence_code not in KINDS | set(offences["offence_code"]):
        raise BadFilterError(name="--offence", value=offence_code, expected="the code of an offence of this series")
    months = list_months_held(connection, filters=filters, source_id=source_id)
    pair = _choose_pair(months, then_year, now_year)
    ground = list_ground(connection, filters=filters, level="lsoa")
    ground = ground[~ground["area_code"].str.contains("-")]  # the remainder areas are no places
    if pair is None or ground.empty:
        return pd.DataFrame(columns=HOTSPOT_COLUMNS)
    frame = ground
    for name, chosen in (("then", pair.then_months), ("now", pair.now_months)):
        counts = sum_by_area(connection, filters=filters, level="lsoa", months=list(chosen))
        breakdown = "total" if offence_code in KINDS else "category"
        counts, _ = name_breakdown(counts, offences, breakdown=breakdown)
        counts = counts[counts["offence_code"] == offence_code].groupby("area_code")["crime_count"].sum()
        frame = frame.assign(**{name: frame["area_code"].map(counts).fillna(0).astype("int64")})
    marked = mark_hotspots(frame).assign(
        months_words=pair.words,
        month_count=len(pair.numbers),
        then_year=pair.then_year,
        now_year=pair.now_year,
        source_id=source_id,
    )
    return marked.sort_values(["now", "then", "area_code"], ascending=[False, False, True], ignore_index=True)[
        HOTSPOT_COLUMNS
    ]


def _choose_pair(months: list[str], then_year: str, now_year: str) -> SameMonths | None:
    if not (then_year or now_year):
        return find_widest_pair(months)
    if not (then_year.isdigit() and now_year.isdigit() and then_year < now_year):
        raise BadFilterError(
            name="--then and --now", value=f"{then_year}, {now_year}", expected="two years, the earlier first"
        )
    return pair_years_of(months, then_year=int(then_year), now_year=int(now_year))
