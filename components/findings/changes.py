"""Judgements of a change in words: one wording for each code of measures.change, wherever it is said. Pure."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.findings.words import is_held
from data_access.measures import change
from data_access.measures.change import CHANCE, MORE_DOWN, MORE_UP, UNCHANGED, USUAL_DOWN, USUAL_UP

DIRECTIONS = {MORE_UP: "rose", MORE_DOWN: "fell", USUAL_UP: "rose", USUAL_DOWN: "fell"}
ELSEWHERE = {"more": "more than elsewhere", "less": "less than elsewhere", "no-more": "no more than elsewhere"}
NOT_COMPARED = {
    change.ZERO: "cannot be compared: one of the counts is zero",
    change.COUNTED_OTHERWISE: ("cannot be compared: a year is blank at source, or the group was counted another way"),
    change.NO_YEAR_BEFORE: "the year before is not held, so it is not compared",
    change.ONE_YEAR_OF_CODES: "no earlier year is held by offence code, so it is not compared",
    change.NO_SAME_MONTHS: "no earlier year holds the same months, so it is not compared",
    change.RECORDING_CHANGED: "not comparable: recording changed in between",
}


def say_judgement(row: Mapping[Any, Any]) -> str:
    """The judgement of a row in words; row has judgement, and elsewhere and allows_for where it was compared.

    Where only chance is allowed for, the words say so: nothing is known of what is usual. '' for no judgement.
    """
    code = row["judgement"]
    if not is_held(code) or not code:
        return ""
    if code in NOT_COMPARED:
        return NOT_COMPARED[code]
    if code == UNCHANGED:
        return "did not change"
    by_chance = row.get("allows_for") == CHANCE
    if code in (USUAL_UP, USUAL_DOWN):
        within = " within what chance alone would explain" if by_chance else ", within what is usual between years"
        return f"{DIRECTIONS[code]}{within}"
    beyond = "by more than chance alone would explain" if by_chance else "more than usual"
    elsewhere = ELSEWHERE.get(str(row.get("elsewhere", "")), "")
    return f"{DIRECTIONS[code]} {beyond}{f', {elsewhere}' if elsewhere else ''}"


def say_theme_change(judgement: str) -> str:
    """How a partnership's local figure moved between the same months, allowing for chance alone."""
    return {
        change.NO_SAME_MONTHS: "no same months held before",
        change.ZERO: "too few to compare",
        MORE_UP: "more, beyond chance",
        MORE_DOWN: "fewer, beyond chance",
    }.get(judgement, "no change beyond chance")


def add_words(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its judgements in a column `words`, for a table and its download."""
    return frame.assign(words=[say_judgement(row) for row in frame.to_dict("records")])
