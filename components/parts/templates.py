"""The empty templates that a force or a partnership fills in and loads."""

from pathlib import Path

import streamlit as st

from components.messages import draw_note
from components.plain import draw_heading, escape_markdown
from data_access.settings import TEMPLATES


def list_templates() -> list[Path]:
    """The workbooks of all templates, by name."""
    return sorted(TEMPLATES.glob("*.xlsx"))


def draw_template(name: str) -> None:
    """Buttons that give one template as a workbook and as CSV."""
    path = TEMPLATES / f"{name}.xlsx"
    with st.container(horizontal=True):
        for file in (path, path.with_suffix(".csv")):
            st.download_button(
                escape_markdown(f"Template: {file.name}"),
                file.read_bytes(),
                file_name=file.name,
                key=f"template_{file.name}",
            )


def draw_template_to_load(name: str, *, title: str) -> None:
    """A template under a heading of its own, with the command that loads it once it is filled in."""
    draw_heading(title)
    draw_note(
        f"Fill in the template and load it on the command line: 'python -m data_access load {name} FILE'. What is "
        "loaded is marked OFFICIAL-SENSITIVE, replaces what was loaded before, and never leaves this machine."
    )
    draw_template(name)
