"""The recipes of docs/architecture.md, read as a reader would: which file is new, which line goes below which."""

import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = ("components", "data_access", "geodata", "pages")
_BLOCK = r"\n\n```\w+\n(?P<{0}>.*?)```$"
_STEP = re.compile(
    rf"New file `(?P<new>[^`]+)`:{_BLOCK.format('text')}"
    rf"|In `(?P<path>[^`]+)`, below `(?P<below>[^`]+)`:{_BLOCK.format('lines')}"
    r"|^```sh\n(?P<commands>.*?)```$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Step:
    """A file with its text, or text that goes below a line of a file; commands stand in neither."""

    path: str
    text: str
    below: str = ""


@dataclass
class Recipe:
    """The steps of a recipe in their order, and the commands that try it."""

    steps: list[Step] = field(default_factory=list)
    commands: str = ""


@dataclass
class Touched:
    """The source files that a recipe adds, and how many lines it adds to others."""

    new: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


def read_recipes(document: str) -> dict[str, Recipe]:
    """Each recipe by its heading: 'A view', 'A question', ..."""
    _, *parts = re.split(r"^### (.+)$", document.split("\n## Recipes\n")[1], flags=re.MULTILINE)
    return {name: _read_recipe(text) for name, text in zip(parts[::2], parts[1::2], strict=True)}


def _read_recipe(text: str) -> Recipe:
    recipe = Recipe()
    for found in _STEP.finditer(text):
        if found["commands"]:
            recipe.commands += found["commands"]
        elif found["new"]:
            recipe.steps.append(Step(found["new"], found["text"]))
        else:
            recipe.steps.append(Step(found["path"], found["lines"], found["below"]))
    return recipe


def apply_recipe(recipe: Recipe, *, root: Path) -> Touched:
    """Do what a recipe says in a copy of the project."""
    touched = Touched()
    for step in recipe.steps:
        path = root / step.path
        if step.below:
            path.write_text(_insert(path, step), encoding="utf-8")
        else:
            assert not path.exists(), f"{step.path} is there already"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
        if step.path.split("/")[0] not in SOURCE:
            continue
        if step.below:
            touched.lines[step.path] = touched.lines.get(step.path, 0) + len(step.text.splitlines())
        else:
            touched.new.append(step.path)
    return touched


def _insert(path: Path, step: Step) -> str:
    """A file's text with the lines of a step below the one it names, as far to the right as they belong."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    found = [number for number, line in enumerate(lines) if line.strip() == step.below]
    assert len(found) == 1, f"{step.path} has the line '{step.below}' {len(found)} times: mend the recipe"
    above = lines[found[0]]
    indent = above[: len(above) - len(above.lstrip())] + ("    " if step.below.endswith(("(", "[", "{")) else "")
    lines.insert(found[0] + 1, textwrap.indent(step.text, indent))
    return "".join(lines)
