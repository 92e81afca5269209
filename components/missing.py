"""What is not there, in words: one wording for each reason, for tables, charts, maps and sentences alike. Pure.

Missing (the store has none), hidden (disclosure control) and not applicable (there can be none) never look alike, and
none of them looks like zero.
"""

from html import escape

from data_access.months import name_runs

NOT_HELD = "not held"  # the store has no value, or no file of the period
NONE_HELD = "none held"  # the store has no row of the kind
NOT_APPLICABLE = "not applicable"  # there can be no value
NOT_GIVEN = "number not given"  # the numbers of rows of a force's own extract, where a row may be a crime
TOO_SMALL = "too small to show"  # hidden by disclosure control, where no number can stand

# Why something worked out is missing, where what it rests on may be held.
NO_FIGURE, NO_RATE, NO_WEIGHT = "no figure", "no rate", "no weight"
NOT_COMPARABLE, NOT_JUDGED, NOT_KNOWN = "not comparable", "not judged", "not known"
TOO_FEW_PERIODS, NEEDS_CODES = "too few periods", "needs offence codes"

# What a source or document leaves out.
BLANK_AT_SOURCE, NOT_IN_TEXT, NOT_STATED = "blank at source", "not in the text", "not stated"
NONE = "none"  # nothing, and that is known


def say_hidden(threshold: int) -> str:
    """A count that disclosure control hides: '<5'."""
    return f"<{threshold}"


def say_gap(months: list[str]) -> str:
    """Months that no file covers: 'not held: Mar to Sep 2018'."""
    return f"{NOT_HELD}: {name_runs(months)}"


def say_none_held(what: str, *, area_name: str, is_many: bool = False) -> str:
    """'No month of street-level crime is held for Rugby in this period.'"""
    return f"No {what} {'are' if is_many else 'is'} held for {area_name} in this period."


def write_missing(words: str) -> str:
    """Words for a missing value as HTML, told from values by their look."""
    return f'<span class="missing">{escape(words)}</span>'
