"""A page in outline: its question in words, a choice of its views, and the one view that is shown."""

from collections.abc import Callable
from importlib import import_module

import streamlit as st

from components.choosing import choose_view
from components.messages import draw_title
from components.request import Request, get_request


def draw_page(
    *,
    question: str | Callable[[Request], str],
    subject: str,
    prepare: Callable[[Request], Request | None] | None = None,
) -> None:
    """Draw the page being run: title, row of views, and the view chosen.

    question is a sentence, or makes one from the request. prepare narrows the request before a view is chosen; it
    gives None where there is nothing to show, which it has said.
    """
    top = st.container()  # the title stands first and needs to know what is chosen below it
    request = prepare(get_request()) if prepare else get_request()
    code = ""
    if request:
        code = choose_view(request) or request.entry.topic
    with top:
        shown = request or get_request()
        draw_title(shown, question if isinstance(question, str) else question(shown), subject=subject)
    if request:
        find_view(request.entry.topic, code)(request)


def find_view(topic: str, code: str) -> Callable[[Request], None]:
    """The function that draws a view.

    Its module is imported only here, when the view is shown: each brings charts, maps and statistics of its own, and
    nobody waits for those of a view that is not shown.
    """
    draw: Callable[[Request], None] = import_module(f"components.views.{topic}.{code}").draw
    return draw
