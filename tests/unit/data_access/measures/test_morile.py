"""Ranks of a MoRiLE sheet, and how far a score must move to change one."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.measures.morile import MOVE_COLUMNS, TOTAL_COLUMNS, find_moves, rank_threats


def _make(scores: dict[str, dict[str, float]], *, weights: dict[str, float], highest: float = 5) -> pd.DataFrame:
    rows = [
        (threat, criterion, score, float(highest), weights[criterion])
        for threat, given_scores in scores.items()
        for criterion, score in given_scores.items()
    ]
    return pd.DataFrame(rows, columns=["threat_code", "criterion_code", "score", "highest_score", "weight"])


WEIGHTS = {"physical": 2.0, "volume": 1.0}
SHEET = _make(
    {
        "csea": {"physical": 5, "volume": 2},  # 12
        "soc": {"physical": 4, "volume": 2},  # 10
        "ksi": {"physical": 4, "volume": 2},  # 10
        "oac": {"physical": 1, "volume": 5},  # 7
    },
    weights=WEIGHTS,
)


def test_totals_are_weighted_and_equal_totals_share_a_rank() -> None:
    ranked = rank_threats(SHEET).set_index("threat_code")
    assert ranked["total"].to_dict() == {"csea": 12, "soc": 10, "ksi": 10, "oac": 7}
    assert ranked["rank"].to_dict() == {"csea": 1, "soc": 2, "ksi": 2, "oac": 4}


def test_a_threat_that_lacks_a_score_has_no_rank_and_is_no_zero() -> None:
    sheet = SHEET[~((SHEET["threat_code"] == "csea") & (SHEET["criterion_code"] == "volume"))]
    ranked = rank_threats(sheet).set_index("threat_code")
    assert not ranked.loc["csea", "is_complete"]
    assert ranked.loc["csea", ["total", "rank"]].isna().all()
    assert ranked["rank"].dropna().to_dict() == {"soc": 1, "ksi": 1, "oac": 3}
    assert "csea" not in set(find_moves(sheet)["threat_code"])


def test_a_score_moves_by_the_gap_over_its_weight() -> None:
    moves = find_moves(SHEET).set_index(["threat_code", "direction", "criterion_code"])
    assert moves.loc[("csea", "down", "physical"), ["move", "needed_score"]].tolist() == [-1.0, 4.0]
    assert moves.loc[("csea", "down", "volume"), ["move", "needed_score"]].tolist() == [-2.0, 0.0]
    assert moves.loc[("oac", "up", "physical"), ["move", "needed_score"]].tolist() == [1.5, 2.5]
    assert moves.loc[("oac", "up", "volume"), "needed_score"] == 8
    assert not moves.loc[("oac", "up", "volume"), "is_within_scale"]
    assert moves.loc[("oac", "up", "physical"), "is_within_scale"]
    assert ("csea", "up", "physical") not in moves.index
    assert ("oac", "down", "physical") not in moves.index


def test_without_a_highest_score_nobody_says_whether_the_scale_reaches() -> None:
    assert find_moves(SHEET.assign(highest_score=float("nan")))["is_within_scale"].isna().all()


def test_no_sheet_gives_no_ranks_and_no_moves() -> None:
    assert list(rank_threats(SHEET[:0]).columns) == TOTAL_COLUMNS
    assert list(find_moves(SHEET[:0]).columns) == MOVE_COLUMNS
    assert rank_threats(SHEET[:0]).empty
    assert find_moves(SHEET[SHEET["threat_code"] == "soc"]).empty


@pytest.mark.slow
@settings(max_examples=30)  # each example ranks a sheet some dozens of times
@given(
    scores=st.lists(
        st.tuples(*(st.integers(min_value=0, max_value=9) for _ in range(2))), min_size=2, max_size=6, unique=True
    ),
    weight=st.integers(min_value=1, max_value=4),
)
def test_moving_a_score_a_little_further_changes_the_rank(scores: list[tuple[int, int]], weight: int) -> None:
    sheet = _make(
        {f"t{place}": {"physical": first, "volume": second} for place, (first, second) in enumerate(scores)},
        weights={"physical": float(weight), "volume": 1.0},
    )
    before = rank_threats(sheet).set_index("threat_code")["rank"]
    for move in find_moves(sheet).to_dict("records"):
        is_moved = (sheet["threat_code"] == move["threat_code"]) & (sheet["criterion_code"] == move["criterion_code"])
        further = 1e-6 if move["direction"] == "up" else -1e-6
        moved = sheet.assign(score=sheet["score"].where(~is_moved, move["needed_score"] + further).astype(float))
        after = rank_threats(moved).set_index("threat_code")["rank"]
        code, rival = move["threat_code"], move["rival_code"]
        assert (before[code] < before[rival]) != (after[code] < after[rival])
        short = sheet.assign(score=sheet["score"].where(~is_moved, move["needed_score"] - further).astype(float))
        held = rank_threats(short).set_index("threat_code")["rank"]
        assert (before[code] < before[rival]) == (held[code] < held[rival])


@pytest.mark.parametrize("weight", [0.0])
def test_a_criterion_that_weighs_nothing_moves_nothing(weight: float) -> None:
    sheet = SHEET.assign(weight=SHEET["weight"].where(SHEET["criterion_code"] == "physical", weight))
    assert set(find_moves(sheet)["criterion_code"]) == {"physical"}
