"""Every number printed in a text, line by line, and what became of each: a fact held, or a reason why not. Pure.

A number is a run of digits (with its thousands commas and decimals, wherever it stands: in an address or a
road's name too), a small raised figure, or a word that states a quantity ('eight', 'a quarter').
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    *("hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "billions"),
    *("half", "third", "thirds", "quarter", "quarters", "double", "twice", "dozen"),
)
_DIGITS = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_NUMBER = re.compile(rf"{_DIGITS}|[{RAISED}]+|\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)

HELD, ELSEWHERE, EXCEPTED, OPEN = "evidence", "other table", "no figure", "open"
OTHER_TABLE = "held in another table"


@dataclass(frozen=True)
class PrintedNumber:
    """A number as printed, on a line counted from 1; kind is 'digits', 'raised' or 'word'."""

    line: int
    printed: str
    kind: str


def find_numbers(lines: Iterable[str]) -> list[PrintedNumber]:
    """Every number in a text, in the order printed; words in lower case."""
    return [
        PrintedNumber(number, printed, _name_kind(printed))
        for number, line in enumerate(lines, start=1)
        for printed in list_printed(line)
    ]


def list_printed(text: str) -> list[str]:
    """The numbers in a piece of text, in order; words in lower case."""
    return [found.lower() for found in _NUMBER.findall(text)]


def _name_kind(printed: str) -> str:
    if printed[0] in RAISED:
        return "raised"
    return "word" if printed[0].isalpha() else "digits"
