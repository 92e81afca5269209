"""Figures and words as an assessment or a force's own totals state them, each with its place."""

import pandas as pd

from components.charts.workforce import GROUP_NAMES
from components.messages import draw_empty
from components.missing import say_none_held
from components.request import Request
from components.tables import Column, draw_table

NO_ASSESSMENT = "No strategic assessment is held for these forces."
STATED_COLUMNS = {
    "measure_name": Column("Measure"),
    "area_name": Column("Force"),
    "group": Column("Group"),
    "period": Column("Period"),
    "printed": Column("As printed", missing="words without a figure"),
    "remark": Column("Note", missing=""),
    "where": Column("Where"),
}


def draw_stated_table(request: Request, figures: pd.DataFrame, *, caption: str, name: str) -> None:
    """Stated figures as their source prints them, with certainty, note, section and line."""
    rows = add_where(figures).assign(group=figures["group_code"].map(GROUP_NAMES).fillna(figures["group_code"]))
    columns = {code: column for code, column in STATED_COLUMNS.items() if code != "remark" or rows[code].ne("").any()}
    draw_table(rows, columns, caption=caption, request=request, name=name)


def add_where(rows: pd.DataFrame) -> pd.DataFrame:
    """Add where (edition and line) and, where there are notes, remark (the note, led by 'Inferred' where it is)."""
    # A hyphen at which no line breaks keeps the years of an edition together.
    edition = rows["edition"].str.replace("-", "\u2011").where(rows["edition"] != "", "own totals")
    where = edition + ", line " + rows["line"].astype(str)
    if "note" not in rows:
        return rows.assign(where=where)
    is_inferred = rows["certainty"] == "inferred"
    return rows.assign(where=where, remark=rows["note"].where(~is_inferred, "Inferred. " + rows["note"]).str.strip())


def draw_nothing_stated(request: Request, what: str, *, load: str) -> None:
    """The empty state of a view that rests on the assessments or a force's own totals."""
    draw_empty(
        say_none_held(f"figures on {what}", area_name=request.area.name, is_many=True),
        advice=f"Clear the period, or load a force's own totals: 'python -m data_access load {load} FILE'.",
    )
