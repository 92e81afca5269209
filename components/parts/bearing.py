"""Who bears on a threat: partnerships, national requirements, plans and the alliance, a table for each kind of body."""

import pandas as pd

from components.messages import draw_note
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table

SECTIONS = {
    "partnership priority": "Partnerships",
    "strategic policing requirement": "Strategic Policing Requirement",
    "police and crime plan": "Police and Crime Plans",
    "alliance priority": "The alliance's own priorities",
}
COLUMNS = {
    "who": Column("Who"),
    "period": Column("Edition or years"),
    "wording": Column("As printed"),
    "theme": Column("Theme", missing=""),
    "strength": Column("Bears on it"),
    "certainty": Column("Certainty"),
    "reason": Column("Why"),
    "section": Column("Section"),
    "line": Column("Line", "count", missing=""),
}


def draw_bearing(request: Request, bearing: pd.DataFrame, *, threat_name: str) -> None:
    """Every body that bears on the threat, as printed and why; a kind without one says so."""
    for kind, title in SECTIONS.items():
        rows = bearing[bearing["kind"] == kind].sort_values("strength", ascending=False, kind="stable")
        draw_heading(title)
        if rows.empty:
            draw_note("None bears on it in what is held.")
        else:
            caption = f"{title}: {threat_name}"
            draw_table(rows, COLUMNS, caption=caption, request=request, name=kind.replace(" ", "-"))
