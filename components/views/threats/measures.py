"""What measures one threat: one part of it drawn, then the measures and the offences that count, with reasons."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import cache
from components.choosing import choose
from components.findings.threats import say_measures, say_threat
from components.messages import draw_finding, draw_note
from components.request import Request
from components.tables import Column, draw_table
from components.views.threats.choices import about_threat
from components.views.threats.measured import draw_areas, draw_peers, draw_severity, draw_trend
from data_access.publications import (
    COLLISIONS,
    RECORDED_CRIME_QUARTER,
    RECORDED_CRIME_YEAR,
    STREET_CRIME,
)

COVERAGE_WORDS = {"whole": "the whole", "part": "a part", "none": "not at all"}
POLARITY_WORDS = {
    "none": "none: a rise may be better recording",
    "lower": "fewer is better",
    "higher": "more is better",
}
MEASURE_COLUMNS = {
    "measure_name": Column("Measure"),
    "definition": Column("Definition"),
    "polarity_words": Column("Better direction"),
    "coverage_words": Column("Covers"),
    "held_words": Column("Held"),
    "reason": Column("How well, and why"),
    "reviewer": Column("Read by"),
    "reviewed_date": Column("On", "date"),
}
SCHEME_WORDS = {
    "group": "offence group, years to September",
    "street": "category, months",
    "offence": "offence code, quarters of 2017/18",
}
OFFENCE_COLUMNS = {
    "offence_name": Column("Offence"),
    "scheme_words": Column("Published as"),
    "coverage_words": Column("Covers"),
    "reason": Column("Why it counts"),
}
PARTS = {"trend": "Trend", "areas": "Areas", "peers": "Peers", "severity": "Severity"}


def draw(request: Request) -> None:
    """Finding, what is drawn of what is held, then the measures and the offences that count, with reasons."""
    only = about_threat(request)
    measures, offences = cache.ask("threats.measures", only), cache.ask("threats.offences", only)
    held = set(measures.loc[measures["is_held"].astype(bool), "source_id"])
    offered, missing = _list_parts(held)
    part = choose(request, "show", {code: PARTS[code] for code in offered}, label="Show", is_row=True)
    top = st.container()
    said = DRAW[part](request, measures) if part else []
    with top:
        draw_finding([*say_measures(measures, name=request.threat_name), *said])
        draw_note(" ".join(missing))
    _draw_measures(request, measures)
    _draw_offences(request, offences)


def _list_parts(held: set[str]) -> tuple[list[str], list[str]]:
    """What can be drawn of the sources held, and a sentence for each part that cannot."""
    offered, missing = [], []
    for code, (source_ids, reason) in NEEDS.items():
        if held & set(source_ids):
            offered.append(code)
        elif held:
            missing.append(reason)
    return offered, missing


def _draw_measures(request: Request, measures: pd.DataFrame) -> None:
    st.markdown("## Measures that bear on it")
    worded = measures.assign(
        polarity_words=measures["polarity"].map(POLARITY_WORDS),
        coverage_words=measures["coverage"].map(COVERAGE_WORDS),
        held_words=[_say_held(row) for row in measures.to_dict("records")],
    )
    caption = f"Measures that bear on {say_threat(request.threat_name)}"
    draw_table(worded, MEASURE_COLUMNS, caption=caption, request=request, name="measures")


def _say_held(row: dict[str, object]) -> str:
    if row["is_held"]:
        return "yes" if row["availability"] == "held" else "loaded, but not yet drawn by this flag"
    return "no: not public" if row["availability"] == "not public" else "no: comes with a force's own extract"


def _draw_offences(request: Request, offences: pd.DataFrame) -> None:
    st.markdown("## Offences that count for it")
    if offences.empty:
        draw_note("None: no published offence stands for it. The reasons stand beside the measures above.")
        return
    worded = offences.assign(
        scheme_words=offences["scheme"].map(SCHEME_WORDS), coverage_words=offences["coverage"].map(COVERAGE_WORDS)
    )
    caption = f"Offences that count for {say_threat(request.threat_name)}"
    draw_table(worded, OFFENCE_COLUMNS, caption=caption, request=request, name="offences")
    draw_note(
        "Our reading, not the alliance's: to change it, edit threat_offences.csv in data_access/reference and build "
        "the store again. An offence may count for several threats, so threats are never added up."
    )


# Which sources a part needs (any of them), and what to say where none is held.
NEEDS: dict[str, tuple[tuple[str, ...], str]] = {
    "trend": ((RECORDED_CRIME_YEAR, STREET_CRIME, RECORDED_CRIME_QUARTER, COLLISIONS), ""),
    "areas": (
        (STREET_CRIME, COLLISIONS),
        "Areas below a force are not compared: no monthly category stands for it, and years and quarters are published "
        "for forces only.",
    ),
    "peers": ((RECORDED_CRIME_YEAR,), "Peers are not compared: no offence group of the yearly tables stands for it."),
    "severity": ((RECORDED_CRIME_QUARTER, RECORDED_CRIME_YEAR, COLLISIONS), ""),
}
DRAW: dict[str, Callable[[Request, pd.DataFrame], list[str]]] = {
    "trend": draw_trend,
    "areas": draw_areas,
    "peers": draw_peers,
    "severity": draw_severity,
}
