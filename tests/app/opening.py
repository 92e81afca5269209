"""Open a view by its link, and require that nothing went wrong."""

from components.registry import PAGES
from tests.app.reading import open_page


def open_view(topic: str, view: str, **params: str):
    """Open a view by its link; the first view's code is not in the address."""
    first = next(entry.views[0][0] for entry in PAGES if entry.topic == topic)
    return open_page(topic, **({} if view == first else {"view": view}), **params)


def require_sound(at) -> None:
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.error] == []
    assert [one.value for one in at.warning] == []
