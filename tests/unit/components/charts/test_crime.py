"""Months on the crime charts: a gap takes a slot of its own, and no line crosses it."""

import pandas as pd

from components.charts.crime import arrange_months, draw_months, number_runs
from components.theme import LIGHT


def test_a_run_of_months_that_are_not_held_takes_a_slot_of_its_own():
    months = [f"2014-{number:02d}" for number in range(1, 11)]
    months += ["2018-10", "2018-11", "2018-12", "2019-01", "2019-02", "2024-01", "2024-02"]
    slots = arrange_months(months)
    gaps = {words for code, words in slots if code not in months}
    assert gaps == {"not held: Nov 2014 to Sep 2018", "not held: Mar 2019 to Dec 2023"}
    codes = [code for code, _ in slots]
    assert len(codes) == len(months) + 2 == len(set(codes))
    assert codes.index("2014-10") + 2 == codes.index("2018-10")
    assert codes.index("2019-02") + 2 == codes.index("2024-01")
    assert len({number_runs(months)[month] for month in ("2014-10", "2018-10", "2024-01")}) == 3


def test_one_month_that_is_not_held_is_a_gap_too():
    assert arrange_months(["2018-01", "2018-03"])[1][1] == "not held: Feb 2018"
    assert arrange_months([]) == []
    assert arrange_months(["2018-01"]) == [("2018-01", "Jan 2018")]


def test_months_out_of_order_and_given_twice_stand_once_and_in_order():
    codes = [code for code, _ in arrange_months(["2018-02", "2018-01", "2018-02"])]
    assert codes == ["2018-01", "2018-02"]


def test_no_line_is_drawn_across_a_gap():
    counts = pd.DataFrame({"month": ["2014-10", "2018-10", "2018-11"], "crime_count": [5, 7, 0]})
    spec = draw_months(counts, value="crime_count", unit="crimes", ink=LIGHT).to_dict()
    lines = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert [layer["encoding"]["detail"]["field"] for layer in lines] == ["run"]
    rows = spec["datasets"][lines[0]["data"]["name"]]
    assert [row["run"] for row in rows] == [0, 1, 1]
    assert [row["crime_count"] for row in rows] == [5, 7, 0]
