"""Changes that are more than usual, tested against the published table of 43 forces."""

import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.measures.change import (
    CHANCE,
    MORE_DOWN,
    MORE_UP,
    UNCHANGED,
    USUAL_SPREAD,
    USUAL_UP,
    ZERO,
    Change,
    compare_counts,
    find_usual_spread,
    pair_years,
    tabulate_changes,
)

REFERENCE = Path(__file__).resolve().parents[4] / "data_access" / "reference"
WEST_MERCIA, WARWICKSHIRE = "E23000016", "E23000017"
positive = st.floats(1, 1e6)


@pytest.fixture(scope="module")
def pairs() -> pd.DataFrame:
    """Total recorded crime of each force's year beside the year before."""
    frame = pd.read_parquet(REFERENCE / "recorded-crime-year.parquet")
    frame = frame[
        (frame["measure_code"] == "recorded_crime_year")
        & (frame["breakdown_code"] == "total")
        & (frame["status"] == "value")
    ]
    counts = frame.assign(year=frame["period_code"].str.slice(3, 7).astype(int), crime_count=frame["value"])
    return pair_years(counts[["area_code", "year", "crime_count"]])


def _compare(pairs: pd.DataFrame, area_code: str, year: int) -> Change:
    row = pairs[(pairs["area_code"] == area_code) & (pairs["year"] == year)].iloc[0]
    change = compare_counts(
        then=row["then"],
        now=row["now"],
        tau=find_usual_spread(pairs),
        national_log_change=row["national_log_change"],
    )
    assert change is not None
    return change


def test_the_usual_spread_of_total_crime_is_as_published(pairs: pd.DataFrame) -> None:
    assert find_usual_spread(pairs) == pytest.approx(0.064, abs=5e-4)


def test_one_force_year_in_thirteen_is_named_and_nearly_all_would_be_by_chance_alone(pairs: pd.DataFrame) -> None:
    tau = find_usual_spread(pairs)
    counts = list(zip(pairs["then"], pairs["now"], strict=True))
    named = [compare_counts(then=then, now=now, tau=tau).is_named for then, now in counts]  # type: ignore[union-attr]
    by_chance = [compare_counts(then=then, now=now).is_named for then, now in counts]  # type: ignore[union-attr]
    assert 100 * sum(named) / len(named) == pytest.approx(7.5, abs=0.05)
    assert 85 < 100 * sum(by_chance) / len(by_chance) < 92


def test_warwickshire_in_2017_rose_more_than_usual_and_no_more_than_elsewhere(pairs: pd.DataFrame) -> None:
    change = _compare(pairs, WARWICKSHIRE, 2017)
    assert change.pct == pytest.approx(23.2, abs=0.05)
    assert change.z == pytest.approx(3.2, abs=0.05)
    assert change.z_against_nation == pytest.approx(1.0, abs=0.05)
    assert (change.judgement, change.elsewhere) == (MORE_UP, "no-more")


def test_west_mercia_in_2017_rose_no_more_than_usual(pairs: pd.DataFrame) -> None:
    change = _compare(pairs, WEST_MERCIA, 2017)
    assert change.pct == pytest.approx(12.9, abs=0.05)
    assert change.z == pytest.approx(1.9, abs=0.05)
    assert change.z_against_nation == pytest.approx(-0.3, abs=0.05)
    assert change.judgement == USUAL_UP


@pytest.mark.parametrize(("then", "now"), [(49, 500), (500, 49), (49, 49)])
def test_counts_under_fifty_allow_for_chance_alone(then: int, now: int) -> None:
    change = compare_counts(then=then, now=now, tau=0.064)
    assert change is not None
    assert change.tau == 0
    assert change.allows_for == CHANCE
    assert change.z == pytest.approx(math.log(now / then) / math.sqrt(1 / now + 1 / then))


def test_a_count_of_fifty_allows_for_the_usual_spread() -> None:
    change = compare_counts(then=50, now=60, tau=0.064)
    assert change is not None
    assert change.tau == 0.064
    assert change.allows_for == USUAL_SPREAD


@pytest.mark.parametrize(("then", "now"), [(0, 5), (5, 0), (0, 0), (math.nan, 5), (5, math.nan)])
def test_a_count_that_is_zero_or_missing_cannot_be_compared(then: float, now: float) -> None:
    assert compare_counts(then=then, now=now, tau=0.064) is None


@given(positive, positive, st.floats(0, 1))
def test_swapping_the_years_turns_the_sign(then: float, now: float, tau: float) -> None:
    forward, back = compare_counts(then=then, now=now, tau=tau), compare_counts(then=now, now=then, tau=tau)
    assert forward is not None
    assert back is not None
    assert forward.z == pytest.approx(-back.z, abs=1e-9)


@pytest.mark.parametrize(
    ("z", "against", "tau", "judged"),
    [
        (4.0, 4.0, 0.1, (MORE_UP, "more", USUAL_SPREAD)),
        (4.0, 3.0, 0.1, (MORE_UP, "no-more", USUAL_SPREAD)),
        (4.0, -4.0, 0.1, (MORE_UP, "less", USUAL_SPREAD)),
        (4.0, None, 0.1, (MORE_UP, "", USUAL_SPREAD)),
        (3.0, 4.0, 0.1, (USUAL_UP, "", USUAL_SPREAD)),
        (3.0, None, 0.0, (USUAL_UP, "", CHANCE)),
    ],
)
def test_the_judgement_is_given_both_ways(z: float, against: float | None, tau: float, judged: tuple[str, ...]) -> None:
    change = Change(then=100, now=150, z=z, tau=tau, z_against_nation=against)
    assert (change.judgement, change.elsewhere, change.allows_for) == judged


def test_no_change_is_unchanged() -> None:
    assert Change(then=100, now=100, z=0, tau=0.1).judgement == UNCHANGED


def test_a_fall_is_compared_with_elsewhere_in_its_own_direction() -> None:
    further = Change(then=150, now=100, z=-4, tau=0.1, z_against_nation=-4)
    against = Change(then=150, now=100, z=-4, tau=0.1, z_against_nation=4)
    assert (further.judgement, further.elsewhere, against.elsewhere) == (MORE_DOWN, "more", "less")


def test_changes_become_columns_with_a_code_for_what_was_not_compared() -> None:
    changes = [compare_counts(then=100, now=300), compare_counts(then=0, now=5)]
    columns = tabulate_changes(changes, missing=ZERO)
    assert columns["judgement"] == [MORE_UP, ZERO]
    assert columns["allows_for"] == [CHANCE, ""]
    assert columns["pct"][0] == pytest.approx(200)
    assert all(math.isnan(columns[name][1]) for name in ("pct", "z", "z_against_nation"))
    assert tabulate_changes(changes, missing=["x", "y"])["judgement"] == [MORE_UP, "y"]


def test_a_year_is_paired_with_the_year_before_and_never_across_a_gap() -> None:
    counts = pd.DataFrame(
        {
            "area_code": ["A", "A", "A", "B", "B"],
            "year": [2015, 2016, 2018, 2015, 2016],
            "crime_count": [100.0, 110.0, 150.0, 100.0, 0.0],
        }
    )
    paired = pair_years(counts)
    assert paired[["area_code", "year", "then", "now"]].to_numpy().tolist() == [["A", 2016, 100.0, 110.0]]
    assert paired["national_log_change"].tolist() == pytest.approx([math.log(110 / 200)])


def test_without_pairs_there_is_no_spread() -> None:
    empty = pair_years(pd.DataFrame({"area_code": ["A"], "year": [2015], "crime_count": [1.0]}))
    assert find_usual_spread(empty) == 0


def test_spread_that_counting_alone_explains_is_none() -> None:
    counts = pd.DataFrame(
        {"area_code": ["A", "B"] * 2, "year": [2015] * 2 + [2016] * 2, "crime_count": [4.0, 4.0, 5.0, 3.0]}
    )
    assert find_usual_spread(pair_years(counts)) == 0
