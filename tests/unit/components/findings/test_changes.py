"""Judgements of a change in words: every code has its own, and chance alone is said to be chance alone."""

import pandas as pd
import pytest

from components.findings.changes import NOT_COMPARED, add_words, say_judgement, say_theme_change
from data_access.measures import change as changes
from data_access.measures.change import CHANCE, Change, compare_counts, tabulate_changes


def word(change: Change | None, missing: str = changes.ZERO) -> str:
    columns = tabulate_changes([change], missing=missing)
    return say_judgement({name: values[0] for name, values in columns.items()})


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        (1000, 1300, "rose by more than chance alone would explain"),
        (1300, 1000, "fell by more than chance alone would explain"),
        (1000, 1010, "rose within what chance alone would explain"),
        (1000, 1000, "did not change"),
        (0, 10, "cannot be compared: one of the counts is zero"),
    ],
)
def test_the_words_say_that_chance_alone_is_allowed_for(then: int, now: int, words: str) -> None:
    assert word(compare_counts(then=then, now=now)) == words


@pytest.mark.parametrize(
    ("z", "against", "words"),
    [
        (4.0, 4.0, "rose more than usual, more than elsewhere"),
        (4.0, 3.0, "rose more than usual, no more than elsewhere"),
        (4.0, -4.0, "rose more than usual, less than elsewhere"),
        (4.0, None, "rose more than usual"),
        (3.0, 4.0, "rose, within what is usual between years"),
    ],
)
def test_the_judgement_is_said_both_ways(z: float, against: float | None, words: str) -> None:
    assert word(Change(then=100, now=150, z=z, tau=0.1, z_against_nation=against)) == words


def test_every_code_has_words_of_its_own() -> None:
    codes = {value for name, value in vars(changes).items() if isinstance(value, str) and "not-compared" in value}
    assert codes == set(NOT_COMPARED)
    said = [say_judgement({"judgement": code}) for code in NOT_COMPARED]
    assert len(set(said)) == len(said)
    assert all("compar" in words for words in said)


@pytest.mark.parametrize("judgement", ["", None, float("nan")])
def test_a_judgement_that_is_hidden_or_not_made_has_no_words(judgement: object) -> None:
    assert say_judgement({"judgement": judgement, "elsewhere": None, "allows_for": CHANCE}) == ""


def test_a_table_has_the_words_of_each_row() -> None:
    frame = pd.DataFrame(tabulate_changes([compare_counts(then=100, now=300), None], missing=changes.NO_YEAR_BEFORE))
    assert add_words(frame)["words"].tolist() == [
        "rose by more than chance alone would explain",
        "the year before is not held, so it is not compared",
    ]


def test_a_local_figure_without_months_before_is_not_one_of_zero() -> None:
    assert say_theme_change(changes.NO_SAME_MONTHS) == "no same months held before"
    assert say_theme_change(changes.ZERO) == "too few to compare"
    assert say_theme_change(changes.USUAL_UP) == say_theme_change(changes.UNCHANGED) == "no change beyond chance"
