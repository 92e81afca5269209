"""What the assessments say of people, as a table in words."""

import pandas as pd

from components.parts.stated import add_where
from components.request import Request
from components.tables import Column, draw_table

TEXT_COLUMNS = {
    "group_name": Column("Under", missing=""),
    "heading": Column("Named"),
    "statement": Column("In our words", missing=""),
    "where": Column("Where"),
}


def draw_statements(request: Request, rows: pd.DataFrame, *, caption: str, name: str) -> None:
    """Statements in our words with their place; a column without any words is left out."""
    rows = add_where(rows)
    columns = {code: column for code, column in TEXT_COLUMNS.items() if rows[code].ne("").any()}
    draw_table(rows, columns, caption=caption, request=request, name=name)
