"""One timeline of what is coming, events and inspections."""

from functools import partial

import streamlit as st

from components import cache
from components.charts.horizon import draw_timeline
from components.choosing import choose
from components.figures import draw_chart
from components.findings.horizon import say_timeline
from components.messages import draw_finding, draw_note
from components.plain import draw_heading
from components.request import Request
from components.views.horizon.items import draw_items, draw_nothing_held

SHOWN = {"": "Everything", "horizon": "Horizon only", "event": "Events only", "inspection": "Inspections only"}


def draw(request: Request) -> None:
    """What is coming, events and inspections on one timeline; what has no time stands in the table."""
    items = cache.ask("horizon.timeline", request.filters)
    if items.empty:
        draw_nothing_held()
        return
    kind = choose(request, "kind", SHOWN, label="Show")
    shown = items[items["kind"] == kind] if kind else items
    draw_finding(say_timeline(shown))
    dated = shown[shown["first_month"] != ""]
    st.markdown("## When")
    if dated.empty:
        draw_note("Nothing of this kind has a time in its source.")
    else:
        draw_chart(
            request,
            partial(draw_timeline, dated, ink=request.ink),
            name=f"timeline-{kind or 'all'}",
            alt=f"Timeline of {len(dated)} items from their first to their last month, by kind and certainty",
        )
    draw_note(
        "A whole line is what happened or is under way, a dashed one what is expected, a dotted one what is uncertain. "
        "A year in the text is drawn from January to December."
    )
    for part, title, name in (
        (dated, "With a time in its source", "timeline"),
        (shown[shown["first_month"] == ""], "Without a time in its source", "timeline-undated"),
    ):
        if len(part):
            draw_heading(title)
            draw_items(request, part, caption=f"What is coming, events and inspections: {title.lower()}", name=name)
