"""Choices of one page (its view, a theme, a measure), kept in the address so that a link reopens them.

The address holds the code. A choice that a link or the back button put there wins over the widget;
leaving the page sets its choices back. A code that is not offered gives the first choice and a sentence.
"""

from collections.abc import Mapping

import streamlit as st

from components.plain import draw_warning, escape_markdown
from components.request import Request

_WRITTEN = "choices last written"


def choose(request: Request, name: str, named: Mapping[str, str], *, label: str, is_row: bool = False) -> str:
    """Draw one choice and return its code; named maps codes to words, the first is the usual one.

    is_row draws buttons in a row for a few choices; otherwise it is a list. Returns '' where nothing is offered.
    """
    if not named:
        return ""
    key = f"choice_{request.entry.topic}_{name}"
    usual = next(iter(named))
    written: dict[str, str] = st.session_state.setdefault(_WRITTEN, {})
    asked = st.query_params.get(name, usual)
    if asked != written.get(key) or st.session_state.get(key) not in named:
        if asked not in named:
            draw_warning(
                f"The link asks for {name} '{asked[:40]}', which is not offered: the usual one is shown instead."
            )
        st.session_state[key] = asked if asked in named else usual
    chosen = _draw(label, key, named, is_row=is_row) or usual
    if chosen != usual:
        st.query_params[name] = chosen
    elif name in st.query_params:
        del st.query_params[name]
    written[key] = chosen
    return chosen


def _draw(label: str, key: str, named: Mapping[str, str], *, is_row: bool) -> str | None:
    codes = list(named)
    if is_row:
        return st.segmented_control(
            label, codes, format_func=lambda code: escape_markdown(named.get(code, code)), key=key, required=True
        )
    return st.selectbox(label, codes, format_func=lambda code: named.get(code, code), key=key)


def choose_theme(request: Request, themes: Mapping[str, str]) -> str:
    """Draw the choice of one theme (code -> name) and return its code; '' for all of them."""
    ordered = dict(sorted(themes.items(), key=lambda pair: pair[1]))
    return choose(request, "theme", {"": "All themes", **ordered}, label="Theme")


def choose_view(request: Request) -> str:
    """Draw the views of the page as a row and return the code of the chosen one."""
    return choose(request, "view", dict(request.entry.views), label="View", is_row=True)
