"""The parts of documents that are made from the code: each stands between two markers of its name."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from docs.diagram import draw_packages
from docs.tables import list_loaders, list_options, list_pages, list_questions, list_sources

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Part:
    """A part of a document, and the function that makes its text."""

    path: Path
    name: str
    make: Callable[[], str]


PARTS = (
    Part(FOLDER / "architecture.md", "packages", draw_packages),
    Part(FOLDER / "architecture.md", "pages", list_pages),
    Part(FOLDER / "questions.md", "options", list_options),
    Part(FOLDER / "questions.md", "questions", list_questions),
    Part(FOLDER / "data.md", "sources", list_sources),
    Part(FOLDER / "data.md", "loaders", list_loaders),
)


def read_stale(part: Part) -> str:
    """What the document says where the code says something else now; '' where both agree."""
    written = _find(part)[1]
    return "" if written == part.make() else written or "nothing"


def write_part(part: Part) -> None:
    """Write the text into the document, between its markers."""
    before, _, after = _find(part)
    part.path.write_text(f"{before}{part.make()}{after}", encoding="utf-8")


def _find(part: Part) -> tuple[str, str, str]:
    """The document before the part, the part as it stands, and the document after it."""
    text = part.path.read_text(encoding="utf-8")
    begin, end = f"<!-- {part.name}: made by `make docs` -->\n\n", f"\n<!-- end of {part.name} -->"
    found = re.fullmatch(f"(.*{re.escape(begin)})(.*)({re.escape(end)}.*)", text, re.DOTALL)
    if not found:
        raise LookupError(f"{part.path.name} has no part '{part.name}' between '{begin.strip()}' and '{end}'")
    return found[1], found[2], found[3]
