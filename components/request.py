"""What a page is given: the filters, the area they name, and what the page can use of them."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.asked import Asked
from components.theme import Ink, choose_ink
from data_access.filters import Filters
from data_access.months import name_month
from geodata.alliance import Alliance

FILTER_NAMES = ("area", "threat", "period", "edition", "source")


@dataclass(frozen=True)
class PageEntry:
    """A page of the menu: its topic, its title, the filters it uses and its views."""

    topic: str
    title: str
    path: str
    filters: tuple[str, ...] = ()
    greyed: tuple[tuple[str, str], ...] = ()
    needs_whole_edition: bool = False
    views: tuple[tuple[str, str], ...] = ()

    def find_reason(self, name: str) -> str:
        """Why a filter does not apply to this page; '' where it does."""
        return "" if name in self.filters else dict(self.greyed).get(name, "does not apply to this page")


@dataclass(frozen=True)
class Request:
    """One request: filters that apply to the page, its area, and words for both."""

    entry: PageEntry
    filters: Filters
    default: Filters
    area: "AreaChoice"
    threat_name: str
    alliance: Alliance
    sources: pd.DataFrame
    asked: Asked

    def name_scope(self, *, subject: str) -> str:
        """The scope in words: 'Rugby (policing area), October 2018 to February 2019, recorded burglary'."""
        parts = [self.area.label] if "area" in self.entry.filters else [self.alliance.name]
        if "period" in self.entry.filters:
            parts.append(self.filters.describe_period())
        if "edition" in self.entry.filters and self.filters.edition:
            parts.append(f"edition {self.filters.edition}")
        parts.append(subject)
        if self.threat_name and "threat" in self.entry.filters:
            is_abbreviated = self.threat_name[:2].isupper()
            named = self.threat_name if is_abbreviated else f"{self.threat_name[0].lower()}{self.threat_name[1:]}"
            parts.append(f"bearing on {named}")
        return ", ".join(parts)

    def name_area(self, *, last_month: str) -> str:
        """The area for a sentence; all forces are 'the alliance' or 'the two forces' by the last month shown."""
        if self.area.code == self.default.area_code and last_month:
            return self.alliance.name_in(month=last_month)
        return self.area.name

    def explain_alliance(self, *, last_month: str) -> str:
        """A note where figures of all forces reach past the months they were allied; '' elsewhere."""
        ended = self.alliance.last_month
        if self.area.code != self.default.area_code or ended is None or last_month <= ended:
            return ""
        together = self.alliance.outside_alliance
        return f"The alliance ended in {name_month(ended)}: later figures are those of {together}."

    @property
    def ink(self) -> Ink:
        """Text and line colours for the reader's theme."""
        return choose_ink(st.context.theme.type)

    @property
    def shown_sources(self) -> pd.DataFrame:
        """The sources of the questions asked so far, as described in the store, in the order first asked.

        After the run these are all that it shows; an export made then carries them all.
        """
        held = self.sources.set_index("source_id", drop=False)
        return held.loc[[source_id for source_id in self.asked.source_ids if source_id in held.index]]

    @property
    def source_line(self) -> str:
        """The sources shown in one line, for an export."""
        held = self.shown_sources
        return "; ".join(f"{row.title} ({row.publisher}), as at {row.as_at}" for row in held.itertuples())

    @property
    def markings(self) -> tuple[str, ...]:
        """The protective markings of the sources shown."""
        return tuple(self.shown_sources["marking"])


@dataclass(frozen=True)
class AreaChoice:
    """The chosen area with its words; `name` for sentences, `label` with its level."""

    code: str
    name: str
    level: str
    label: str


def set_request(request: Request) -> None:
    """Hand the view to the page about to run."""
    st.session_state["request"] = request


def get_request() -> Request:
    """The view of the page being run."""
    request: Request = st.session_state["request"]
    return request
