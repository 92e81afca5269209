"""Who else: one threat, and the partnerships, national requirements and plan objectives that bear on it."""

import streamlit as st

from components import cache
from components.choosing import choose
from components.findings.priorities import say_bearing
from components.messages import draw_empty, draw_finding, draw_note
from components.parts.bearing import draw_bearing
from components.request import Request
from components.tables import Column, draw_table

PLAN_COLUMNS = {
    "who": Column("Who"),
    "period": Column("Edition or years"),
    "wording": Column("As printed"),
    "certainty": Column("Certainty"),
    "statement": Column("Placed by", missing=""),
    "section": Column("Section"),
    "line": Column("Line", "count"),
}


def draw(request: Request) -> None:
    """Finding, and a table for each kind of body that works on the threat."""
    bearing = cache.ask("priorities.bearing", request.filters.but(threat_code=""))
    threats = cache.ask("threats.list")
    named = dict(zip(threats["threat_code"], threats["threat_name"], strict=True))
    offered = {code: name for code, name in named.items() if code in set(bearing["threat_code"])}
    code = request.filters.threat_code
    if code not in offered:
        code = choose(request, "of", offered, label="Threat")
    rows = bearing[bearing["threat_code"] == code]
    if rows.empty:
        draw_empty(f"Nothing held bears on {request.threat_name or 'a threat'}.", advice="Choose another threat.")
        return
    draw_finding(say_bearing(rows, threat=offered[code], edition=request.filters.edition))
    draw_bearing(request, rows, threat_name=offered[code])
    with st.expander("Every national requirement and plan objective, also those that bear on no threat"):
        plans = cache.ask("priorities.plans")
        draw_table(plans, PLAN_COLUMNS, caption="Requirements and objectives as printed", request=request, name="plans")
    draw_note("Direct and contributes are our reading; the download names who read it and when.")
