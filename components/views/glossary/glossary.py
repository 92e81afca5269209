"""The terms and abbreviations with their meaning: the one that a link asks for, then those searched, then all."""

import pandas as pd
import streamlit as st

from components import cache
from components.messages import draw_empty
from components.plain import draw_heading, draw_text
from components.request import Request
from components.tables import Column, draw_table

ROWS = 50  # in a table: a longer one would be a grid, which cannot be read from top to bottom
COLUMNS = {
    "term": Column("Term"),
    "expansion": Column("Stands for", missing="not spelt out"),
    "definition": Column("Meaning"),
    "basis": Column("Spelt out in"),
    "edition": Column("Edition", missing=""),
}


def draw(request: Request) -> None:
    """The term of the link, a search, and the terms found in tables."""
    terms = cache.ask("glossary.terms")
    _draw_asked(terms, st.query_params.get("term", ""))
    wanted = st.text_input("Find a term", key="glossary_search", placeholder="KSI").strip().lower()
    found = terms[
        terms["term"].str.lower().str.contains(wanted, regex=False)
        | terms["expansion"].str.lower().str.contains(wanted, regex=False)
    ]
    if found.empty:
        draw_empty(f"No term contains '{wanted[:40]}'.", advice="Try fewer letters, or clear the search.")
    for start in range(0, len(found), ROWS):
        part = found.iloc[start : start + ROWS]
        caption = f"Terms {part['term'].iloc[0]} to {part['term'].iloc[-1]}"
        draw_table(part, COLUMNS, caption=caption, request=request, name=f"glossary-{start // ROWS + 1}")


def _draw_asked(terms: pd.DataFrame, asked: str) -> None:
    chosen = terms[terms["term"] == asked]
    if len(chosen):
        row = chosen.iloc[0]
        draw_heading(row["term"])
        draw_text(row["definition"], label=f"{row['expansion']}." if row["expansion"] else "")
    elif asked:
        draw_empty(f"'{asked[:40]}' is not in the glossary.", advice="The whole list stands below.")
