"""What the casualties page draws and says, made from frames of known values."""

import json
from datetime import date

import pandas as pd
import pytest

from components.charts.casualties import draw_funnel, draw_hours, draw_months_with_change, part_labels
from components.exports.csv import Stamp
from components.exports.geojson import write_geojson
from components.findings.casualties import (
    say_areas,
    say_chance,
    say_moves,
    say_profile,
    say_ranking,
    say_recording_change,
)
from components.maps.casualties import (
    classify_sections,
    describe_place,
    find_clicked,
    find_extent,
    thin_labels,
    write_key,
)
from components.theme import LIGHT
from components.views.casualties.choices import make_chosen
from data_access.measures.change import MORE_UP, USUAL_UP
from data_access.measures.judging import HIGHER, SAME

STAMP = Stamp(source="STATS19", definition="test", filters="all", marking="none", made_on=date(2026, 11, 22))


@pytest.fixture
def sections() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "section_id": ["A46-E23000017-01", "A417-E23000016"],
            "unit_kind": ["section", "road"],
            "road": ["A46", "A417"],
            "name": ["A46 section 1 of 1, near Alcester", "A417 in West Mercia, not traced"],
            "ksi_count": [3, 2],
            "length_km": [4.1, float("nan")],
            "eb_estimate": [2.5, float("nan")],
            "geometry": ["LINESTRING (-1.9 52.1, -1.8 52.2)", None],
        }
    )


# --- the map's classes, key and clicks ----------------------------------------------------------------


def test_classes_are_thirds_that_never_part_equal_values():
    classes, found = classify_sections(pd.Series([0, 1, 1, 1, 2, 2, 3, 4, None]))
    assert classes.tolist() == [0, 1, 1, 1, 2, 2, 3, 3, -1]
    assert (found.counts, found.none_count, found.missing_count) == ((3, 2, 2), 1, 1)
    same, found = classify_sections(pd.Series([2, 2, 2]))
    assert same.tolist() == [3, 3, 3]
    assert found.counts == (3,)
    none, found = classify_sections(pd.Series([0.0, 0.0]))
    assert none.tolist() == [0, 0]
    assert found.none_count == 2


def test_the_key_names_spans_units_and_counts():
    _, found = classify_sections(pd.Series([0, 1, 1, 1, 2, 2, 3, 6]))
    key = write_key(found, unit="KSI collisions", decimals=0, is_dark=False, fatal_count=2, other_count=5)
    for words in (
        "1 KSI collisions (3 sections)",
        "2 KSI collisions (2",
        "3 to 6 KSI collisions (2",
        "0 KSI collisions (1",
    ):
        assert words in key
    assert "fatal collision (2)" in key
    assert "other collision (5)" in key
    _, found = classify_sections(pd.Series([0.5, 1.0, 2.0, 4.0]))
    assert "over 1.0 to 2.0 per km" in write_key(
        found, unit="per km", decimals=1, is_dark=True, fatal_count=0, other_count=0
    )


@pytest.mark.parametrize(
    ("objects", "clicked"),
    [
        ({}, ("", "")),
        ({"sections-3": [{"i": "A46-E23000017-01", "m": "", "r": ""}]}, ("A46-E23000017-01", "A46")),
        ({"sections-1": [{"i": "M6_Toll-E23000017-01"}]}, ("M6_Toll-E23000017-01", "M6 Toll")),
        ({"fatal": [{"m": "Fatal, Mar 2015", "r": "A449, 60 mph; motorcycle"}]}, ("", "A449")),
        ({"others": [{"m": "Serious, Mar 2015", "r": "B4373; vehicles not held"}]}, ("", "B4373")),
        ({"others": [{"m": "Serious, Mar 2015", "r": "Unclassified, 30 mph; car or taxi"}]}, ("", "")),
        ({"others": [{"m": "Serious", "r": "A road, 30 mph; car or taxi"}]}, ("", "")),
    ],
)
def test_a_click_on_the_map_names_what_it_opens(objects, clicked):
    assert find_clicked(objects) == clicked


def test_a_tooltip_says_what_is_not_held():
    assert describe_place("A46", 60, "Car or taxi, Motorcycle") == "A46, 60 mph; car or taxi, motorcycle"
    assert describe_place("", None, "") == "road not held; vehicles not held"


def test_labels_that_would_overlap_are_left_out():
    labels = pd.DataFrame(
        {
            "text": ["Redditch", "Bromsgrove", "Hereford"],
            "longitude": [-1.94, -1.95, -2.7],
            "latitude": [52.3, 52.31, 52.0],
        }
    )
    assert thin_labels(labels, zoom=7)["text"].tolist() == ["Redditch", "Hereford"]
    assert len(thin_labels(labels, zoom=13)) == 3


def test_the_extent_has_room_round_what_is_drawn(sections):
    nothing = pd.DataFrame({"longitude": [None], "latitude": [None]}, dtype=float)
    west, south, east, north = find_extent(sections, nothing) or (0, 0, 0, 0)
    assert west < -1.9 < -1.8 < east
    assert south < 52.1 < 52.2 < north
    assert find_extent(sections.iloc[1:], nothing) is None


# --- exports ------------------------------------------------------------------------------------------


def test_geojson_has_a_feature_for_each_section_and_says_where_it_comes_from(sections):
    content = json.loads(write_geojson(sections, stamp=STAMP))
    assert content["type"] == "FeatureCollection"
    assert (content["source"], content["made_on"]) == ("STATS19", "2026-11-22")
    (feature,) = content["features"]
    assert feature["id"] == "A46-E23000017-01"
    assert feature["geometry"] == {"type": "LineString", "coordinates": [[-1.9, 52.1], [-1.8, 52.2]]}
    assert feature["properties"]["ksi_count"] == 3
    empty = json.loads(write_geojson(sections.iloc[1:], stamp=STAMP))
    assert empty["features"] == []


# --- findings -----------------------------------------------------------------------------------------


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


# --- charts -------------------------------------------------------------------------------------------


def test_hours_are_drawn_for_all_24_and_all_seven_days():
    counts = pd.DataFrame({"value": ["Monday", "Not held"], "second_value": ["17", ""], "ksi_count": [3, 1]})
    spec = draw_hours(counts, ink=LIGHT).to_dict()
    assert len(spec["encoding"]["x"]["scale"]["domain"]) == 24
    assert spec["encoding"]["y"]["scale"]["domain"] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert spec["encoding"]["size"]["scale"]["domain"][0] == 0


def test_months_are_marked_where_recording_changed_and_start_at_zero():
    months = pd.DataFrame({"month": ["2015-10", "2015-11"], "collision_count": [3, 5]})
    drawn = draw_months_with_change(
        months,
        value="collision_count",
        changes=[("2015-11", "recording changed"), ("2019-01", "x")],
        title="n",
        ink=LIGHT,
    ).to_dict()
    texts = [row for rows in drawn["datasets"].values() for row in rows if row.get("words") == "recording changed"]
    assert len(texts) == 1
    assert drawn["layer"][0]["encoding"]["y"]["scale"]["domain"][0] == 0


def test_labels_of_the_funnel_do_not_stand_on_each_other():
    rates = pd.DataFrame({"rate": [70.0, 69.5, 20.0], "area_name": ["a", "b", "c"]})
    heights = part_labels(rates)["label_rate"]
    assert heights.tolist()[0] - heights.tolist()[1] > 3
    assert heights.tolist()[2] == 20.0


def test_the_funnel_tells_what_is_outside_by_shape_and_name():
    rates = pd.DataFrame(
        {
            "area_name": ["Rugby", "Warwick"],
            "denominator": [1e5, 1.4e5],
            "rate": [69.0, 34.0],
            "differs": [HIGHER, SAME],
        }
    )
    limits = pd.DataFrame(
        {
            "population": [5e4, 2e5],
            "lower_95": [20, 30],
            "upper_95": [60, 50],
            "lower_998": [10, 25],
            "upper_998": [75, 55],
        }
    )
    spec = json.dumps(draw_funnel(rates, limits, average=39.0, title="t", ink=LIGHT).to_dict())
    assert "triangle-up" in spec
    assert '"area_name": "Rugby"' in spec


# --- choices ------------------------------------------------------------------------------------------


def test_choices_become_options_words_and_a_key_of_their_own():
    chosen = make_chosen({"severity": "fatal", "road_class": "a", "speed_limit": "", "vehicle_group": "motorcycle"})
    assert chosen.options == {"severity": "fatal", "road_class": "a", "vehicle_group": "motorcycle"}
    assert chosen.words == "fatal collisions (A roads, with a motorcycle)"
    assert chosen.key != make_chosen({"severity": "fatal", "road_class": "a"}).key
    assert not chosen.has_estimates
