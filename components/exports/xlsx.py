"""A frame as a workbook: the figures on one sheet, what they are and where they come from on another."""

import io
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from components.exports.stamp import Stamp

FIGURES, ABOUT = "Figures", "About"
WIDEST = 60  # characters


def write_xlsx(frame: pd.DataFrame, *, stamp: Stamp) -> bytes:
    """The frame with a frozen, filterable head, and a sheet that says what it shows and its source.

    Missing values are empty cells. Text is written as text: a cell that starts with '=' is no formula.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = FIGURES
    for number, column in enumerate(frame.columns, start=1):
        head = sheet.cell(row=1, column=number)
        _write_cell(head, str(column))
        head.font = Font(bold=True)
    for number, row in enumerate(frame.itertuples(index=False), start=2):
        for column, value in enumerate(row, start=1):
            _write_cell(sheet.cell(row=number, column=column), value)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, column in enumerate(frame.columns, start=1):
        lengths = [len(str(column)), *frame.iloc[:200, number - 1].astype(str).str.len()]
        sheet.column_dimensions[get_column_letter(number)].width = min(max(lengths) + 2, WIDEST)
    _write_about(book, stamp)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write_cell(cell: Cell, value: Any) -> None:
    if value is None or (not isinstance(value, str) and bool(pd.isna(value))):
        return
    cell.value = value.item() if hasattr(value, "item") else value
    if isinstance(value, str):
        cell.data_type = "s"


def _write_about(book: Workbook, stamp: Stamp) -> None:
    sheet = book.create_sheet(ABOUT)
    for number, (label, words) in enumerate(stamp.list_lines(), start=1):
        sheet.cell(row=number, column=1, value=label).font = Font(bold=True)
        cell = sheet.cell(row=number, column=2)
        _write_cell(cell, words)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 110
