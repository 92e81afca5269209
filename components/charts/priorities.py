"""The matrix of partnerships and themes, with a shape for each kind and certainty."""

from typing import Any

import altair as alt
import pandas as pd

from components.theme import Ink, style_chart

# Mark -> (shape, words). Shape tells them apart, not colour alone.
MARKS = {
    "priority": ("square", "Priority"),
    "emerging": ("triangle-up", "Emerging"),
    "cross_cutting": ("diamond", "Cross-cutting"),
    "inferred": ("circle", "Priority, inferred"),
}
CHART_ROW = "named, partnership not known ({chart})"


def make_matrix(cells: pd.DataFrame) -> pd.DataFrame:
    """A row for each mark: row_name, theme, mark, words. Unplaced cells stand in a row of their chart."""
    named = cells[cells["kind"] != "state"].copy()
    is_unplaced = named["csp_code"].isna()
    named["row_name"] = named["csp_name"].where(
        ~is_unplaced, [CHART_ROW.format(chart=chart) for chart in named["chart"]]
    )
    named["mark"] = named["kind"].where(named["certainty"] != "inferred", "inferred")
    named.loc[named["kind"] != "priority", "mark"] = named["kind"]
    named["mark_words"] = named["mark"].map({code: words for code, (_, words) in MARKS.items()})
    named["wording"] = named["local_wording"] + named["focus"].where(named["focus"] == "", " (" + named["focus"] + ")")
    return named[["row_name", "theme", "mark", "mark_words", "wording", "certainty"]].reset_index(drop=True)


def draw_matrix(matrix: pd.DataFrame, *, rows: list[str], ink: Ink) -> Any:
    """Partnerships across, themes down, most widely shared theme first; the tooltip gives the local wording."""
    shared = matrix.groupby("theme")["row_name"].nunique().sort_values(ascending=False)
    used = [code for code in MARKS if code in set(matrix["mark"])]
    chart = (
        alt.Chart(matrix)
        .mark_point(filled=True, size=170, opacity=1, color=ink.focus)
        .encode(
            x=alt.X(
                "row_name:N",
                sort=rows,
                title=None,
                scale=alt.Scale(domain=rows),
                axis=alt.Axis(orient="top", labelAngle=-40, labelLimit=260, grid=True),
            ),
            y=alt.Y("theme:N", sort=list(shared.index), title=None, axis=alt.Axis(grid=True, labelLimit=260)),
            shape=alt.Shape(
                "mark_words:N",
                scale=alt.Scale(domain=[MARKS[code][1] for code in used], range=[MARKS[code][0] for code in used]),
                legend=alt.Legend(title=None, orient="bottom", symbolFillColor=ink.focus) if len(used) > 1 else None,
            ),
            tooltip=[
                alt.Tooltip("row_name:N", title="Partnership"),
                alt.Tooltip("theme:N", title="Theme"),
                alt.Tooltip("wording:N", title="As printed"),
                alt.Tooltip("mark_words:N", title="Kind"),
                alt.Tooltip("certainty:N", title="Certainty"),
            ],
        )
        .properties(width=alt.Step(58), height=alt.Step(26))
    )
    return style_chart(chart, ink=ink)
