"""How many people do the forces have, and how does that compare?"""

from functools import partial

import streamlit as st

from components import cache
from components.charts.crime import draw_bars
from components.charts.workforce import BASIS_NAMES, WORKER_NAMES, draw_strength
from components.figures import draw_chart, draw_wide_chart
from components.findings.workforce import find_strength
from components.messages import draw_empty, draw_finding, draw_note, draw_title
from components.tables import Column, draw_table
from components.view import get_view

COLUMNS = {
    "as_at_date": Column("As at"),
    "area_name": Column("Force"),
    "worker_type": Column("Workers"),
    "basis": Column("Basis"),
    "strength_count": Column("Strength", "decimal"),
    "status": Column("Status"),
}

view = get_view()
strength = cache.ask("workforce.strength", view.filters)
with_peers = cache.ask("workforce.strength", view.filters, with_peers=True)
own = strength[strength["area_code"] == view.area.code]
shown_code = view.area.code if len(own) else (strength["area_code"].iloc[0] if len(strength) else "")

draw_title(view, "How many people do the forces have?", subject="police strength")
if strength.empty:
    dates = view.shown_sources["cover"].iloc[0] if len(view.shown_sources) else "none"
    draw_empty("No strength is held for this period.", advice=f"Held: {dates}. Widen the period or clear it.")
else:
    if own.empty:
        draw_note(f"Published for forces only: these are the figures of {strength['area_name'].iloc[0]} as a whole.")
    draw_finding(find_strength(strength, area_code=shown_code))
    names = list(dict.fromkeys(strength["area_name"]))
    held = strength[strength["worker_type"] != "designated-officer"]
    for basis, words in BASIS_NAMES.items():
        part = held[held["basis"] == basis]
        if len(part):
            st.markdown(f"## Strength in {words}")
            draw_wide_chart(
                view,
                partial(draw_strength, part, unit=words, ink=view.ink, names=names),
                name=basis,
                alt=f"Lines of strength by date in {words}, a panel for each worker type",
            )
    latest = with_peers["as_at_date"].max()
    is_officer = (with_peers["worker_type"] == "officer") & (with_peers["as_at_date"] == latest)
    officers = with_peers[is_officer & (with_peers["area_code"] != view.default.area_code)]
    if len(officers) > strength["area_code"].nunique():
        st.markdown("## Officers beside the peers the assessment names")
        draw_chart(
            view,
            lambda: draw_bars(
                officers.dropna(subset=["strength_count"]),
                name="area_name",
                value="strength_count",
                title="officers, FTE",
                ink=view.ink,
                focus=names,
            ),
            name="peers",
            alt=f"Bars of officers by force as at {latest}",
        )
        draw_note(
            "The list of peers is incomplete: the document names five and speaks of eight forces. Forces differ in "
            "size, so numbers alone do not compare them."
        )
    worded = with_peers.assign(
        worker_type=with_peers["worker_type"].map(WORKER_NAMES), basis=with_peers["basis"].map(BASIS_NAMES)
    )
    caption = "Strength by date, force and worker type, with peers"
    draw_table(worded, COLUMNS, caption=caption, view=view, name="strength")
