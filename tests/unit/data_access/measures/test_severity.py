"""Severity: counts times weights, per resident, and which offences drive the gap between volume and harm."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.measures.severity import score_areas, share_harm, weigh_offences

WEIGHTS = pd.DataFrame({"offence_code": ["a", "b"], "severity_weight": [1000.0, 10.0]})


def make(counts: dict[str, int]) -> pd.DataFrame:
    frame = pd.DataFrame({"offence_code": list(counts), "crime_count": list(counts.values())})
    return frame.assign(area_code="X", population=1_000)


def test_a_score_is_harm_by_residents_and_an_unweighted_code_is_counted_apart() -> None:
    (row,) = score_areas(weigh_offences(make({"a": 2, "b": 50, "c": 7}), weights=WEIGHTS), keys=["area_code"]).to_dict(
        "records"
    )
    assert row["harm"] == 2 * 1000 + 50 * 10
    assert row["score"] == 2.5
    assert row["crime_count"] == 59
    assert row["unweighted_count"] == 7
    assert row["rate"] == 59.0


def test_the_gap_says_which_offences_weigh_more_than_they_number() -> None:
    shared = share_harm(weigh_offences(make({"a": 1, "b": 100}), weights=WEIGHTS)).set_index("offence_code")
    assert shared.loc["a", "share_pct"] == pytest.approx(100 / 101)
    assert shared.loc["a", "harm_share_pct"] == pytest.approx(50)
    assert shared.loc["a", "gap_pct"] == pytest.approx(50 - 100 / 101)


def test_without_weights_there_is_no_harm_and_no_zero() -> None:
    shared = share_harm(weigh_offences(make({"a": 1, "b": 3}), weights=WEIGHTS.iloc[0:0]))
    assert shared[["severity_weight", "harm", "harm_share_pct", "gap_pct"]].isna().all(axis=None)
    assert shared["share_pct"].sum() == pytest.approx(100)


def test_a_weight_given_twice_is_refused() -> None:
    with pytest.raises(pd.errors.MergeError):
        weigh_offences(make({"a": 1}), weights=pd.concat([WEIGHTS, WEIGHTS]))


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=2).filter(sum))
def test_gaps_sum_to_nothing(counts: list[int]) -> None:
    shared = share_harm(weigh_offences(make(dict(zip("ab", counts, strict=True))), weights=WEIGHTS))
    assert shared["gap_pct"].sum() == pytest.approx(0, abs=1e-9)
