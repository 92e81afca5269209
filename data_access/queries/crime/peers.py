"""A force beside its peers and all 43: counts over ten years, rates over the nine with residents, rank and funnel."""

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.funnel import add_funnel, find_mean_rates
from data_access.measures.offence_groups import add_combined_groups
from data_access.measures.rates import add_rates
from data_access.options import YearEnding
from data_access.publications import RECORDED_CRIME_YEAR
from data_access.queries.crime.published import TOTAL
from data_access.queries.sources.areas import find_area

# Forces whose rate per resident says nothing, and why.
NO_RESIDENT_RATE = {
    "E23000034": "few people live in the City of London and many work there: a rate per resident means nothing",
}
PEER_COLUMNS = [
    "year_ending",
    "area_code",
    "area_name",
    "offence_code",
    "offence_name",
    "crime_count",
    "population",
    "rate",
    "rate_lower",
    "rate_upper",
    "rank",
    "count_rank",
    "is_own",
    "is_peer",
    "is_meaningful",
    "peers_weighted_rate",
    "peers_simple_rate",
    "funnel_lower_95",
    "funnel_upper_95",
    "funnel_lower_998",
    "funnel_upper_998",
    "differs",
    "note",
    "source_id",
]


def compare_peers(
    connection: sa.Connection, *, filters: Filters, year_ending: YearEnding = "", offence_code: str = TOTAL
) -> pd.DataFrame:
    """Every force's year to September: count, rate with interval, rank among the 43, and the funnel around the peers.

    A row is a force and a year (all years of the period; one with year_ending YYYY-09). Rank 1 is the
    highest rate. peers_weighted_rate is all crimes of the peers by all their residents and the centre
    of the funnel, peers_simple_rate the mean of their rates; neither holds the force itself. Peers are those the
    configuration names (core_peer), of any of the area's forces. A force without a meaningful rate
    has none, and `note` says why. Raises BadFilterError for an offence group that is none.
    """
    chosen = find_area(connection, area_code=filters.area_code)
    counts = _list_counts(connection, filters, offence_code=offence_code)
    if year_ending:
        counts = counts[counts["year_ending"] == year_ending]
    if counts.empty:
        return pd.DataFrame(columns=PEER_COLUMNS)
    peers = _list_peers(connection, force_codes=chosen.force_codes)
    counts = counts.assign(
        is_own=counts["area_code"].isin(chosen.force_codes),
        is_peer=counts["area_code"].isin(peers - set(chosen.force_codes)),
        is_meaningful=~counts["area_code"].isin(NO_RESIDENT_RATE),
        note=counts["area_code"].map(NO_RESIDENT_RATE).fillna(""),
        source_id=RECORDED_CRIME_YEAR,
    )
    years = [_rate_year(year) for _, year in counts.groupby("year_ending", sort=True)]
    return pd.concat(years, ignore_index=True)[PEER_COLUMNS]


def _list_counts(connection: sa.Connection, filters: Filters, *, offence_code: str) -> pd.DataFrame:
    """Counts of one group and residents of the 43 forces by year, in the filters' period."""
    figure, offence, area = schema.core_figure, schema.core_offence, schema.core_area
    statement = (
        sa.select(
            figure.c.area_code,
            sa.func.coalesce(area.c.area_name, figure.c.area_name).label("area_name"),
            figure.c.period_code,
            figure.c.measure_code,
            figure.c.breakdown_code.label("offence_code"),
            offence.c.offence_name,
            sa.cast(figure.c.value, sa.Double).label("crime_count"),
        )
        .join(
            offence,
            sa.and_(offence.c.offence_code == figure.c.breakdown_code, offence.c.scheme == "group"),
            isouter=True,
        )
        .join(area, area.c.area_code == figure.c.area_code, isouter=True)
        .where(
            figure.c.source_id == RECORDED_CRIME_YEAR,
            figure.c.measure_code.in_(["recorded_crime_year", "population_crime_year"]),
        )
        .order_by(figure.c.period_code, figure.c.area_code)
    )
    figures = read_frame(connection, statement)
    is_people = figures["measure_code"] == "population_crime_year"
    keys = ["area_code", "period_code"]
    people = figures[is_people].rename(columns={"crime_count": "population"})[[*keys, "population"]]
    counts = add_combined_groups(figures[~is_people])
    if len(counts) and offence_code not in set(counts["offence_code"]):
        raise BadFilterError(
            name="--offence", value=offence_code, expected="the code of an offence group, such as 'robbery'"
        )
    counts = counts[counts["offence_code"] == offence_code].merge(people, on=keys, how="left")
    counts["year_ending"] = counts["period_code"].str.removeprefix("ye-")
    year = counts["year_ending"]
    return counts[(year >= filters.from_month) & (year <= (filters.to_month or "9999"))]


def _list_peers(connection: sa.Connection, *, force_codes: tuple[str, ...]) -> set[str]:
    peer = schema.core_peer
    return set(connection.scalars(sa.select(peer.c.peer_code).where(peer.c.force_code.in_(force_codes))))


def _rate_year(year: pd.DataFrame) -> pd.DataFrame:
    """Rates, ranks and the funnel of one year."""
    people = year["population"].where(year["is_meaningful"] & year["crime_count"].notna())
    counted = year.assign(known=people, counted=year["crime_count"].fillna(0))
    rated = add_rates(counted, count="counted", population="known")
    weighted, simple = find_mean_rates(year[year["is_peer"]])
    rated = add_funnel(rated, centre=weighted, exposure=people)
    rated = rated.assign(
        peers_weighted_rate=weighted,
        peers_simple_rate=simple,
        rank=rated["rate"].rank(ascending=False, method="min").astype("Int64"),
        count_rank=rated["crime_count"].rank(ascending=False, method="min").astype("Int64"),
    )
    is_blank = rated["crime_count"].isna()
    rated["note"] = np.where(is_blank, "blank at source", rated["note"])
    return rated.sort_values(["rate", "crime_count"], ascending=False, na_position="last")
