"""The registry names each view once, and each view is one file: a new view is a line there and a file."""

import ast
import inspect
from pathlib import Path

import pytest

from components.page import find_view
from components.registry import PAGES, list_views

ROOT = Path(__file__).resolve().parents[3]
VIEWS = [(entry.topic, code) for entry in PAGES for code in list_views(entry)]


def has_draw(path: Path) -> bool:
    """Whether a module has a function 'draw' of its own."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return any(isinstance(node, ast.FunctionDef) and node.name == "draw" for node in body)


def test_every_view_of_the_registry_is_a_file_and_every_such_file_a_view():
    files = (ROOT / "components" / "views").glob("*/*.py")
    assert sorted(VIEWS) == sorted((path.parent.name, path.stem) for path in files if has_draw(path))
    assert len(VIEWS) == len(set(VIEWS))


@pytest.mark.parametrize(("topic", "code"), VIEWS)
def test_a_view_is_given_the_request_and_nothing_else(topic: str, code: str):
    draw = find_view(topic, code)
    assert list(inspect.signature(draw).parameters) == ["request"]
    assert draw.__doc__


def test_every_page_of_the_registry_is_a_file_and_every_such_file_a_page():
    files = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__"}
    assert files == {entry.topic for entry in PAGES}
