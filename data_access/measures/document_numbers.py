"""Every number printed in a text, line by line, and what became of each: a fact held, or a reason why not. Pure.

A number is a run of digits (with its thousands commas and decimals, wherever it stands: in an address or a
road's name too), a small raised figure, or a word that states a quantity ('eight', 'a quarter').
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
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

# Why a number is no evidence; the first two say something of their own.
OTHER_TABLE, RAISED_MARK = "held in another table", "footnote mark"
REASONS = (
    *(OTHER_TABLE, RAISED_MARK, "date or period", "page number", "list or section number", "web address"),
    *("part of a name or title", "number of an act or its section"),
    *(
        "part of what a figure beside it counts",
        "counts headings or items listed beside it",
        "way of speaking, counts nothing",
    ),
)
COUNTS = ["number_count", "evidence_count", "elsewhere_count", "excepted_count", "open_count"]


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


def settle_numbers(numbers: pd.DataFrame, evidence: pd.DataFrame, exceptions: pd.DataFrame) -> pd.DataFrame:
    """What became of each number of a line: a row is an edition, line and printed number with its counts.

    evidence_count numbers stand in a figure held, elsewhere_count in another reference table, excepted_count
    are no figures, open_count are accounted for nowhere (negative: accounted for more often than printed).
    """
    keys = ["edition", "line", "printed"]
    settled = numbers.groupby([*keys, "kind"], as_index=False, sort=False).size().rename(columns={"size": COUNTS[0]})
    held = evidence[["edition", "line"]].assign(printed=evidence["as_printed"].map(list_printed)).explode("printed")
    counts = held.dropna(subset=["printed"]).groupby(keys).size().rename("evidence_count")
    is_elsewhere = exceptions["reason"] == OTHER_TABLE
    elsewhere = exceptions[is_elsewhere].groupby(keys)["number_count"].sum().rename("elsewhere_count")
    excepted = exceptions[~is_elsewhere].groupby(keys)["number_count"].sum().rename("excepted_count")
    accounted = pd.concat([counts, elsewhere, excepted], axis="columns").reset_index(names=keys)
    settled = settled.merge(accounted, on=keys, how="outer")
    settled[COUNTS[:-1]] = settled[COUNTS[:-1]].fillna(0).astype("int64")
    is_raised = settled["kind"] == "raised"
    settled.loc[is_raised, "excepted_count"] = settled.loc[is_raised, "number_count"]
    settled["open_count"] = settled["number_count"] - settled[COUNTS[1:-1]].sum(axis="columns")
    return settled


def count_by_section(sections: pd.DataFrame, settled: pd.DataFrame) -> pd.DataFrame:
    """The sections with the counts of the numbers on their lines; a line belongs to one section."""
    sums = settled[COUNTS].groupby(place_lines(settled, sections)).sum()
    return sections.join(sums.reindex(sections.index, fill_value=0).astype("int64"))


def describe_reasons(sections: pd.DataFrame, settled: pd.DataFrame, exceptions: pd.DataFrame) -> pd.Series:
    """For each section, why numbers in it are no figures and how many: 'page number (57), date or period (3)'."""
    columns = ["edition", "line", "reason", "number_count"]
    raised = settled[settled["kind"] == "raised"].assign(reason=RAISED_MARK)
    others = exceptions[exceptions["reason"] != OTHER_TABLE]
    listed = pd.concat([others[columns], raised[columns]], ignore_index=True)
    sums = listed.groupby([place_lines(listed, sections), "reason"])["number_count"].sum().reset_index()
    sums = sums.sort_values(["place", "number_count"], ascending=[True, False], kind="stable")
    words = sums["reason"] + " (" + sums["number_count"].astype(str) + ")"
    return words.groupby(sums["place"]).agg(", ".join).reindex(sections.index, fill_value="")


def place_lines(rows: pd.DataFrame, sections: pd.DataFrame) -> pd.Series:
    """For each row, with an edition and a line, the index of the section its line lies in; missing where none."""
    placed = pd.Series(pd.NA, index=rows.index, dtype="Int64", name="place")
    for edition, own in sections.groupby("edition"):
        is_own = (rows["edition"] == edition).to_numpy(dtype=bool)
        starts, lines = own["first_line"].to_numpy(dtype=int), rows["line"].to_numpy(dtype=int)[is_own]
        placed[is_own] = own.index[np.searchsorted(starts, lines, side="right") - 1]
    return placed
