"""No sentence that its figure does not support: every number said is in the frame, every judgement holds."""

import re

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from components.findings.crime_peers import say_outcomes, say_peers, say_severity
from components.findings.crime_places import say_hotspots, say_places, say_small_areas
from components.findings.crime_trend import say_last, say_then_and_now, say_trend
from data_access.measures.change import compare_counts
from data_access.measures.control_charts import chart_series
from data_access.measures.hotspots import mark_hotspots, measure_concentration
from data_access.measures.proportions import find_share_interval
from data_access.measures.rates import add_rates
from data_access.months import list_months, name_month

counts = st.lists(st.integers(0, 400), min_size=1, max_size=24)


def make_trend(values: list[int]) -> pd.DataFrame:
    months = list_months("2014-01", "2019-12")[: len(values)]
    frame = pd.DataFrame({"period_code": months, "period_words": [name_month(month) for month in months]})
    return pd.concat([frame.assign(crime_count=values, segment=0), chart_series([float(v) for v in values])], axis=1)


@given(counts)
def test_the_trend_is_called_beyond_usual_only_with_a_signal(values: list[int]) -> None:
    trend = make_trend(values)
    (sentence,) = say_trend(trend, subject="Recorded crime")
    signals = trend[trend["signal"] != ""]
    assert ("went beyond" in sentence) == (len(signals) > 0)
    assert ("stayed within" in sentence) == (len(signals) == 0 and len(values) >= 5)
    assert ("No unbroken run" in sentence) == (len(values) < 5)
    assert ("provisional" in sentence) == (5 <= len(values) < 12)
    for words in signals["period_words"].tail(3):
        assert words in sentence
    assert say_last(trend, subject="Recorded crime", area_name="Rugby")[0].startswith(f"{values[-1]:,} crimes")


def test_without_a_trend_nothing_is_said() -> None:
    assert say_trend(make_trend([1]).iloc[0:0], subject="Recorded crime") == []
    assert say_last(make_trend([1]).iloc[0:0], subject="Recorded crime", area_name="Rugby") == []


@given(st.integers(1, 5_000), st.integers(1, 5_000))
def test_then_and_now_says_both_counts_and_only_the_direction_they_have(then: int, now: int) -> None:
    change = compare_counts(then=then, now=now)
    assert change is not None
    pairs = pd.DataFrame(
        [
            {
                "months_words": "October",
                "then_year": 2014,
                "now_year": 2018,
                "years_between": "2015 to 2017",
                "is_across_gap": True,
                "month_count": 1,
                "is_recorded_crime": True,
                "then": then,
                "now": now,
                "pct": change.pct,
                "z": change.z,
                "judgement": change.judgement,
                "elsewhere": "",
                "allows_for": change.allows_for,
            }
        ]
    )
    (sentence,) = say_then_and_now(pairs, area_name="Rugby")
    assert f"{now:,} crimes" in sentence
    assert f"against {then:,} in 2014" in sentence
    assert ("rose" in sentence) == (now > then)
    assert ("fell" in sentence) == (now < then)
    assert ("by more than chance" in sentence) == (abs(change.z) > 3)
    assert "2015 to 2017, are not compared" in sentence
    assert say_then_and_now(pairs.assign(now=float("nan")), area_name="Rugby") == []


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


def make_force(rate: float, differs: str, peers: float) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "year_ending": "2017-09",
                "area_name": "Warwickshire",
                "crime_count": 41_196.0,
                "rate": rate,
                "rank": 22,
                "is_own": True,
                "peers_weighted_rate": peers,
                "differs": differs,
            }
        ]
    )


def test_a_force_is_set_against_its_peers_only_where_they_have_a_rate() -> None:
    (sentence,) = say_peers(make_force(72.0, "higher", 62.1), noun="crimes")
    assert "rank 22 of 1" in sentence
    assert "higher than its peers' by more than chance" in sentence
    (alone,) = say_peers(make_force(72.0, "", float("nan")), noun="crimes")
    assert "peers" not in alone
    (no_rate,) = say_peers(make_force(float("nan"), "", 62.1), noun="crimes of robbery")
    assert "41,196 crimes of robbery" in no_rate
    assert "no rate is shown" in no_rate


def test_severity_names_the_widest_gaps_both_ways() -> None:
    tree = pd.DataFrame(
        {
            "area_name": "Warwickshire",
            "offence_name": ["Rape", "Shoplifting", "Arson"],
            "share_pct": [1.0, 60.0, 39.0],
            "harm_share_pct": [50.0, 10.0, 40.0],
            "gap_pct": [49.0, -50.0, 1.0],
        }
    )
    scores = pd.DataFrame(columns=["is_own", "rank"]).astype({"is_own": bool})
    (sentence,) = say_severity(scores, tree)
    assert "rape is 1.0% of crimes and 50.0% of harm; shoplifting is 60.0% of crimes and 10.0% of harm" in sentence
    assert say_severity(scores, tree.iloc[0:0]) == []


@given(st.integers(1, 400), st.integers(1, 400))
def test_areas_differ_in_an_outcome_only_where_their_intervals_do_not_meet(one: int, other: int) -> None:
    rows = []
    for name, count in (("Warwickshire", one), ("West Mercia", other)):
        for group, part in (("Charged or at court", count), ("Under investigation", 400 - count)):
            interval = find_share_interval(part, 400)
            rows.append((name, group, part, 400, part / 4, 100 * interval.lower, 100 * interval.upper))
    columns = ["area_name", "outcome_group", "crime_count", "month_total", "share_pct"]
    groups = pd.DataFrame(rows, columns=[*columns, "share_lower_pct", "share_upper_pct"])
    sentences = say_outcomes(groups, month_words="October 2018")
    first, second = (find_share_interval(count, 400) for count in (one, other))
    is_apart = first.lower > second.upper or second.lower > first.upper
    assert any("differ" in sentence for sentence in sentences) == is_apart
    assert sentences[0].startswith("Of 400 crimes recorded in Warwickshire in October 2018")
