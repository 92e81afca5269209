"""Public confidence and perception, and the measures of the performance framework."""

from functools import partial

import pandas as pd
import streamlit as st

from components import cache
from components.charts.workforce import draw_pairs
from components.figures import draw_chart
from components.findings.scrutiny import say_performance
from components.messages import draw_empty, draw_finding, draw_note
from components.parts.stated import NO_ASSESSMENT, add_where, draw_stated_table
from components.request import Request
from components.tables import Column, draw_table

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


def draw(request: Request) -> None:
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
