"""The frame around every page: menu, filters, marking, source line, footer. This is the main script."""

from pathlib import Path

import pandas as pd
import streamlit as st

from components import cache, messages
from components.choices import Choices
from components.failures import draw_failure
from components.filters import draw_chips, draw_filters, read_address, write_address
from components.headers import NARROW
from components.plain import draw_warning
from components.registry import PAGES, find_entry
from components.request import AreaChoice, PageEntry, Request, get_request, set_request
from data_access.filters import Filters

ROOT = Path(__file__).resolve().parent.parent
STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


def run() -> None:
    """Draw the frame and run the chosen page inside it."""
    st.set_page_config(page_title="Threat Picture", layout="wide", initial_sidebar_state="auto")
    st.html(f"<style>{STYLE}</style><script>{NARROW}</script>", unsafe_allow_javascript=True)
    chosen = st.navigation(
        [
            st.Page(ROOT / "pages" / f"{entry.topic}.py", title=entry.title, url_path=entry.path, default=not n)
            for n, entry in enumerate(PAGES)
        ],
        position="top",
    )
    entry = find_entry(chosen.url_path)
    try:
        request, chosen_filters, choices, notes = open_request(entry)
        set_request(request)
        # Each part has a place of its own, so that one which comes or goes moves no other.
        header, above = st.container(), st.container()
        with above:
            for note in notes:
                draw_warning(note)
            draw_chips(chosen_filters, choices, entry=entry)
        try:
            chosen.run()
        finally:
            # After the page: marking and dates are those of the questions that it asked.
            with header:
                messages.draw_header(get_request())
            messages.draw_dates(get_request())
        messages.draw_source_line(get_request())
        messages.draw_footer(request)
    except Exception as error:
        # Whatever goes wrong, a user sees one sentence; the log has the rest.
        draw_failure(error)
    cache.freeze_imports()


def open_request(entry: PageEntry) -> tuple[Request, Filters, Choices, list[str]]:
    """Read the store and the filters; raises UserFacingError where there is no usable store."""
    cache.begin_run()
    areas, editions, choices = cache.look_up("areas.list"), cache.look_up("editions.list"), cache.get_choices()
    notes = read_address(choices, page=entry.path)
    with st.sidebar:
        filters, more = draw_filters(choices, entry=entry)
    write_address(filters, choices)
    kept = keep_applicable(filters, entry=entry, default=choices.default, editions=editions)
    area = areas[areas["area_code"] == kept.area_code].iloc[0]
    request = Request(
        entry=entry,
        filters=kept,
        default=choices.default,
        area=AreaChoice(area["area_code"], area["area_name"], area["level"], choices.areas[area["area_code"]]),
        threat_name=choices.threats.get(filters.threat_code, ""),
        alliance=cache.get_alliance(),
        sources=cache.look_up("sources.list"),
        asked=cache.get_asked(),
    )
    return request, filters, choices, notes + more


def keep_applicable(filters: Filters, *, entry: PageEntry, default: Filters, editions: pd.DataFrame) -> Filters:
    """The filters without those that a page does not use (a greyed filter has no effect), with its usual edition."""
    return Filters(
        area_code=filters.area_code if "area" in entry.filters else default.area_code,
        threat_code=filters.threat_code if "threat" in entry.filters else "",
        from_month=filters.from_month if "period" in entry.filters else "",
        to_month=filters.to_month if "period" in entry.filters else "",
        source_id=filters.source_id if "source" in entry.filters else "",
        edition=(filters.edition or _find_usual_edition(entry, editions)) if "edition" in entry.filters else "",
    )


def _find_usual_edition(entry: PageEntry, editions: pd.DataFrame) -> str:
    """The latest edition held; the latest whose tables are whole for a page that needs them."""
    usable = editions[editions["is_whole"].eq(True)] if entry.needs_whole_edition else editions
    return str(usable["edition"].max()) if len(usable) else ""


run()
