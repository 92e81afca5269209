"""Made answers on scrutiny and the horizon, and the rows that a chart draws."""

import pandas as pd


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


def make_risks() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "reference": ["R1", "R2", "R3"],
            "likelihood": [4, 4, 1],
            "impact": [5, 5, 1],
            "level_code": ["within-capacity", "beyond-capacity", "within-appetite"],
        }
    )


def make_items() -> pd.DataFrame:
    rows = [
        ("HS2 work", "horizon", "2018-06", "2018-06", "mid-2018", "expected", "economic"),
        ("Custody", "inspection", "2014-10", "2015-05", "October 2014", "happened", ""),
        ("Climate", "horizon", "", "", "distant future", "uncertain", "environmental"),
        ("A bill", "horizon", "", "", "an indicator", "indicator", "economic"),
    ]
    columns = ["item", "kind", "first_month", "last_month", "period", "likelihood", "category"]
    return pd.DataFrame(rows, columns=columns).assign(edition="2017-18")


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
