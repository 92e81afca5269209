"""One judgement of an interval, by numbers and by columns."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.measures.judging import (
    HIGHER,
    LOWER,
    NOT_JUDGED,
    SAME,
    is_any_apart,
    judge_intervals,
    judge_values,
)


@pytest.mark.parametrize(
    ("lower", "upper", "against", "judged"),
    [
        (1.1, 2.0, 1.0, HIGHER),
        (0.5, 0.9, 1.0, LOWER),
        (0.9, 1.1, 1.0, SAME),
        (1.0, 2.0, 1.0, SAME),
        (0.5, 1.0, 1.0, SAME),
        (math.nan, 2.0, 1.0, NOT_JUDGED),
        (1.1, math.nan, 1.0, NOT_JUDGED),
        (1.1, 2.0, math.nan, NOT_JUDGED),
    ],
)
def test_an_interval_differs_only_where_it_does_not_reach_the_value(lower, upper, against, judged):
    assert judge_intervals([lower], [upper], against=[against]) == [judged]


def test_columns_are_judged_row_by_row_and_against_one_value():
    frame = pd.DataFrame({"lower": [1.2, 0.8, None], "upper": [1.5, 0.9, 2.0]})
    assert judge_intervals(frame["lower"], frame["upper"], against=1.0) == [HIGHER, LOWER, NOT_JUDGED]
    assert judge_intervals(frame["lower"], frame["upper"], against=[1.3, 0.1, 1.0]) == [SAME, HIGHER, NOT_JUDGED]
    empty = frame.iloc[0:0]
    assert judge_intervals(empty["lower"], empty["upper"], against=1.0) == []


@given(st.floats(0, 10), st.floats(0, 10), st.floats(0, 10))
def test_a_value_outside_limits_is_the_same_judgement_turned_round(one, other, value):
    lower, upper = sorted((one, other))
    said = judge_values([value], lower=[lower], upper=[upper])[0]
    assert said == (HIGHER if value > upper else LOWER if value < lower else SAME)


def test_two_rows_differ_where_their_intervals_do_not_meet():
    frame = pd.DataFrame({"rate_lower": [5.0, 1.0, 3.0], "rate_upper": [9.0, 4.9, 6.0]})
    assert is_any_apart(frame)
    assert not is_any_apart(frame.assign(rate_upper=[9.0, 5.0, 6.0]))
    assert not is_any_apart(frame.head(1))
    assert not is_any_apart(frame.assign(rate_lower=[5.0, None, 3.0]))


def test_the_highest_rate_need_not_be_one_of_the_two_that_differ():
    # A few people give the highest rate and the widest interval: it says nothing of the others.
    frame = pd.DataFrame({"rate": [9.0, 7.0, 2.0], "rate_lower": [1.0, 6.0, 1.5], "rate_upper": [30.0, 8.0, 2.5]})
    assert is_any_apart(frame)
