"""The recipes of docs/architecture.md work as they stand: each is applied to a copy of the project and tried there."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access.settings import Settings
from tests.recipes import SOURCE, Touched, apply_recipe, read_recipes

ROOT = Path(__file__).resolve().parents[2]
RECIPES = read_recipes((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__")
# Besides the tests that the recipes bring: those that hold the registries, the files and the documents together.
HOLDING = (
    "unit/components/test_registry.py",
    "unit/data_access/test_questions.py",
    "unit/docs/test_documents.py",
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project; where it looks for its Python, it finds this one."""
    root = tmp_path_factory.mktemp("recipes") / "project"
    shutil.copytree(ROOT, root, ignore=NOT_COPIED)
    (root / ".venv").symlink_to(sys.prefix)
    return root


@pytest.fixture(scope="module")
def touched(copy: Path) -> dict[str, Touched]:
    """What each recipe touched, applied one after the other; the documents are then made again."""
    found = {name: apply_recipe(recipe, root=copy) for name, recipe in RECIPES.items()}
    run(copy, ".venv/bin/python -m docs")
    return found


@pytest.fixture(scope="module")
def store_url(copy: Path, default_settings: Callable[[str], Settings]) -> str:
    """A copy of the default store."""
    built = Path(sa.make_url(default_settings("duckdb").store_url).database or "")
    shutil.copytree(built.parent, copy.parent / "store")
    return f"duckdb:///{copy.parent / 'store' / built.name}"


def run(root: Path, commands: str, **environ: str) -> str:
    """Run commands in a folder until one fails; gives what they printed."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV_"))}
    own |= {"PYTHONDONTWRITEBYTECODE": "1", **environ}
    done = subprocess.run(["sh", "-e", "-c", commands], cwd=root, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout[-5000:]}\n{done.stderr[-5000:]}"
    return done.stdout


def test_there_is_a_recipe_for_each_addition() -> None:
    assert list(RECIPES) == ["A question", "A view", "A source", "A force"]


def test_a_question_is_a_file_and_its_entry(touched: dict[str, Touched]) -> None:
    assert touched["A question"].new == ["data_access/queries/crime/highest_years.py"]
    assert touched["A question"].lines == {"data_access/questions.py": 2}, "its import and its entry"


def test_a_view_is_a_file_and_a_line(touched: dict[str, Touched]) -> None:
    assert touched["A view"].new == ["components/views/crime/highest.py"]
    assert touched["A view"].lines == {"components/registry.py": 1}


def test_a_source_is_four_files(touched: dict[str, Touched]) -> None:
    assert touched["A source"].new == ["data_access/load/dwellings.py"]
    assert len(touched["A source"].lines) == 3


def test_a_force_is_no_change_of_code(touched: dict[str, Touched]) -> None:
    assert touched["A force"] == Touched()


def test_the_checks_pass_with_all_of_them(copy: Path, touched: dict[str, Touched]) -> None:
    changed = " ".join(
        sorted({step.path for recipe in RECIPES.values() for step in recipe.steps if step.path.endswith(".py")})
    )
    run(copy, f".venv/bin/ruff check {changed}; .venv/bin/ruff format --check {changed}; .venv/bin/lint-imports")


def test_their_tests_and_those_of_the_registries_pass(copy: Path, touched: dict[str, Touched]) -> None:
    brought = [step.path for recipe in RECIPES.values() for step in recipe.steps if step.path.startswith("tests/")]
    holding = [f"tests/{name}" for name in HOLDING]
    assert len(brought) == 3
    said = run(copy, f".venv/bin/python -m pytest -q -p no:xdist -p no:cacheprovider {' '.join(brought + holding)}")
    assert " passed" in said


def test_the_question_is_answered_on_the_command_line(copy: Path, touched: dict[str, Touched], store_url: str) -> None:
    printed = run(copy, RECIPES["A question"].commands, STORE_URL=store_url).splitlines()
    assert printed[0].split(",")[:2] == ["area_code", "area_name"]
    assert printed[1].startswith("E23000017,Warwickshire,total,")


def test_the_source_is_loaded(copy: Path, touched: dict[str, Touched], store_url: str) -> None:
    printed = run(copy, RECIPES["A source"].commands, STORE_URL=store_url)
    assert "dwellings: 2 rows read from 1 file, 2 stored, 0 set aside." in printed


def test_the_force_has_its_figures(copy: Path, touched: dict[str, Touched]) -> None:
    printed = run(copy, RECIPES["A force"].commands)
    # Office for National Statistics, police force area tables, year to September 2017.
    (total,) = [line for line in printed.splitlines() if ",E23000026,Bedfordshire,total," in line]
    assert ",44802.0," in total


def test_the_copy_is_of_all_source(copy: Path) -> None:
    assert all((copy / name).is_dir() for name in SOURCE)
