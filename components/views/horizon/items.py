"""What is coming, as a table in words; and what is said where nothing is held."""

import pandas as pd

from components import cache
from components.charts.horizon import KINDS, LIKELIHOODS
from components.messages import draw_empty
from components.parts.question_names import QUESTION_NAMES
from components.parts.stated import add_where
from components.request import Request
from components.tables import Column, draw_table

ITEM_COLUMNS = {
    "item": Column("What"),
    "kind_words": Column("Kind"),
    "category": Column("Category (our reading)", missing=""),
    "period": Column("When"),
    "likelihood_words": Column("Certainty (our reading)"),
    "threats": Column("Threats it bears on", missing="none named"),
    "figures": Column("Figures it bears on", missing=""),
    "statement": Column("In our words", missing=""),
    "remark": Column("Note", missing=""),
    "where": Column("Where"),
}


def draw_items(request: Request, items: pd.DataFrame, *, caption: str, name: str) -> None:
    """Items as a table, in words."""
    names = cache.ask("threats.list").set_index("threat_code")["threat_name"].to_dict()
    rows = add_where(items).assign(
        kind_words=items["kind"].map(KINDS),
        likelihood_words=items["likelihood"].map(LIKELIHOODS),
        figures=[", ".join(QUESTION_NAMES.get(name, name) for name in asked.split()) for asked in items["questions"]],
        threats=[", ".join(names.get(code, code) for code in codes.split()) for codes in items["threat_codes"]],
    )
    columns = {code: column for code, column in ITEM_COLUMNS.items() if rows[code].ne("").any()}
    draw_table(rows, columns, caption=caption, request=request, name=name)


def draw_nothing_held() -> None:
    """The empty state of a view that rests on the assessments or a loaded scan."""
    draw_empty(
        "Nothing on the horizon is held for these forces.",
        advice="Load a scan of your own from the template: 'python -m data_access load horizon FILE'.",
    )
