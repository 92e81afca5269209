"""Stores opened again after a load."""

from collections.abc import Callable, Iterator

import pytest

from data_access.settings import Settings
from data_access.store import Store, open_store


@pytest.fixture
def reopen() -> Iterator[Callable[[Settings], Store]]:
    """Open stores that a test has changed, and close them afterwards."""
    opened: list[Store] = []

    def open_changed(settings: Settings) -> Store:
        opened.append(open_store(settings))
        return opened[-1]

    yield open_changed
    for store in opened:
        store.close()
