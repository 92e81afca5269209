"""Tables: the figures behind a chart as a real HTML table, with a download that says where they come from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from components import cache
from components.downloads import draw_download
from components.missing import NOT_HELD, say_hidden, write_missing
from components.plain import draw_caption
from components.request import Request
from data_access.months import name_month_short

NUMBERS = {"count": "{:,.0f}", "rate": "{:,.1f}", "decimal": "{:,.2f}", "pct": "{:+.1f}%", "share": "{:.1f}%"}
ROWS_SHOWN = 60


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading and how its values are written."""

    label: str
    kind: str = "text"
    missing: str = NOT_HELD


def draw_table(
    frame: pd.DataFrame,
    columns: Mapping[str, Column],
    *,
    caption: str,
    request: Request,
    name: str,
    definition: str = "",
) -> None:
    """The table behind a chart (longer ones scroll in a grid), and its downloads."""
    shown = frame[[column for column in columns if column in frame]]
    if len(shown) <= ROWS_SHOWN:
        st.html(write_table(shown, columns, caption=caption, hidden=find_hidden(frame, columns)))
    else:
        draw_caption(f"{caption} ({len(shown):,} rows)")
        cells, placeholder = write_cells(shown, columns, hidden=find_hidden(frame, columns))
        alt = f"{caption}, {len(shown):,} rows"
        st.dataframe(cells, hide_index=True, alt=alt, height=420, placeholder=placeholder)
    draw_download(frame, request=request, name=name, definition=definition or caption)


def find_hidden(frame: pd.DataFrame, columns: Mapping[str, Column]) -> set[tuple[int, str]]:
    """The cells that disclosure control hid: (row number, column) of counts without a value in marked rows."""
    if "is_suppressed" not in frame:
        return set()
    marked = frame["is_suppressed"].fillna(False).astype(bool).tolist()
    counts = [name for name in columns if name in frame and columns[name].kind in NUMBERS]
    return {
        (row, name) for name in counts for row in range(len(frame)) if marked[row] and pd.isna(frame[name].iloc[row])
    }


def write_table(
    frame: pd.DataFrame, columns: Mapping[str, Column], *, caption: str, hidden: Collection[tuple[int, str]] = ()
) -> str:
    """An HTML table that scrolls within itself; every value escaped, hidden counts as '<5'."""
    threshold = cache.get_settings().small_number_threshold
    heads = "".join(
        f'<th scope="col" class="{"n" if columns[name].kind in NUMBERS else ""}">{escape(columns[name].label)}</th>'
        for name in frame
    )
    rows = []
    for row, record in enumerate(frame.to_dict("records")):
        cells = []
        for number, (name, value) in enumerate(record.items()):
            is_hidden = (row, str(name)) in hidden
            text = escape(say_hidden(threshold)) if is_hidden else write_value(value, columns[str(name)])
            tag = 'th scope="row"' if number == 0 else "td"
            kind = _name_class(columns[str(name)].kind)
            cells.append(f"<{tag}{kind}>{text}</{tag.split()[0]}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def write_date(value: Any) -> str:
    """A day as '22 Nov 2026'."""
    day = pd.Timestamp(value)
    return f"{day.day} {day:%b %Y}"


def _name_class(kind: str) -> str:
    return ' class="n"' if kind in NUMBERS else ' class="nowrap"' if kind in ("month", "date") else ""


def write_cells(
    frame: pd.DataFrame, columns: Mapping[str, Column], *, hidden: Collection[tuple[int, str]] = ()
) -> tuple[pd.DataFrame, str]:
    """A frame for a grid, with headings in words, and the grid's one word for a missing number.

    Numbers are kept as numbers so that they sort. Only a column with hidden counts, or one whose missing cells have
    another word than the grid's, is written as text: missing, hidden and not applicable must not look alike.
    """
    threshold = cache.get_settings().small_number_threshold
    touched = {name for _, name in hidden}
    gaps = [columns[str(name)].missing for name in frame if name not in touched and frame[name].isna().any()]
    placeholder = max(gaps, key=gaps.count) if gaps else NOT_HELD
    named = pd.DataFrame(index=frame.index)
    for name in map(str, frame):
        column, values = columns[name], frame[name]
        if column.kind == "month":
            named[column.label] = [name_month_short(month) for month in values]
        elif name in touched or (values.isna().any() and column.missing != placeholder):
            written = [NUMBERS.get(column.kind, "{}").format(value) if pd.notna(value) else column.missing
                       for value in values]  # fmt: skip
            for row, _ in (cell for cell in hidden if cell[1] == name):
                written[row] = say_hidden(threshold)
            named[column.label] = written
        else:
            named[column.label] = values
    return named, placeholder


def write_value(value: Any, column: Column) -> str:
    """One cell as HTML: 'not held' for missing, 0 for zero."""
    if value is None or value == "" or (not isinstance(value, str) and bool(pd.isna(value))):
        return write_missing(column.missing) if column.missing else ""
    if column.kind in NUMBERS:
        return NUMBERS[column.kind].format(value)
    if column.kind == "month":
        return name_month_short(str(value))
    if column.kind == "date":
        return write_date(value)
    return escape(str(value))
