"""Objectives of the strategies and plans, with the priorities and figures that bear on each."""

from functools import partial

import pandas as pd
import streamlit as st

from components import cache
from components.charts.workforce import draw_ranked
from components.figures import draw_chart
from components.findings.scrutiny import say_strategies
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import NONE
from components.parts.question_names import QUESTION_NAMES
from components.parts.stated import NO_ASSESSMENT, add_where
from components.request import Request
from components.tables import Column, draw_table

OBJECTIVE_COLUMNS = {
    "strategy_name": Column("Strategy"),
    "words": Column("Objective, and in our words"),
    "priority_names": Column("Alliance priorities", missing=NONE),
    "question_names": Column("Where figures stand", missing=NONE),
    "certainty": Column("Certainty"),
    "where": Column("Where"),
}


def draw(request: Request) -> None:
    """Objectives by strategy, with the priorities and the figures that bear on each."""
    objectives = cache.ask("scrutiny.objectives", request.filters)
    if objectives.empty:
        draw_empty(NO_ASSESSMENT, advice="Strategies and objectives are named in one.")
        return
    draw_finding(say_strategies(objectives))
    st.markdown("## How many objectives figures or priorities bear on")
    counts = _count_linked(objectives)
    draw_chart(
        request,
        partial(
            draw_ranked,
            counts,
            name="strategy",
            value="linked_count",
            title="objectives with a priority or figure",
            ink=request.ink,
            focus=counts["strategy"].tolist(),
            digits=0,
        ),
        name="strategies",
        alt="Bars of objectives by strategy on which a priority or a figure bears",
    )
    draw_note("Which priority or figure bears on an objective is our reading, kept as data with its reason.")
    names = cache.ask("threats.list").set_index("threat_code")["threat_name"].to_dict()
    said = (": " + objectives["statement"]).where(objectives["statement"] != "", "")
    rows = add_where(objectives).assign(
        words=objectives["objective"] + said,
        priority_names=[_name(codes, names) for codes in objectives["priorities"]],
        question_names=[_name(codes, QUESTION_NAMES) for codes in objectives["questions"]],
    )
    caption = "Objectives of the strategies and plans"
    draw_table(rows, OBJECTIVE_COLUMNS, caption=caption, request=request, name="objectives")
    finance = cache.ask("workforce.statements", request.filters, topic="finance")
    for row in finance.itertuples():
        draw_note(f"Finance, {row.edition}: {row.statement} (section {row.section}, line {row.line})")


def _count_linked(objectives: pd.DataFrame) -> pd.DataFrame:
    is_linked = (objectives["priorities"] != "") | (objectives["questions"] != "")
    counts = objectives.assign(linked_count=is_linked.astype(int)).groupby("strategy_name", sort=False)
    return counts["linked_count"].sum().reset_index().rename(columns={"strategy_name": "strategy"})


def _name(codes: str, names: dict[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in codes.split(", ") if code)
