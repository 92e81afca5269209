"""What a table that a force fills in looks like: its columns, what each means, and what to know before."""

from dataclasses import dataclass

ROWS_SHEET = "Rows"
HELP_SHEET = "How to fill in"


@dataclass(frozen=True)
class TemplateColumn:
    """A column of a template. A required one has to be there, with every cell filled; `allowed` lists its words."""

    name: str
    is_required: bool
    meaning: str
    example: str = ""
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """A table that a force fills in: its file name, a title, what a row is and what to know."""

    name: str
    title: str
    guidance: tuple[str, ...]
    columns: tuple[TemplateColumn, ...]
