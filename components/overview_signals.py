"""The sentences on top of the first page, each with the link that shows its figures."""

from collections.abc import Sequence

import streamlit as st

from components import cache
from components.findings.overview import Answer, Signal
from components.messages import escape_markdown, link_terms
from data_access.filters import Filters


def ask_for(question: str, filters: Filters, **options: str) -> Answer:
    """An answer that remembers what was asked."""
    return Answer(question, filters, tuple(sorted(options.items())), cache.ask(question, filters, **options))


def draw_signals(signals: Sequence[Signal], *, empty: str) -> None:
    """The sentences with their links; without any, what is said instead."""
    with st.container(key="finding_main"):
        if not signals:
            st.markdown(escape_markdown(empty))
            return
        st.markdown("\n\n".join(_write(signal) for signal in signals))


def _write(signal: Signal) -> str:
    return f"{link_terms(escape_markdown(signal.text))} [{escape_markdown(signal.link_words)}]({signal.link})"
