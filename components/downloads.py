"""Download buttons: the figures as CSV or a workbook, a chart as a picture, each stamped with its source."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from components.exports.csv import write_csv
from components.exports.stamp import Stamp
from components.messages import find_request_marking
from components.plain import escape_markdown
from components.request import Request

ABBREVIATIONS = ("asb", "csp", "fte", "ksi", "lsoa", "peel", "rdil", "toil")  # written in capitals for readers


def name_subject(name: str) -> str:
    """A table's name in words: 'ksi-roads' is 'KSI roads'."""
    return " ".join(word.upper() if word in ABBREVIATIONS else word for word in name.replace("_", "-").split("-"))


def make_stamp(request: Request, *, subject: str, definition: str) -> Stamp:
    """What an export of this view says of itself; made when it is asked for, when all that is shown has been asked."""
    return Stamp(
        source=request.source_line,
        definition=definition,
        filters=request.name_scope(subject=subject),
        marking=find_request_marking(request).label or "none",
        made_on=date.today(),
    )


def draw_download(frame: pd.DataFrame, *, request: Request, name: str, definition: str) -> None:
    """Buttons that give the frame as CSV and as a workbook."""
    words = name_subject(name)

    def stamp() -> Stamp:
        return make_stamp(request, subject=words, definition=definition)

    def make_xlsx() -> bytes:
        from components.exports.xlsx import write_xlsx  # half a second to import: only who asks for it waits

        return write_xlsx(frame, stamp=stamp())

    with st.container(horizontal=True, key=f"downloads_{name}"):
        _draw_button(f"Download {words} (CSV)", lambda: write_csv(frame, stamp=stamp()), name, "csv", "text/csv")
        _draw_button(
            f"Download {words} (Excel)",
            make_xlsx,
            name,
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )


def draw_picture_download(build: Callable[[], dict[str, Any]], *, request: Request, name: str, title: str) -> None:
    """A button that gives a chart as a picture with its source inside; build gives its specification when asked."""
    ground = request.ink.ground

    def make_png() -> bytes:
        from components.exports.png import write_png  # loads its own drawing engine: only who asks for it waits

        stamp = make_stamp(request, subject=name_subject(name), definition=title)
        return write_png(build(), stamp=stamp, ground=ground)

    _draw_button(f"Download this chart (PNG): {title}", make_png, name, "png", "image/png", short="Picture (PNG)")


def _draw_button(label: str, make: Callable[[], bytes], name: str, ending: str, mime: str, *, short: str = "") -> None:
    st.download_button(
        escape_markdown(short or label),
        data=make,
        file_name=f"threat-picture-{name}-{date.today().isoformat()}.{ending}",
        mime=mime,
        key=f"download_{ending}_{name}",
        help=escape_markdown(label) if short else None,
        type="tertiary" if short else "secondary",
    )
