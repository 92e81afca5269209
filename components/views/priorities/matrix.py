"""The matrix of partnerships and themes, grouped by the alliance priority that covers each theme."""

import streamlit as st

from components import cache
from components.charts.priorities import (
    ORDERS,
    PARTNER_ORDERS,
    draw_matrix,
    group_themes,
    make_matrix,
    order_columns,
    order_themes,
)
from components.choosing import choose, choose_theme
from components.downloads import draw_picture_download
from components.figures import get_chart
from components.findings.priorities import say_matrix
from components.matrix import write_matrix
from components.messages import draw_finding, draw_note
from components.missing import NONE, NOT_KNOWN
from components.parts.templates import draw_template
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from components.views.priorities.choices import ask_priorities

CELL_COLUMNS = {
    "csp_name": Column("Partnership or county", missing=NOT_KNOWN),
    "kind": Column("Kind"),
    "theme": Column("Theme", missing=NONE),
    "local_wording": Column("As printed"),
    "focus": Column("Focus", missing=""),
    "corrected_wording": Column("Corrected reading", missing=""),
    "certainty": Column("Certainty"),
    "rule": Column("Placed by rule", missing=""),
    "section": Column("Section"),
    "line": Column("Line", "count"),
}
LINK_COLUMNS = {
    "theme": Column("Theme"),
    "priority_name": Column("Alliance priority"),
    "strength": Column("Bears on it"),
    "reason": Column("Why"),
    "reviewer": Column("Read by"),
    "reviewed_date": Column("On", "date"),
}


def draw(request: Request) -> None:
    """Finding, matrix with its orders, the cells as printed, and how themes bear on alliance priorities."""
    cells = ask_priorities(request)
    if cells.empty:
        return
    claims = cache.ask("priorities.claims", request.filters)
    links = cache.ask("priorities.links", request.filters.but(threat_code=""))
    themes = group_themes(links)
    matrix = make_matrix(cells, claims, themes)
    is_whole = request.area.code == request.default.area_code and not request.filters.threat_code
    draw_finding(say_matrix(cells, claims, themes, edition=request.filters.edition, is_whole_area=is_whole))

    draw_heading(f"Partnerships and themes, {request.filters.edition}")
    with st.container(horizontal=True, key="matrix_orders"):
        theme = choose_theme(request, dict(zip(matrix["theme_code"], matrix["theme"], strict=True)))
        by = choose(request, "themes", ORDERS, label="Order themes by")
        across = choose(request, "partners", PARTNER_ORDERS, label="Order partnerships by")
    if theme:
        matrix, cells = matrix[matrix["theme_code"] == theme], cells[cells["theme_code"] == theme]
        links = links[links["theme_code"] == theme]
    columns = order_columns(matrix, by=across, usual=list(dict.fromkeys(claims["csp_name"])))
    rows = order_themes(matrix, by=by)
    caption = (
        f"{len(rows)} {'theme' if len(rows) == 1 else 'themes'} by partnership or county, {request.filters.edition}"
    )
    st.html(write_matrix(matrix, columns=columns, themes=rows, caption=caption, is_grouped=by == "priority"))
    chart = get_chart(
        request,
        lambda: draw_matrix(matrix, columns=columns, themes=rows, ink=request.ink),
        name=f"matrix-{theme}-{by}-{across}",
    )
    draw_picture_download(lambda: chart.spec, request=request, name="matrix", title=caption)
    draw_note(
        "Themes are our reading, so that differing wordings can be compared; the table keeps each wording as printed. "
        "A county column is no partnership."
    )
    draw_table(
        cells,
        CELL_COLUMNS,
        caption=f"Partnership priorities as printed, {request.filters.edition}",
        request=request,
        name="partnership-priorities",
    )
    with st.expander("How each theme bears on the alliance priorities"):
        draw_note(
            "Our reading, not the alliance's: to change it, edit csp_theme_links.csv in data_access/reference and "
            "build the store again. Themes that bear on no priority are not listed here but stand in the download."
        )
        bearing = links[links["strength"] != "none"]
        draw_table(bearing, LINK_COLUMNS, caption="Themes and alliance priorities", request=request, name="theme-links")
    with st.expander("Load next year's priorities"):
        draw_note("Fill in the template and run: python -m data_access load priorities FILE. A row at fault is named.")
        draw_template("priorities")
