"""Every app test starts with empty caches, and ends with none: an open store must not outlive its file."""

from collections.abc import Iterator

import pytest
import streamlit as st

from data_access.settings import Settings


@pytest.fixture(autouse=True)
def empty_caches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No answer and no open store is left of an earlier test; the environment sets nothing."""
    for name in ("STORE_URL", "ALLIANCE_CONFIG", "MARKING", "STATEMENT_SECONDS", "SMALL_NUMBER_THRESHOLD"):
        monkeypatch.delenv(name, raising=False)
    _clear()
    yield
    _clear()


def _clear() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def app_store(store_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The app reads the default store, on each kind of database."""
    monkeypatch.setenv("STORE_URL", store_settings.store_url)
    return store_settings


@pytest.fixture
def duckdb_app(default_settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The app reads the default store in DuckDB, for what does not depend on the database."""
    settings: Settings = default_settings("duckdb")
    monkeypatch.setenv("STORE_URL", settings.store_url)
    return settings
