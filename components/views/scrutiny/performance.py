"""The scrutiny page's views of performance and confidence, of risk, and of strategies."""

from functools import partial

import pandas as pd
import streamlit as st

from components import cache
from components.charts.scrutiny import LEVEL_NAMES, LEVEL_SHAPES, count_register, draw_register
from components.charts.workforce import draw_pairs, draw_ranked
from components.figures import draw_chart
from components.findings.scrutiny import say_performance, say_risk, say_strategies
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import NONE, NOT_STATED
from components.request import Request
from components.tables import Column, draw_table
from components.views.scrutiny.inspections import NO_ASSESSMENT
from components.views.workforce.sickness import add_where, draw_stated_table

AVAILABILITY = {
    "yes": "● shown",
    "part": "◐ in part",
    "extract": "◇ only from a force's own extract",
    "words": "○ words without a figure",
    "none": "✕ not published",
}
MEASURE_COLUMNS = {
    "theme": Column("Theme"),
    "measure": Column("Measure"),
    "words": Column("In this store"),
    "shown": Column("Where", missing=""),
    "reason": Column("Why"),
    "where": Column("Where in the document"),
}
LEVEL_COLUMNS = {
    "level": Column("Level"),
    "level_name": Column("Boundary", missing="none printed"),
    "definition": Column("Agreed meaning, in our words", missing=""),
    "exposure": Column("Exposure, in our words", missing=""),
    "governance": Column("Who acts, in our words"),
    "certainty": Column("Pairing"),
    "lines": Column("Lines"),
}
RISK_COLUMNS = {
    "reference": Column("Reference"),
    "risk": Column("Risk"),
    "area_name": Column("Force", missing="all forces"),
    "likelihood": Column("Likelihood", "count"),
    "impact": Column("Impact", "count"),
    "level": Column("Level"),
    "response": Column("Response", missing=NOT_STATED),
    "unit": Column("Owned by", missing=NOT_STATED),
    "reviewed_month": Column("Reviewed", "month"),
}
OBJECTIVE_COLUMNS = {
    "strategy_name": Column("Strategy"),
    "words": Column("Objective, and in our words"),
    "priority_names": Column("Alliance priorities", missing=NONE),
    "question_names": Column("Where figures stand", missing=NONE),
    "certainty": Column("Certainty"),
    "where": Column("Where"),
}
QUESTION_NAMES = {
    "crime.counts": "Recorded crime",
    "priorities.csp": "Partnership priorities",
    "workforce.strength": "Workforce: strength",
    "workforce.sickness": "Workforce: sickness",
    "workforce.toil_rdil": "Workforce: TOIL and RDIL",
    "workforce.survey": "Workforce: wellbeing survey",
    "workforce.statements": "Workforce: equality and standards",
    "casualties.collisions": "Road casualties",
    "scrutiny.peel": "Scrutiny: PEEL grades",
    "scrutiny.inspections": "Scrutiny: inspections",
    "scrutiny.performance": "Scrutiny: performance and confidence",
    "scrutiny.objectives": "Scrutiny: strategies",
}


def draw_performance_view(request: Request) -> None:
    """Public confidence and perception, then the framework's measures with what can be shown of each."""
    measures = cache.ask("scrutiny.performance", request.filters)
    confidence = cache.ask("scrutiny.confidence", request.filters)
    if measures.empty and confidence.empty:
        draw_empty(NO_ASSESSMENT, advice="The performance framework comes from one.")
        return
    draw_finding(say_performance(measures, confidence))
    shares = confidence[confidence["unit"].str.startswith("%")]
    if len(shares):
        st.markdown("## Public confidence and perception")
        draw_chart(
            request,
            partial(
                draw_pairs,
                shares.assign(who=shares["area_name"], share=_say_shares(shares)),
                row="measure_name",
                series="who",
                value="value",
                printed="share",
                title="% of those asked",
                ink=request.ink,
                order=list(dict.fromkeys(shares["area_name"])),
            ),
            name="confidence",
            alt=f"Dots of {len(shares)} shares on confidence and perception, each with its printed words",
        )
        draw_note("≈ marks a share that is printed in words, such as 'around one in four'; the table has the words.")
        draw_stated_table(request, confidence, caption="Confidence and perception, as printed", name="confidence")
    if len(measures):
        st.markdown("## The performance framework")
        words = add_where(measures).assign(words=measures["availability"].map(AVAILABILITY))
        caption = "Themes and measures of the performance framework, and what this store can show"
        draw_table(words, MEASURE_COLUMNS, caption=caption, request=request, name="performance-framework")


def _say_shares(shares: pd.DataFrame) -> list[str]:
    """Each share as printed, or marked with ≈ where words are printed for it."""
    pairs = zip(shares["printed"], shares["value"], strict=True)
    return [printed if printed.endswith("%") else f"≈{value:.0f}%" for printed, value in pairs]


def draw_risk_view(request: Request) -> None:
    """The register's matrix, empty until one is loaded, and the levels with who acts."""
    levels = cache.ask("scrutiny.risk", request.filters)
    risks = cache.ask("scrutiny.register", request.filters)
    draw_finding(say_risk(levels, risks))
    st.markdown("## Risk register")
    counts = count_register(risks)
    draw_chart(
        request,
        lambda: draw_register(counts, ink=request.ink),
        name="risk-register",
        alt=f"Matrix of likelihood by impact with the number of risks in each square, {len(risks)} in all",
    )
    draw_note("; ".join(f"{LEVEL_SHAPES[code]} {words.lower()}" for code, words in LEVEL_NAMES.items()) + ".")
    if risks.empty:
        draw_note(
            "Take the template risks.xlsx from the Sources page and load it: 'python -m data_access load risks FILE'. "
            "Scores are the force's own; neither assessment prints a register."
        )
    else:
        rows = risks.assign(level=risks["level_code"].map(LEVEL_NAMES))
        draw_table(rows, RISK_COLUMNS, caption="Risk register", request=request, name="risk-register")
    if len(levels):
        st.markdown("## Appetite, tolerance and capacity")
        found = levels[["definition_line", "exposure_line", "governance_line"]]
        named = levels.assign(
            level=levels["level_code"].map(lambda code: f"{LEVEL_SHAPES[code]} {LEVEL_NAMES[code]}"),
            lines=[", ".join(str(line) for line in row if pd.notna(line)) for row in found.itertuples(index=False)],
        )
        caption = "Levels of risk exposure, the most exposed first"
        draw_table(named, LEVEL_COLUMNS, caption=caption, request=request, name="risk-levels")
        for note in dict.fromkeys(levels["note"]):
            draw_note(note)


def draw_strategies_view(request: Request) -> None:
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
