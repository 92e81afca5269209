"""MoRiLE: ranks and moves of a loaded sheet, and nothing scored without one."""

from streamlit.testing.v1 import AppTest

from tests.app.reading import (
    find_parts,
    open_page,
    read_finding,
    read_table,
)


def read_errors(at: AppTest) -> list[str]:
    return [one.value for one in (*at.exception, *at.error, *at.warning)]


def test_a_sheet_brings_ranks_and_how_far_a_score_must_move(loaded_app):
    at = open_page("threats", threat="ksi", view="morile")
    assert read_errors(at) == []
    finding = read_finding(at)
    assert "has rank 2 of 3 by the loaded sheet (total 8)" in finding
    assert "there it is level with serious and organised crime" in finding
    ranks = read_table(at, "Threats by total score")
    assert ranks["Total"].tolist() == ["9", "8", "6"]
    moves = read_table(at, "One score at a time: killed and seriously injured on the roads")
    assert set(moves["Move"]) == {"+1", "-2"}
    assert "no: beyond the scale" in set(moves["Within the scale"])
    (matrix,) = [body for body in find_parts(at, "table") if "17 threats by 11 criteria" in body]
    assert matrix.count('<tr><th scope="row">') == 17
    assert matrix.count('aria-label="no score"') == 17 * 11 - 9


def test_without_a_sheet_nothing_is_scored_or_ranked(duckdb_app):
    at = open_page("threats", threat="ksi", view="morile")
    assert "sheet is loaded: its structure is published" in read_finding(at)
    (matrix,) = [body for body in find_parts(at, "table") if "17 threats by 11 criteria" in body]
    assert matrix.count('aria-label="no score"') == 17 * 11
    assert not find_parts(at, "chart")
    issues = read_table(at, "Issues as listed")
    assert len(issues) == 24
    assert list(issues.columns) == ["Number", "Issue, as listed", "Threat", "Edition", "Line"]
