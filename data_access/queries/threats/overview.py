"""The threat picture: one row for each priority of the control strategy, with its figure and its doubts."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.change import JUDGEMENT_COLUMNS
from data_access.measures.latest_period import EDITION_YEAR, NOT_IN_PERIOD, NOT_MEASURED, YEARLY_TABLE, name_span
from data_access.measures.threat_ranks import RANK_COLUMNS, rank_threats
from data_access.queries.crime.offence_tree import list_weights
from data_access.queries.overview.headlines import AS_AT, EDITION, find_crime_year
from data_access.queries.priorities.editions import list_alliance_priorities, list_priority_editions
from data_access.queries.sources.areas import Area, find_area
from data_access.queries.threats.context import count_partners, find_drivers, find_rags, value_prevention
from data_access.queries.threats.counts import ForceTables, read_force_tables
from data_access.queries.threats.documents import list_threat_measures
from data_access.queries.threats.measuring import (
    KSI,
    MONTHLY,
    QUARTERLY,
    YEARLY,
    Figure,
    list_years,
    measure_ksi,
    measure_quarters,
    measure_street,
    measure_year,
)

OVERVIEW_COLUMNS = [
    "strategy",
    "position",
    "threat_code",
    "threat_name",
    "measure_code",
    "measure_name",
    "value",
    "unit",
    "period_words",
    "first_month",
    "last_month",
    "rule",
    "then",
    "then_words",
    "pct",
    "z",
    "z_against_nation",
    *JUDGEMENT_COLUMNS,
    "polarity",
    *RANK_COLUMNS[1:],
    "rank_period_words",
    "is_rank_of_force",
    "prevention_value",
    "drivers",
    "drivers_rated_count",
    "drivers_reason",
    "csp_count",
    "csp_up_to_count",
    "csp_contributes_count",
    "csp_total",
    "csp_names",
    "rag",
    "requirement_count",
    "derived_count",
    "rag_source_ids",
    "coverage",
    "reason",
    "reviewed_date",
    "as_at",
    "area_code",
    "area_name",
    "is_wider",
    "gap",
    "source_id",
]


def list_threat_overview(
    connection: sa.Connection, *, filters: Filters, strategy: str = "", as_at: str = EDITION
) -> pd.DataFrame:
    """A row for each priority of a control strategy: its figure, change, ranks, places, partners and doubts.

    strategy names whose priorities: an edition's own, or '2018-19' for what the 2017-18 document recommends; '' is
    the filters' edition (the latest without one). The figure is the latest twelve months where all are held, else a
    year of the yearly tables, else the latest unbroken run, and rule says which. as_at 'edition' takes the yearly
    table's year of the edition where no period is chosen, 'latest' its last. An area below a force has no yearly
    table: its own months come first, else its force's table (is_wider). value is missing where nothing is held, and
    gap says why. judgement, elsewhere and allows_for judge the change (measures.change). Ranks are among the threats
    of the strategy with offence codes, all on the same crimes; a threat filter keeps its row, ranked among all. KSI
    has prevention_value and no rank. drivers are policing areas whose rate lies above the alliance's (threats.areas),
    drivers_rated_count those with a rate, and drivers_reason says why there is none. rag is '' where no requirement
    is held. Raises BadFilterError for a strategy that
    isn't held.
    """
    if as_at not in AS_AT:
        raise BadFilterError(name="--as-at", value=as_at, expected=f"one of {', '.join(AS_AT)}")
    threat_code, filters = filters.threat_code, filters.but(threat_code="", source_id="")
    chosen = find_area(connection, area_code=filters.area_code)
    priorities = list_strategy(connection, filters=filters, strategy=strategy)
    if priorities.empty:
        return pd.DataFrame(columns=OVERVIEW_COLUMNS)
    strategy = str(priorities["strategy"].iloc[0])
    measures = list_threat_measures(connection, filters=Filters(area_code=filters.area_code))
    tables = read_force_tables(connection, filters=filters)
    pinned = find_crime_year(connection, filters=filters) if as_at == EDITION else ""
    found = _measure_threats(
        connection, filters, chosen, list(priorities["threat_code"]), measures, tables=tables, pinned=pinned
    )
    frame = priorities.assign(**_tabulate(found, priorities["threat_code"]))
    frame = frame.merge(_describe(found, measures), on="threat_code")
    frame = frame.merge(_rank(connection, tables, chosen, frame["threat_code"]), on="threat_code", how="left")
    frame = frame.merge(find_drivers(connection, tables, filters=filters, as_at=as_at), on="threat_code", how="left")
    frame = frame.merge(count_partners(connection, filters=filters, strategy=strategy), on="threat_code", how="left")
    frame = frame.merge(find_rags(connection, filters=filters), on="threat_code", how="left")
    frame["prevention_value"] = [value_prevention(connection, figure=found[code]) for code in frame["threat_code"]]
    frame = _finish(connection, frame, found, chosen)
    return frame[frame["threat_code"] == threat_code].reset_index(drop=True) if threat_code else frame


def list_strategy(connection: sa.Connection, *, filters: Filters, strategy: str) -> pd.DataFrame:
    """The priorities of a strategy in its order: strategy, position, threat_code, threat_name."""
    held = list_priority_editions(connection)
    if strategy and strategy not in held:
        raise BadFilterError(name="--strategy", value=strategy, expected=f"one of {', '.join(held)}")
    editions = list(
        connection.scalars(sa.select(schema.core_edition.c.edition).order_by(schema.core_edition.c.edition))
    )
    own = [edition for edition in held if edition in editions]
    wanted = strategy or (filters.edition if filters.edition in held else (own or held or [""])[-1])
    threat = schema.core_threat
    names = dict(connection.execute(sa.select(threat.c.threat_code, threat.c.threat_name)).all())
    rows = list_alliance_priorities(connection, edition=wanted)
    rows = rows.rename(columns={"edition": "strategy", "priority_code": "threat_code"})
    named = rows["threat_code"].map(names).fillna(rows["priority_name"])
    return rows.assign(threat_name=named)[["strategy", "position", "threat_code", "threat_name"]]


def _measure_threats(
    connection: sa.Connection,
    filters: Filters,
    chosen: Area,
    codes: list[str],
    measures: pd.DataFrame,
    *,
    tables: ForceTables,
    pinned: str,
) -> dict[str, Figure]:
    """The figure of each threat by the first rule that gives one."""
    held = {code: set(group["measure_code"]) for code, group in measures.groupby("threat_code")}
    found = {}
    for code in codes:
        makers = _list_makers(connection, filters, chosen, code, tables=tables, pinned=pinned)
        own = held.get(code, set())
        figures = (make() for measure, make in makers if measure in own)
        found[code] = next((figure for figure in figures if figure is not None), Figure())
    return found


def _list_makers(
    connection: sa.Connection, filters: Filters, chosen: Area, code: str, *, tables: ForceTables, pinned: str
) -> list[tuple[str, Callable[[], Figure | None]]]:
    """Ways to a threat's figure, with the measure that each needs, in the order in which they are tried."""
    is_below = chosen.level not in ("alliance", "force")
    forces = chosen.force_codes

    def measure_street_months(*, is_run_enough: bool) -> Figure | None:
        return measure_street(connection, filters=filters, threat_code=code, is_run_enough=is_run_enough)

    def measure_table_year() -> Figure | None:
        yearly = tables.yearly.get(code)
        years = list_years(yearly, filters=filters, area=chosen) if yearly else []
        if not (yearly and years):
            return None
        year = int(pinned[:4] or 0) if pinned[:4] in map(str, years) else years[-1]
        rule = YEARLY_TABLE if year == years[-1] else EDITION_YEAR
        return measure_year(yearly, force_codes=forces, year=year, rule=rule, is_wider=is_below)

    return [
        (KSI, lambda: measure_ksi(connection, filters=filters)),
        (MONTHLY, lambda: measure_street_months(is_run_enough=is_below)),
        (YEARLY, measure_table_year),
        (QUARTERLY, lambda: measure_quarters(tables, threat_code=code, force_codes=forces, is_wider=is_below)),
        (MONTHLY, lambda: measure_street_months(is_run_enough=True)),
    ]


def _tabulate(found: dict[str, Figure], codes: pd.Series) -> dict[str, list[Any]]:
    names = ("measure_code", "source_id", "rule", "period_words", "first_month", "last_month", "value", "then")
    more = ("then_words", "pct", "z", "z_against_nation", *JUDGEMENT_COLUMNS, "is_wider")
    return {name: [getattr(found[code], name) for code in codes] for name in (*names, *more)}


def _describe(found: dict[str, Figure], measures: pd.DataFrame) -> pd.DataFrame:
    """What is measured and how well it covers the threat; of a threat without a figure, why there is none."""
    rows = []
    for code, figure in found.items():
        own = measures[measures["threat_code"] == code]
        used = own[own["measure_code"] == figure.measure_code] if figure.measure_code else own.iloc[0:0]
        row = (used if len(used) else own).head(1).to_dict("records")
        about = row[0] if row else {"measure_name": "", "reason": "no measure is named for it", "polarity": "none"}
        coverage = str(about.get("coverage", "none")) if figure.value is not None else "none"
        unit = "collisions" if figure.measure_code == KSI else "crimes"
        is_measured = bool(own["measure_code"].isin([MONTHLY, YEARLY, QUARTERLY, KSI]).any())
        gap = "" if figure.value is not None else NOT_IN_PERIOD if is_measured else NOT_MEASURED
        reviewed = about.get("reviewed_date", "")
        rows.append(
            (
                code,
                about["measure_name"],
                unit,
                about["polarity"],
                coverage,
                about["reason"],
                reviewed,
                gap,
            )
        )
    names = ["threat_code", "measure_name", "unit", "polarity", "coverage", "reason", "reviewed_date", "gap"]
    return pd.DataFrame(rows, columns=names)


def _rank(connection: sa.Connection, tables: ForceTables, chosen: Area, codes: pd.Series) -> pd.DataFrame:
    """Volume and severity rank of the strategy's threats on the offence codes of 2017/18, of the area's forces."""
    counts = tables.quarterly
    own = counts[counts["area_code"].isin(chosen.force_codes) & counts["threat_code"].isin(codes)]
    sums = own.groupby(["threat_code", "offence_code"], as_index=False)["crime_count"].sum()
    ranked = rank_threats(sums, weights=list_weights(connection))
    period = name_span(tables.quarter_months) if tables.quarters else ""
    return ranked.assign(rank_period_words=period, is_rank_of_force=chosen.level not in ("alliance", "force"))


def _finish(connection: sa.Connection, frame: pd.DataFrame, found: dict[str, Figure], chosen: Area) -> pd.DataFrame:
    """Area names, as-at dates and words for what is missing."""
    source, area = schema.core_source, schema.core_area
    as_at = dict(connection.execute(sa.select(source.c.source_id, source.c.as_at)).all())
    forces = read_frame(connection, sa.select(area.c.area_code, area.c.area_name).where(area.c.level == "force"))
    force_names = dict(zip(forces["area_code"], forces["area_name"], strict=True))
    whose = [
        (chosen.force_codes[0], force_names[chosen.force_codes[0]])
        if found[code].is_wider
        else (chosen.code, chosen.name)
        for code in frame["threat_code"]
    ]
    frame = frame.assign(
        area_code=[code for code, _ in whose],
        area_name=[name for _, name in whose],
        as_at=frame["source_id"].map(as_at).astype(object).fillna(""),
        has_rank_difference=frame["has_rank_difference"].eq(True),
        is_rank_of_force=frame["is_rank_of_force"].eq(True),
        value=frame["value"].astype(float),
        then=frame["then"].astype(float),
        prevention_value=frame["prevention_value"].astype(float),
    )
    texts = ("rank_period_words", "drivers", "drivers_reason", "csp_names", "rag_source_ids")
    frame = frame.assign(
        **{name: frame[name].astype(object).fillna("") for name in texts},
        rag=frame["rag"].astype(object).fillna(""),
    )
    whole = ("volume_rank", "severity_rank", "ranked_count", "csp_count", "csp_up_to_count", "csp_contributes_count")
    more = ("drivers_rated_count", "requirement_count", "derived_count")
    frame = frame.astype(dict.fromkeys((*whole, *more, "csp_total", "volume_count"), "Int64"))
    return frame.sort_values("position", ignore_index=True)[OVERVIEW_COLUMNS]
