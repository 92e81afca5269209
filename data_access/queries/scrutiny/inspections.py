"""Scrutiny: inspections, grades, the performance framework, risk, and the strategies the assessments name."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.queries.sources.areas import Area, find_area
from data_access.queries.workforce.strength import list_stated

SCOPES = {"both": "Both forces", "national": "National", "not_stated": "Not stated"}


def list_inspections(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each inspection, assessment or survey of the forces, dates as printed, oldest first.

    state is 'reported', 'self-assessed', 'expected' (report still to come), 'forthcoming' or 'mentioned'.
    first_month and published_month are '' where no month is in the text; note says where the text
    contradicts itself. A force keeps its own and those of both or none; a period those that fall in it.
    """
    table, source = schema.core_inspection, schema.core_source
    chosen = find_area(connection, area_code=filters.area_code)
    month = sa.case((table.c.published_month != "", table.c.published_month), else_=table.c.first_month)
    statement = (
        sa.select(
            table.c.edition,
            table.c.title,
            table.c.scope,
            table.c.kind,
            table.c.inspected,
            table.c.first_month,
            table.c.published,
            table.c.published_month,
            table.c.core_group,
            table.c.action_plan,
            table.c.state,
            table.c.finding,
            table.c.certainty,
            table.c.note,
            table.c.section,
            table.c.line,
            source.c.title.label("source"),
            source.c.source_id,
        )
        .join(source, source.c.source_id == table.c.source_id)
        .where(table.c.scope.in_([*SCOPES, *chosen.force_codes]), *_keep_months(filters, month))
        .order_by(table.c.edition, table.c.position)
    )
    frame = _keep_edition(connection, statement, table, filters)
    return frame.assign(scope=frame["scope"].map({**_name_forces(connection), **SCOPES}))


def list_peel_grades(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each force, pillar and grading by the inspectorate, oldest edition first.

    grade is one of the four of the scale or '' where none was given yet; rank is 1 for the best. state
    is 'published', 'expected', 'not_graded' or 'earlier' (named only as the grade before another).
    change compares with the grade before: 'better', 'worse', 'same' or ''. The 2016-17 grade of
    efficiency, legitimacy and leadership is one for the three together.
    """
    table, grade, source, area = schema.core_peel_grade, schema.core_grade, schema.core_source, schema.core_area
    before = grade.alias("before")
    chosen = find_area(connection, area_code=filters.area_code)
    statement = (
        sa.select(
            table.c.edition,
            table.c.force_code,
            area.c.area_name.label("force_name"),
            table.c.pillar_code,
            table.c.pillar,
            table.c.stage,
            table.c.graded,
            table.c.graded_month,
            table.c.grade,
            grade.c.grade_name,
            grade.c.rank,
            before.c.grade_name.label("previous_name"),
            (grade.c.rank - before.c.rank).label("change"),
            table.c.printed,
            table.c.previous_printed,
            table.c.state,
            table.c.certainty,
            table.c.note,
            table.c.section,
            table.c.line,
            source.c.title.label("source"),
            source.c.source_id,
        )
        .join(source, source.c.source_id == table.c.source_id)
        .join(area, area.c.area_code == table.c.force_code)
        .join(grade, grade.c.grade == table.c.grade, isouter=True)
        .join(before, before.c.grade == table.c.previous, isouter=True)
        .where(table.c.force_code.in_(chosen.force_codes), *_keep_months(filters, table.c.graded_month))
        .order_by(table.c.edition, table.c.position)
    )
    frame = _keep_edition(connection, statement, table, filters)
    steps = frame["change"].astype(float)
    words = steps.map(lambda step: "" if pd.isna(step) else "same" if step == 0 else "worse" if step > 0 else "better")
    names = frame[["grade_name", "previous_name"]].fillna("")
    return frame.assign(change=words.astype(str), **names)


def list_performance(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each measure of the performance framework, with what this store can show of it.

    availability is 'yes', 'part', 'extract' (only from a force's own extract), 'words' (words without a
    figure) or 'none'; question names what answers it, reason says why. The mapping is our reading.
    """
    table, source = schema.core_performance_measure, schema.core_source
    statement = (
        sa.select(
            table.c.edition,
            table.c.theme,
            table.c.measure,
            table.c.availability,
            table.c.question,
            table.c.shown,
            table.c.reason,
            table.c.certainty,
            table.c.section,
            table.c.line,
            source.c.title.label("source"),
            source.c.source_id,
        )
        .join(source, source.c.source_id == table.c.source_id)
        .order_by(table.c.edition, table.c.position)
    )
    return _keep_edition(connection, statement, table, filters)


def list_confidence(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each figure on public confidence and perception, as printed; columns as workforce.sickness."""
    return list_stated(connection, filters=filters, subjects=("confidence",))


def list_risk_levels(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each level of risk exposure, the most exposed first: definition, exposure, who acts.

    The governance of a level is paired with it by order (certainty 'inferred').
    """
    table, source = schema.core_risk_level, schema.core_source
    statement = (
        sa.select(
            table.c.edition,
            table.c.level_code,
            table.c.level_name,
            table.c.definition,
            table.c.exposure,
            table.c.governance,
            table.c.certainty,
            table.c.note,
            table.c.section,
            table.c.definition_line,
            table.c.exposure_line,
            table.c.governance_line,
            source.c.title.label("source"),
            source.c.source_id,
        )
        .join(source, source.c.source_id == table.c.source_id)
        .order_by(table.c.edition, table.c.position)
    )
    return _keep_edition(connection, statement, table, filters)


def list_risks(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each risk of the register loaded, highest likelihood times impact first; none until one is loaded.

    likelihood and impact run from 1 (lowest) to 5, on the force's own scale. An area keeps its forces' risks
    and those of all forces; a threat its own.
    """
    risk, area = schema.core_risk, schema.core_area
    chosen = find_area(connection, area_code=filters.area_code)
    statement = (
        sa.select(
            risk.c.reference,
            risk.c.risk,
            risk.c.area_code,
            area.c.area_name,
            risk.c.category,
            risk.c.likelihood,
            risk.c.impact,
            (risk.c.likelihood * risk.c.impact).label("score"),
            risk.c.level_code,
            risk.c.response,
            risk.c.unit,
            risk.c.threat_code,
            risk.c.reviewed_month,
            risk.c.source_id,
        )
        .join(area, area.c.area_code == risk.c.area_code, isouter=True)
        .where(risk.c.area_code.in_([*chosen.force_codes, ""]))
        .order_by((risk.c.likelihood * risk.c.impact).desc(), risk.c.impact.desc(), risk.c.reference)
    )
    if filters.threat_code:
        statement = statement.where(risk.c.threat_code == filters.threat_code)
    return read_frame(connection, statement)


def list_objectives(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each objective of the strategies the assessments name, with what bears on it.

    Police and Crime Plans of the area's forces, NPCC Vision 2025, Looking to 2020 and the People Strategy.
    priorities and questions name the alliance priorities and the questions of this store that bear on the
    objective; that is our reading, and reasons say why.
    """
    chosen = find_area(connection, area_code=filters.area_code)
    frame = pd.concat(
        [_read_plans(connection, filters, chosen), _read_strategies(connection, filters)], ignore_index=True
    )
    link = schema.core_strategy_link
    links = read_frame(connection, sa.select(link).order_by(link.c.target_kind, link.c.target_code))
    keys = ["strategy_code", "objective"]
    for kind, column in (("priority", "priorities"), ("question", "questions")):
        named = links[links["target_kind"] == kind].groupby(keys)["target_code"].agg(", ".join)
        frame = frame.merge(named.rename(column).reset_index(), on=keys, how="left")
    reasons = links.groupby(keys)["reason"].agg(lambda found: " ".join(dict.fromkeys(found))).rename("reasons")
    frame = frame.merge(reasons.reset_index(), on=keys, how="left")
    filled = frame[["priorities", "questions", "reasons"]].fillna("").astype(str)
    return frame.assign(**filled)


def _read_plans(connection: sa.Connection, filters: Filters, chosen: Area) -> pd.DataFrame:
    plan = schema.core_plan_objective
    edition = sa.case((plan.c.period == "2013-17", "2016-17"), else_="2017-18")
    statement = (
        sa.select(
            edition.label("edition"),
            (sa.literal("plan-") + plan.c.period).label("strategy_code"),
            (sa.literal("Police and Crime Plan ") + plan.c.period + ", " + plan.c.force_name).label("strategy_name"),
            plan.c.position,
            plan.c.objective,
            sa.literal("").label("statement"),
            plan.c.certainty,
            sa.literal("").label("note"),
            plan.c.section,
            plan.c.line,
        )
        .where(plan.c.force_code.in_(chosen.force_codes))
        .order_by(plan.c.period, plan.c.force_code.desc(), plan.c.position)
    )
    if filters.edition:
        statement = statement.where(edition == filters.edition)
    return read_frame(connection, statement)


def _read_strategies(connection: sa.Connection, filters: Filters) -> pd.DataFrame:
    table = schema.core_strategy
    names = ("edition", "strategy_code", "strategy_name", "position", "objective", "statement", "certainty")
    statement = sa.select(*(table.c[name] for name in names), table.c.note, table.c.section, table.c.line).order_by(
        table.c.edition, table.c.strategy_code, table.c.position
    )
    return _keep_edition(connection, statement, table, filters)


def _keep_edition(
    connection: sa.Connection, statement: sa.Select[tuple[object, ...]], table: sa.Table, filters: Filters
) -> pd.DataFrame:
    """The rows of the chosen edition, or of every edition."""
    if filters.edition:
        statement = statement.where(table.c.edition == filters.edition)
    return read_frame(connection, statement)


def _keep_months(filters: Filters, month: sa.ColumnElement[str]) -> list[sa.ColumnElement[bool]]:
    """Rows whose month lies in the period; a row without a month has no place in a chosen period."""
    conditions = list(filters.months(month))
    return [*conditions, month != ""] if conditions else []


def _name_forces(connection: sa.Connection) -> dict[str, str]:
    area = schema.core_area
    rows = connection.execute(sa.select(area.c.area_code, area.c.area_name).where(area.c.level == "force"))
    return {str(row.area_code): str(row.area_name) for row in rows}
