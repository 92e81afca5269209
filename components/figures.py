"""Charts on screen: always with words for those who cannot see them, never with Streamlit's own theme."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components import cache
from components.view import View


def draw_chart(view: View, build: Callable[[], Any], *, name: str, alt: str) -> None:
    """A chart as wide as its column; alt says what it shows, and its table stands below.

    name is the chart's own on its page: what was built once for a view is not built again.
    """
    st.vega_lite_chart(_get_spec(view, build, name), theme=None, alt=f"{alt}; the table below holds every figure")


def draw_wide_chart(view: View, build: Callable[[], Any], *, name: str, alt: str) -> None:
    """A chart of its own width that scrolls within itself on a narrow screen."""
    with st.container(key=f"wide_{name}"):
        st.vega_lite_chart(
            _get_spec(view, build, name), theme=None, width="content", alt=f"{alt}; the table below holds every figure"
        )


def _get_spec(view: View, build: Callable[[], Any], name: str) -> dict[str, Any]:
    return cache.get_spec(
        topic=view.entry.topic, filters=view.filters, theme=str(st.context.theme.type), name=name, build=build
    )
