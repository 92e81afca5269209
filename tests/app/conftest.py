"""App tests share what the default stores answered; whatever else a test reads leaves no answer and no open store."""

import os
from collections.abc import Callable, Iterator

import pytest
import streamlit as st

from data_access.settings import Settings

NAMES = ("STORE_URL", "ALLIANCE_CONFIG", "MARKING", "STATEMENT_SECONDS", "SMALL_NUMBER_THRESHOLD")
_shared: set[str] = set()  # addresses of the default stores, which tests only read


@pytest.fixture(autouse=True)
def own_caches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The environment sets nothing. Caches are kept only from one reader of a default store to the next.

    Answers are kept by a store's address and version, as in the app; a store of a test's own must not stay
    open longer than its file, and other settings than the usual could change an answer.
    """
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    yield
    is_default = os.environ.get("STORE_URL") in _shared
    if not is_default or any(name in os.environ for name in NAMES if name != "STORE_URL"):
        _clear()


@pytest.fixture(scope="session", autouse=True)
def empty_caches_at_the_end(default_settings: Callable[[str], Settings]) -> Iterator[None]:
    """No open store outlives the default stores' files."""
    _clear()
    yield
    _clear()


def _clear() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()


def _share(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    _shared.add(settings.store_url)
    monkeypatch.setenv("STORE_URL", settings.store_url)
    return settings


@pytest.fixture
def app_store(store_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The app reads the default store, on each kind of database."""
    return _share(store_settings, monkeypatch)


@pytest.fixture
def duckdb_app(default_settings: Callable[[str], Settings], monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The app reads the default store in DuckDB, for what does not depend on the database."""
    return _share(default_settings("duckdb"), monkeypatch)
