"""Words are made by say_*: a function of components/findings that gives sentences says so in its name."""

import ast
from pathlib import Path

import pytest

from components.findings import words

MODULES = sorted(Path(words.__file__).parent.glob("*.py"))


def list_functions(path: Path) -> list[ast.FunctionDef]:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return [node for node in body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


def gives_words(function: ast.FunctionDef) -> bool:
    return function.returns is not None and ast.unparse(function.returns) in ("str", "list[str]", "list[Signal]")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_what_gives_words_is_called_say(path: Path) -> None:
    wrong = [each.name for each in list_functions(path) if gives_words(each) and not each.name.startswith("say_")]
    assert wrong == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_what_is_called_say_gives_words(path: Path) -> None:
    wrong = [each.name for each in list_functions(path) if each.name.startswith("say_") and not gives_words(each)]
    assert wrong == []


def test_there_are_sentences_to_look_at() -> None:
    assert sum(gives_words(each) for path in MODULES for each in list_functions(path)) > 60
