"""Nothing is missing in the documents: what is made from the code is up to date, the rest is complete."""

import argparse
import ast
import re
from pathlib import Path

import pytest

from components.registry import PAGES
from data_access.commands.main import make_parser
from data_access.load.registry import LOADERS
from data_access.publications import PUBLICATIONS
from data_access.questions import QUESTIONS
from data_access.settings import SETTINGS
from docs.diagram import thin_out
from docs.parts import PARTS, Part, read_stale, write_part

ROOT = Path(__file__).resolve().parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
QUESTION_LIST = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
DATA = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
EVERY = {path: path.read_text(encoding="utf-8") for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]}
(COMMANDS,) = [action.choices for action in make_parser()._actions if isinstance(action, argparse._SubParsersAction)]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_what_is_made_from_the_code_is_up_to_date(part: Part) -> None:
    assert read_stale(part) == "", "run 'make docs'"


def test_a_part_that_is_out_of_date_is_found_and_written(tmp_path: Path) -> None:
    path = tmp_path / "made.md"
    path.write_text("Before\n<!-- list: made by `make docs` -->\n\nold\n\n<!-- end of list -->\nAfter\n")
    part = Part(path, "list", lambda: "new\n")
    assert read_stale(part) == "old\n"
    write_part(part)
    assert read_stale(part) == ""
    assert path.read_text() == "Before\n<!-- list: made by `make docs` -->\n\nnew\n\n<!-- end of list -->\nAfter\n"
    with pytest.raises(LookupError, match=r"made\.md has no part 'other'"):
        read_stale(Part(path, "other", str))


def test_an_arrow_that_a_longer_way_replaces_is_left_out_and_a_circle_is_not() -> None:
    assert thin_out({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {"a": ["b"], "b": ["c"], "c": []}
    assert thin_out({"a": {"b"}, "b": {"a"}}) == {"a": ["b"], "b": ["a"]}


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.topic)
def test_a_page_is_in_the_documents(entry) -> None:
    assert re.search(rf"^\| {entry.title} \| `/{entry.path}` \|", ARCHITECTURE, re.MULTILINE)
    for code, _ in entry.views:
        assert f"[{code}](../components/views/{entry.topic}/{code}.py)" in ARCHITECTURE


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_in_the_documents(name: str) -> None:
    assert f"\n| `{name}` | " in QUESTION_LIST


@pytest.mark.parametrize("source_id", [each.source_id for each in PUBLICATIONS])
def test_a_source_is_in_the_documents(source_id: str) -> None:
    assert f"\n| `{source_id}` | " in DATA


@pytest.mark.parametrize("name", LOADERS)
def test_what_load_takes_is_in_the_documents(name: str) -> None:
    assert f"\n| `{name}` | " in DATA.split("## What `load` takes")[1]


def test_the_readme_has_a_row_for_each_setting_and_no_other() -> None:
    table = README.split("\n## Settings\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_read_under_its_name(name: str) -> None:
    assert (
        f'"{name}"' in (ROOT / "data_access" / "settings.py").read_text(encoding="utf-8").split("def read_settings")[1]
    )


def test_the_readme_has_a_row_for_each_command_and_no_other() -> None:
    table = README.split("\n## Command line\n")[1].split("\n## ")[0]
    named = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`python -m data_access (\w+)", "".join(named))) == set(COMMANDS)


@pytest.mark.parametrize("package", sorted(path.parent.name for path in ROOT.glob("*/__main__.py")))
def test_a_package_that_can_be_run_is_in_the_documents(package: str) -> None:
    assert any(f"python -m {package}" in text for text in EVERY.values())


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_a_link_to_a_file_leads_to_one(path: Path) -> None:
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)", EVERY[path])
    assert [each for each in linked if not (path.parent / each).exists()] == []


@pytest.mark.parametrize(
    ("path", "names"), re.findall(r"`([\w/]+\.py)` ((?:`[\w.]+`(?:, (?=`[\w.]+`))?)+)", ARCHITECTURE)
)
def test_a_function_on_a_journey_is_in_its_file(path: str, names: str) -> None:
    held = set(list_names(ast.parse((ROOT / path).read_text(encoding="utf-8"))))
    assert set(re.findall(r"[\w.]+", names)) <= held


def list_names(tree: ast.Module):
    """The functions, classes, methods and constants of a module."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{each.name}" for each in node.body if isinstance(each, ast.FunctionDef))
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def test_the_journeys_name_functions() -> None:
    named = re.findall(r"`[\w/]+\.py` `", ARCHITECTURE)
    assert len(named) > 30


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([\w./]+/[\w.]*)`", ARCHITECTURE))))
def test_a_path_in_the_architecture_is_there(path: str) -> None:
    planned = re.findall(r"New file `([^`]+)`", ARCHITECTURE)
    assert (ROOT / path).exists() or path in planned or path.startswith("/")
