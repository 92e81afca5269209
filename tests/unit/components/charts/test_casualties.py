"""What the charts of casualties draw, made from frames of known values."""

import json

import pandas as pd

from components.charts.casualties import draw_funnel, draw_hours, draw_months_with_change, part_labels
from components.theme import LIGHT
from data_access.measures.judging import HIGHER, SAME


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
