"""What is drawn of people: charts leave out what has no value."""

import pandas as pd

from components.charts.workforce import draw_limit, draw_pairs, draw_strength, wrap
from components.theme import DARK, LIGHT


def list_data(spec: dict) -> list[dict]:
    return [row for rows in spec["datasets"].values() for row in rows]


def test_strength_that_is_missing_is_no_point_of_its_line() -> None:
    strength = pd.DataFrame(
        {
            "as_at_date": ["2014-09-30", "2015-03-31", "2015-09-30"],
            "strength_count": [5.0, None, 0.0],
            "series": "Here",
        }
    )
    for ink in (LIGHT, DARK):
        spec = draw_strength(strength, unit="FTE", ink=ink, names=["Here"]).to_dict()
        counts = {row["as_at_date"]: row["strength_count"] for row in list_data(spec)}
        assert counts == {"2014-09-30": 5.0, "2015-09-30": 0.0}


def test_the_limit_is_a_line_of_its_own_where_there_is_one() -> None:
    figures = pd.DataFrame(
        {
            "first_month": ["2015-04", "2015-06"],
            "period": ["April", "June"],
            "value": [74.0, 65.0],
            "series": "Officers",
        }
    )
    spec = draw_limit(figures, unit="hours", ink=LIGHT, names=["Officers"], limit=40.0).to_dict()
    rows = list_data(spec)
    assert [row["words"] for row in rows if "limit" in row] == ["limit 40 hours"]
    lines = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert [layer["encoding"]["detail"]["field"] for layer in lines] == ["run"]
    # May is not held: no line crosses it.
    assert len({row["run"] for row in rows if row.get("first_month")}) == 2
    without = draw_limit(figures, unit="people", ink=LIGHT, names=["Officers"]).to_dict()
    assert not [row for row in list_data(without) if "limit" in row]


def test_a_pair_writes_each_figure_as_printed_on_its_own_side() -> None:
    figures = pd.DataFrame(
        {
            "row": ["Stress", "Stress", "Rank"],
            "who": ["some", "others", "some"],
            "value": [80.0, 64.0, 3.0],
            "printed": ["80%", "64%", "3rd"],
        }
    )
    chart = draw_pairs(
        figures,
        row="row",
        series="who",
        value="value",
        printed="printed",
        title="%",
        ink=LIGHT,
        order=["some", "others"],
    )
    places = {row["printed"]: row["place"] for row in list_data(chart.to_dict())}
    assert places == {"80%": "right", "64%": "left", "3rd": "right"}


def test_long_names_break_between_words_and_keep_their_own_breaks() -> None:
    assert wrap("Leaving the Central Motorway Policing Group") == "Leaving the Central\nMotorway Policing Group"
    assert wrap("one\ntwo") == "one\ntwo"
