"""The only caches of the app: the open store, the configuration, and answers keyed by the store's version."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import pydeck as pdk
import streamlit as st

from components.asked import Asked
from components.charts.finished import FinishedChart, finish_chart
from components.choices import Choices, find_span, list_choices
from components.maps.ground import FinishedMap
from data_access.filters import Filters
from data_access.questions import Answer
from data_access.settings import Settings, read_settings
from data_access.store import Store, StoreInfo, find_version, open_store
from geodata.alliance import Alliance, load_alliance
from geodata.areas import list_small_areas
from geodata.boundaries import get_bounds as find_bounds
from geodata.boundaries import read_boundaries
from geodata.ground import load_labels

HOUR = 3600
_VERSION = "version of the store"
_ASKED = "what this run asked"
T = TypeVar("T")


def get_settings() -> Settings:
    """The settings of this process; read at each run, which costs microseconds."""
    return read_settings()


def get_alliance() -> Alliance:
    """The configured alliance; raises AllianceConfigError."""
    path = get_settings().alliance_config
    changed = path.stat().st_mtime if path and path.exists() else 0.0
    return _load_alliance(path, changed)


@st.cache_resource(max_entries=4, show_spinner=False)
def _load_alliance(path: Path | None, changed: float) -> Alliance:
    return load_alliance(path)


def begin_run() -> None:
    """Look up which version of the store is in force, once a run: a new load shows at the next one."""
    st.session_state[_VERSION] = find_version(get_settings())
    st.session_state[_ASKED] = Asked()


def get_asked() -> Asked:
    """What this run has asked so far."""
    asked: Asked = st.session_state[_ASKED]
    return asked


def get_version() -> int:
    """The version this run reads from first to last."""
    version: int = st.session_state[_VERSION]
    return version


# A few versions stay open: a run that began before a load ends on the version it began with.
@st.cache_resource(max_entries=4, show_spinner=False, on_release=Store.close)
def _open_store(settings: Settings, version: int) -> Store:
    return open_store(settings, version=version)


def _key() -> tuple[str, int]:
    """What a cached answer depends on besides the question: the store's address and its version."""
    return get_settings().store_url, get_version()


def get_info() -> StoreInfo:
    """What the store in force says of itself; raises StoreOutdatedError for another layout."""
    return _read_info(_key())


@st.cache_data(max_entries=8, ttl=HOUR, show_spinner=False)
def _read_info(key: tuple[str, int]) -> StoreInfo:
    return _open_store(get_settings(), key[1]).read_info()


def ask(question: str, filters: Filters | None = None, **options: Any) -> pd.DataFrame:
    """Answer a question of data_access.questions from the store in force, cached by its version.

    The run's sources, marking and methods are those of what is asked here.
    """
    answer = _ask(_key(), question, filters, tuple(sorted(options.items())))
    get_asked().note(answer)
    return answer.frame


def look_up(question: str, filters: Filters | None = None) -> pd.DataFrame:
    """Answer a question for the frame or for what a choice offers: no figure or text of it is shown."""
    return _ask(_key(), question, filters, ()).frame


@st.cache_data(max_entries=1000, ttl=HOUR, show_spinner=False)
def _ask(key: tuple[str, int], question: str, filters: Filters | None, options: tuple[tuple[str, Any], ...]) -> Answer:
    return _open_store(get_settings(), key[1]).answer(question, filters, **dict(options))


def _build(build: Callable[[], T]) -> tuple[T, Asked]:
    """Build what is kept, with what was asked meanwhile: a run that finds it kept has asked the same."""
    outer = get_asked()
    st.session_state[_ASKED] = inner = Asked()
    try:
        return build(), inner
    finally:
        st.session_state[_ASKED] = outer


def _hand_out(kept: tuple[T, Asked]) -> T:
    made, asked = kept
    get_asked().take_over(asked)
    return made


def get_terms() -> frozenset[str]:
    """The terms of the glossary."""
    return _get_terms(_key())


@st.cache_resource(max_entries=8, ttl=HOUR, show_spinner=False)
def _get_terms(key: tuple[str, int]) -> frozenset[str]:
    return frozenset(look_up("glossary.terms")["term"])


def get_choices() -> Choices:
    """What the filters offer in the store in force."""
    return _get_choices(_key())


@st.cache_resource(max_entries=8, ttl=HOUR, show_spinner=False)
def _get_choices(key: tuple[str, int]) -> Choices:
    return list_choices(
        areas=look_up("areas.list"),
        threats=look_up("threats.list"),
        editions=look_up("editions.list"),
        sources=look_up("sources.list"),
        months=find_span(look_up("sources.coverage")),
        alliance_code=get_info().alliance_code,
    )


def get_chart(*, topic: str, filters: Filters, theme: str, name: str, build: Callable[[], Any]) -> FinishedChart:
    """A finished chart: building one takes Altair tens of milliseconds, looking it up one.

    A chart depends on nothing but the store's version, the page's filters, the theme and its name.
    """
    return _hand_out(_get_chart(_key(), topic, filters, theme, name, build))


@st.cache_resource(max_entries=500, ttl=HOUR, show_spinner=False)
def _get_chart(
    key: tuple[str, int], topic: str, filters: Filters, theme: str, name: str, _make: Callable[[], Any]
) -> tuple[FinishedChart, Asked]:
    return _build(lambda: finish_chart(_make()))


def get_map(*, topic: str, filters: Filters, theme: str, name: str, build: Callable[[], pdk.Deck]) -> FinishedMap:
    """A finished map, as get_chart gives a finished chart: hundreds of lines and points take 80 ms to write."""
    return _hand_out(_get_map(_key(), topic, filters, theme, name, build))


@st.cache_resource(max_entries=200, ttl=HOUR, show_spinner=False)
def _get_map(
    key: tuple[str, int], topic: str, filters: Filters, theme: str, name: str, _make: Callable[[], pdk.Deck]
) -> tuple[FinishedMap, Asked]:
    return _build(lambda: FinishedMap(_make()))


def keep(*, topic: str, filters: Filters, name: str, build: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """A frame that a page works out of answers, kept as they are: it depends on what a chart of its name would."""
    return _hand_out(_keep(_key(), topic, filters, name, build))


@st.cache_data(max_entries=200, ttl=HOUR, show_spinner=False)
def _keep(
    key: tuple[str, int], topic: str, filters: Filters, name: str, _make: Callable[[], pd.DataFrame]
) -> tuple[pd.DataFrame, Asked]:
    return _build(_make)


@st.cache_data(max_entries=8, ttl=HOUR, show_spinner=False)
def get_label_points(folder: str, level: str) -> pd.DataFrame:
    """A point inside each area of a level, for labels: area_code, longitude, latitude."""
    areas = read_boundaries(get_alliance(), level)
    points = areas.geometry.representative_point()
    return pd.DataFrame({"area_code": areas["area_code"], "longitude": points.x, "latitude": points.y})


@st.cache_data(max_entries=8, ttl=HOUR, show_spinner=False)
def get_small_areas(folder: str) -> list[str]:
    """Codes of the LSOAs of 2011 in the order in which their boundary file numbers them."""
    return list_small_areas(get_alliance())


@st.cache_data(max_entries=8, ttl=HOUR, show_spinner=False)
def get_town_labels(folder: str) -> pd.DataFrame:
    """Names for the map's ground: text, longitude, latitude."""
    return load_labels(get_alliance()).rename(columns={"name": "text"})


@st.cache_data(max_entries=200, ttl=HOUR, show_spinner=False)
def get_bounds(folder: str, area_code: str) -> tuple[float, float, float, float]:
    """West, south, east and north of an area, in degrees."""
    return find_bounds(get_alliance(), area_code)


@st.cache_resource(show_spinner=False, max_entries=1)
def freeze_imports() -> bool:
    """Keep what is imported out of Python's full collections, which hold up every session: halves each of them."""
    gc.collect()
    gc.freeze()
    return True
