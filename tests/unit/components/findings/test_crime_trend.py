"""No sentence on the trend that its figure does not support."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from components.findings.crime_trend import say_last, say_then_and_now, say_trend
from data_access.measures.change import compare_counts
from data_access.measures.control_charts import chart_series
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
