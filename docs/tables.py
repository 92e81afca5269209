"""Tables of the documents, read from the registries: pages, questions with their options, sources, loaders."""

import inspect
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, get_args

from components.registry import PAGES, list_views
from data_access.load.registry import LOADERS
from data_access.markings import Marking
from data_access.options import OneOf, Shaped
from data_access.publications import PUBLICATIONS
from data_access.question import Question
from data_access.questions import QUESTIONS, name_option

ROOT = Path(__file__).resolve().parent.parent


def list_pages() -> str:
    """A row for each page: its address, the filters it uses and its views, each with its file."""
    rows = []
    for entry in PAGES:
        folder = f"../components/views/{entry.topic}"
        views = [f"[{code}]({folder}/{code}.py)" for code in list_views(entry)]
        rows.append((entry.title, f"`/{entry.path}`", ", ".join(entry.filters) or "none", ", ".join(views)))
    return _write_table(("page", "address", "filters", "views (`?view=`)"), rows)


def list_questions() -> str:
    """A table of questions for each topic, in the order of the registry."""
    topics: dict[str, list[Question]] = {}
    for question in QUESTIONS.values():
        topics.setdefault(question.name.split(".")[0], []).append(question)
    parts = []
    for topic, questions in topics.items():
        rows = [(f"`{each.name}`", _say_row(each), _name_options(each), _name_sources(each), _link(each))
                for each in questions]  # fmt: skip
        table = _write_table(("question", "answer", "options", "sources", "function"), rows)
        parts.append(f"### {topic}\n\n{table}")
    return "\n".join(parts)


def list_options() -> str:
    """A row for each option of a question that takes only some values, with these."""
    said: dict[str, dict[str, None]] = {}
    for question in QUESTIONS.values():
        for name, kind in question.options.items():
            said.setdefault(name_option(name), {})[_say_values(kind)] = None
    rows = [(f"`{name}`", "; or ".join(filter(None, words))) for name, words in sorted(said.items()) if any(words)]
    return _write_table(("option", "values"), rows)


def list_sources() -> str:
    """A row for each source that a figure can come from."""
    rows = [
        (f"`{each.source_id}`", each.title, each.publisher, each.access, Marking(each.marking).label or "none")
        for each in PUBLICATIONS
    ]
    return _write_table(("source", "title", "publisher", "access", "marking"), rows)


def list_loaders() -> str:
    """A row for each name that the command `load` takes."""
    rows = [(f"`{name}`", _read_summary(loader)) for name, loader in LOADERS.items()]
    return _write_table(("`load` ...", "what it does"), rows)


def _say_row(question: Question) -> str:
    """The question in a line, with the sentence of its docstring that says what a row is."""
    words = " ".join((inspect.getdoc(question.answer) or "").split())
    found = re.search(r"A row is .+?\.(?= [^a-z]|$)", words)
    return f"{question.row} {found[0]}" if found else question.row


def _say_values(kind: Any) -> str:
    for rule in get_args(kind):
        if isinstance(rule, OneOf):
            return ", ".join(f"`{value}`" for value in rule.values if value)
        if isinstance(rule, Shaped):
            return f"such as `{rule.example}`"
    return ""


def _name_options(question: Question) -> str:
    return " ".join(f"`{name_option(name)}`" for name in question.options) or "none"


def _name_sources(question: Question) -> str:
    """The sources beside a question; others are those that its rows name."""
    if question.is_about_store:
        return "the store itself"
    beside = [question.counts_of, *question.sources, *(each for more in question.source_of.values() for each in more)]
    named = dict.fromkeys(f"`{each}`" for each in beside if each)
    return ", ".join(named) or "those its rows name"


def _link(question: Question) -> str:
    path = Path(inspect.getsourcefile(inspect.unwrap(question.answer)) or "").relative_to(ROOT)
    return f"[{question.answer.__name__}](../{path.as_posix()})"


def _read_summary(function: Any) -> str:
    return (inspect.getdoc(function) or "").split("\n", 1)[0]


def _write_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in lines)
