"""What is said and drawn of scrutiny and the horizon."""

import pandas as pd

from components.charts.horizon import arrange_timeline, draw_drivers, draw_timeline, list_numbers
from components.charts.scrutiny import GRADE_MARKS, SCALE, count_register, draw_register, word_grades
from components.findings.horizon import say_authorities, say_drivers, say_timeline
from components.findings.scrutiny import say_grades, say_inspections, say_risk, say_strategies
from components.theme import LIGHT


def make_grades() -> pd.DataFrame:
    rows = [
        (
            "Legitimacy",
            "Here",
            "December 2017",
            "requires-improvement",
            "Requires improvement",
            "Good",
            "worse",
            "published",
        ),
        (
            "Legitimacy",
            "There",
            "December 2017",
            "requires-improvement",
            "Requires improvement",
            "Good",
            "worse",
            "published",
        ),
        ("Efficiency", "Here", "November 2017", "good", "Good", "Good", "same", "published"),
        ("Crime", "Here", "due 2018", "", "", "", "", "not_graded"),
        ("Care", "Here", "due 2018", "good", "Good", "", "", "expected"),
    ]
    columns = ["pillar", "force_name", "graded", "grade", "grade_name", "previous_name", "change", "state"]
    return pd.DataFrame(rows, columns=columns).assign(edition="2016-17", certainty="certain")


def list_data(spec: dict) -> list[dict]:
    return [row for rows in spec["datasets"].values() for row in rows]


def test_a_grade_has_a_shape_and_its_word() -> None:
    words = word_grades(make_grades())["words"].tolist()
    assert words == ["▼ Requires improvement"] * 2 + ["● Good", "○ no grade yet", "● Good, expected"]
    assert len(set(GRADE_MARKS.values())) == 4


def test_grades_are_said_worst_change_first() -> None:
    assert say_grades(make_grades()) == [
        "Legitimacy fell from good to requires improvement for both forces (December 2017).",
        "Efficiency stayed good for Here (November 2017).",
        "When the assessment of 2016-17 was written, Crime and Care had no report yet.",
    ]
    assert say_grades(make_grades().iloc[0:0]) == []


def test_inspections_are_counted_by_their_state() -> None:
    frame = pd.DataFrame(
        {
            "title": ["Custody", "Peel"],
            "state": ["reported", "expected"],
            "published": ["12 May 2015", "due June 2016"],
            "published_month": ["2015-05", "2016-06"],
            "note": ["", "The text contradicts the table."],
        }
    )
    assert say_inspections(frame)[0].endswith("reported: 1; self assessments: 0; still to report: 1; to come: 0.")
    assert say_inspections(frame)[-1] == "Of Peel the text says two things; both stand in the table's notes."
    assert say_inspections(frame.iloc[0:0]) == []


def make_risks() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "reference": ["R1", "R2", "R3"],
            "likelihood": [4, 4, 1],
            "impact": [5, 5, 1],
            "level_code": ["within-capacity", "beyond-capacity", "within-appetite"],
        }
    )


def test_the_matrix_has_25_squares_empty_and_filled() -> None:
    empty = count_register(make_risks().iloc[0:0])
    assert len(empty) == len(SCALE) ** 2 == 25
    assert empty["risk_count"].sum() == 0
    assert set(empty["words"]) == {""}
    filled = count_register(make_risks()).set_index(["likelihood", "impact"])
    assert filled.loc[(4, 5), ["risk_count", "references", "words"]].tolist() == [2, "R1, R2", "2\n▲▲▲"]
    assert filled.loc[(1, 1), "words"] == "1\n●"
    assert filled["risk_count"].sum() == 3
    assert len(list_data(draw_register(empty, ink=LIGHT).to_dict())) == 25


def test_risk_is_said_with_and_without_a_register() -> None:
    levels = pd.DataFrame({"level_code": ["beyond-capacity"]})
    assert say_risk(levels, make_risks().iloc[0:0])[-1] == "No risk register is loaded, so the matrix is empty."
    assert say_risk(levels, make_risks())[0] == (
        "3 risks are on the register; 2 of them beyond tolerance. The highest is R1 (4 x 5)."
    )


def test_strategies_count_the_objectives_something_bears_on() -> None:
    frame = pd.DataFrame(
        {
            "strategy_name": ["A", "A", "B"],
            "strategy_code": ["a", "a", "b"],
            "priorities": ["", "cyber", ""],
            "questions": ["", "", "crime.counts"],
            "note": "",
        }
    )
    assert say_strategies(frame) == [
        "3 objectives of 2 strategies are named; figures or priorities held here bear on 2 of them, by our reading."
    ]


def make_items() -> pd.DataFrame:
    rows = [
        ("HS2 work", "horizon", "2018-06", "2018-06", "mid-2018", "expected", "economic"),
        ("Custody", "inspection", "2014-10", "2015-05", "October 2014", "happened", ""),
        ("Climate", "horizon", "", "", "distant future", "uncertain", "environmental"),
        ("A bill", "horizon", "", "", "an indicator", "indicator", "economic"),
    ]
    columns = ["item", "kind", "first_month", "last_month", "period", "likelihood", "category"]
    return pd.DataFrame(rows, columns=columns).assign(edition="2017-18")


def test_what_has_no_time_is_not_drawn() -> None:
    dated = arrange_timeline(make_items())
    assert dated["item"].tolist() == ["HS2 work", "Custody"]
    assert dated[["start", "end"]].to_numpy().tolist() == [["2018-06-01", "2018-06-30"], ["2014-10-01", "2015-05-31"]]
    spec = draw_timeline(make_items(), ink=LIGHT).to_dict()
    assert {row["item"] for row in list_data(spec)} == {"HS2 work", "Custody"}


def test_the_timeline_is_said_with_what_has_no_time() -> None:
    sentences = say_timeline(make_items())
    assert sentences[0] == (
        "4 things are named, 1 of them an inspection; 2 have no time in their source and stand in the table only."
    )
    assert sentences[1] == "What reaches furthest is HS2 work (mid-2018)."
    assert "1 of them about money" in say_authorities(make_items())[0]


def make_drivers() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "number": [1, 2, 1],
            "driver": ["", "Combined Authorities", "Automation"],
            "status": ["not_in_the_text", "named", "named"],
            "impact": ["", "", "high"],
            "uncertainty": ["", "", "low"],
            "note": "",
            "edition": ["2016-17", "2016-17", "2018-19"],
            "source_id": ["assessment-2016-17", "assessment-2016-17", "horizon-scan"],
        }
    )


def test_no_driver_is_placed_that_its_source_does_not_place() -> None:
    spec = draw_drivers(make_drivers(), ink=LIGHT).to_dict()
    placed = [row for row in list_data(spec) if row["words"]]
    assert [(row["impact"], row["uncertainty"], row["words"]) for row in placed] == [("high", "low", "1. Automation")]
    assert len(list_data(spec)) == 9
    tiles = list_numbers(make_drivers().head(2))
    assert tiles["words"].tolist() == ["1\nnot\ngiven", "2\nnamed"]


def test_drivers_are_said_with_what_is_not_in_the_text() -> None:
    first, second = say_drivers(make_drivers())
    assert first.startswith("Of 2 drivers the text names 1: number 2, Combined Authorities. The other 1")
    assert second == "The scan loaded for 2018-19 has 1 driver, 1 of high impact."
