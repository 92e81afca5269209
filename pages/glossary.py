"""What do the words and abbreviations mean?"""

import streamlit as st

from components import cache
from components.messages import draw_empty, draw_title
from components.request import get_request
from components.tables import Column, draw_table

request = get_request()
terms = cache.ask("glossary.terms")
asked = st.query_params.get("term", "")

draw_title(request, "What do the abbreviations mean?", subject="terms of the two assessments and of this dashboard")
chosen = terms[terms["term"] == asked]
if len(chosen):
    row = chosen.iloc[0]
    st.markdown(f"## {row['term']}")
    st.markdown(f"**{row['expansion']}.** {row['definition']}" if row["expansion"] else row["definition"])
elif asked:
    draw_empty(f"'{asked[:40]}' is not in the glossary.", advice="The whole list stands below.")
wanted = st.text_input("Find a term", key="glossary_search", placeholder="KSI").strip().lower()
found = terms[
    terms["term"].str.lower().str.contains(wanted, regex=False)
    | terms["expansion"].str.lower().str.contains(wanted, regex=False)
]
if found.empty:
    draw_empty(f"No term contains '{wanted[:40]}'.", advice="Try fewer letters, or clear the search.")
columns = {
    "term": Column("Term"),
    "expansion": Column("Stands for", missing="not spelt out"),
    "definition": Column("Meaning"),
    "basis": Column("Spelt out in"),
    "edition": Column("Edition", missing=""),
}
for start in range(0, len(found), 50):
    part = found.iloc[start : start + 50]
    draw_table(
        part,
        columns,
        caption=f"Terms {part['term'].iloc[0]} to {part['term'].iloc[-1]}",
        request=request,
        name=f"glossary-{start // 50 + 1}",
    )
