"""Who shares one threat: partnerships, national requirements, plans and the alliance's own priorities."""

import pandas as pd

from components import cache
from components.choosing import choose
from components.findings.priorities import say_bearing
from components.findings.threats import say_threat
from components.messages import draw_empty, draw_finding, draw_note
from components.parts.bearing import draw_bearing
from components.parts.stated import NO_ASSESSMENT
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from components.views.threats.choices import about_threat

STRENGTHS = {
    "direct": "■ names it",
    "contributes": "◩ names what contributes",
    "none": "□ names nothing that bears on it",
    "not known": "? not known: the chart lost its columns",
}
OVERLAP_COLUMNS = {
    "csp_name": Column("Partnership"),
    "strength_words": Column("Bears on it"),
    "certainty": Column("Certainty"),
    "themes": Column("Through", missing="nothing named"),
}


def draw(request: Request) -> None:
    """Finding, each partnership at a glance, then every body that bears on the threat, as printed and why."""
    editions = cache.ask("editions.list").sort_values(["is_whole", "edition"], ascending=False)
    named = {edition: f"Tables of {edition}" for edition in editions["edition"]}
    edition = choose(request, "tables", named, label="Partnership tables")
    if not edition:
        draw_empty(NO_ASSESSMENT, advice="Partnership priorities come from one.")
        return
    filters = request.filters.but(edition=edition, from_month="", to_month="")
    bearing, overlap = cache.ask("priorities.bearing", filters), _ask_overlap(request, edition=edition)
    if bearing.empty:
        draw_empty(
            f"Nothing in the tables of {edition} is linked to {say_threat(request.threat_name)}: no partnership theme, "
            "requirement or plan.",
            advice="Try the other edition. A link is data: add one to threat_themes.csv in data_access/reference.",
        )
        return
    draw_finding(say_bearing(bearing, threat=request.threat_name, edition=edition))
    partners = overlap[overlap["is_partnership"].astype(bool)] if len(overlap) else overlap
    if len(partners):
        draw_heading(f"Partnerships at a glance, {edition}")
        worded = partners.assign(strength_words=partners["strength"].map(STRENGTHS))
        caption = f"Partnerships and {request.threat_name}, {edition}"
        draw_table(worded, OVERLAP_COLUMNS, caption=caption, request=request, name="partnerships")
        if (partners["strength"] == "not known").any():
            draw_note(
                "'Not known' is neither yes nor no: the themes beside it are those that could bear on the threat."
            )
    draw_bearing(request, bearing, threat_name=request.threat_name)
    draw_note("Direct and contributes are our reading; the download names who read it and when.")


def _ask_overlap(request: Request, *, edition: str) -> pd.DataFrame:
    """Partnerships held against the threat as a priority of the edition, else of the nearest that set it as one."""
    filters = request.filters.but(edition=edition, from_month="", to_month="")
    texts = cache.ask("threats.texts", about_threat(request))
    editions = sorted(set(texts.loc[texts["kind"] == "aim", "edition"]))
    if not editions:
        return pd.DataFrame()
    nearest = min(editions, key=lambda other: abs(int(other[:4]) - int(edition[:4])))
    return cache.ask("priorities.overlap", filters, against=nearest)
