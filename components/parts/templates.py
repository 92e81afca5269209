"""The empty templates that a force or a partnership fills in and loads."""

from pathlib import Path

import streamlit as st

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
                f"Template: {file.name}", file.read_bytes(), file_name=file.name, key=f"template_{file.name}"
            )
