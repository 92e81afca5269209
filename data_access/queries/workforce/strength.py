"""People: strength by force and date with peers, and what the assessments and a force's totals state of them."""

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.publications import RECORDED_CRIME_YEAR, WORKFORCE
from data_access.queries.sources.areas import Area, find_area

STATED_STRENGTH = "strength-actual"
NOT_STATED = "not_stated"


def count_strength(connection: sa.Connection, *, filters: Filters, with_peers: bool = False) -> pd.DataFrame:
    """Strength by as-at date, force and worker type, with strength per 1,000 residents.

    basis is 'fte' or 'headcount' and the two are never added. For the alliance its forces and their
    sum are given, and apart from them the strength an assessment states (basis 'not_stated', dated by
    its month); for an area below a force, the force. with_peers adds the forces they are compared with.
    strength_count is missing where status is not 'value'. Residents are the mid-year estimate nearest
    the date, of those printed beside each force in the recorded crime table.
    """
    chosen = find_area(connection, area_code=filters.area_code)
    shown = list_compared_forces(connection, chosen, with_peers=with_peers)
    frame = _read_strength(connection, filters, shown).astype({"strength_count": float})
    frame = add_residents(connection, frame, codes=shown)
    if chosen.level == "alliance":
        own = frame[frame["area_code"].isin(chosen.force_codes)]
        sums = _sum_forces(own, chosen.code, chosen.name, len(chosen.force_codes))
        stated = _read_stated_strength(connection, filters, chosen)
        # A part without rows says nothing of its columns' kinds.
        frame = pd.concat([part for part in (frame, sums, stated) if len(part)] or [frame])
    per_1000 = 1000 * frame["strength_count"] / frame["population"].astype(float)
    return frame.assign(strength_per_1000=per_1000).reset_index(drop=True)


def list_compared_forces(connection: sa.Connection, chosen: Area, *, with_peers: bool) -> list[str]:
    """The forces of an area, and with_peers those they are compared with."""
    shown = list(chosen.force_codes)
    if with_peers:
        peer = schema.core_peer
        peers = sa.select(peer.c.peer_code).where(peer.c.force_code.in_(chosen.force_codes)).distinct()
        shown += sorted(set(connection.scalars(peers)) - set(shown))
    return shown


def _read_strength(connection: sa.Connection, filters: Filters, shown: list[str]) -> pd.DataFrame:
    figure, area, source = schema.core_figure, schema.core_area, schema.core_source
    statement = (
        sa.select(
            figure.c.period_code.label("as_at_date"),
            figure.c.area_code,
            area.c.area_name,
            figure.c.breakdown_code.label("worker_type"),
            figure.c.basis,
            figure.c.value.label("strength_count"),
            figure.c.status,
            source.c.title.label("source"),
            source.c.source_id,
        )
        .join(area, area.c.area_code == figure.c.area_code)
        .join(source, source.c.source_id == figure.c.source_id)
        .where(
            figure.c.source_id == WORKFORCE,
            figure.c.measure_code == "workforce_strength",
            figure.c.area_code.in_(shown),
            *filters.months(sa.func.substr(figure.c.period_code, 1, 7)),
        )
        .order_by(figure.c.period_code, area.c.sort_order, figure.c.breakdown_code)
    )
    return read_frame(connection, statement)


def add_residents(connection: sa.Connection, frame: pd.DataFrame, *, codes: list[str]) -> pd.DataFrame:
    """Add population and population_year: residents at the mid-year nearest as_at_date, missing where none is held."""
    figure = schema.core_figure
    statement = sa.select(figure.c.area_code, figure.c.period_code, figure.c.value.label("population")).where(
        figure.c.source_id == RECORDED_CRIME_YEAR,
        figure.c.measure_code == "population_crime_year",
        figure.c.status == "value",
        figure.c.area_code.in_(codes),
    )
    people = read_frame(connection, statement).astype({"population": float})
    people["population_year"] = people["period_code"].str.slice(3, 7).astype("Int64")
    held = sorted(people["population_year"].unique())
    dates = pd.to_datetime(frame["as_at_date"])
    if not held:
        return frame.assign(population=np.nan, population_year=pd.array([pd.NA] * len(frame), dtype="Int64"))
    nearest = [min(held, key=lambda year: abs((date - pd.Timestamp(int(year), 6, 30)).days)) for date in dates]
    dated = frame.assign(population_year=pd.array(nearest, dtype="Int64"))
    return dated.merge(people.drop(columns="period_code"), on=["area_code", "population_year"], how="left")[
        [*frame.columns, "population", "population_year"]
    ]


def _sum_forces(frame: pd.DataFrame, code: str, name: str, force_count: int) -> pd.DataFrame:
    """The forces together on dates where each has a value, by worker type and basis."""
    keys = ["as_at_date", "worker_type", "basis", "source", "source_id", "population_year"]
    groups = frame.groupby(keys, sort=False, dropna=False)[["strength_count", "population"]]
    sums = groups.sum(min_count=force_count).reset_index()
    status = sums["strength_count"].notna().map({True: "value", False: "missing"})
    return sums.assign(area_code=code, area_name=name, status=status)


def _read_stated_strength(connection: sa.Connection, filters: Filters, chosen: Area) -> pd.DataFrame:
    """The strength an assessment states, a row a month and worker type; no rate, for its basis is not stated."""
    stated, source = schema.core_stated_figure, schema.core_source
    statement = (
        sa.select(
            stated.c.first_month.label("as_at_date"),
            stated.c.area_code,
            sa.literal(chosen.name).label("area_name"),
            stated.c.group_code.label("worker_type"),
            sa.literal(NOT_STATED).label("basis"),
            stated.c.value.label("strength_count"),
            stated.c.status,
            source.c.title.label("source"),
            source.c.source_id,
        )
        .join(source, source.c.source_id == stated.c.source_id)
        .where(
            stated.c.measure_code == STATED_STRENGTH,
            stated.c.area_code == chosen.code,
            *filters.months(stated.c.first_month),
        )
        .order_by(stated.c.first_month, stated.c.position)
    )
    frame = read_frame(connection, statement).astype({"strength_count": float})
    return frame.assign(population=np.nan, population_year=pd.array([pd.NA] * len(frame), dtype="Int64"))


# --- what documents and a force's own totals state ---------------------------------------------------


def list_sickness(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each figure on sickness, as its source states it; measures differ and are never one line.

    measure_code tells them apart: hours lost in a month, days lost in a month and hours lost in a
    half-year are three measures. status is 'value', 'not_stated' or 'suppressed' (a group under 10
    people of a force's own totals); unit is the measure's. An area keeps its forces' rows and those
    that stand for all forces together or none; an edition and a period keep theirs.
    """
    return list_stated(connection, filters=filters, subjects=("sickness",))


def list_toil_rdil(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each month, group and measure of TOIL and RDIL, and the limits of the internal policy.

    People over a limit and the average owed to them, in hours (TOIL) or days (RDIL). Columns and
    filters as in list_sickness.
    """
    return list_stated(connection, filters=filters, subjects=("toil-rdil",))


def list_specials(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each figure on the Special Constabulary: establishment, wanted, resigning, recruitment.

    Counts of people; recruitment is a funnel of three steps, each with its own date. Columns and
    filters as in list_sickness.
    """
    return list_stated(connection, filters=filters, subjects=("specials",))


def list_survey(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each figure of the wellbeing survey of June 2015, as printed; shares are percentages.

    Where a printed figure does not agree with another, note says so. Columns and filters as in list_sickness.
    """
    return list_stated(connection, filters=filters, subjects=("survey",))


def list_stated(connection: sa.Connection, *, filters: Filters, subjects: tuple[str, ...]) -> pd.DataFrame:
    """The stated figures of some subjects; see list_sickness."""
    stated, measure, source = schema.core_stated_figure, schema.core_stated_measure, schema.core_source
    chosen = find_area(connection, area_code=filters.area_code)
    codes = [*chosen.force_codes, _find_alliance(connection), ""]
    statement = (
        sa.select(
            stated.c.edition,
            stated.c.measure_code,
            measure.c.measure_name,
            stated.c.area_code,
            stated.c.area_name,
            stated.c.group_code,
            stated.c.period,
            stated.c.first_month,
            stated.c.last_month,
            stated.c.value,
            measure.c.unit,
            measure.c.polarity,
            stated.c.status,
            stated.c.printed,
            stated.c.certainty,
            stated.c.note,
            stated.c.section,
            stated.c.line,
            stated.c.source_id,
            source.c.title.label("source"),
        )
        .join(measure, measure.c.measure_code == stated.c.measure_code)
        .join(source, source.c.source_id == stated.c.source_id)
        .where(stated.c.subject.in_(subjects), stated.c.area_code.in_(codes), *_keep_period(filters, stated))
        .order_by(stated.c.source_id, stated.c.edition, stated.c.position, stated.c.line, measure.c.sort_order)
    )
    if filters.edition:
        statement = statement.where(stated.c.edition == filters.edition)
    return read_frame(connection, statement).astype({"value": float})


def _keep_period(filters: Filters, table: sa.Table) -> list[sa.ColumnElement[bool]]:
    """Rows whose months touch the period; one that names no month has no place in a chosen period."""
    conditions: list[sa.ColumnElement[bool]] = []
    if filters.from_month:
        conditions.append(table.c.last_month >= filters.from_month)
    if filters.to_month:
        conditions += [table.c.first_month <= filters.to_month, table.c.last_month != ""]
    return conditions


def _find_alliance(connection: sa.Connection) -> str:
    return str(connection.scalar(sa.select(schema.meta_store.c.alliance_code)))


def list_statements(connection: sa.Connection, *, filters: Filters, topic: str = "") -> pd.DataFrame:
    """A row for each statement of the assessments that holds no figure: heading as printed, statement in our words.

    table_code groups them (survey-drivers, equality-objectives, standards, finance ...); topic keeps one
    group. An edition keeps its own; area and period do not apply.
    """
    text, source = schema.core_stated_text, schema.core_source
    statement = (
        sa.select(
            text.c.edition,
            text.c.table_code,
            text.c.group_name,
            text.c.heading,
            text.c.statement,
            text.c.certainty,
            text.c.note,
            text.c.section,
            text.c.line,
            source.c.title.label("source"),
            source.c.source_id,
        )
        .join(source, source.c.source_id == text.c.source_id)
        .order_by(text.c.edition.desc(), text.c.table_code, text.c.position)
    )
    if topic:
        statement = statement.where(text.c.table_code == topic)
    if filters.edition:
        statement = statement.where(text.c.edition == filters.edition)
    return read_frame(connection, statement)
