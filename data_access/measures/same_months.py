"""The same calendar months of two years: the only comparison made across a gap, called 'then and now'. Pure."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from data_access.measures.change import Change
from data_access.months import list_months


@dataclass(frozen=True)
class SameMonths:
    """Calendar months (1 to 12) held in two years, and whether months between them are not held."""

    numbers: tuple[int, ...]
    then_year: int
    now_year: int
    is_across_gap: bool

    @property
    def then_months(self) -> tuple[str, ...]:
        """The months of the earlier year, YYYY-MM."""
        return tuple(f"{self.then_year}-{number:02d}" for number in self.numbers)

    @property
    def now_months(self) -> tuple[str, ...]:
        """The months of the later year, YYYY-MM."""
        return tuple(f"{self.now_year}-{number:02d}" for number in self.numbers)

    @property
    def words(self) -> str:
        """The calendar months in words: 'January and February', 'March to June and October'."""
        spans: list[list[int]] = []
        for number in self.numbers:
            if spans and spans[-1][-1] == number - 1:
                spans[-1].append(number)
            else:
                spans.append([number])
        named = [word for span in spans for word in _name_span(span)]
        return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"

    @property
    def years_between(self) -> str:
        """The years between the two in words: '2015 to 2018', '2015'; '' where they follow each other."""
        first, last = self.then_year + 1, self.now_year - 1
        return "" if first > last else str(first) if first == last else f"{first} to {last}"


def pair_same_months(months: Sequence[str]) -> list[SameMonths]:
    """Every pair of neighbouring years that hold the same calendar months; months held in the same years go together.

    October 2014 and October 2018 make one pair; January and February of 2014, 2019 and 2024 make two.
    """
    held = set(months)
    years_of: dict[int, tuple[int, ...]] = {}
    for number in range(1, 13):
        years_of[number] = tuple(sorted(int(month[:4]) for month in held if int(month[5:]) == number))
    pairs = []
    for years in dict.fromkeys(years_of.values()):
        numbers = tuple(number for number, its in years_of.items() if its == years)
        for then, now in pairwise(years):
            between = list_months(f"{then}-{numbers[0]:02d}", f"{now}-{numbers[-1]:02d}")
            pairs.append(SameMonths(numbers, then, now, not set(between) <= held))
    return sorted(pairs, key=lambda pair: (pair.now_year, pair.then_year, pair.numbers))


def find_widest_pair(months: Sequence[str]) -> SameMonths | None:
    """The two years that share most calendar months, the latest of equals; None where no two share one."""
    held = sorted(set(months))
    years = sorted({int(month[:4]) for month in held})
    best: SameMonths | None = None
    for position, then in enumerate(years):
        for now in years[position + 1 :]:
            pair = pair_years_of(held, then_year=then, now_year=now)
            if pair and (best is None or _rank(pair) > _rank(best)):
                best = pair
    return best


def pair_years_of(months: Sequence[str], *, then_year: int, now_year: int) -> SameMonths | None:
    """The calendar months held in both of two years; None where there is none."""
    held = set(months)
    numbers = tuple(
        number for number in range(1, 13) if {f"{then_year}-{number:02d}", f"{now_year}-{number:02d}"} <= held
    )
    if not numbers:
        return None
    between = list_months(f"{then_year}-{numbers[0]:02d}", f"{now_year}-{numbers[-1]:02d}")
    return SameMonths(numbers, then_year, now_year, not set(between) <= held)


def say_by_chance(change: Change | None) -> str:
    """The judgement where no table of 43 forces stands behind it: chance alone is allowed for, and the words say so."""
    if change is None:
        return "cannot be compared: one of the counts is zero"
    if change.now == change.then:
        return "did not change"
    direction = "rose" if change.now > change.then else "fell"
    return f"{direction} {'by more than' if change.is_named else 'within what'} chance alone would explain"


def _rank(pair: SameMonths) -> tuple[int, int, int]:
    return len(pair.numbers), pair.now_year, pair.then_year


def _name_span(span: list[int]) -> list[str]:
    names = [calendar.month_name[number] for number in span]
    return names if len(names) < 3 else [f"{names[0]} to {names[-1]}"]
