"""Objectives of the strategies that the assessments name, with what bears on each."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.queries.scrutiny.keeping import keep_edition
from data_access.queries.sources.areas import Area, find_area


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
    return keep_edition(connection, statement, table, filters)
