"""Coverage of the documents: section by section what is held, where it is shown, and what is text only and why."""

from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from components import cache
from components.choosing import choose
from components.downloads import draw_download
from components.findings.threats import say_coverage
from components.messages import draw_empty, draw_finding, draw_note
from components.parts.printed_figures import write_figures
from components.parts.stated import NO_ASSESSMENT
from components.plain import draw_heading
from components.registry import PAGES
from components.request import Request
from components.tables import Column, draw_table

HEADS = (
    *("Section", "Facts held", "Shown on", "Lines"),
    *("Numbers printed", "In figures held", "In other tables", "No figures", "What stays text, and why"),
)
FIGURE_COLUMNS = {
    "topic": Column("About"),
    "what": Column("What"),
    "value_words": Column("Figure"),
    "period": Column("Period"),
    "area_name": Column("Area"),
    "note": Column("Beware", missing=""),
    "where": Column("Where"),
}


def draw(request: Request) -> None:
    """Finding, the sections of one edition with links, and the printed figures that belong to no threat."""
    every = cache.ask("threats.coverage")
    if every.empty:
        draw_empty(NO_ASSESSMENT, advice="Coverage is that of such documents.")
        return
    editions = sorted(set(every["edition"]), reverse=True)
    edition = choose(
        request, "document", {code: f"Assessment {code}" for code in editions}, label="Document", is_row=True
    )
    coverage = every[every["edition"] == edition].reset_index(drop=True)
    draw_finding(say_coverage(coverage))
    draw_heading(f"Section by section, {edition}")
    threats = cache.ask("threats.list").set_index("threat_code")["threat_name"]
    caption = f"Coverage of the assessment {edition}, {len(coverage)} sections"
    st.html(write_sections(coverage, threats=threats.to_dict(), caption=caption))
    draw_download(coverage, request=request, name="document-coverage", definition=caption)
    draw_note("A line belongs to one section. The same on the command line: 'python -m data_access coverage'.")
    _draw_other_figures(request, edition=edition)


def write_sections(coverage: pd.DataFrame, *, threats: dict[str, str], caption: str) -> str:
    """The sections under their chapters as an HTML table, with links to where their facts are shown."""
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in HEADS)
    body, chapter = [], ""
    for row in coverage.to_dict("records"):
        if row["chapter"] != chapter:
            chapter = row["chapter"]
            body.append(f'<tr class="group"><th scope="colgroup" colspan="{len(HEADS)}">{escape(chapter)}</th></tr>')
        counts = "".join(
            f'<td class="n">{row[name]:,}</td>'
            for name in ("number_count", "evidence_count", "elsewhere_count", "excepted_count")
        )
        why = f"No figures: {row['reasons']}. " if row["reasons"] else ""
        body.append(
            f'<tr><th scope="row">{escape(row["section"])}</th><td>{escape(row["facts"]) or "none"}</td>'
            f"<td>{write_links(row, threats=threats)}</td>"
            f'<td class="nowrap">{row["first_line"]} to {row["last_line"]}</td>{counts}'
            f"<td>{escape(why + row['text_only'])}</td></tr>"
        )
    return (
        f'<div class="table-scroll coverage" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def write_links(row: dict[str, object], *, threats: dict[str, str]) -> str:
    """Where a section's facts are shown: a link for each threat, and for each page; plain words for no page yet."""
    paths = {entry.topic: (entry.path, entry.title) for entry in PAGES}
    links = []
    for topic in str(row["shown_on"]).split("; "):
        if topic == "threats":
            links.extend(_link_threats(row, threats=threats))
        elif topic in paths:
            path, title = paths[topic]
            links.append(_link(f"{path or '.'}{'?view=coverage' if topic == 'sources' else ''}", title))
        elif topic:
            links.append(escape(topic))
    return "; ".join(links) or "not shown"


def _link_threats(row: dict[str, object], *, threats: dict[str, str]) -> list[str]:
    codes = [code for code in str(row["threat_codes"]).split("; ") if code in threats]
    if " issue" in str(row["facts"]) and "statement" not in str(row["facts"]):
        return [_link("threats?view=morile", "Threats: MoRiLE, the issues")]
    more = {"view": "figures"} if row["evidence_count"] and "statement" not in str(row["facts"]) else {}
    return [_link(f"threats?{urlencode({'threat': code, **more})}", threats[code]) for code in codes]


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}" target="_self">{escape(words)}</a>'


def _draw_other_figures(request: Request, *, edition: str) -> None:
    """Printed figures about no threat: demand, partnerships, the years ahead, scrutiny, the workforce."""
    evidence = cache.ask("threats.evidence", request.default.but(edition=edition))
    others = evidence[(evidence["topic"] != "") & evidence["topic"].notna()]
    st.markdown("## Printed figures that belong to no threat")
    if others.empty:
        draw_note("This document prints none.")
        return
    caption = f"Figures of {edition} that belong to no threat"
    draw_table(write_figures(others), FIGURE_COLUMNS, caption=caption, request=request, name="other-figures")
