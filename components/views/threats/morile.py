"""MoRiLE: its published structure; scores, ranks and what would change them only from a loaded sheet."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from components import cache
from components.charts.threats import draw_totals
from components.figures import draw_chart
from components.findings.threats import say_morile, say_moves, say_threat
from components.messages import draw_finding, draw_note
from components.parts.templates import draw_template_to_load
from components.request import Request
from components.tables import Column, draw_table

PARTS = {"impact": "Impact", "likelihood": "Likelihood", "organisational": "Organisational position"}
NO_SCORE = '<span class="missing" role="img" aria-label="no score">-</span>'
CRITERION_COLUMNS = {
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


def draw(request: Request) -> None:
    """Finding, the matrix, ranks and moves of a loaded sheet, what each criterion asks, issues, the template."""
    every = request.default.but(threat_code="")
    code = request.filters.threat_code
    ranks, moves = cache.ask("threats.morile_ranks", every), cache.ask("threats.morile_moves", every)
    own_moves = moves[moves["threat_code"] == code] if len(moves) else moves
    draw_finding([*say_morile(ranks, code=code, name=request.threat_name), *say_moves(own_moves)])
    sheet = cache.ask("threats.morile", every)
    _draw_matrix(request, sheet)
    if len(ranks):
        _draw_ranks(request, ranks)
        _draw_moves(request, own_moves)
    _draw_criteria(request, sheet, is_scored=len(ranks) > 0)
    _draw_issues(request)
    draw_template_to_load("morile", title="Load a MoRiLE sheet")


def _draw_matrix(request: Request, sheet: pd.DataFrame) -> None:
    """Threats by criteria under their parts; a cell without a score looks like one."""
    st.markdown("## Threats by the criteria of MoRiLE")
    threats = cache.ask("threats.list")
    caption = f"{len(threats)} threats by {sheet['criterion_code'].nunique()} criteria"
    st.html(write_scores_matrix(sheet, threats=threats, code=request.filters.threat_code, caption=caption))
    draw_note(
        "The structure is published; the scoring table is not. Scores are a local scheme, from a loaded sheet only: "
        "a dash is a cell without a score, which is not zero."
    )


def write_scores_matrix(sheet: pd.DataFrame, *, threats: pd.DataFrame, code: str, caption: str) -> str:
    """An HTML table: threats down (the chosen one first and bold), criteria across under their part."""
    criteria = sheet.drop_duplicates("criterion_code")
    scores = {
        (row.threat_code, row.criterion_code): f"{row.score:g}"
        for row in sheet.itertuples()
        if isinstance(row.threat_code, str) and not pd.isna(row.score)
    }
    parts = "".join(
        f'<th scope="colgroup" colspan="{count}">{escape(PARTS[part])}</th>'
        for part, count in criteria.groupby("part", sort=False).size().items()
    )
    heads = "".join(
        f'<th scope="col" class="up"><span>{escape(name)}</span></th>' for name in criteria["criterion_name"]
    )
    body = []
    for row in threats.sort_values("threat_code", key=lambda codes: codes != code, kind="stable").itertuples():
        cells = "".join(
            f"<td>{scores.get((row.threat_code, criterion), NO_SCORE)}</td>" for criterion in criteria["criterion_code"]
        )
        name = escape(row.threat_name)
        name = f"<strong>{name}</strong>" if row.threat_code == code else name
        body.append(f'<tr><th scope="row">{name}</th>{cells}</tr>')
    return (
        f'<div class="table-scroll matrix" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr><td></td>{parts}</tr>"
        f"<tr><th scope='col'>Threat</th>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _draw_criteria(request: Request, sheet: pd.DataFrame, *, is_scored: bool) -> None:
    """What each criterion asks; the threat's scores beside it where a sheet is loaded."""
    st.markdown("## What each criterion asks")
    criteria = sheet.drop_duplicates("criterion_code")
    own = sheet[sheet["threat_code"] == request.filters.threat_code]
    kept = ["criterion_code", "score", "highest_score", "weight"]
    table = criteria.drop(columns=kept[1:]).merge(own[kept], on="criterion_code", how="left")
    table = write_scores(table, kept[1:]).assign(part_words=table["part"].map(PARTS))
    columns = {name: column for name, column in CRITERION_COLUMNS.items() if is_scored or name not in kept}
    draw_table(table, columns, caption="Criteria of MoRiLE", request=request, name="criteria")


def _draw_ranks(request: Request, ranks: pd.DataFrame) -> None:
    st.markdown("## Ranks by the loaded sheet")
    if ranks["total"].notna().any():
        draw_chart(
            request,
            lambda: draw_totals(ranks, code=request.filters.threat_code, ink=request.ink),
            name="morile-totals",
            alt="Bars of each threat's total by the loaded MoRiLE sheet, highest first",
        )
    draw_table(
        write_scores(ranks, ["total"]),
        RANK_COLUMNS,
        caption="Threats by total score",
        request=request,
        name="threat-ranks",
    )


def _draw_moves(request: Request, moves: pd.DataFrame) -> None:
    st.markdown("## How far one score must move to change the rank")
    if moves.empty:
        draw_note(f"{request.threat_name} has no rank in the sheet, or no other threat to pass.")
        return
    ordered = moves.sort_values("move", key=abs)
    worded = write_scores(ordered, ["score", "needed_score", "move"]).assign(
        effect=ordered["direction"].map({"up": "rises", "down": "falls"}),
        within=ordered["is_within_scale"].map({True: "yes", False: "no: beyond the scale"}),
    )
    caption = f"One score at a time: {say_threat(request.threat_name)}"
    draw_table(worded, MOVE_COLUMNS, caption=caption, request=request, name="score-moves")


def write_scores(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Scores as a sheet gives them (3, 2.5), a move with its sign; a missing one stays missing."""
    written = {
        name: [None if pd.isna(value) else f"{value:{'+' if name == 'move' else ','}g}" for value in frame[name]]
        for name in names
    }
    return frame.assign(**written)


def _draw_issues(request: Request) -> None:
    issues = cache.ask("threats.issues", request.default)
    if issues.empty:
        return
    threats = cache.ask("threats.list").set_index("threat_code")["threat_name"]
    with st.expander(f"The {len(issues)} issues of the picture of probability and impact"):
        draw_note(
            "The picture places them by probability and impact; its text holds their names only. So no position is "
            "held, and none is drawn: the numbers are those of the list."
        )
        table = issues.assign(threat_name=issues["threat_code"].map(threats))
        draw_table(table, ISSUE_COLUMNS, caption="Issues as listed", request=request, name="listed-issues")
