"""The matrix of partnerships and themes as a real table: read in print, on a phone and by screen readers."""

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd

from components.charts.priorities import INFERRED, MARKS


def write_matrix(matrix: pd.DataFrame, *, columns: Sequence[str], themes: Sequence[str], caption: str,
                 is_grouped: bool) -> str:  # fmt: skip
    """An HTML table: themes down (under their group), partnerships across, a shape and its words in each cell."""
    cells: dict[tuple[str, str], list[Any]] = {}
    for row in matrix.itertuples():
        cells.setdefault((row.theme, row.column_name), []).append(row)
    heads = "".join(f'<th scope="col" class="up"><span>{escape(name)}</span></th>' for name in columns)
    groups = dict(zip(matrix["theme"], matrix["group"], strict=True))
    body, last = [], ""
    for theme in themes:
        if is_grouped and groups[theme] != last:
            last = groups[theme]
            head = f'<th scope="colgroup" colspan="{len(columns) + 1}"><span>{escape(last)}</span></th>'
            body.append(f'<tr class="group">{head}</tr>')
        marks = "".join(_write_cell(cells.get((theme, name), [])) for name in columns)
        body.append(f'<tr><th scope="row">{escape(theme)}</th>{marks}</tr>')
    return (
        f'<div class="table-scroll matrix" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr><th scope='col'>Theme</th>{heads}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>{write_key(matrix)}"
    )


def _write_cell(marks: Sequence[Any]) -> str:
    return f"<td>{''.join(_write_mark(row) for row in marks)}</td>"


def _write_mark(row: Any) -> str:
    words = MARKS[row.mark][1]
    certainty = ", inferred" if row.certainty == INFERRED else ""
    count = f"<span aria-hidden='true'>{row.mark_count}</span>" if row.mark_count > 1 else ""
    times = f", {row.mark_count} times" if row.mark_count > 1 else ""
    said = escape(f"{words}{certainty}{times}; as printed: {row.wording}")
    kind = _name_class(row.mark, row.certainty)
    return f'<span class="mark {kind}" role="img" aria-label="{said}" title="{said}"></span>{count}'


def _name_class(mark: str, certainty: str) -> str:
    return f"mark-{mark.replace('_', '-')}{' mark-inferred' if certainty == INFERRED else ''}"


def write_key(matrix: pd.DataFrame) -> str:
    """What each mark of a matrix means; only those that stand in it."""
    used = [code for code in MARKS if code in set(matrix["mark"])]
    items = [f'<li><span class="mark {_name_class(code, "")}" aria-hidden="true"></span> {escape(MARKS[code][1])}</li>'
             for code in used]  # fmt: skip
    if (matrix["certainty"] == INFERRED).any():
        dashed = '<span class="mark mark-direct mark-inferred" aria-hidden="true"></span>'
        items.append(f"<li>{dashed} Dashed: inferred by a named rule, not printed in the column</li>")
    return f'<ul class="matrix-key" aria-label="Key">{"".join(items)}</ul>'
