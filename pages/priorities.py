"""Which priorities do the Community Safety Partnerships name, and which do they share?"""

import streamlit as st

from components import cache
from components.charts.priorities import draw_matrix, make_matrix
from components.figures import draw_wide_chart
from components.findings.priorities import find_priorities
from components.map_frame import find_bounds, make_ground, make_labels
from components.maps.priorities import count_partnerships, draw_partnerships, name_classes
from components.messages import draw_empty, draw_finding, draw_map_source, draw_note, draw_title
from components.tables import Column, draw_table
from components.view import get_view

COLUMNS = {
    "csp_name": Column("Partnership or county", missing="not known"),
    "kind": Column("Kind"),
    "theme": Column("Theme", missing="none"),
    "local_wording": Column("As printed"),
    "focus": Column("Focus", missing=""),
    "corrected_wording": Column("Corrected reading", missing=""),
    "certainty": Column("Certainty"),
    "section": Column("Section"),
    "line": Column("Line", "count"),
}

view = get_view()
edition = view.filters.edition
cells = cache.ask("priorities.csp", view.filters)

draw_title(view, "Which priorities do partnerships share?", subject="partnership priorities")
if not edition:
    draw_empty("No strategic assessment is held for these forces.", advice="Partnership priorities come from one.")
elif cells.empty:
    draw_empty(
        f"No partnership priorities of {edition} are held for {view.area.name}.",
        advice="Choose a policing area, a force or all forces, and another threat or edition.",
    )
else:
    matrix = make_matrix(cells)
    rows = list(dict.fromkeys(matrix["row_name"]))
    placed = cells[cells["csp_code"].notna() & cells["is_partnership"].eq(True)]
    draw_finding(find_priorities(cells, partnership_count=placed["csp_code"].nunique(), edition=edition))

    st.markdown(f"## Partnerships and themes, {edition}")
    draw_wide_chart(
        view,
        lambda: draw_matrix(matrix, rows=rows, ink=view.ink),
        name="matrix",
        alt=f"Matrix of {len(rows)} partnerships and counties by theme, {edition}",
    )
    draw_note(
        "Themes are our reading, so that differing wordings can be compared; the table keeps each wording as printed. "
        "A county column is no partnership."
    )

    st.markdown("## Who names what")
    themes = ["", *sorted(set(placed.loc[placed["kind"] == "priority", "theme"]))]
    theme = st.selectbox("Shade areas by", themes, format_func=lambda name: name or "number of priorities named")
    counts = count_partnerships(placed, theme=theme)
    words = {
        code: f"{name}\n{counts.get(code, 0)}" for code, name in placed.groupby("csp_code")["csp_name"].first().items()
    }
    st.pydeck_chart(
        draw_partnerships(
            counts,
            labels=make_labels("policing_area", words),
            bounds=find_bounds(view),
            ground=make_ground(view),
        ),
        height=460,
        alt=f"Map of policing areas by {theme or 'number of priorities named'}; table below",
    )
    draw_note(name_classes(counts))
    draw_map_source()
    draw_table(
        cells,
        COLUMNS,
        caption=f"Partnership priorities as printed, {edition}",
        view=view,
        name="partnership-priorities",
    )
