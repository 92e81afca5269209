"""Words of the frame: header, titles, findings, source lines, footer, links to the glossary."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

import streamlit as st

from components import cache
from components.plain import draw_address, draw_caption, draw_info, draw_text, escape_markdown
from components.request import Request
from data_access.catalogue import METHODS
from data_access.markings import Marking, find_highest_marking
from geodata.boundaries import ATTRIBUTION, STREET_POINTS_NOTE

_DATES = "place of the dates"
MOST_DATES = 3  # sources whose dates stand open under the title; more of them fold away


def draw_header(request: Request) -> None:
    """The marking banner, where a source in view has one, and whose picture this is."""
    marking = find_request_marking(request)
    if marking.label:
        st.html(f'<p class="marking" role="note" aria-label="Protective marking">{escape(marking.label)}</p>')
    st.html(f'<p class="as-at">Threat Picture · {escape(request.alliance.name)}</p>')


def find_request_marking(request: Request) -> Marking:
    """The highest marking of the sources in view, never below the configured minimum."""
    return find_highest_marking(
        (Marking[name] for name in request.markings),
        minimum=cache.get_settings().minimum_marking,
    )


def draw_title(request: Request, question: str, *, subject: str) -> None:
    """The question a page answers; under it the scope in words, and a place for the dates of its sources."""
    st.title(escape_markdown(question), anchor=False)
    st.html(f'<p class="scope">{escape(request.name_scope(subject=subject))}</p>')
    st.session_state[_DATES] = st.container()


def draw_dates(request: Request) -> None:
    """The as-at dates of the sources shown, under the title: known once the page has asked its questions."""
    place = st.session_state.pop(_DATES, None)
    parts = [f"{row.title}: as at {row.as_at}" for row in request.shown_sources.itertuples() if row.as_at]
    if place is None or not parts:
        return
    dates = f"{escape('; '.join(parts))}."
    if len(parts) > MOST_DATES:
        summary = f"As-at dates of the {len(parts)} sources of this page"
        place.html(f'<details class="as-at"><summary>{summary}</summary>{dates}</details>')
    else:
        place.html(f'<p class="as-at">{dates}</p>')


def draw_finding(sentences: Sequence[str], *, name: str = "main") -> None:
    """One to five sentences, the strongest first."""
    if not sentences:
        return
    with st.container(key=f"finding_{name}"):
        st.markdown("\n\n".join(link_terms(escape_markdown(sentence)) for sentence in sentences[:5]))


def draw_note(text: str) -> None:
    """A quiet remark beside a figure; nothing for no text."""
    if text:
        st.caption(link_terms(escape_markdown(text)))


def draw_empty(what: str, *, advice: str) -> None:
    """An empty state: what is not held and what to do."""
    draw_info(f"{what} {advice}")


def draw_source_line(request: Request) -> None:
    """Each source of the page with its date and coverage; definitions, caveats and methods one click away."""
    held = request.shown_sources
    if held.empty:
        return
    st.markdown("## Where these figures come from")
    for row in held.itertuples():
        cover = f" Held: {row.cover}." if row.cover else ""
        draw_text(f"Source: {row.title}. {row.publisher}. As at {row.as_at}.{cover}")
    with st.expander("Definitions, caveats, methods and licences"):
        for row in held.itertuples():
            draw_text("", label=row.title)
            st.markdown(link_terms(escape_markdown(f"Definition: {row.definition}")))
            st.markdown(link_terms(escape_markdown(f"Beware: {row.caveat}")))
            draw_text(f"How made: {row.how_made} Licence: {row.licence}.")
            draw_address(row.address)
        for name in request.asked.methods:
            draw_text(METHODS[name], label="Method.")


def draw_map_source(*, has_street_points: bool = False) -> None:
    """The attribution every map carries."""
    note = f" {STREET_POINTS_NOTE}" if has_street_points else ""
    draw_caption(f"{ATTRIBUTION}.{note}")


def draw_footer(request: Request) -> None:
    """Whose work this is, and who does not endorse it."""
    forces = " or ".join(force.police_name for force in request.alliance.forces)
    st.html(
        '<p class="foot">Independent work on published figures: not a publication of, nor endorsed by, '
        f"{escape(forces)}. Threat Picture is open source under the MIT licence.</p>"
    )


def link_terms(text: str) -> str:
    """The first use of each glossary term as a link to its entry."""
    return _link_terms(text, cache.get_terms())


@lru_cache(maxsize=2_000)
def _link_terms(text: str, terms: frozenset[str]) -> str:
    linked: set[str] = set()

    def link(match: re.Match[str]) -> str:
        word = match.group(0)
        if word not in terms or word in linked:
            return word
        linked.add(word)
        return f"[{word}](glossary?term={word})"

    return re.sub(r"\b[A-Za-z0-9&/]*[A-Z][A-Za-z0-9&/]*[A-Z][A-Za-z0-9&/]*\b", link, text)
