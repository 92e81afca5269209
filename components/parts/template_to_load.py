"""A template to take away, and how to load it once filled."""

import streamlit as st

from components.messages import draw_note
from data_access.settings import TEMPLATES

KINDS = {".xlsx": "Excel", ".csv": "CSV"}


def draw_template(name: str, *, title: str) -> None:
    """The template as a workbook and as CSV, with the command that loads it."""
    st.markdown(f"## {title}")
    draw_note(
        f"Fill in the template and load it on the command line: 'python -m data_access load {name} FILE'. What is "
        "loaded is marked OFFICIAL-SENSITIVE, replaces what was loaded before, and never leaves this machine."
    )
    with st.container(horizontal=True):
        for ending, kind in KINDS.items():
            path = TEMPLATES / f"{name}{ending}"
            st.download_button(
                f"Template ({kind}): {path.name}", path.read_bytes(), file_name=path.name, key=f"template_{path.name}"
            )
