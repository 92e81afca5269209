"""Answers on people, scrutiny and the horizon, on both databases: the printed figures, filters, peers, ratios."""

import pandas as pd
import pytest

from data_access.filters import Filters
from data_access.questions import QUESTIONS
from data_access.store import Store

WARWICKSHIRE, WEST_MERCIA, RUGBY = "E23000017", "E23000016", "E22000321"
PEERS = {"Cambridgeshire", "Devon and Cornwall", "Gloucestershire", "North Wales", "Suffolk"}


def test_the_strength_stated_stands_apart_and_for_all_forces_only(store: Store) -> None:
    stated = store.ask("workforce.strength").query("basis == 'not_stated'")
    figures = {(row.as_at_date, row.worker_type): row.strength_count for row in stated.itertuples()}
    assert figures == {
        ("2016-07", "officer"): 2936,
        ("2017-07", "officer"): 2865,
        ("2016-07", "staff"): 2717,
        ("2017-07", "staff"): 2829,
        ("2016-07", "special"): 498,
        ("2017-07", "special"): 633,
        ("2016-07", "pcso"): 356,
        ("2017-07", "pcso"): 342,
    }
    assert set(stated["area_code"]) == {"ALLIANCE"}
    assert stated["strength_per_1000"].isna().all(), "a basis that is not stated is compared with nothing"
    for area in (WARWICKSHIRE, WEST_MERCIA, RUGBY):
        assert "not_stated" not in set(store.ask("workforce.strength", Filters(area_code=area))["basis"])
    early = store.ask("workforce.strength", Filters(to_month="2016-12")).query("basis == 'not_stated'")
    assert set(early["as_at_date"]) == {"2016-07"}


def test_strength_per_1000_divides_by_the_residents_beside_it(store: Store) -> None:
    strength = store.ask("workforce.strength", with_peers=True).query("basis != 'not_stated'")
    assert set(strength["area_name"]) > PEERS
    held = strength[strength["strength_per_1000"].notna()]
    rate = 1000 * held["strength_count"] / held["population"]
    assert held["strength_per_1000"].to_numpy() == pytest.approx(rate.to_numpy())
    own = held.set_index(["area_code", "as_at_date", "worker_type"]).loc[(WARWICKSHIRE, "2018-09-30", "officer")]
    assert (own["population"], own["population_year"]) == (578_389, 2018)
    assert own["strength_per_1000"] == pytest.approx(1.385, abs=0.001)
    both = held[(held["area_code"] == "ALLIANCE") & (held["as_at_date"] == "2018-09-30")]
    assert set(both["population"]) == {578_389 + 1_278_163}
    assert not strength.loc[strength["status"] != "value", "strength_per_1000"].notna().any()


def test_crimes_for_each_officer_are_the_crimes_over_the_officers_in_mid_year(store: Store) -> None:
    rows = store.ask("workforce.capacity", with_peers=True)
    crimes = rows[rows["demand_code"] == "recorded-crime"].set_index(["period_code", "area_code"])
    all_forces = crimes.loc[("ye-2017-09", "ALLIANCE")]
    assert all_forces["demand_count"] == 126_629
    assert all_forces["as_at_date"] == "2017-03-31"
    assert all_forces["officer_count"] == pytest.approx(835.17 + 2055.36)
    assert all_forces["per_officer"] == pytest.approx(126_629 / (835.17 + 2055.36))
    assert set(crimes.reset_index()["period_code"]) == {f"ye-{year}-09" for year in (2015, 2016, 2017, 2018)}
    assert set(crimes["area_name"]) > PEERS
    assert crimes["per_officer"].to_numpy() == pytest.approx(
        (crimes["demand_count"] / crimes["officer_count"]).to_numpy()
    )


def test_collisions_for_each_officer_are_those_of_2015_and_have_no_peers(store: Store) -> None:
    rows = store.ask("workforce.capacity", with_peers=True)
    collisions = rows[rows["demand_code"] == "ksi-collisions"].set_index("area_code")
    assert collisions["demand_count"].to_dict() == {"ALLIANCE": 711, WARWICKSHIRE: 280, WEST_MERCIA: 431}
    assert set(collisions["as_at_date"]) == {"2015-09-30"}
    assert collisions.loc["ALLIANCE", "per_officer"] == pytest.approx(711 / (854.82 + 2086.06))


def test_capacity_of_a_period_and_of_an_area_below_a_force(store: Store) -> None:
    rows = store.ask("workforce.capacity", Filters(area_code=RUGBY, from_month="2016-01", to_month="2017-09"))
    assert set(rows["area_code"]) == {WARWICKSHIRE}
    assert rows["period_code"].tolist() == ["ye-2016-09", "ye-2017-09"]


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("workforce.sickness", 26),
        ("workforce.toil_rdil", 42),
        ("workforce.specials", 14),
        ("workforce.survey", 19),
        ("scrutiny.inspections", 25),
        ("scrutiny.peel", 18),
        ("scrutiny.performance", 13),
        ("scrutiny.confidence", 10),
        ("scrutiny.risk", 4),
        ("scrutiny.register", 0),
        ("scrutiny.objectives", 34),
        ("horizon.drivers", 18),
        ("horizon.timeline", 37 + 25),
    ],
)
def test_every_row_of_the_documents_is_answered_with_its_line(store: Store, question: str, count: int) -> None:
    rows = store.ask(question)
    assert len(rows) == count
    if question == "scrutiny.risk":
        assert rows["governance_line"].notna().all()
    elif question != "scrutiny.register":
        assert (rows["line"] > 0).all()
        assert (rows["section"] != "").all()
    assert set(rows.get("edition", pd.Series(dtype=str))) <= {"2016-17", "2017-18"}


@pytest.mark.parametrize(
    "question",
    ["workforce.sickness", "scrutiny.inspections", "scrutiny.peel", "scrutiny.objectives", "horizon.timeline"],
)
def test_an_edition_keeps_its_own_rows(store: Store, question: str) -> None:
    parts = [store.ask(question, Filters(edition=edition)) for edition in ("2016-17", "2017-18")]
    assert [set(part["edition"]) for part in parts] == [{"2016-17"}, {"2017-18"}]
    assert sum(map(len, parts)) == len(store.ask(question))


def test_sickness_keeps_its_three_measures_apart(store: Store) -> None:
    figures = store.ask("workforce.sickness")
    by_measure = figures.groupby("measure_code")
    assert by_measure["unit"].nunique().max() == 1
    spans = {code: sorted(set(rows["period"])) for code, rows in by_measure}
    assert spans["hours-lost-month"] == ["October 2017", "September 2017"]
    assert spans["days-lost-month"] == ["August 2015"]
    assert spans["hours-lost-half-year"] == ["half-year to March 2015", "the comparison before"]
    assert ((figures["status"] == "value") == figures["value"].notna()).all()
    staff = figures[(figures["measure_code"] == "hours-lost-half-year") & (figures["group_code"] == "staff")]
    assert set(staff["status"]) == {"not_stated"}


def test_an_area_keeps_its_own_figures_and_those_of_all_forces(store: Store) -> None:
    figures = store.ask("workforce.sickness", Filters(area_code=RUGBY))
    assert set(figures["area_code"]) == {WARWICKSHIRE, "ALLIANCE"}


def test_a_period_keeps_the_figures_whose_months_touch_it(store: Store) -> None:
    figures = store.ask("workforce.sickness", Filters(from_month="2015-08", to_month="2016-12"))
    assert set(figures["period"]) == {"August 2015"}
    undated = store.ask("workforce.specials", Filters(from_month="2015-09"))
    assert "specials-resigned" not in set(undated["measure_code"])


def test_the_funnel_has_its_steps_and_dates(store: Store) -> None:
    rows = store.ask("workforce.specials").query("area_code == 'ALLIANCE'")
    assert [(row.value, row.period) for row in rows.itertuples()] == [
        (226, "29 October 2015"),
        (73, "29 October 2015"),
        (16, "6 November 2015"),
    ]


def test_grades_are_ranked_and_compared_with_the_one_before(store: Store) -> None:
    grades = store.ask("scrutiny.peel").query("state == 'published' and edition == '2017-18'")
    found = {(row.pillar, row.force_name): (row.grade_name, row.rank, row.change) for row in grades.itertuples()}
    for force in ("Warwickshire", "West Mercia"):
        assert found[("Effectiveness", force)] == ("Good", 2, "better")
        assert found[("Efficiency", force)] == ("Good", 2, "same")
        assert found[("Legitimacy", force)] == ("Requires improvement", 3, "worse")
    waiting = store.ask("scrutiny.peel").query("state == 'not_graded'")
    assert set(waiting["grade_name"]) == {""}
    assert waiting["rank"].isna().all()


def test_a_force_is_shown_its_own_inspections_and_those_of_both(store: Store) -> None:
    titles = {
        area: set(store.ask("scrutiny.inspections", Filters(area_code=area))["title"])
        for area in (WARWICKSHIRE, WEST_MERCIA)
    }
    assert titles[WEST_MERCIA] - titles[WARWICKSHIRE] == {"Child Protection"}
    assert set(store.ask("scrutiny.inspections")["scope"]) == {"Both forces", "National", "West Mercia", "Not stated"}


def test_objectives_name_priorities_and_questions_that_there_are(store: Store) -> None:
    objectives = store.ask("scrutiny.objectives")
    threats = set(store.ask("threats.list")["threat_code"])
    named = {code for codes in objectives["priorities"] for code in codes.split(", ") if code}
    asked = {code for codes in objectives["questions"] for code in codes.split(", ") if code}
    assert named
    assert asked
    assert named <= threats
    assert asked <= set(QUESTIONS)
    linked = objectives[(objectives["priorities"] != "") | (objectives["questions"] != "")]
    assert (linked["reasons"] != "").all()
    vision = objectives[objectives["strategy_code"] == "vision-2025"]
    assert len(vision) == 6
    assert set(vision["note"]) == {"The text says five strands and heads six."}
    plans = store.ask("scrutiny.objectives", Filters(area_code=WARWICKSHIRE))
    assert not plans["strategy_name"].str.contains("West Mercia").any()


def test_the_timeline_has_inspections_beside_what_is_coming_in_the_order_of_time(store: Store) -> None:
    items = store.ask("horizon.timeline")
    assert items["kind"].value_counts().to_dict() == {"horizon": 35, "inspection": 25, "event": 2}
    dated = items[items["first_month"] != ""]
    assert dated["first_month"].is_monotonic_increasing
    assert (dated["last_month"] >= dated["first_month"]).all()
    assert (items.index[items["first_month"] == ""].min() if len(items) > len(dated) else 0) == len(dated)
    transformation = items[items["item"].str.startswith("Public service transformation")]
    assert transformation["period"].tolist() == ["2015", "2016", "2017", "2018", "2019", "2020"]
    (legitimacy,) = items.loc[items["item"] == "PEEL Legitimacy", "statement"]
    assert legitimacy.endswith("Graded: Warwickshire requires improvement, West Mercia requires improvement.")


def test_a_threat_keeps_what_bears_on_it(store: Store) -> None:
    items = store.ask("horizon.timeline", Filters(threat_code="ksi"))
    assert len(items) == 3
    assert all("ksi" in codes.split() for codes in items["threat_codes"])
    assert set(items["kind"]) == {"horizon", "event"}


def test_the_texts_say_that_finance_is_not_published(store: Store) -> None:
    (row,) = store.ask("workforce.statements", topic="finance").to_dict("records")
    assert row["edition"] == "2016-17"
    assert "Not published in the document" in row["statement"]


def test_severity_for_each_officer_is_the_harm_of_the_severity_question(store: Store) -> None:
    capacity = store.ask("workforce.capacity", with_peers=True)
    severity = capacity[capacity["demand_code"] == "severity"].set_index("area_code")
    harm = store.ask("crime.severity").query("period_code == '2017-18'").set_index("area_code")["harm"]
    assert set(severity["period_code"]) == {"ye-2018-03"}
    assert len(severity) > 3, "peers stand beside the forces"
    for code, row in severity.iterrows():
        assert row["demand_count"] == pytest.approx(harm[code])
        assert row["per_officer"] == pytest.approx(row["demand_count"] / row["officer_count"])
