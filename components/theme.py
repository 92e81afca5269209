"""One visual language: the colours of the Analysis Function and the shape of every chart."""

from dataclasses import dataclass
from typing import Any

import altair as alt

# Government Analysis Function palette, in the order in which categories take them; four at most on a chart.
CATEGORIES = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
SEQUENCE = ("#6BACE6", "#2073BC", "#12436D")
FOCUS = "#12436D"
CONTEXT = "#BFBFBF"
COMMON_CAUSE = "#A6A6A6"
BETTER, WORSE, NO_POLARITY = "#00B0F0", "#E46C0A", "#490092"
FONT = "Source Sans, sans-serif"


@dataclass(frozen=True)
class Ink:
    """The colours of text and lines on a light or a dark ground."""

    text: str
    quiet: str
    grid: str
    ground: str
    focus: str
    context: str


LIGHT = Ink(text="#0B0C0C", quiet="#505A5F", grid="#E1E4E8", ground="#FFFFFF", focus="#12436D", context="#8A9299")
DARK = Ink(text="#F3F5F7", quiet="#B8C0C8", grid="#39424B", ground="#111418", focus="#6BACE6", context="#7D8790")


def choose_ink(theme: str | None) -> Ink:
    """The ink for Streamlit's theme name; light when it isn't known."""
    return DARK if theme == "dark" else LIGHT


def style_chart(chart: alt.TopLevelMixin, *, ink: Ink, room: int = 12) -> Any:
    """Apply the house style: thin grid, quiet axes, text that reads at 4.5:1, no frame.

    room is kept free at the right, in pixels, for what is written past the plot.
    """
    return (
        chart.configure(background="transparent", font=FONT, padding={"left": 4, "right": room, "top": 4, "bottom": 4})
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=ink.text,
            titleColor=ink.quiet,
            gridColor=ink.grid,
            domainColor=ink.grid,
            tickColor=ink.grid,
            labelFontSize=13,
            titleFontSize=13,
            titleFontWeight="normal",
            labelLimit=320,
        )
        .configure_axisY(titleAngle=0, titleAlign="left", titleAnchor="end", titleX=0, titleY=-10)
        .configure_header(labelColor=ink.text, labelFontSize=14, labelFontWeight="bold", titleColor=ink.quiet)
        .configure_legend(
            labelColor=ink.text,
            titleColor=ink.quiet,
            labelFontSize=13,
            titleFontSize=13,
            orient="top",
            title=None,
        )
        .configure_text(color=ink.text, fontSize=13)
    )
