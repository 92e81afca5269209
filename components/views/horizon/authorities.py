"""Combined Authorities: where they stand, where they go, and the signs of change to watch for."""

from functools import partial

import streamlit as st

from components import cache
from components.charts.workforce import draw_ranked
from components.figures import draw_chart
from components.findings.horizon import say_authorities
from components.messages import draw_empty, draw_finding
from components.plain import draw_heading
from components.request import Request
from components.views.horizon.items import draw_items

AUTHORITIES = "Combined Authorities"


def draw(request: Request) -> None:
    """Where Combined Authorities stand, where they go, and the signs of change to watch for."""
    items = cache.ask("horizon.timeline", request.filters)
    items = items[items["section"] == AUTHORITIES]
    if items.empty:
        draw_empty(
            f"Nothing on {AUTHORITIES} is held for this choice.", advice="Clear the threat, or choose another view."
        )
        return
    draw_finding(say_authorities(items))
    st.markdown("## What is said, by kind")
    counts = items.groupby("category").size().reset_index(name="item_count")
    draw_chart(
        request,
        partial(
            draw_ranked,
            counts,
            name="category",
            value="item_count",
            title="statements",
            ink=request.ink,
            focus=counts["category"].tolist(),
            digits=0,
        ),
        name="authorities",
        alt="Bars of statements on Combined Authorities by category",
    )
    for likelihoods, title in (
        (("current",), "Where things stand"),
        (("expected", "uncertain"), "Where things go"),
        (("indicator",), "Signs of change to watch for"),
    ):
        part = items[items["likelihood"].isin(likelihoods)]
        if len(part):
            draw_heading(title)
            draw_items(request, part, caption=f"{AUTHORITIES}: {title.lower()}", name=f"authorities-{likelihoods[0]}")
