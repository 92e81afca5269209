"""Areas drawn at random, in proportion to what they hold."""

from collections.abc import Callable

import pytest

from data_access.store import Store


@pytest.fixture
def draw_area(store: Store) -> Callable[[float], str]:
    """An area of any level, by a number from 0 to 1."""
    areas = store.ask("areas.list")["area_code"].tolist()
    return lambda where: str(areas[int(where * (len(areas) - 1))])
