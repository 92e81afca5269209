"""Intelligence requirements of one threat: status derived, never typed in; as a shape and a word, never a colour."""

import pandas as pd
import streamlit as st

from components import cache
from components.findings.threats import say_intelligence, say_threat
from components.messages import draw_empty, draw_finding, draw_note
from components.parts.templates import draw_template_to_load
from components.request import Request
from components.tables import Column, draw_table
from components.views.threats.choices import about_threat
from data_access.measures.intelligence import LEVELS

_SHAPES = {"red": "◆", "amber": "▲", "green": "●", "not derived": "○"}
# A shape and its word stay on one line.
RAG_WORDS = {rag: f"{shape}\N{NO-BREAK SPACE}{rag.capitalize()}" for rag, shape in _SHAPES.items()}
REQUIREMENT_COLUMNS = {
    "requirement": Column("What is to be known"),
    "rag_words": Column("Status"),
    "knowledge": Column("Level of knowledge"),
    "collection_priority": Column("Collection priority"),
    "rag_reason": Column("Why"),
    "as_at": Column("As at", "date"),
    "owner_unit": Column("Unit"),
    "where": Column("From"),
    "note": Column("Beware", missing=""),
}
GAP_COLUMNS = {
    "text": Column("What is not known"),
    "edition": Column("Edition"),
    "section": Column("Section"),
    "line": Column("Line", "count"),
}


def draw(request: Request) -> None:
    """Finding, requirements with their status, how a status is derived, gaps named, and the template."""
    only = about_threat(request)
    requirements = cache.ask("threats.intelligence", only)
    draw_finding(say_intelligence(requirements, name=request.threat_name))
    st.markdown("## Intelligence requirements")
    if requirements.empty:
        draw_empty(
            f"No intelligence requirement about {say_threat(request.threat_name)} is held.",
            advice="The assessments print few and no level; a force loads its own with the template below.",
        )
    else:
        caption = f"Intelligence requirements: {request.threat_name}"
        worded = word_requirements(requirements)
        draw_table(worded, REQUIREMENT_COLUMNS, caption=caption, request=request, name="intelligence-requirements")
    left, right = st.columns(2)
    with left:
        _draw_gaps(request)
    with right:
        _draw_scale(request)
    draw_template_to_load("intelligence", title="Load the forces' own requirements")


def word_requirements(requirements: pd.DataFrame) -> pd.DataFrame:
    """Requirements with the status as a shape and a word, and where each comes from."""
    places = [
        f"{row['edition']}, {row['section']}, line {row['line']}" if row["edition"] else "loaded from the template"
        for row in requirements.to_dict("records")
    ]
    return requirements.assign(rag_words=requirements["rag"].map(RAG_WORDS), where=places)


def _draw_gaps(request: Request) -> None:
    texts = cache.ask("threats.texts", about_threat(request))
    gaps = texts[texts["kind"] == "gap"]
    st.markdown("## Gaps that the assessments name")
    if gaps.empty:
        draw_note("Neither assessment names one.")
    else:
        draw_table(gaps, GAP_COLUMNS, caption=f"Gaps: {request.threat_name}", request=request, name="gaps")


def _draw_scale(request: Request) -> None:
    """The table that derives a status: knowledge down, collection priority across."""
    scale = cache.ask("threats.intelligence_scale")
    st.markdown("## How a status is derived")
    if scale.empty:
        draw_note("No scale is held, so no status is derived.")
        return
    worded = scale.assign(rag=scale["rag"].map(RAG_WORDS))
    table = worded.pivot(index="knowledge", columns="collection_priority", values="rag")
    table = table.reindex(index=LEVELS, columns=LEVELS).reset_index()
    columns = {"knowledge": Column("Knowledge")} | {level: Column(f"Priority {level}") for level in LEVELS}
    draw_table(table, columns, caption="Level of knowledge and collection priority", request=request, name="scale")
    draw_note("A local scheme, held as data (intelligence_scale.csv): the assessments print no table.")
