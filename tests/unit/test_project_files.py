"""What the project says of itself in several files agrees: version, targets, checks and what CI runs."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = re.findall(r"^([a-z][a-z-]*):", MAKEFILE, flags=re.MULTILINE)


def test_the_version_is_that_of_the_newest_release() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    releases = re.findall(
        r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE
    )
    assert releases[0] == project["version"]


def test_the_workflow_runs_what_anybody_can_run() -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text()
    assert re.findall(r"^ *- run: (.+)$", workflow, re.MULTILINE) == ["bash .ci/run", "make coverage"]
    assert re.search(r"^permissions:\n  contents: read\n", workflow, re.MULTILINE)
    assert "exec make test" in (ROOT / ".ci" / "run").read_text()


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_is_described(target: str) -> None:
    described = (ROOT / "CONTRIBUTING.md").read_text() + (ROOT / "README.md").read_text()
    assert re.search(rf"`make {target}\b(?!-)", described)


def test_targets_are_no_files() -> None:
    declared = " ".join(re.findall(r"^\.PHONY: (.+)$", MAKEFILE, flags=re.MULTILINE)).split()
    assert sorted(declared) == sorted(TARGETS)


def test_hooks_run_the_checks_of_make_check() -> None:
    checks = re.search(r"^check:.*\n((?:\t.*\n)+)", MAKEFILE, flags=re.MULTILINE)
    assert checks
    commands = [line.strip().removeprefix("@$(BIN)/").removeprefix("python -m ") for line in checks[1].splitlines()]
    hooks = re.findall(r"^ *entry: \.venv/bin/(.+)$", (ROOT / ".pre-commit-config.yaml").read_text(), re.MULTILINE)
    assert hooks == commands


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt", "requirements-build.txt"])
def test_every_pinned_package_has_its_hashes(name: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text())[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_nothing_is_installed_without_its_hash() -> None:
    written = MAKEFILE + (ROOT / "README.md").read_text()
    installs = re.findall(r"pip install [^;\n]*-r requirements\S*", written)
    assert len(installs) == 7
    assert [install for install in installs if "--require-hashes" not in install] == []


def test_advisories_are_looked_up_on_a_schedule_and_not_in_tests() -> None:
    workflow = (ROOT / ".github" / "workflows" / "advisories.yml").read_text()
    assert re.search(r"^  schedule:\n    - cron: ", workflow, re.MULTILINE)
    assert all(path.name in workflow for path in ROOT.glob("requirements*.txt"))
    assert "pip-audit" not in MAKEFILE
