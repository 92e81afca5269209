"""Areas by threat: the rate of each policing area and force against the alliance's, or against its peers'."""

from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.database.remembered import remember
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.judging import judge_intervals
from data_access.measures.latest_period import name_span
from data_access.measures.rates import add_rates
from data_access.publications import COLLISIONS, RECORDED_CRIME_QUARTER, RECORDED_CRIME_YEAR, STREET_CRIME
from data_access.queries.casualties.rates import rank_area_rates
from data_access.queries.crime.rates import sum_by_area
from data_access.queries.overview.headlines import EDITION, find_crime_year
from data_access.queries.sources.areas import list_populations
from data_access.queries.sources.coverage import list_months_held
from data_access.queries.threats.counts import ForceTables, read_force_tables
from data_access.queries.threats.documents import list_threat_measures
from data_access.queries.threats.measuring import KSI, MONTHLY, QUARTERLY, YEARLY, choose_months

ALLIANCE, PEERS = "alliance", "peers"
LEVELS = ("force", "policing_area")
NO_RESIDENTS = "residents are not held"
FORCES_ONLY = "published for forces only"
NO_PEER_TABLE = "no figure of its peers is held"
NOT_HELD = "no figure is held for this period"
PER = {KSI: 100_000}
# Which measure stands for a threat here: the first that is held.
ORDER = (KSI, MONTHLY, YEARLY, QUARTERLY)
NUMBERS = ("event_count", "population", "rate", "rate_lower", "rate_upper", "reference_rate", "ratio", "ratio_lower",
           "ratio_upper", "period_words")  # fmt: skip
AREA_COLUMNS = [
    "threat_code",
    "threat_name",
    "measure_code",
    "measure_name",
    "period_words",
    "area_code",
    "area_name",
    "level",
    "event_count",
    "population",
    "per",
    "rate",
    "rate_lower",
    "rate_upper",
    "against",
    "reference_rate",
    "ratio",
    "ratio_lower",
    "ratio_upper",
    "differs",
    "reason",
    "is_own",
    "source_id",
]


def rate_threats_by_area(
    connection: sa.Connection, *, filters: Filters, against: str = ALLIANCE, as_at: str = EDITION
) -> pd.DataFrame:
    """The rate of each threat's measure in every force and policing area, as a ratio to the alliance's or its peers'.

    A row is a threat that is measured and an area of the alliance, whichever area is chosen (is_own: it or within it):
    event_count, rate per `per` residents (KSI: 100,000 a year; crime: 1,000 over period_words) with its 95% interval,
    ratio to reference_rate, and differs: 'higher', 'lower' or 'no more than chance' (the interval reaches it; it allows
    for chance alone). reason says why a ratio is missing. against 'alliance' takes monthly figures where they
    are held, else forces' yearly tables; 'peers' takes the yearly tables, and the peers' mean weighted by residents.
    as_at chooses the yearly table's year, as for threats.overview; a year without residents printed has no rate.
    Raises BadFilterError for another.
    """
    if against not in (ALLIANCE, PEERS):
        raise BadFilterError(name="--against", value=against, expected=f"{ALLIANCE} or {PEERS}")
    tables = read_force_tables(connection, filters=filters)
    return rate_from_tables(connection, tables, filters=filters, against=against, as_at=as_at)


def rate_from_tables(
    connection: sa.Connection, tables: ForceTables, *, filters: Filters, against: str, as_at: str
) -> pd.DataFrame:
    """The answer of threats.areas where the tables of forces have been read already."""
    measures = list_threat_measures(connection, filters=Filters(area_code=filters.area_code))
    wide = filters.but(area_code=_find_alliance(connection, filters), threat_code="", source_id="")
    areas = _list_areas(connection, filters)
    peers = _list_peers(connection) if against == PEERS else {}
    pinned = find_crime_year(connection, filters=wide) if as_at == EDITION else ""
    found = _read_rates(connection, wide, tables, is_monthly=against == ALLIANCE, pinned=pinned)
    parts = []
    for code, own in measures.groupby("threat_code", sort=False):
        named = own[own["measure_code"].isin(ORDER)].drop_duplicates("measure_code").set_index("measure_code")
        if named.empty:
            continue
        order = [each for each in ORDER if each in named.index]
        used = next((each for each in order if (str(code), each) in found), order[0])
        part = _place_rates(areas, found.get((str(code), used)), peers=peers, per=PER.get(used, 1_000))
        about = named.loc[used]
        names = {name: about[name] for name in ("threat_name", "measure_name")}
        parts.append(part.assign(threat_code=code, measure_code=used, against=against, **names))
    if not parts:
        return pd.DataFrame(columns=AREA_COLUMNS)
    frame = pd.concat(parts, ignore_index=True)
    texts = {name: frame[name].astype(object).fillna("") for name in ("period_words", "reason", "differs")}
    return frame.assign(**texts)[AREA_COLUMNS]


def _read_rates(
    connection: sa.Connection, filters: Filters, tables: ForceTables, *, is_monthly: bool, pinned: str
) -> dict[tuple[str, str], pd.DataFrame]:
    """Counts and residents by (threat, measure): a row is an area, of any force in the tables of forces."""
    found = _read_tables(connection, filters, tables, pinned=pinned)
    if is_monthly:
        found |= {(code, MONTHLY): rows for code, rows in _read_street(connection, filters).items()}
        collisions = _read_ksi(connection, filters)
        if collisions is not None:
            found["ksi", KSI] = collisions
    return found


def _place_rates(
    areas: pd.DataFrame, counts: pd.DataFrame | None, *, peers: dict[str, list[str]], per: int
) -> pd.DataFrame:
    """The areas of the alliance with rate, reference and ratio; peers is empty for the alliance as reference."""
    if counts is None:
        reason = NO_PEER_TABLE if peers else NOT_HELD
        return areas.assign(per=per, **dict.fromkeys(NUMBERS, np.nan), differs="", reason=reason, source_id=None)
    placed = areas.merge(counts, on="area_code", how="left")
    rated = add_rates(placed, count="event_count", population="population", per=per)
    for name in ("rate", "rate_lower", "rate_upper"):
        rated[name] = rated[name] / rated["years"]
    if peers:
        references = {
            code: _rate_together(counts[counts["area_code"].isin(peers.get(code, []))], per=per)
            for code in rated["area_code"].unique()
        }
    else:
        references = {level: _rate_together(own, per=per) for level, own in placed.groupby("level")}
    rated = rated.assign(per=per, reference_rate=rated["area_code" if peers else "level"].map(references))
    for name, limit in (("ratio", "rate"), ("ratio_lower", "rate_lower"), ("ratio_upper", "rate_upper")):
        rated[name] = rated[limit] / rated["reference_rate"]
    return rated.assign(
        differs=judge_intervals(rated["ratio_lower"], rated["ratio_upper"], against=1.0),
        reason=[_explain_gap(row, has_peers=bool(peers)) for row in rated.to_dict("records")],
    )


def _rate_together(counts: pd.DataFrame, *, per: int) -> float:
    """All events of some areas by all their residents; NaN for no area."""
    held = counts.dropna(subset=["event_count", "population"])
    people = float((held["population"].astype(float) * held["years"]).sum())
    return per * float(held["event_count"].sum()) / people if people else np.nan


def _explain_gap(row: dict[str, Any], *, has_peers: bool) -> str:
    if not pd.isna(row["ratio"]):
        return ""
    if row["level"] != "force" and pd.isna(row["event_count"]):
        return FORCES_ONLY
    if pd.isna(row["population"]):
        return NO_RESIDENTS
    return NO_PEER_TABLE if has_peers else NOT_HELD


def _find_alliance(connection: sa.Connection, filters: Filters) -> str:
    return str(connection.scalar(sa.select(schema.meta_store.c.alliance_code)) or filters.area_code)


def _list_areas(connection: sa.Connection, filters: Filters) -> pd.DataFrame:
    """Forces and the policing areas in them, in hierarchy order, with whether they are the chosen area or in it."""
    area, member = schema.core_area, schema.core_area_member
    statement = (
        sa.select(area.c.area_code, area.c.area_name, area.c.level)
        .where(area.c.level.in_(LEVELS))
        .order_by(area.c.sort_order)
    )
    frame = read_frame(connection, statement)
    within = sa.select(member.c.area_code).where(member.c.ancestor_code == filters.area_code)
    codes = {filters.area_code, *connection.scalars(within)}
    return frame.assign(is_own=frame["area_code"].isin(codes))


def _list_peers(connection: sa.Connection) -> dict[str, list[str]]:
    """The forces that each force is compared with, as the configuration names them."""
    peers: dict[str, list[str]] = {}
    for force_code, peer_code in connection.execute(
        sa.select(schema.core_peer.c.force_code, schema.core_peer.c.peer_code)
    ):
        peers.setdefault(force_code, []).append(peer_code)
    return peers or {"": []}


@remember
def _read_street(connection: sa.Connection, filters: Filters) -> dict[str, pd.DataFrame]:
    """Street categories of each threat by area, over the latest twelve months held or the latest run."""
    held = list_months_held(connection, filters=filters, source_id=STREET_CRIME)
    months, _ = choose_months(held, is_run_enough=True)
    if not months:
        return {}
    link = schema.core_threat_offence
    rows = connection.execute(sa.select(link.c.threat_code, link.c.offence_code).where(link.c.scheme == "street")).all()
    people = list_populations(connection, year=int(months[len(months) // 2][:4]))
    counts = pd.concat([sum_by_area(connection, filters=filters, level=level, months=months) for level in LEVELS])
    found = {}
    for code in dict.fromkeys(row[0] for row in rows):
        offences = [row[1] for row in rows if row[0] == code]
        sums = counts[counts["offence_code"].isin(offences)].groupby("area_code")["crime_count"].sum()
        every = people[["area_code", "population"]].assign(event_count=people["area_code"].map(sums).fillna(0.0))
        found[code] = every.assign(period_words=name_span(months), source_id=STREET_CRIME, years=1.0)
    return found


@remember
def _read_ksi(connection: sa.Connection, filters: Filters) -> pd.DataFrame | None:
    """KSI collisions by area over the latest twelve months held (or the latest run)."""
    held = list_months_held(connection, filters=filters, source_id=COLLISIONS)
    months, _ = choose_months(held, is_run_enough=True)
    if not months:
        return None
    rates = rank_area_rates(connection, filters=filters.but(from_month=months[0], to_month=months[-1]))
    rates = rates[(rates["basis"] == "residents") & rates["level"].isin(LEVELS)]
    named = rates.rename(columns={"ksi_count": "event_count", "denominator": "population"})
    return named[["area_code", "event_count", "population", "years"]].assign(
        period_words=name_span(months), source_id=COLLISIONS
    )


def _read_tables(
    connection: sa.Connection, filters: Filters, tables: ForceTables, *, pinned: str
) -> dict[tuple[str, str], pd.DataFrame]:
    """Yearly and quarterly tables by threat and measure, for every force that has residents printed."""
    found = {}
    people = _list_residents(connection)
    held = sorted(people["period_code"].str.removeprefix("ye-").unique())
    inside = [end for end in held if filters.includes(end)]
    end = pinned if pinned in inside else (inside[-1] if inside else "")
    for code, yearly in tables.yearly.items():
        counts = yearly.counts[yearly.counts["year"] == int(end[:4] or 0)]
        if len(counts):
            own = people[people["period_code"] == f"ye-{end}"]
            rows = own.merge(counts.rename(columns={"crime_count": "event_count"}), on="area_code")
            found[code, YEARLY] = _name_rows(rows, f"year to September {end[:4]}", RECORDED_CRIME_YEAR)
    if tables.is_whole_year:
        months = tables.quarter_months
        # Mid-year residents of the calendar year in which the table begins.
        own = people[people["period_code"] == f"ye-{months[0][:4]}-09"]
        for code, group in tables.quarterly.groupby("threat_code"):
            sums = group.groupby("area_code")["crime_count"].sum()
            rows = own.assign(event_count=own["area_code"].map(sums).fillna(0.0))
            found[str(code), QUARTERLY] = _name_rows(rows, name_span(months), RECORDED_CRIME_QUARTER)
    return found


def _name_rows(rows: pd.DataFrame, period_words: str, source_id: str) -> pd.DataFrame:
    return rows[["area_code", "population", "event_count"]].assign(
        period_words=period_words, source_id=source_id, years=1.0
    )


@remember
def _list_residents(connection: sa.Connection) -> pd.DataFrame:
    """Residents of every force as the table of recorded crime prints them: area_code, period_code, population."""
    figure = schema.core_figure
    statement = sa.select(
        figure.c.area_code, figure.c.period_code, sa.cast(figure.c.value, sa.Double).label("population")
    ).where(figure.c.measure_code == "population_crime_year", figure.c.status == "value")
    return read_frame(connection, statement)
