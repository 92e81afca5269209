"""Gaps: where what partnerships name and what the alliance set as priorities part."""

import pandas as pd

from components import cache
from components.charts.priorities import draw_shares
from components.choosing import choose, choose_theme
from components.figures import draw_chart
from components.findings.priorities import say_gaps
from components.messages import draw_finding, draw_note
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from components.views.priorities.choices import ask_priorities

SECTIONS = {
    "theme many carry, alliance lacks": "Many partnerships name it, no alliance priority covers it",
    "alliance priority few carry": "Alliance priorities that few partnerships name directly",
    "sole priority": "Named by one partnership alone",
}
COLUMNS = {
    "name": Column("What"),
    "csp_count": Column("Partnerships", "count"),
    "up_to_count": Column("Up to, with inferred", "count"),
    "not_known_count": Column("Not known", "count"),
    "csp_total": Column("Out of", "count"),
    "csp_names": Column("Which", missing="none known"),
    "alliance": Column("The alliance"),
}


def draw(request: Request) -> None:
    """Finding, a chart of how widely each gap is named, and a table for each kind of gap."""
    if ask_priorities(request).empty:
        return
    held = list(
        dict.fromkeys(
            cache.look_up("priorities.bearing", request.default).query("kind == 'alliance priority'")["period"]
        )
    )
    own = request.filters.edition
    offered = {code: code for code in ([own] if own in held else []) + [code for code in reversed(held) if code != own]}
    against = choose(request, "against", offered, label="Alliance priorities of")
    gaps = cache.ask("priorities.gaps", request.filters, against=against)
    themes = gaps[gaps["gap"] != "alliance priority few carry"]
    theme = choose_theme(request, dict(zip(themes["code"], themes["name"], strict=True)))
    gaps = gaps[gaps["code"] == theme] if theme else gaps
    draw_finding(say_gaps(gaps))
    shown = gaps[gaps["gap"] != "sole priority"]
    if len(shown):
        draw_heading(f"How many partnerships name it, {own}")
        total = int(gaps["csp_total"].max())
        bars = shown.sort_values(["gap", "csp_count"], ascending=[False, False]).assign(label=_label(shown))
        draw_chart(
            request,
            lambda: draw_shares(bars, name="label", total=total, title="partnerships", ink=request.ink),
            name=f"gaps-{against}-{theme}",
            alt=f"Bars of partnerships that name each theme or alliance priority, out of {total}",
        )
        draw_note(
            "Filled: named with certainty. Outlined: inferred. A = alliance priority, counted where named directly."
        )
    for gap, title in SECTIONS.items():
        rows = gaps[gaps["gap"] == gap]
        draw_heading(title)
        if rows.empty:
            draw_note("None that can be claimed from what is held.")
        else:
            name = gap.split(",")[0].replace(" ", "-")
            draw_table(rows, COLUMNS, caption=f"{title}, {own}", request=request, name=name)


def _label(gaps: pd.DataFrame) -> pd.Series:
    is_priority = gaps["gap"] == "alliance priority few carry"
    return gaps["name"].where(~is_priority, "A: " + gaps["name"])
