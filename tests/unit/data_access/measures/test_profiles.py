"""Profiles compared, days judged against chance, areas placed in a funnel."""

import pandas as pd
import pytest
from scipy import stats

from data_access.measures.profiles import compare_profiles, count_held, find_evenness
from data_access.measures.proportions import find_share_interval


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
