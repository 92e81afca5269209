"""Threats ranked by the scores of a loaded MoRiLE sheet, and how far a score must move to change a rank. Pure.

MoRiLE's own scoring table isn't public: a sheet brings its scores and weights (a local scheme), and a
threat's total is the sum of score x weight.
"""

import pandas as pd

TOTAL_COLUMNS = ["threat_code", "criterion_count", "is_complete", "total", "rank"]
MOVE_COLUMNS = [
    *("threat_code", "criterion_code", "score", "rival_code", "direction"),
    *("needed_score", "move", "is_within_scale"),
]


def rank_threats(scores: pd.DataFrame) -> pd.DataFrame:
    """A row a threat: its total and rank, 1 the highest; equal totals share a rank.

    A row of `scores` is threat_code, criterion_code, score and weight. A threat without a score for every
    criterion of the sheet is not complete and has neither total nor rank: a missing score is not zero.
    """
    if scores.empty:
        return pd.DataFrame(columns=TOTAL_COLUMNS)
    weighted = scores.assign(total=scores["score"] * scores["weight"])
    totals = weighted.groupby("threat_code", as_index=False).agg(
        criterion_count=("criterion_code", "nunique"), total=("total", "sum")
    )
    totals["is_complete"] = totals["criterion_count"] == scores["criterion_code"].nunique()
    totals["total"] = totals["total"].where(totals["is_complete"])
    totals["rank"] = totals["total"].rank(ascending=False, method="min").astype("Int64")
    return totals.sort_values(["rank", "threat_code"], na_position="last", ignore_index=True)[TOTAL_COLUMNS]


def find_moves(scores: pd.DataFrame) -> pd.DataFrame:
    """How far one score alone must move for its threat to draw level with the next above or below it.

    A row is a threat, one of its criteria and the next threat with another total: `needed_score` is the score
    at which both totals are equal (any further changes the rank), `move` the way there. is_within_scale says
    whether the sheet's scale (0 to highest_score) reaches so far; empty where the sheet gives no highest score.
    """
    ranked = rank_threats(scores).dropna(subset=["total"])
    totals = list(zip(ranked["threat_code"], ranked["total"], strict=True))
    rows = []
    for code, total in totals:
        above = [pair for pair in totals if pair[1] > total][-1:]
        below = [pair for pair in totals if pair[1] < total][:1]
        for direction, rivals in (("up", above), ("down", below)):
            for rival, rival_total in rivals:
                own = scores[(scores["threat_code"] == code) & (scores["weight"] > 0)]
                moves = (rival_total - total) / own["weight"]
                rows.append(own.assign(rival_code=rival, direction=direction, move=moves))
    if not rows:
        return pd.DataFrame(columns=MOVE_COLUMNS)
    moved = pd.concat(rows, ignore_index=True)
    moved["needed_score"] = moved["score"] + moved["move"]
    is_within = (moved["needed_score"] >= 0) & (moved["needed_score"] <= moved["highest_score"])
    moved["is_within_scale"] = is_within.astype("boolean").where(moved["highest_score"].notna())
    return moved[MOVE_COLUMNS]
