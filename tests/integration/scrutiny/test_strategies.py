"""Objectives name priorities and questions that there are; finance is not published."""

from data_access.filters import Filters
from data_access.questions import QUESTIONS
from data_access.store import Store

WARWICKSHIRE, WEST_MERCIA, RUGBY = "E23000017", "E23000016", "E22000321"


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


def test_the_texts_say_that_finance_is_not_published(store: Store) -> None:
    (row,) = store.ask("workforce.statements", topic="finance").to_dict("records")
    assert row["edition"] == "2016-17"
    assert "Not published in the document" in row["statement"]
