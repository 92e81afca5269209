"""The funnel around the peers: 'differs' only outside, the mean named as simple or weighted."""

import math

import pandas as pd
import pytest

from data_access.measures.funnel import add_funnel, find_mean_rates
from data_access.measures.rates import find_count_interval


def make(counts: list[float], people: list[float]) -> pd.DataFrame:
    frame = pd.DataFrame({"crime_count": counts, "population": people})
    return frame.assign(rate=1000 * frame["crime_count"] / frame["population"])


def test_a_weighted_mean_follows_the_large_force_and_a_simple_one_does_not() -> None:
    weighted, simple = find_mean_rates(make([100, 10], [1_000, 1_000_000]))
    assert weighted == pytest.approx(1000 * 110 / 1_001_000)
    assert simple == pytest.approx((100 + 0.01) / 2)
    assert all(math.isnan(mean) for mean in find_mean_rates(make([], [])))


def test_limits_are_those_of_the_expected_count() -> None:
    (row,) = add_funnel(make([65], [1_000]), centre=65).to_dict("records")
    assert row["funnel_lower_95"] == pytest.approx(50.1632, abs=5e-4)
    assert row["funnel_upper_95"] == pytest.approx(82.8491, abs=5e-4)
    outer = find_count_interval(65, confidence=0.998)
    assert (row["funnel_lower_998"], row["funnel_upper_998"]) == pytest.approx((outer.lower, outer.upper))


@pytest.mark.parametrize(
    ("count", "differs"),
    [(65, "no more than chance"), (90, "no more than chance"), (120, "higher"), (30, "lower")],
)
def test_only_a_rate_outside_the_outer_limits_differs(count: int, differs: str) -> None:
    assert add_funnel(make([count], [1_000]), centre=65)["differs"].tolist() == [differs]


def test_without_a_centre_or_residents_nothing_is_said() -> None:
    assert add_funnel(make([65], [1_000]), centre=math.nan)["differs"].tolist() == [""]
    assert add_funnel(make([65], [math.nan]), centre=65)["differs"].tolist() == [""]


def test_limits_narrow_with_residents() -> None:
    funnel = add_funnel(make([65, 6500], [1_000, 100_000]), centre=65)
    width = funnel["funnel_upper_998"] - funnel["funnel_lower_998"]
    assert width[1] < width[0]
