"""What one partnership shares with the alliance, priority by priority."""

import pandas as pd

from components.request import Request
from components.tables import Column, draw_table

COLUMNS = {
    "alliance_priority": Column("Alliance priority"),
    "strength": Column("Bears on it"),
    "certainty": Column("Certainty"),
    "themes": Column("Through", missing="nothing named"),
}


def draw_overlap(request: Request, own: pd.DataFrame, *, caption: str, name: str) -> None:
    """A row for each alliance priority: whether what the partnership names bears on it, and through what."""
    draw_table(own, COLUMNS, caption=caption, request=request, name=name)
