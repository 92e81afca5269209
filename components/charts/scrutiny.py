"""Charts of scrutiny: inspections in time, grades with shapes and words, the risk register's matrix."""

from typing import Any

import altair as alt
import pandas as pd

from components.charts.workforce import SPLIT, wrap
from components.theme import BETTER, WORSE, Ink, style_chart

# A grade's shape says it without colour; the word stands beside it. PEEL grades have a polarity.
GRADE_MARKS = {"outstanding": "★", "good": "●", "requires-improvement": "▼", "inadequate": "✖"}
NO_GRADE = "○ no grade yet"
EXPECTED = ", expected"
EARLIER = ", earlier"
STATES = {
    "reported": "report published",
    "self-assessed": "self assessment",
    "expected": "report expected",
    "forthcoming": "to come",
}
STATE_SHAPES = {
    "reported": "square",
    "self-assessed": "triangle-up",
    "expected": "diamond",
    "forthcoming": "triangle-right",
}
LEVEL_NAMES = {
    "beyond-capacity": "Beyond capacity",
    "within-capacity": "Within capacity, beyond tolerance",
    "within-tolerance": "Within tolerance, beyond appetite",
    "within-appetite": "Within appetite",
}
LEVEL_SHAPES = {
    "beyond-capacity": "▲▲▲",
    "within-capacity": "▲▲",
    "within-tolerance": "▲",
    "within-appetite": "●",
}
SCALE = (1, 2, 3, 4, 5)


def word_grades(grades: pd.DataFrame) -> pd.DataFrame:
    """The grades with the words of their cells and the row of the matrix they stand in."""
    words = []
    for row in grades.to_dict("records"):
        if not row["grade"]:
            words.append(NO_GRADE)
            continue
        mark = f"{GRADE_MARKS[row['grade']]} {row['grade_name']}"
        words.append(mark + {"expected": EXPECTED, "earlier": EARLIER}.get(row["state"], ""))
    row = (grades["pillar"] + ", " + grades["graded"]).map(lambda text: wrap(text, width=20))
    cells = [wrap(text.replace(", ", "\n"), width=13) for text in words]
    return grades.assign(words=words, cell=cells, row=row)


def draw_grades(grades: pd.DataFrame, *, ink: Ink) -> Any:
    """Gradings down, forces across, in the order of time; the cell has the grade's shape and word."""
    frame = word_grades(grades)
    rows = list(dict.fromkeys(frame["row"]))
    forces = list(dict.fromkeys(frame["force_name"]))
    base = alt.Chart(frame).encode(
        x=alt.X(
            "force_name:N",
            sort=forces,
            title=None,
            scale=alt.Scale(paddingInner=0.04),
            axis=alt.Axis(orient="top", labelAngle=0, ticks=False),
        ),
        y=alt.Y(
            "row:N",
            sort=rows,
            title=None,
            scale=alt.Scale(paddingInner=0.12),
            axis=alt.Axis(ticks=False, labelLimit=190, labelExpr=SPLIT, labelOffset=-8),
        ),
        tooltip=[
            alt.Tooltip("force_name:N", title="Force"),
            alt.Tooltip("pillar:N", title="Pillar"),
            alt.Tooltip("graded:N", title="Graded"),
            alt.Tooltip("words:N", title="Grade"),
            alt.Tooltip("certainty:N", title="Certainty"),
        ],
    )
    is_good = alt.FieldOneOfPredicate(field="grade", oneOf=["outstanding", "good"])
    is_bad = alt.FieldOneOfPredicate(field="grade", oneOf=["requires-improvement", "inadequate"])
    colour = alt.when(is_good).then(alt.value(BETTER)).when(is_bad).then(alt.value(WORSE))
    stroke = colour.otherwise(alt.value(ink.context))
    cells = [
        base.transform_filter(f"(datum.state === 'published') === {is_settled}")
        .mark_rect(filled=False, strokeWidth=2, cornerRadius=3, strokeDash=dash)
        .encode(stroke=stroke)
        for is_settled, dash in (("true", [1, 0]), ("false", [5, 4]))
    ]
    texts = base.mark_text(color=ink.text, lineBreak="\n", dy=-10).encode(text="cell:N")
    return style_chart(alt.layer(*cells, texts).properties(height=40 + 66 * len(rows)), ink=ink)


def draw_inspections(frame: pd.DataFrame, *, ink: Ink) -> Any:
    """Each inspection with a month on a line from inspection to report, a shape for what came of it."""
    frame = frame.assign(label=frame["title"].map(wrap))
    rows = frame["label"].tolist()
    axis = alt.Axis(format="%b %Y", tickCount=6, orient="top", labelOverlap=True)
    x = alt.X("start:T", title=None, scale=alt.Scale(padding=12), axis=axis)
    y = alt.Y("label:N", sort=rows, title=None, axis=alt.Axis(ticks=False, labelLimit=190, labelExpr=SPLIT, grid=True))
    base = alt.Chart(frame).encode(y=y)
    tooltip = [
        alt.Tooltip("title:N", title="What"),
        alt.Tooltip("inspected:N", title="Inspected"),
        alt.Tooltip("published:N", title="Report"),
        alt.Tooltip("state_words:N", title="State"),
    ]
    spans = base.transform_filter("datum.start && datum.end").mark_rule(strokeWidth=2, color=ink.context)
    starts = base.transform_filter("datum.start").mark_point(filled=False, size=70, color=ink.text, strokeWidth=2)
    shown = [code for code in STATE_SHAPES if code in set(frame.loc[frame["end"].notna(), "state"])]
    ends = base.transform_filter("datum.end").mark_point(filled=True, size=110, opacity=1, color=ink.focus)
    layers = [
        spans.encode(x=x, x2="end:T"),
        starts.encode(x=x, tooltip=tooltip),
        ends.encode(
            x=alt.X("end:T"),
            tooltip=tooltip,
            shape=alt.Shape(
                "state_words:N",
                scale=alt.Scale(domain=[STATES[code] for code in shown], range=[STATE_SHAPES[code] for code in shown]),
                legend=alt.Legend(orient="bottom", title=None, symbolFillColor=ink.focus, columns=1),
            ),
        ),
    ]
    return style_chart(alt.layer(*layers).properties(height=110 + 34 * len(frame)), ink=ink, room=20)


def draw_register(counts: pd.DataFrame, *, ink: Ink) -> Any:
    """Likelihood by impact: the number of risks in each square, with the shape of the highest level there.

    counts has a row for each of the 25 squares; an empty register gives an empty grid.
    """
    x = alt.X("likelihood:O", title="likelihood, 1 lowest to 5", axis=alt.Axis(labelAngle=0, ticks=False))
    y = alt.Y("impact:O", sort="descending", title="impact", axis=alt.Axis(ticks=False))
    base = alt.Chart(counts).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("likelihood:O", title="Likelihood"),
            alt.Tooltip("impact:O", title="Impact"),
            alt.Tooltip("risk_count:Q", title="Risks"),
            alt.Tooltip("references:N", title="References"),
        ],
    )
    is_held = alt.datum.risk_count > 0
    cells = base.mark_rect(strokeWidth=1, stroke=ink.context).encode(
        fill=alt.condition(is_held, alt.value(ink.context), alt.value("transparent")), fillOpacity=alt.value(0.35)
    )
    texts = base.mark_text(color=ink.text, lineBreak="\n", fontSize=13).encode(text="words:N")
    return style_chart(alt.layer(cells, texts).properties(height=340), ink=ink)


def count_register(risks: pd.DataFrame) -> pd.DataFrame:
    """A row for each of the 25 squares: risk_count, the risks' references, and the words of the square."""
    order = list(LEVEL_NAMES)
    rows = []
    for likelihood in SCALE:
        for impact in SCALE:
            held = risks[(risks["likelihood"] == likelihood) & (risks["impact"] == impact)]
            levels = [code for code in order if code in set(held["level_code"])]
            words = f"{len(held)}\n{LEVEL_SHAPES[levels[0]]}" if levels else ""
            rows.append((likelihood, impact, len(held), ", ".join(held["reference"]), words))
    return pd.DataFrame(rows, columns=["likelihood", "impact", "risk_count", "references", "words"])
