"""What is said of scrutiny: grades, inspections, risk and strategies."""

import pandas as pd

from components.findings.scrutiny import say_grades, say_inspections, say_risk, say_strategies
from tests.unit.components.made_frames import make_grades, make_risks


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
