"""The sentences on top of the first page, each with the link that shows its figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components import cache
from components.findings.overview import Answer, Signal
from components.messages import link_terms
from components.metrics import find_shown_year
from components.plain import draw_text, escape_markdown
from data_access.filters import Filters

Ask = Callable[..., pd.DataFrame]


@dataclass(frozen=True)
class Picture:
    """The answers that the first page draws, and the year to September they show ('' for none)."""

    headlines: Answer
    changes: Answer
    threats: Answer
    areas: Answer
    year: str


def ask_for(question: str, filters: Filters, *, ask: Ask = cache.ask, **options: str) -> Answer:
    """An answer that remembers what was asked."""
    return Answer(question, filters, tuple(sorted(options.items())), ask(question, filters, **options))


def ask_picture(filters: Filters, *, strategy: str, as_at: str, ask: Ask = cache.ask) -> Picture:
    """Ask what the first page draws; the changes are those of the area, or of the force around it."""
    headlines = ask_for("overview.headlines", filters, ask=ask, as_at=as_at)
    year = find_shown_year(headlines.frame)
    crime = headlines.frame[headlines.frame["headline_code"] == "recorded-crime"]
    changes = ask_for("crime.change", filters, ask=ask, year_ending=year)
    return Picture(
        headlines,
        changes.keep("area_code", set(crime["area_code"])),
        ask_for("threats.overview", filters, ask=ask, strategy=strategy, as_at=as_at),
        ask_for("threats.areas", filters, ask=ask, against="alliance", as_at=as_at),
        year,
    )


def draw_signals(signals: Sequence[Signal], *, empty: str) -> None:
    """The sentences with their links; without any, what is said instead."""
    with st.container(key="finding_main"):
        if not signals:
            draw_text(empty)
            return
        st.markdown("\n\n".join(_write(signal) for signal in signals))


def _write(signal: Signal) -> str:
    return f"{link_terms(escape_markdown(signal.text))} [{escape_markdown(signal.link_words)}]({signal.link})"
