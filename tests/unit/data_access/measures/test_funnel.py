"""The funnel: one for every page; 'differs' only outside, the mean named as simple or weighted."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from data_access.measures.funnel import add_funnel, find_average_rate, find_funnel, find_mean_rates
from data_access.measures.judging import HIGHER, LOWER, SAME


def make(counts: list[float], people: list[float]) -> pd.DataFrame:
    frame = pd.DataFrame({"crime_count": counts, "population": people})
    return frame.assign(rate=1000 * frame["crime_count"] / frame["population"])


def place(counts: list[float], people: list[float], *, centre: float) -> pd.DataFrame:
    frame = make(counts, people)
    return add_funnel(frame, centre=centre, exposure=frame["population"])


def test_a_weighted_mean_follows_the_large_force_and_a_simple_one_does_not() -> None:
    weighted, simple = find_mean_rates(make([100, 10], [1_000, 1_000_000]))
    assert weighted == pytest.approx(1000 * 110 / 1_001_000)
    assert simple == pytest.approx((100 + 0.01) / 2)
    assert all(math.isnan(mean) for mean in find_mean_rates(make([], [])))


def test_the_rate_of_areas_together_weighs_by_residents_and_years() -> None:
    rates = pd.DataFrame({"rate": [30.0, 60.0, None], "denominator": [100, 200, 50], "years": [1.0, 2.0, 1.0]})
    assert find_average_rate(rates) == pytest.approx((30 * 100 + 60 * 400) / 500)
    assert math.isnan(find_average_rate(rates.iloc[2:]))


@pytest.mark.parametrize("expected", [0.5, 3, 9, 10, 65, 1_000, 60_000])
def test_limits_are_those_of_the_poisson_distribution(expected: float) -> None:
    (row,) = find_funnel(centre=expected, exposures=np.array([1_000.0])).to_dict("records")
    for name, tail in (("95", 0.025), ("998", 0.001)):
        assert row[f"lower_{name}"] == pytest.approx(stats.poisson.ppf(tail, expected), abs=1.1)
        assert row[f"upper_{name}"] == pytest.approx(stats.poisson.ppf(1 - tail, expected), abs=1.1)


@pytest.mark.parametrize(("count", "differs"), [(65, SAME), (90, SAME), (120, HIGHER), (30, LOWER)])
def test_only_a_rate_outside_the_outer_limits_differs(count: int, differs: str) -> None:
    assert place([count], [1_000], centre=65)["differs"].tolist() == [differs]


def test_none_where_three_are_expected_is_no_more_than_chance() -> None:
    assert stats.poisson.pmf(0, 3) > 0.04
    assert place([0], [1_000], centre=3)["differs"].tolist() == [SAME]


def test_years_widen_what_a_rate_rests_on() -> None:
    rates = pd.DataFrame({"rate": [90.0, 50.0, 42.0, 30.0, 10.0]})
    for years, said in ((1, [HIGHER, SAME, SAME, SAME, LOWER]), (10, [HIGHER, HIGHER, SAME, LOWER, LOWER])):
        exposure = pd.Series([1e5 * years] * 5)
        assert add_funnel(rates, centre=40.0, exposure=exposure, per=100_000)["differs"].tolist() == said


def test_without_a_centre_or_residents_nothing_is_said() -> None:
    assert place([65], [1_000], centre=math.nan)["differs"].tolist() == [""]
    nobody = place([65, 65], [math.nan, 0], centre=65)
    assert nobody["differs"].tolist() == ["", ""]
    assert nobody.filter(like="funnel_").isna().all(axis=None)


def test_limits_narrow_with_residents() -> None:
    funnel = place([65, 6500], [1_000, 100_000], centre=65)
    width = funnel["funnel_upper_998"] - funnel["funnel_lower_998"]
    assert width[1] < width[0]
