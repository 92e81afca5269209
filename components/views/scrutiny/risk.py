"""The risk register's matrix, and the levels of risk exposure with who acts."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.scrutiny import LEVEL_NAMES, LEVEL_SHAPES, count_register, draw_register
from components.figures import draw_chart
from components.findings.scrutiny import say_risk
from components.messages import draw_finding, draw_note
from components.missing import NOT_STATED
from components.request import Request
from components.tables import Column, draw_table

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


def draw(request: Request) -> None:
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
