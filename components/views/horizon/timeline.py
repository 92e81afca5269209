"""The horizon page's views: one timeline, the drivers of the matrix, Combined Authorities."""

from functools import partial

import pandas as pd
import streamlit as st

from components import cache
from components.charts.horizon import KINDS, LIKELIHOODS, draw_drivers, draw_numbers, draw_timeline
from components.charts.workforce import draw_ranked
from components.choosing import choose
from components.figures import draw_chart
from components.findings.horizon import say_authorities, say_drivers, say_timeline
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import NOT_IN_TEXT
from components.request import Request
from components.tables import Column, draw_table
from components.views.scrutiny.performance import QUESTION_NAMES
from components.views.workforce.sickness import add_where
from data_access.publications import HORIZON_SCAN

ITEM_COLUMNS = {
    "item": Column("What"),
    "kind_words": Column("Kind"),
    "category": Column("Category (our reading)", missing=""),
    "period": Column("When"),
    "likelihood_words": Column("Certainty (our reading)"),
    "threats": Column("Threats it bears on", missing="none named"),
    "figures": Column("Figures it bears on", missing=""),
    "statement": Column("In our words", missing=""),
    "remark": Column("Note", missing=""),
    "where": Column("Where"),
}
DRIVER_COLUMNS = {
    "number": Column("Number", "count"),
    "driver": Column("Driver", missing=NOT_IN_TEXT),
    "impact": Column("Impact", missing=NOT_IN_TEXT),
    "uncertainty": Column("Uncertainty", missing=NOT_IN_TEXT),
    "where": Column("Where"),
}
NO_ASSESSMENT = "Nothing on the horizon is held for these forces."
ADVICE = "Load a scan of your own from the template: 'python -m data_access load horizon FILE'."
AUTHORITIES = "Combined Authorities"
SHOWN = {"": "Everything", "horizon": "Horizon only", "event": "Events only", "inspection": "Inspections only"}


def draw_timeline_view(request: Request) -> None:
    """What is coming, events and inspections on one timeline; what has no time stands in the table."""
    items = cache.ask("horizon.timeline", request.filters)
    if items.empty:
        draw_empty(NO_ASSESSMENT, advice=ADVICE)
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
            st.markdown(f"## {title}")
            draw_items(request, part, caption=f"What is coming, events and inspections: {title.lower()}", name=name)


def draw_items(request: Request, items: pd.DataFrame, *, caption: str, name: str) -> None:
    """Items as a table, in words."""
    names = cache.ask("threats.list").set_index("threat_code")["threat_name"].to_dict()
    rows = add_where(items).assign(
        kind_words=items["kind"].map(KINDS),
        likelihood_words=items["likelihood"].map(LIKELIHOODS),
        figures=[", ".join(QUESTION_NAMES.get(name, name) for name in asked.split()) for asked in items["questions"]],
        threats=[", ".join(names.get(code, code) for code in codes.split()) for codes in items["threat_codes"]],
    )
    columns = {code: column for code, column in ITEM_COLUMNS.items() if rows[code].ne("").any()}
    draw_table(rows, columns, caption=caption, request=request, name=name)


def draw_drivers_view(request: Request) -> None:
    """The eighteen numbers of which the text names one, and the matrix of a loaded scan."""
    drivers = cache.ask("horizon.drivers", request.filters)
    if drivers.empty:
        draw_empty(NO_ASSESSMENT, advice=ADVICE)
        return
    draw_finding(say_drivers(drivers))
    printed = drivers[drivers["source_id"] != HORIZON_SCAN]
    loaded = drivers[drivers["source_id"] == HORIZON_SCAN]
    if len(printed):
        st.markdown("## The drivers the assessment numbers")
        draw_chart(
            request,
            partial(draw_numbers, printed, ink=request.ink),
            name="driver-numbers",
            alt=f"Tiles of {len(printed)} numbered drivers, saying which the text names",
        )
        draw_note("The tiles stand in the order of the numbers. Their places mean nothing: the matrix is a picture.")
    st.markdown("## Impact and uncertainty")
    draw_chart(
        request,
        partial(draw_drivers, drivers, ink=request.ink),
        name="driver-matrix",
        alt=f"Matrix of impact by uncertainty with {len(loaded)} drivers of a loaded scan",
    )
    if loaded.empty:
        draw_note(
            "Empty, because no place is in the text. Take the template horizon.xlsx from the Sources page, fill in the "
            "next scan and load it: 'python -m data_access load horizon FILE'."
        )
    draw_table(add_where(drivers), DRIVER_COLUMNS, caption="Drivers of change", request=request, name="drivers")


def draw_authorities_view(request: Request) -> None:
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
            st.markdown(f"## {title}")
            draw_items(request, part, caption=f"{AUTHORITIES}: {title.lower()}", name=f"authorities-{likelihoods[0]}")
