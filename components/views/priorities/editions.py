"""Between two editions: what partnerships and the alliance kept, reworded, added and dropped."""

import streamlit as st

from components import cache
from components.charts.priorities import count_changes
from components.choosing import choose, choose_theme
from components.findings.priorities import say_changes
from components.messages import draw_empty, draw_finding, draw_note
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table

ALLIANCE = "The alliance"
KINDS = {
    "kept": "Kept",
    "reworded": "Kept, reworded",
    "new": "New",
    "dropped": "Dropped",
    "not known": "Not known",
}
COUNT_COLUMNS = {"csp_name": Column("Who"), **{code: Column(words, "count") for code, words in KINDS.items()}}
CHANGE_COLUMNS = {
    "csp_name": Column("Who"),
    "theme": Column("Theme or alliance priority"),
    "change": Column("What became of it"),
    "certainty": Column("Certainty"),
    "wording_then": Column("Then", missing="not named"),
    "wording_now": Column("Now", missing="not named"),
}


def draw(request: Request) -> None:
    """Finding, counts of changes for each, and every change with both wordings."""
    editions = sorted(cache.ask("editions.list")["edition"])
    if len(editions) < 2:
        draw_empty(
            "Only one edition is held.", advice="Load another: 'python -m data_access load priorities PATH' adds one."
        )
        return
    first = request.filters.edition if request.filters.edition != editions[-1] else editions[-2]
    with st.container(horizontal=True, key="editions_compared"):
        earlier = {first: first, **{code: code for code in editions[:-1]}}
        then = choose(request, "then", earlier, label="Earlier edition")
        later = {code: code for code in editions if code > then}
        now = choose(request, "now", later, label="Later edition")
    changes = cache.ask("priorities.changes", request.filters, from_edition=then, to_edition=now)
    if changes.empty:
        draw_empty(f"Nothing of {request.area.name} can be compared.", advice="Choose another area or other editions.")
        return
    own = changes[changes["csp_name"] != ALLIANCE]
    theme = choose_theme(request, dict(zip(own["code"], own["theme"], strict=True)))
    changes = changes[changes["code"] == theme] if theme else changes
    draw_finding(say_changes(changes))
    draw_heading(f"From {then} to {now}")
    caption = f"Priorities by what became of them, {then} to {now}"
    draw_table(
        count_changes(changes, kinds=KINDS), COUNT_COLUMNS, caption=caption, request=request, name="change-counts"
    )
    draw_note(
        "Reworded: the same theme in other letters. Not known: a priority of the chart that stands in no column could "
        "be the theme, or the partnership may not have set its priorities yet."
    )
    everyone = {"": "all", **dict(zip(changes["csp_code"], changes["csp_name"], strict=True))}
    code = choose(request, "csp", everyone, label="List the changes of")
    shown = changes[changes["csp_code"] == code] if code else changes[changes["change"] != "not known"]
    whose = everyone[code] if code else "all, without what is not known"
    draw_table(shown, CHANGE_COLUMNS, caption=f"Changes of {whose}, {then} to {now}", request=request, name="changes")
