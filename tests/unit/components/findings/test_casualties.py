"""What is said of casualties: sure and unsure tops, moves beyond chance, hours, the change in recording."""

import pandas as pd
import pytest

from components.findings.casualties import (
    say_areas,
    say_chance,
    say_moves,
    say_profile,
    say_ranking,
    say_recording_change,
)
from data_access.measures.change import MORE_UP, USUAL_UP
from data_access.measures.judging import SAME


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.004, "0% (remote)"),
        (0.07, "7% (remote)"),
        (0.31, "31% (unlikely)"),
        (0.46, "46% (realistic possibility)"),
        (0.62, "62% (likely)"),
        (0.97, "97% (almost certain)"),
    ],
)
def test_a_chance_is_said_in_the_words_of_the_yardstick(chance, words):
    assert say_chance(chance) == words


def make_ranked(**changes):
    row = {
        **{
            "name": "A46 section 1 of 1",
            "district_name": "Warwick",
            "eb_estimate": 2.5,
            "eb_lower": 1.0,
            "eb_upper": 5.0,
        },
        **{"ksi_count": 4, "expected_count": 1.0, "top10_chance": 0.8, "tie_count": 1, "previous_count": None},
        **{"judgement": "", "allows_for": "chance"},
    }
    return pd.DataFrame([row | changes])


def test_a_sure_top_is_said_to_be_likely_and_an_unsure_one_is_not():
    assert "1 sections" not in " ".join(say_ranking(make_ranked()))
    assert any("likely or more" in sentence for sentence in say_ranking(make_ranked()))
    assert any("No section is likely" in sentence for sentence in say_ranking(make_ranked(top10_chance=0.4)))
    assert say_ranking(make_ranked(eb_estimate=None)) == []


def test_moves_are_named_only_beyond_chance():
    moved = make_ranked(previous_count=1, ksi_count=20, judgement=MORE_UP)
    assert say_moves(moved) == [
        "A46 section 1 of 1: 1 before, 20 now, which rose by more than chance alone would explain."
    ]
    still = make_ranked(previous_count=3, judgement=USUAL_UP)
    assert say_moves(still) == ["No section changed more than usual since the period before, allowing for chance."]
    assert say_moves(make_ranked()) == []


def test_the_busiest_four_hours_and_days_are_judged():
    rows = [
        {"dimension": "hour", "value": f"{hour:02d}:00", "ksi_count": 2 + 8 * (hour in (16, 17)), "is_held": True}
        for hour in range(24)
    ]
    rows += [
        {"dimension": "weekday", "value": day, "ksi_count": count, "is_held": True}
        for day, count in (("Monday", 30), ("Sunday", 34))
    ]
    profile = pd.DataFrame(rows)
    said = say_profile(profile, noun="KSI collisions", weekday_chance=0.6)
    assert "24 of 64" in said[0]
    assert "14:00 and 18:00" in said[0]
    assert "no more than chance" in said[1]
    assert (
        "more than chance would explain: from 30 on Mondays" in say_profile(profile, noun="x", weekday_chance=0.01)[1]
    )


def test_the_change_in_recording_is_said_with_its_shares_where_held():
    changes = pd.DataFrame(
        {
            "force_name": ["West Mercia", "Warwickshire"],
            "change_month": ["2015-11", "2015-11"],
            "ksi_share_before_pct": [17.8, float("nan")],
            "ksi_share_after_pct": [23.8, float("nan")],
        }
    )
    (sentence,) = say_recording_change(changes)
    assert "West Mercia and Warwickshire in November 2015" in sentence
    assert "West Mercia from 18% to 24%" in sentence
    assert say_recording_change(changes.iloc[0:0]) == []


def test_areas_that_chance_would_explain_are_not_ranked():
    rates = pd.DataFrame(
        {
            "area_name": ["Rugby", "Warwick"],
            "rate": [40.0, 38.0],
            "rate_lower": [30.0, 29.0],
            "rate_upper": [52.0, 50.0],
            "differs": [SAME, SAME],
        }
    )
    assert say_areas(rates, average=39.0, words="districts", noun="KSI collisions") == [
        "No two districts differ by more than chance would explain."
    ]
