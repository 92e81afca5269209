"""MoRiLE: its published structure; scores, ranks and what would change them only from a loaded sheet."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import cache
from components.charts.threats import draw_totals
from components.figures import draw_chart
from components.findings.threats import find_morile, find_moves, say_threat
from components.messages import draw_finding, draw_note
from components.tables import Column, draw_table
from components.threats_templates import draw_template
from components.view import View

PARTS = {"impact": "Impact", "likelihood": "Likelihood", "organisational": "Organisational position"}
STRUCTURE_COLUMNS = {
    "part_words": Column("Part"),
    "criterion_name": Column("Criterion"),
    "definition": Column("What it asks"),
    "score": Column("Score", missing="no score"),
    "highest_score": Column("Of", missing="not given"),
    "weight": Column("Weight", missing="no score"),
    "basis": Column("Basis"),
}
RANK_COLUMNS = {
    "threat_name": Column("Threat"),
    "rank": Column("Rank", "count", missing="none: lacks a score"),
    "total": Column("Total", missing="none: lacks a score"),
    "criterion_count": Column("Criteria scored", "count"),
}
MOVE_COLUMNS = {
    "criterion_name": Column("Score"),
    "score": Column("Now"),
    "needed_score": Column("Level at"),
    "move": Column("Move"),
    "rival_name": Column("With"),
    "effect": Column("Beyond it the rank"),
    "within": Column("Within the scale", missing="scale not given"),
}
ISSUE_COLUMNS = {
    "position": Column("Number", "count"),
    "issue": Column("Issue, as listed"),
    "threat_name": Column("Threat", missing=""),
    "edition": Column("Edition"),
    "line": Column("Line", "count"),
}


def draw_morile_view(view: View) -> None:
    """Finding, the structure with the threat's scores, ranks and moves of a loaded sheet, issues, the template."""
    every = view.default.but(threat_code="")
    code = view.filters.threat_code
    ranks, moves = cache.ask("threats.morile_ranks", every), cache.ask("threats.morile_moves", every)
    own_moves = moves[moves["threat_code"] == code] if len(moves) else moves
    draw_finding([*find_morile(ranks, code=code, name=view.threat_name), *find_moves(own_moves)])
    sheet = cache.ask("threats.morile", every)
    _draw_structure(view, sheet, is_scored=len(ranks) > 0)
    if len(ranks):
        _draw_ranks(view, ranks)
        _draw_sheet(view, sheet)
        _draw_moves(view, own_moves)
    _draw_issues(view)
    draw_template("morile", title="Load a MoRiLE sheet")


def _draw_structure(view: View, sheet: pd.DataFrame, *, is_scored: bool) -> None:
    """Parts and criteria; the threat's scores where a sheet is loaded."""
    st.markdown("## Structure" if not is_scored else f"## Structure and scores: {view.threat_name}")
    criteria = sheet.drop_duplicates("criterion_code")
    own = sheet[sheet["threat_code"] == view.filters.threat_code]
    kept = ["criterion_code", "score", "highest_score", "weight"]
    table = criteria.drop(columns=kept[1:]).merge(own[kept], on="criterion_code", how="left")
    table = write_scores(table, kept[1:]).assign(part_words=table["part"].map(PARTS))
    columns = {name: column for name, column in STRUCTURE_COLUMNS.items() if is_scored or name not in kept}
    draw_table(table, columns, caption="Criteria of MoRiLE", view=view, name="morile-structure")
    draw_note(
        "The structure is published; the scoring table is not. Scores are a local scheme, from a loaded sheet only."
    )


def _draw_ranks(view: View, ranks: pd.DataFrame) -> None:
    st.markdown("## Ranks by the loaded sheet")
    if ranks["total"].notna().any():
        draw_chart(
            view,
            lambda: draw_totals(ranks, code=view.filters.threat_code, ink=view.ink),
            name="morile-totals",
            alt="Bars of each threat's total by the loaded MoRiLE sheet, highest first",
        )
    draw_table(
        write_scores(ranks, ["total"]), RANK_COLUMNS, caption="Threats by total score", view=view, name="morile-ranks"
    )


def _draw_sheet(view: View, sheet: pd.DataFrame) -> None:
    """The matrix of threats and criteria as scored."""
    scored = sheet.dropna(subset=["threat_code"])
    names = sheet.drop_duplicates("criterion_code").set_index("criterion_code")["criterion_name"]
    matrix = write_scores(scored, ["score"]).pivot(index="threat_name", columns="criterion_code", values="score")
    matrix = matrix.reindex(columns=[code for code in names.index if code in matrix]).reset_index()
    columns = {"threat_name": Column("Threat")} | {
        str(code): Column(str(name), missing="no score") for code, name in names.items()
    }
    st.markdown("## Every score of the sheet")
    draw_table(matrix, columns, caption="Scores by threat and criterion", view=view, name="morile-scores")


def _draw_moves(view: View, moves: pd.DataFrame) -> None:
    st.markdown("## How far one score must move to change the rank")
    if moves.empty:
        draw_note(f"{view.threat_name} has no rank in the sheet, or no other threat to pass.")
        return
    ordered = moves.sort_values("move", key=abs)
    worded = write_scores(ordered, ["score", "needed_score", "move"]).assign(
        effect=ordered["direction"].map({"up": "rises", "down": "falls"}),
        within=ordered["is_within_scale"].map({True: "yes", False: "no: beyond the scale"}),
    )
    caption = f"One score at a time: {say_threat(view.threat_name)}"
    draw_table(worded, MOVE_COLUMNS, caption=caption, view=view, name="morile-moves")


def write_scores(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Scores as a sheet gives them (3, 2.5), a move with its sign; a missing one stays missing."""
    written = {
        name: [None if pd.isna(value) else f"{value:{'+' if name == 'move' else ','}g}" for value in frame[name]]
        for name in names
    }
    return frame.assign(**written)


def _draw_issues(view: View) -> None:
    issues = cache.ask("threats.issues", view.default)
    if issues.empty:
        return
    threats = cache.ask("threats.list").set_index("threat_code")["threat_name"]
    with st.expander(f"The {len(issues)} issues of the picture of probability and impact"):
        draw_note(
            "The picture places them by probability and impact; its text holds their names only. So no position is "
            "held, and none is drawn: the numbers are those of the list."
        )
        table = issues.assign(threat_name=issues["threat_code"].map(threats))
        draw_table(table, ISSUE_COLUMNS, caption="Issues as listed", view=view, name="impact-issues")
