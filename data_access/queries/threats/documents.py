"""Threats: what the assessments print and say about each, what measures it, and what the forces load about it."""

from typing import Any

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.database.remembered import remember
from data_access.filters import Filters
from data_access.measures.intelligence import derive_rag
from data_access.measures.morile import find_moves, rank_threats
from data_access.queries.casualties.basis import list_prevention_values
from data_access.queries.casualties.reporting import count_months
from data_access.queries.sources.areas import find_area

TEXT_KINDS = ("aim", "spr_context", "four_ps", "situation", "recommendation", "emerging_trend", "gap")
# Numbers stay numbers where every row is empty.
SCORE_TYPES = {"score": float, "highest_score": float, "weight": float}


def list_evidence(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each figure that an assessment prints, with its unit, period, area, section and line.

    A figure about no threat has a topic. value_to ends a range; certainty is 'inferred' where our reading of
    period, area or meaning goes beyond the text, and note says how. An area keeps figures about itself, the
    areas in it and the areas around it; figures about the country always stay.
    """
    table, threat = schema.core_evidence, schema.core_threat
    statement = (
        sa.select(*table.c, threat.c.threat_name)
        .join(threat, threat.c.threat_code == table.c.threat_code, isouter=True)
        .where(*_match(table, filters))
        .order_by(table.c.edition, table.c.line, table.c.evidence_id)
    )
    statement = statement.where(_is_about(connection, table.c.area_code, filters.area_code))
    return read_frame(connection, statement).astype({"value": float, "value_to": float})


def list_texts(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each statement of an assessment about a threat, in our own words, with section and line.

    kind is one of TEXT_KINDS. Aims are those of the alliance priorities; '2018-19' is what the 2017-18
    document recommends.
    """
    table, priority, threat = schema.core_threat_text, schema.core_alliance_priority, schema.core_threat
    nothing = sa.literal("", sa.String)
    aims = sa.select(
        priority.c.priority_code.label("threat_code"),
        priority.c.edition,
        sa.literal("aim", sa.String).label("kind"),
        priority.c.position,
        priority.c.statement.label("text"),
        priority.c.section,
        priority.c.line,
        sa.literal("certain", sa.String).label("certainty"),
        nothing.label("note"),
    )
    both = sa.union_all(aims, sa.select(*(table.c[column.name] for column in aims.selected_columns))).subquery()
    statement = (
        sa.select(threat.c.threat_name, threat.c.sort_order, *both.c)
        .join(threat, threat.c.threat_code == both.c.threat_code)
        .where(*_match(both, filters))
    )
    frame = read_frame(connection, statement)
    frame["kind"] = pd.Categorical(frame["kind"], categories=TEXT_KINDS, ordered=True)
    frame = frame.sort_values(["sort_order", "edition", "kind", "position"], ignore_index=True)
    return frame.assign(kind=frame["kind"].astype(str)).drop(columns=["sort_order", "position"])


@remember
def list_threat_measures(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each measure that bears on a threat: what it counts, polarity, how well it covers it and why.

    coverage is 'whole', 'part' or 'none'; availability 'held', 'if loaded' or 'not public'; is_held says
    whether this store has its source; caveat and unit are the catalogue's, empty for what it doesn't name.
    """
    table, measure, threat = schema.core_threat_measure, schema.core_measure, schema.core_threat
    held = sa.select(schema.core_source.c.source_id)
    statement = (
        sa.select(threat.c.threat_name, *table.c, measure.c.unit, measure.c.caveat)
        .add_columns(table.c.source_id.in_(held).label("is_held"))
        .join(threat, threat.c.threat_code == table.c.threat_code)
        .join(measure, measure.c.measure_code == table.c.measure_code, isouter=True)
        .where(*_match(table, filters))
        .order_by(threat.c.sort_order, table.c.position)
    )
    return read_frame(connection, statement)


def list_threat_offences(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each offence that counts for a threat, with how well it covers it and why."""
    table, offence, threat = schema.core_threat_offence, schema.core_offence, schema.core_threat
    same = sa.and_(offence.c.scheme == table.c.scheme, offence.c.offence_code == table.c.offence_code)
    statement = (
        sa.select(threat.c.threat_name, *table.c, offence.c.offence_name)
        .join(threat, threat.c.threat_code == table.c.threat_code)
        .join(offence, same, isouter=True)
        .where(*_match(table, filters))
        .order_by(threat.c.sort_order, table.c.scheme, offence.c.sort_order, table.c.offence_code)
    )
    return read_frame(connection, statement)


def list_intelligence(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each intelligence requirement, printed or loaded, with the status its two levels give.

    rag is red, amber, green or 'not derived' (a level isn't held), by a local scheme; rag_reason says why.
    """
    table, threat = schema.core_intelligence, schema.core_threat
    statement = (
        sa.select(threat.c.threat_name, *table.c)
        .join(threat, threat.c.threat_code == table.c.threat_code)
        .where(*_match(table, filters.but(edition="")))
        .order_by(threat.c.sort_order, table.c.source_id, table.c.requirement_id)
    )
    requirements = read_frame(connection, statement)
    return derive_rag(requirements, read_frame(connection, sa.select(schema.core_intelligence_scale)))


def list_intelligence_scale(connection: sa.Connection) -> pd.DataFrame:
    """A row for each pair of knowledge and collection priority with the status it gives: a local scheme."""
    return read_frame(connection, sa.select(schema.core_intelligence_scale))


def list_impact_issues(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each issue of the picture of probability and impact; no position is in the text, so none is here."""
    table = schema.core_impact_issue
    statement = sa.select(table).where(*_match(table, filters)).order_by(table.c.edition, table.c.position)
    return read_frame(connection, statement)


def list_morile(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each criterion of MoRiLE and, where a sheet is loaded, each threat scored by it.

    Without a sheet threat_code and score are empty: nothing is scored here.
    """
    criterion, threat = schema.core_morile_criterion, schema.core_threat
    score = sa.select(schema.core_morile_score).where(*_match(schema.core_morile_score, filters)).subquery()
    statement = (
        sa.select(
            *criterion.c,
            score.c.threat_code,
            threat.c.threat_name,
            *(score.c[name] for name in ("score", "highest_score", "weight", "as_at", "owner_unit", "source_id")),
        )
        .join(score, score.c.criterion_code == criterion.c.criterion_code, isouter=True)
        .join(threat, threat.c.threat_code == score.c.threat_code, isouter=True)
        .order_by(criterion.c.position, threat.c.sort_order)
    )
    return read_frame(connection, statement).astype(SCORE_TYPES)


def rank_by_morile(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each threat of the loaded MoRiLE sheet: total and rank by its own scores and weights.

    A threat that lacks a score has no rank. Always over all threats, then the chosen one.
    """
    ranked = _add_names(connection, rank_threats(_read_scores(connection)))
    return _keep_threat(ranked, filters)


def list_morile_moves(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each score of the loaded sheet: how far it alone must move to draw level with the next threat.

    rival_name is that threat; moves are from the present score to needed_score, beyond which the rank changes.
    """
    moves = _add_names(connection, find_moves(_read_scores(connection)))
    criterion, threat = schema.core_morile_criterion, schema.core_threat
    for column, name, key, table in (
        ("criterion_code", "criterion_name", criterion.c.criterion_code, criterion.c.criterion_name),
        ("rival_code", "rival_name", threat.c.threat_code, threat.c.threat_name),
    ):
        names = dict(connection.execute(sa.select(key, table)).all())
        moves.insert(list(moves.columns).index(column) + 1, name, moves[column].map(names))
    return _keep_threat(moves, filters)


def list_ksi_value(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """What preventing the area's KSI collisions would have been worth: a row for fatal and for serious ones.

    prevention_value is collision_count x the value per collision in pounds of price_year (DfT, RAS60001);
    never the value per casualty, which counts people.
    """
    months = count_months(connection, filters=filters)
    values = list_prevention_values(connection)
    values = values[values["severity"].isin(["fatal", "serious"])]
    counts = {name: int(months[f"{name}_count"].sum()) for name in ("fatal", "serious")}
    counted = values.assign(collision_count=values["severity"].map(counts).astype("int64"))
    return counted.assign(prevention_value=counted["collision_count"] * counted["collision_value"].astype(float))[
        ["severity", "collision_count", "collision_value", "prevention_value", "price_year", "source"]
    ]


def _read_scores(connection: sa.Connection) -> pd.DataFrame:
    score = schema.core_morile_score
    statement = sa.select(score).order_by(score.c.threat_code, score.c.criterion_code)
    return read_frame(connection, statement).astype(SCORE_TYPES)


def _add_names(connection: sa.Connection, frame: pd.DataFrame) -> pd.DataFrame:
    threat = schema.core_threat
    names = dict(connection.execute(sa.select(threat.c.threat_code, threat.c.threat_name)).all())
    frame.insert(1, "threat_name", frame["threat_code"].map(names))
    return frame


def _keep_threat(frame: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    if not filters.threat_code:
        return frame
    return frame[frame["threat_code"] == filters.threat_code].reset_index(drop=True)


def _match(table: sa.FromClause, filters: Filters) -> list[sa.ColumnElement[bool]]:
    """Conditions for the threat and edition asked for, where the table has them."""
    chosen: dict[str, Any] = {"threat_code": filters.threat_code, "edition": filters.edition}
    return [table.c[name] == value for name, value in chosen.items() if value and name in table.c]


def _is_about(connection: sa.Connection, column: sa.ColumnElement[str], area_code: str) -> sa.ColumnElement[bool]:
    """Whether a figure's area is the chosen one, in it, around it, or none of this store's (a country)."""
    chosen = find_area(connection, area_code=area_code)
    if chosen.level == "alliance":
        return sa.true()
    member, area = schema.core_area_member, schema.core_area
    within = sa.select(member.c.area_code).where(member.c.ancestor_code == chosen.code)
    around = sa.select(member.c.ancestor_code).where(member.c.area_code == chosen.code)
    known = sa.select(area.c.area_code).where(area.c.level != "alliance")
    return sa.or_(column.in_(within), column.in_(around), column.not_in(known))
