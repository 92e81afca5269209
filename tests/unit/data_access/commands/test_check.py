"""The check of a sound store."""

from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]


def test_the_check_of_a_sound_store_ends_with_0(ask: Run) -> None:
    assert ask("check") == (0, "Every level adds up and every row has its source.\n", "")
