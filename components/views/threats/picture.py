"""The picture of one threat: what was meant to be done, what is said of it, and its strongest measure."""

import pandas as pd
import streamlit as st

from components import cache
from components.downloads import draw_download
from components.findings.threats import RECOMMENDED, say_gaps, say_held, say_standing, say_threat
from components.messages import draw_empty, draw_finding, draw_note, link_terms
from components.parts.stated import NO_ASSESSMENT
from components.plain import draw_heading, escape_markdown
from components.request import Request
from components.tables import Column, draw_table
from components.views.threats.choices import about_threat
from components.views.threats.series import draw_link, find_strongest

# Kinds of statements as headings, in two columns; what a document does not say has no heading.
LEFT = {
    "situation": "Situation",
    "emerging_trend": "Emerging trends",
}
RIGHT = {
    "recommendation": "Recommendations",
    "gap": "Gaps in what is known",
    "spr_context": "Strategic Policing Requirement",
    "four_ps": "The four Ps",
}
AIM_COLUMNS = {
    "edition_words": Column("Edition"),
    "text": Column("Aim, in our words"),
    "section": Column("Section"),
    "line": Column("Line", "count"),
}


def draw(request: Request) -> None:
    """Findings, the strongest measure, the aim in each edition, and statements with their place in the documents."""
    only = about_threat(request)
    texts, measures = cache.ask("threats.texts", only), cache.ask("threats.measures", only)
    evidence = cache.ask("threats.evidence", only)
    strongest = find_strongest(request, measures)
    said = strongest.say(request) if strongest else []
    standing = _say_standing(request, texts)
    draw_finding([*standing, *said, *say_held(measures, evidence, name=request.threat_name), *say_gaps(texts)])
    if strongest:
        draw_heading(f"Its strongest measure: {say_threat(strongest.label)}")
        row = measures[measures["source_id"] == strongest.source_id].iloc[0]
        draw_note(f"{row['definition']} Covers {COVERS[row['coverage']]} of the threat: {row['reason']}")
        strongest.draw(request)
        draw_link(request, strongest)
    else:
        _draw_without_measure(measures)
    _draw_aims(request, texts)
    _draw_statements(request, texts)
    if strongest:
        strongest.draw_table(request)


COVERS = {"whole": "the whole", "part": "a part", "none": "nothing"}


def _say_standing(request: Request, texts: pd.DataFrame) -> list[str]:
    if texts.empty:
        return []
    threats = cache.ask("threats.list").set_index("threat_code")
    every = cache.ask("threats.texts", request.default)
    has_recommended = bool(((every["kind"] == "aim") & (every["edition"] == RECOMMENDED)).any())
    standing = str(threats.loc[request.filters.threat_code, "standing"])
    aims = texts[texts["kind"] == "aim"]
    return say_standing(aims, name=request.threat_name, standing=standing, has_recommended=has_recommended)


def _draw_without_measure(measures: pd.DataFrame) -> None:
    """Say plainly that nothing held counts it, and why."""
    draw_empty(
        "No series that counts it is held for this area and period.",
        advice="What could count it, and why it is not here, stands below and in the view Measures.",
    )
    for row in measures.to_dict("records"):
        draw_note(f"{row['measure_name']}: {row['reason']}")


def _draw_aims(request: Request, texts: pd.DataFrame) -> None:
    aims = texts[texts["kind"] == "aim"]
    if aims.empty:
        return
    st.markdown("## The aim in each edition")
    words = {RECOMMENDED: f"{RECOMMENDED}, recommended in 2017-18"}
    table = aims.assign(edition_words=aims["edition"].map(lambda edition: words.get(edition, edition)))
    draw_table(table, AIM_COLUMNS, caption=f"Aims: {request.threat_name}", request=request, name="aims")


def _draw_statements(request: Request, texts: pd.DataFrame) -> None:
    if texts.empty:
        draw_empty(NO_ASSESSMENT, advice="What is said of a threat comes from one.")
        return
    columns = st.columns(2)
    for column, kinds in zip(columns, (LEFT, RIGHT), strict=True):
        with column:
            for kind, heading in kinds.items():
                _draw_kind(texts[texts["kind"] == kind], heading=heading)
    draw_note(
        "In our own words; each statement names its edition, section and line. 'Our reading' goes beyond the text."
    )
    caption = f"What the assessments say about {request.threat_name}, in our own words, with section and line"
    draw_download(texts, request=request, name="statements", definition=caption)


def _draw_kind(statements: pd.DataFrame, *, heading: str) -> None:
    """Statements of one kind as a list, each with its place."""
    if statements.empty:
        return
    draw_heading(heading)
    lines = []
    for row in statements.to_dict("records"):
        place = f"{row['edition']}, {row['section']}, line {row['line']}"
        reading = f"; our reading: {row['note']}" if row["certainty"] == "inferred" and row["note"] else ""
        lines.append(f"- {link_terms(escape_markdown(row['text']))} *({escape_markdown(place + reading)})*")
    st.markdown("\n".join(lines))
