"""The empty templates as files: CSV with a page beside it, and XLSX.

`python -m data_access.load.template_files` writes them to data_access/templates (it needs openpyxl, which
the app doesn't: at run time they are served from there).
"""

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from data_access.load.annotations import TEMPLATE as ANNOTATIONS
from data_access.load.crimes import TEMPLATE as CRIMES
from data_access.load.horizon_scan import TEMPLATE as HORIZON
from data_access.load.intelligence import MORILE_TEMPLATE, REQUIREMENTS_TEMPLATE
from data_access.load.priorities import TEMPLATE as PRIORITIES
from data_access.load.risk_register import TEMPLATE as RISKS
from data_access.load.templates import HELP_SHEET, ROWS_SHEET, Template, TemplateColumn
from data_access.load.workforce_totals import TEMPLATES as WORKFORCE_TOTALS

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


def list_templates() -> tuple[Template, ...]:
    """Every template there is."""
    return (
        CRIMES,
        PRIORITIES,
        ANNOTATIONS,
        *WORKFORCE_TOTALS,
        RISKS,
        HORIZON,
        REQUIREMENTS_TEMPLATE,
        MORILE_TEMPLATE,
    )


def write_template(
    columns: Sequence[TemplateColumn], path: Path, *, title: str = "", guidance: Sequence[str] = ()
) -> list[Path]:
    """Write an empty template as its ending says; returns the files written.

    Only headings stand where rows go, so that no example is ever loaded: meanings and examples stand on a
    second sheet, or beside a CSV file in one of the same name ending in .md. Needs openpyxl for XLSX.
    """
    if path.suffix == ".xlsx":
        path.write_bytes(_make_workbook(columns, title=title, guidance=guidance))
        return [path]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(column.name for column in columns)
    beside = path.with_suffix(".md")
    beside.write_text(_describe(columns, title=title or path.stem, guidance=guidance), encoding="utf-8")
    return [path, beside]


def _list_help(columns: Sequence[TemplateColumn]) -> Iterator[tuple[str, str, str, str, str]]:
    yield "Column", "Must be filled in", "What it means", "Example", "Words it takes"
    for column in columns:
        must = "yes" if column.is_required else "no"
        yield column.name, must, column.meaning, column.example, ", ".join(column.allowed)


def _describe(columns: Sequence[TemplateColumn], *, title: str, guidance: Sequence[str]) -> str:
    header, *rows = (" | ".join(cells) for cells in _list_help(columns))
    table = "\n".join(f"| {row} |" for row in (header, " | ".join(["---"] * 5), *rows))
    return "\n\n".join([f"# {title}", *guidance, table]) + "\n"


def _make_workbook(columns: Sequence[TemplateColumn], *, title: str, guidance: Sequence[str]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    rows = workbook.active
    rows.title = ROWS_SHEET
    rows.append([column.name for column in columns])
    rows.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        rows.column_dimensions[letter].number_format = "@"  # text, so that 2018-10 is not made a date
        rows.column_dimensions[letter].width = max(14, len(column.name) + 4)
        rows.cell(row=1, column=number).font = Font(bold=True)
    sheet = workbook.create_sheet(HELP_SHEET)
    for line in (title, *guidance):
        sheet.append([line])
    sheet.append([])
    for cells in _list_help(columns):
        sheet.append(cells)
        for cell in sheet[sheet.max_row]:
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCDE", (20, 12, 70, 40, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    packed = io.BytesIO()
    workbook.save(packed)
    return _fix_dates(packed)


def _fix_dates(packed: io.BytesIO) -> bytes:
    """The same workbook without the time of day in it, so that writing it again changes nothing."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_STORED) as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(member.filename), content)
    return fixed.getvalue()


def write_templates(folder: Path) -> list[Path]:
    """Write every template as CSV and XLSX; returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for template in list_templates():
        for ending in (".csv", ".xlsx"):
            path = folder / f"{template.name}{ending}"
            written += write_template(template.columns, path, title=template.title, guidance=template.guidance)
    return written


if __name__ == "__main__":
    for made in write_templates(TEMPLATES):
        print(made)
    sys.exit(0)
