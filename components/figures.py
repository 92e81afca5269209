"""Charts on screen: always with words for those who cannot see them, never with Streamlit's own theme."""

from typing import Any

import streamlit as st


def draw_chart(chart: Any, *, alt: str) -> None:
    """A chart as wide as its column; alt says what it shows, and its table stands below."""
    st.altair_chart(chart, theme=None, alt=f"{alt}; the table below holds every figure")


def draw_wide_chart(chart: Any, *, alt: str, name: str) -> None:
    """A chart of its own width that scrolls within itself on a narrow screen."""
    with st.container(key=f"wide_{name}"):
        st.altair_chart(chart, theme=None, width="content", alt=f"{alt}; the table below holds every figure")
