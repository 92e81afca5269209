"""The unit tests mirror the source: what proves a module stands at the module's own place under tests/unit."""

from pathlib import Path

import pytest

UNIT = Path(__file__).resolve().parent
ROOT = UNIT.parents[1]
PACKAGES = ("components", "data_access", "docs", "geodata")
# Tests of no one module, each with its reason.
OF_SEVERAL_MODULES = {
    "docs/test_documents.py": "holds the written documents to the code, which several modules make parts of",
    "data_access/load/test_figure_mutations.py": "damages the yearly files of five readers alike",
    "data_access/load/test_mutations.py": "damages street and STATS19 files alike",
    "data_access/load/test_template_mutations.py": "damages the filled-in templates of all loaders alike",
}
FOLDERS = [
    folder
    for package in PACKAGES
    for folder in (UNIT / package, *(UNIT / package).rglob("*"))
    if folder.is_dir() and any(folder.rglob("*.py"))
]
FILES = [path for package in PACKAGES for path in (UNIT / package).rglob("test_*.py")]


def name_place(path: Path) -> str:
    return path.relative_to(UNIT).as_posix()


def find_proven(test: Path) -> Path | None:
    """The module or package that a test is named after, at the mirrored place."""
    place = ROOT / test.relative_to(UNIT).parent / test.stem.removeprefix("test_")
    return next((each for each in (place.with_suffix(".py"), place / "__init__.py") if each.is_file()), None)


@pytest.mark.parametrize("folder", sorted(FOLDERS), ids=name_place)
def test_every_folder_is_one_of_the_source(folder: Path) -> None:
    assert (ROOT / folder.relative_to(UNIT) / "__init__.py").is_file()


@pytest.mark.parametrize("test", sorted(FILES), ids=name_place)
def test_every_file_has_a_module_of_its_name_or_a_reason(test: Path) -> None:
    assert (find_proven(test) is None) == (name_place(test) in OF_SEVERAL_MODULES)


def test_a_reason_is_given_only_for_files_that_are_there() -> None:
    assert OF_SEVERAL_MODULES.keys() <= {name_place(test) for test in FILES}


def test_a_folder_or_file_without_its_place_would_be_seen() -> None:
    assert {each.name for each in UNIT.iterdir() if any(each.rglob("test_*.py"))} == set(PACKAGES)
    assert find_proven(UNIT / "data_access" / "test_months.py") == ROOT / "data_access" / "months.py"
    assert find_proven(UNIT / "data_access" / "test_of_nothing.py") is None
