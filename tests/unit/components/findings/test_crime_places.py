"""No sentence on areas that its figure does not support."""

import re

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from components.findings.crime_places import say_hotspots, say_places, say_small_areas
from data_access.measures.hotspots import mark_hotspots, measure_concentration
from data_access.measures.rates import add_rates

areas = st.lists(st.tuples(st.integers(0, 3_000), st.integers(1_000, 60_000)), min_size=1, max_size=12)


def make_rates(values: list[tuple[int, int]]) -> pd.DataFrame:
    frame = pd.DataFrame(values, columns=["crime_count", "population"])
    frame = frame.assign(area_name=[f"Area {number}" for number in range(len(frame))], month_count=3, reason="")
    rated = add_rates(frame, count="crime_count", population="population")
    whole = 1000 * frame["crime_count"].sum() / frame["population"].sum()
    differs = [
        "higher" if low > whole else "lower" if high < whole else "no more than chance"
        for low, high in zip(rated["rate_lower"], rated["rate_upper"], strict=True)
    ]
    return rated.assign(whole_rate=whole, differs=differs)


@given(areas)
def test_areas_are_called_highest_and_lowest_only_where_their_intervals_do_not_meet(values) -> None:
    rates = make_rates(values)
    sentences = say_places(rates, level_words="districts", unit="crimes")
    if len(rates) < 2:
        assert sentences == []
        return
    high, low = rates.loc[rates["rate"].idxmax()], rates.loc[rates["rate"].idxmin()]
    if high["rate_lower"] <= low["rate_upper"]:
        assert sentences == ["No two districts differ by more than chance would explain."]
    else:
        assert f"{high['area_name']} had the highest rate ({high['rate']:.1f}" in sentences[0]
        said = re.match(r"(\d+) of (\d+) districts .* and (\d+) below", sentences[1])
        assert said is not None
        assert [int(number) for number in said.groups()] == [
            (rates["differs"] == "higher").sum(),
            len(rates),
            (rates["differs"] == "lower").sum(),
        ]


def test_small_areas_without_residents_are_said_to_have_no_rate() -> None:
    rates = make_rates([(10, 2_000), (30, 1_500)]).assign(reason=["", "fewer than 1,000 residents"])
    first, second = say_small_areas(rates, unit="crimes")
    assert "Area 1 had most crimes (30 in the 3 months held)" in first
    assert second.startswith("1 have fewer")
    assert say_small_areas(rates.assign(crime_count=0), unit="crimes") == []


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=80))
def test_hot_spots_are_said_with_their_own_figures(pairs: list[tuple[int, int]]) -> None:
    frame = pd.DataFrame(pairs, columns=["then", "now"])
    frame = frame.assign(area_code=[f"E{number:03d}" for number in range(len(frame))], months_words="October")
    marked = mark_hotspots(frame.assign(then_year=2014, now_year=2018))
    found = measure_concentration(marked)
    sentences = say_hotspots(marked, found, unit="recorded crimes")
    if not frame["then"].sum() or not frame["now"].sum():
        assert sentences == []
        return
    hot_now = marked.loc[marked["is_hot_now"], "now"].sum()
    assert f"{100 * hot_now / frame['now'].sum():.1f}% of them in October 2018" in sentences[0]
    assert sentences[1].startswith(f"{int(marked['stays_hot'].sum())} of them")
