"""The drivers an assessment numbers, and their matrix of impact and uncertainty."""

from functools import partial

import streamlit as st

from components import cache
from components.charts.horizon import draw_drivers, draw_numbers
from components.figures import draw_chart
from components.findings.horizon import say_drivers
from components.messages import draw_finding, draw_note
from components.missing import NOT_IN_TEXT
from components.parts.stated import add_where
from components.request import Request
from components.tables import Column, draw_table
from components.views.horizon.items import draw_nothing_held
from data_access.publications import HORIZON_SCAN

DRIVER_COLUMNS = {
    "number": Column("Number", "count"),
    "driver": Column("Driver", missing=NOT_IN_TEXT),
    "impact": Column("Impact", missing=NOT_IN_TEXT),
    "uncertainty": Column("Uncertainty", missing=NOT_IN_TEXT),
    "where": Column("Where"),
}


def draw(request: Request) -> None:
    """The eighteen numbers of which the text names one, and the matrix of a loaded scan."""
    drivers = cache.ask("horizon.drivers", request.filters)
    if drivers.empty:
        draw_nothing_held()
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
