"""What is said of people: sentences carry the figures given, and none that is not held."""

import pandas as pd

from components.findings.workforce import (
    list_funnel,
    say_capacity,
    say_peers,
    say_sickness,
    say_specials,
    say_status,
    say_survey,
    say_toil,
)


def make_figures(*rows: tuple[object, ...]) -> pd.DataFrame:
    columns = ["measure_code", "area_name", "group_code", "first_month", "period", "value", "printed", "status"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(edition="2016-17", certainty="certain")


def test_toil_is_said_for_the_last_month_beside_the_first() -> None:
    figures = make_figures(
        ("toil-over", "The alliance", "officer", "2015-04", "April 2015", 260.0, "260", "value"),
        ("toil-over", "The alliance", "officer", "2015-08", "August 2015", 292.0, "292", "value"),
    )
    assert say_toil(figures) == ["Owed more than 40 hours of TOIL in August 2015 (in April 2015): 292 officers (260)."]
    assert say_toil(figures.iloc[0:0]) == []


def test_sickness_is_said_measure_by_measure() -> None:
    figures = make_figures(
        ("hours-lost-month", "Here", "staff", "2017-09", "September 2017", 4.31, "4.31%", "value"),
        ("hours-lost-month", "Here", "staff", "2017-10", "October 2017", 5.01, "5.01%", "value"),
        ("days-lost-month", "The alliance", "officer", "2015-08", "August 2015", 3.96, "3.96%", "value"),
        ("hours-lost-half-year", "Here", "staff", "2014-10", "half-year", None, "", "not_stated"),
    )
    assert say_sickness(figures) == [
        "Hours lost to sickness in Here: police staff 5.01% in October 2017 (up from 4.31% in September 2017).",
        "Days lost, another measure, August 2015: officers 3.96%.",
    ]


def test_specials_without_a_number_wanted_have_none_invented() -> None:
    figures = make_figures(
        ("specials-establishment", "Here", "special", "2014-11", "2014", 302.0, "302", "value"),
        ("specials-establishment", "Here", "special", "2015-09", "2015", 317.0, "317", "value"),
        ("specials-desired", "Here", "special", "", "no date given", None, "N/A", "not_applicable"),
    )
    assert say_specials(figures) == [
        "Here had 317 special constables with those in training (2015; 302 in 2014; no number wanted, but a "
        "significant uplift)."
    ]
    assert list_funnel(figures).empty


def test_the_funnel_takes_the_step_of_all_forces_and_says_what_is_inferred() -> None:
    figures = make_figures(
        ("specials-interest", "The alliance", "special", "2015-10", "29 October 2015", 226.0, "226", "value"),
        ("specials-interest", "Here", "special", "2015-10", "29 October 2015", 54.0, "54", "value"),
        ("specials-invited", "The alliance", "special", "2015-10", "29 October 2015", 73.0, "73", "value"),
    )
    figures.loc[2, "certainty"] = "inferred"
    assert list_funnel(figures)["words"].tolist() == ["226\n29 October 2015", "73\n29 October 2015\n(date inferred)"]


def test_a_survey_without_answers_says_nothing() -> None:
    assert say_survey(make_figures()) == []


def test_capacity_is_said_with_both_its_parts() -> None:
    rows = pd.DataFrame(
        {
            "area_code": ["A", "A"],
            "period_code": ["ye-2015-09", "ye-2018-09"],
            "period": ["year to September 2015", "year to September 2018"],
            "demand_count": [100.0, 150.0],
            "officer_count": [10.0, 9.0],
            "as_at_date": ["2015-03-31", "2018-03-31"],
            "per_officer": [10.0, 150 / 9],
        }
    )
    assert say_capacity(rows, area_code="A", area_name="Here", unit="crimes") == [
        "In the year to September 2018, 16.7 crimes were recorded for each officer (FTE) of Here: 150 for 9 officers "
        "on 31 March 2018.",
        "In the year to September 2015 it was 10.0; since then crimes rose by 50 and officers fell by 1.",
    ]
    assert say_capacity(rows, area_code="B", area_name="There", unit="crimes") == []


def test_peers_are_placed_among_those_with_a_rate_only() -> None:
    rates = pd.DataFrame(
        {
            "area_code": ["A", "B", "C", "D"],
            "area_name": ["Here", "There", "Elsewhere", "Nowhere"],
            "strength_per_1000": [1.5, 2.0, 1.0, None],
            "as_at_date": "2018-09-30",
        }
    )
    assert say_peers(rates, own_codes=["A"], worker="Officers") == [
        "Officers per 1,000 residents on 30 September 2018: Here 1.50 (number 2 of 3)."
    ]
    assert say_peers(rates.head(2), own_codes=["A"], worker="Officers") == []


def test_what_is_no_figure_is_said_apart_from_zero() -> None:
    words = [say_status(status) for status in ("value", "missing", "suppressed", "not_applicable", "not_stated")]
    assert words[0] == ""
    assert len(set(words)) == 5
    assert "(..)" in words[1]
    assert "(*)" in words[2]
