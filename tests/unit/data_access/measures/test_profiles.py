"""Profiles compared, days judged against chance, areas placed in a funnel."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from data_access.measures.profiles import compare_profiles, count_held, find_evenness, place_in_funnel
from data_access.measures.rates import find_funnel, find_share_interval


def make_profile(**counts):
    rows = [
        {"dimension": name, "value": value, "ksi_count": count, "is_held": value != "Not held", "sort_order": number}
        for name, values in counts.items()
        for number, (value, count) in enumerate(values.items())
    ]
    return pd.DataFrame(rows)


AREA = make_profile(
    light={"Daylight": 70, "Darkness": 20, "Not held": 10}, vehicle_group={"Car": 60, "Motorcycle": 30, "Not held": 25}
)
ROUTE = make_profile(light={"Daylight": 4, "Darkness": 6}, vehicle_group={"Motorcycle": 8, "Not held": 1})


def test_what_is_not_held_is_in_no_share():
    assert count_held(AREA) == {"light": 90, "vehicle_group": 75}
    assert count_held(ROUTE) == {"light": 10, "vehicle_group": 9}


def test_shares_stand_beside_those_of_the_area_with_intervals():
    both = compare_profiles(ROUTE, AREA, dimensions={"vehicle_group": "Vehicles", "light": "Light"})
    assert both["dimension_name"].tolist() == ["Vehicles", "Vehicles", "Light", "Light"]
    rows = both.set_index("value")
    assert rows.loc["Daylight", "share_pct"] == pytest.approx(40)
    assert rows.loc["Daylight", "other_pct"] == pytest.approx(100 * 70 / 90)
    assert rows.loc["Car", ["ksi_count", "share_pct"]].tolist() == [0, 0.0]
    limits = find_share_interval(8, 9)
    assert rows.loc["Motorcycle", "share_lower"] == pytest.approx(100 * limits.lower)


def test_only_shares_beyond_wide_limits_are_called_apart():
    # 40% against 78% lies outside the limits of 95% for 10 collisions, not outside those of 99.8%.
    both = compare_profiles(ROUTE, AREA, dimensions={"light": "Light"}).set_index("value")
    assert both.loc["Daylight", "other_pct"] > both.loc["Daylight", "share_upper"]
    assert not both.loc["Daylight", "is_apart"]
    many = make_profile(light={"Daylight": 40, "Darkness": 60})
    assert compare_profiles(many, AREA, dimensions={"light": "Light"})["is_apart"].all()


def test_a_dimension_the_route_holds_nothing_of_is_left_out():
    route = make_profile(light={"Not held": 4})
    assert compare_profiles(route, AREA, dimensions={"light": "Light"}).empty


def test_equal_days_are_judged_as_scipy_does():
    days = pd.Series([93, 111, 93, 109, 103, 106, 96])
    assert find_evenness(days) == pytest.approx(stats.chisquare(days).pvalue)
    assert find_evenness(pd.Series([100, 10, 10, 10, 10, 10, 10])) < 0.001
    assert find_evenness(pd.Series([0, 0])) is None


def test_the_funnel_is_the_poisson_distribution():
    limits = find_funnel(rate=40.0, populations=np.array([100_000.0, 300_000.0]), per=100_000)
    assert limits["population"].tolist() == [100_000, 300_000]
    for row, expected in zip(limits.itertuples(), (40, 120), strict=True):
        per = 100_000 / row.population
        assert row.lower_95 == pytest.approx(stats.poisson.ppf(0.025, expected) * per, abs=1.1 * per)
        assert row.upper_998 == pytest.approx(stats.poisson.ppf(0.999, expected) * per, abs=1.1 * per)
    assert (limits["upper_998"] > limits["upper_95"]).all()
    assert (limits["upper_95"].diff().dropna() < 0).all(), "it narrows with residents"


def test_areas_are_placed_within_and_outside_the_funnel():
    rates = pd.DataFrame({"rate": [90.0, 42.0, 10.0], "denominator": [1e5] * 3, "years": [1.0] * 3})
    assert place_in_funnel(rates, average=40.0, per=100_000)["position"].tolist() == ["above", "within", "below"]
    longer = rates.assign(years=10.0, rate=[50.0, 42.0, 30.0])
    assert place_in_funnel(longer, average=40.0, per=100_000)["position"].tolist() == ["above", "within", "below"]
