"""A store that is there is not built again."""

import json
from collections.abc import Callable

from data_access.settings import Settings

Run = Callable[..., tuple[int, str, str]]


def test_a_store_that_is_there_is_not_built_again(ask: Run, default_settings: Callable[[str], Settings]) -> None:
    before = json.loads(ask("status", "--json")[1])
    assert ask("init", "--if-missing")[0] == 0
    assert json.loads(ask("status", "--json")[1]) == before
