"""Charts on screen: always with words for those who cannot see them, never with Streamlit's own theme."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components import cache
from components.charts.finished import FinishedChart
from components.downloads import draw_picture_download
from components.request import Request


def draw_chart(request: Request, build: Callable[[], Any], *, name: str, alt: str) -> None:
    """A chart as wide as its column, with its picture to take away; alt says what it shows.

    name is the chart's own on its page: what was built once for a view is not built again, so a chart that
    depends on a choice of the page has the choice in its name. Its table stands below.
    """
    chart = get_chart(request, build, name=name)
    st.vega_lite_chart(chart.drawn, theme=None, alt=f"{alt}; the table below holds every figure")
    draw_picture_download(lambda: chart.spec, request=request, name=name, title=alt)


def draw_wide_chart(request: Request, build: Callable[[], Any], *, name: str, alt: str) -> None:
    """A chart of its own width that scrolls within itself on a narrow screen."""
    chart = get_chart(request, build, name=name)
    with st.container(key=f"wide_{name}"):
        st.vega_lite_chart(chart.drawn, theme=None, width="content", alt=f"{alt}; the table below holds every figure")
    draw_picture_download(lambda: chart.spec, request=request, name=name, title=alt)


def get_chart(request: Request, build: Callable[[], Any], *, name: str) -> FinishedChart:
    """A finished chart, built once for a view."""
    return cache.get_chart(
        topic=request.entry.topic, filters=request.filters, theme=str(st.context.theme.type), name=name, build=build
    )
