"""Partnerships and themes as a matrix grouped by alliance priority, and what else is drawn of priorities."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from components.theme import Ink, style_chart
from data_access.measures.judging import SAME

# Mark -> (Vega shape, words). Shape tells them apart, not colour alone.
MARKS = {
    "direct": ("square", "Named; an alliance priority covers it directly"),
    "contributes": ("circle", "Named; contributes to an alliance priority"),
    "none": ("cross", "Named; not shared with the alliance"),
    "emerging": ("triangle-up", "Emerging theme"),
    "cross_cutting": ("diamond", "Cross-cutting theme"),
    "possible": ("stroke", "Not known: a priority that the chart does not place for certain could be this"),
}
INFERRED = "inferred"
COVERED, CONTRIBUTES, NOT_SHARED = "direct", "contributes", "none"
CONTRIBUTES_GROUP, NOT_SHARED_GROUP = "Contributes, covered by none directly", "Not shared with the alliance"
CHART_COLUMN = "named, partnership not known ({chart})"
RATIO_TICKS = (0.1, 0.2, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 5, 10)
ORDERS = {"priority": "alliance priority", "shared": "how many name it", "name": "A to Z"}
PARTNER_ORDERS = {"force": "force", "most": "most themes named", "name": "A to Z"}


def group_themes(links: pd.DataFrame) -> pd.DataFrame:
    """A row for each theme: its group (the alliance priority that covers it, or none does), strength, bears_on.

    links has theme_code, theme, priority_name and strength, with the priorities in the alliance's order.
    """
    order = {name: number for number, name in enumerate(dict.fromkeys(links["priority_name"]))}
    rows = []
    for (code, theme), group in links.groupby(["theme_code", "theme"], sort=False):
        covered = list(group.loc[group["strength"] == COVERED, "priority_name"])
        helped = list(group.loc[group["strength"] == CONTRIBUTES, "priority_name"])
        if covered:
            rows.append((code, theme, covered[0], COVERED, order[covered[0]], "; ".join(covered)))
        elif helped:
            rows.append((code, theme, CONTRIBUTES_GROUP, CONTRIBUTES, len(order), "; ".join(helped)))
        else:
            rows.append((code, theme, NOT_SHARED_GROUP, NOT_SHARED, len(order) + 1, ""))
    return pd.DataFrame(rows, columns=["theme_code", "theme", "group", "strength", "group_order", "bears_on"])


def make_matrix(cells: pd.DataFrame, claims: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """A row for each mark: column_name, theme, group, mark, certainty, wording, mark_count.

    Unplaced cells stand in a column of their chart; a theme that one of them could be is 'possible' in
    the columns of that chart. themes comes from group_themes.
    """
    named = cells[(cells["kind"] != "state") & cells["theme_code"].notna()].copy()
    is_loose = named["csp_code"].isna()
    unknown = [CHART_COLUMN.format(chart=chart) for chart in named["chart"]]
    named["column_name"] = named["csp_name"].where(~is_loose, unknown)
    strengths = dict(zip(themes["theme_code"], themes["strength"], strict=True))
    named["mark"] = named["theme_code"].map(strengths).fillna(NOT_SHARED)
    named["mark"] = named["mark"].where(named["kind"] == "priority", named["kind"])
    named["wording"] = named["local_wording"] + named["focus"].where(named["focus"] == "", " (" + named["focus"] + ")")
    open_claims = claims[claims["certainty"] == "possible"]
    possible = open_claims.assign(column_name=open_claims["csp_name"], mark="possible", wording=open_claims["wordings"])
    columns = ["column_name", "theme_code", "theme", "mark", "certainty", "wording"]
    marks = pd.concat([named[columns], possible[columns]], ignore_index=True)
    keys = ["column_name", "theme_code", "theme", "mark", "certainty"]
    counted = marks.groupby(keys, sort=False, as_index=False).agg(
        wording=("wording", lambda words: "; ".join(dict.fromkeys(words))), mark_count=("wording", "size")
    )
    # A cell that a partnership has for certain, or that is emerging there, is not an open one as well.
    is_extra = (counted["mark"] == "possible") & counted.duplicated(["column_name", "theme_code"], keep=False)
    placed = counted[~is_extra].merge(themes[["theme_code", "group", "group_order"]], on="theme_code", how="left")
    return placed.fillna({"group": NOT_SHARED_GROUP, "group_order": 99}).reset_index(drop=True)


def order_themes(matrix: pd.DataFrame, *, by: str) -> list[str]:
    """Themes from top to bottom: by group and then most widely named, by most widely named, or by name."""
    named = matrix[matrix["mark"] != "possible"]
    spread = named.groupby("theme")["column_name"].nunique()
    frame = matrix.drop_duplicates("theme").assign(spread=lambda rows: rows["theme"].map(spread).fillna(0))
    if by == "name":
        return sorted(frame["theme"])
    keys = ["spread", "theme"] if by == "shared" else ["group_order", "spread", "theme"]
    ascending = [key != "spread" for key in keys]
    return list(frame.sort_values(keys, ascending=ascending)["theme"])


def order_columns(matrix: pd.DataFrame, *, by: str, usual: list[str]) -> list[str]:
    """Partnerships from left to right; columns of unplaced cells stand last."""
    held = [name for name in usual if name in set(matrix["column_name"])]
    loose = sorted(set(matrix["column_name"]) - set(held))
    if by == "name":
        held = sorted(held)
    elif by == "most":
        named = matrix[matrix["mark"] != "possible"].groupby("column_name")["theme"].nunique()
        held = sorted(held, key=lambda name: (-int(named.get(name, 0)), name))
    return held + loose


def draw_matrix(matrix: pd.DataFrame, *, columns: list[str], themes: list[str], ink: Ink) -> Any:
    """The matrix as a picture to take away: partnerships across, themes down, a shape for each mark."""
    words = {code: text for code, (_, text) in MARKS.items()}
    drawn = matrix.assign(mark_words=matrix["mark"].map(words))
    is_inferred = drawn["certainty"] == INFERRED
    drawn["mark_words"] = drawn["mark_words"].where(~is_inferred, drawn["mark_words"] + ", inferred")
    used = list(dict.fromkeys(drawn["mark_words"]))
    shapes = {f"{text}{more}": shape for shape, text in MARKS.values() for more in ("", ", inferred")}
    chart = (
        alt.Chart(drawn)
        .mark_point(size=150, opacity=1, color=ink.focus, strokeWidth=2)
        .encode(
            x=alt.X(
                "column_name:N",
                title=None,
                scale=alt.Scale(domain=columns),
                axis=alt.Axis(orient="top", labelAngle=-40, labelLimit=260, grid=True),
            ),
            y=alt.Y("theme:N", sort=themes, title=None, axis=alt.Axis(grid=True, labelLimit=260)),
            shape=alt.Shape(
                "mark_words:N",
                scale=alt.Scale(domain=used, range=[shapes[text] for text in used]),
                legend=alt.Legend(title=None, orient="bottom", columns=1, labelLimit=600, symbolStrokeColor=ink.focus),
            ),
            fill=alt.condition(alt.datum.certainty == "certain", alt.value(ink.focus), alt.value("transparent")),
        )
        .properties(width=alt.Step(58), height=alt.Step(26))
    )
    return style_chart(chart, ink=ink, room=80)


def draw_shares(counts: pd.DataFrame, *, name: str, total: int, title: str, ink: Ink) -> Any:
    """Bars of how many partnerships name something, certain and inferred apart, out of all of them.

    counts has the column `name`, csp_count (certain) and up_to_count (with inferred ones).
    """
    parts = pd.concat(
        [
            counts.assign(part="named", start=0, end=counts["csp_count"]),
            counts.assign(part="inferred", start=counts["csp_count"], end=counts["up_to_count"]),
        ]
    )
    parts = parts[(parts["end"] > parts["start"]) | (parts["part"] == "named")]
    order = list(counts[name])
    y = alt.Y(f"{name}:N", sort=order, title=None, axis=alt.Axis(labelLimit=210))
    bars = (
        alt.Chart(parts)
        .mark_bar(height={"band": 0.65}, stroke=ink.focus, strokeWidth=1.5)
        .encode(
            x=alt.X("start:Q", title=title, scale=alt.Scale(domain=[0, max(total, 1)]), axis=alt.Axis(tickMinStep=1)),
            x2="end:Q",
            y=y,
            fill=alt.condition(alt.datum.part == "named", alt.value(ink.focus), alt.value("transparent")),
        )
    )
    labels = counts.assign(words=[_say_share(row, total) for row in counts.itertuples()])
    text = (
        alt.Chart(labels)
        .mark_text(align="left", dx=6, color=ink.text)
        .encode(x=alt.X("up_to_count:Q"), y=y, text="words:N")
    )
    return style_chart((bars + text).properties(height=alt.Step(30)), ink=ink, room=90)


def _say_share(row: Any, total: int) -> str:
    more = f" (up to {row.up_to_count})" if row.up_to_count > row.csp_count else ""
    return f"{row.csp_count} of {total}{more}"


def draw_ratios(figures: pd.DataFrame, *, ink: Ink) -> Any:
    """A partnership's rates against those of all forces: ratio with its interval, a line where they are equal.

    figures has label, ratio, ratio_lower, ratio_upper and differs.
    """
    order = list(figures["label"])
    x = alt.X(
        "ratio:Q",
        title="rate as a multiple of the rate of all forces together (1 = the same)",
        scale=alt.Scale(type="log", nice=False, padding=12),
        axis=alt.Axis(values=list(RATIO_TICKS), format="~g"),
    )
    y = alt.Y("label:N", sort=order, title=None, axis=alt.Axis(labelLimit=210))
    base = alt.Chart(figures)
    rule = alt.Chart(pd.DataFrame({"ratio": [1.0]})).mark_rule(color=ink.quiet, strokeDash=[4, 3]).encode(x="ratio:Q")
    spans = base.mark_rule(color=ink.focus, strokeWidth=2).encode(x=alt.X("ratio_lower:Q"), x2="ratio_upper:Q", y=y)
    points = base.mark_point(size=110, color=ink.focus, strokeWidth=2, opacity=1).encode(
        x=x,
        y=y,
        fill=alt.condition(alt.datum.differs == SAME, alt.value(ink.ground), alt.value(ink.focus)),
        tooltip=[
            alt.Tooltip("label:N", title="Figure"),
            alt.Tooltip("ratio:Q", title="Multiple of the rate of all forces", format=".2f"),
            alt.Tooltip("differs:N", title="Judgement"),
        ],
    )
    return style_chart((rule + spans + points).properties(height=alt.Step(30)), ink=ink, room=20)


def count_changes(changes: pd.DataFrame, *, kinds: Mapping[str, str]) -> pd.DataFrame:
    """A row for each partnership (and the alliance), a column for each kind of change: how many priorities."""
    counts = changes.pivot_table(index="csp_name", columns="change", values="code", aggfunc="count", fill_value=0)
    counts = counts.reindex(columns=list(kinds), fill_value=0).reindex(list(dict.fromkeys(changes["csp_name"])))
    return counts.reset_index()
