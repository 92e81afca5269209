"""The same calendar months of two years: the only comparison made across a gap, called 'then and now'. Pure."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass

from data_access.months import list_months, shift_month


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


def pair_with_earlier(months: Sequence[str], *, held: Sequence[str]) -> list[tuple[str, str]]:
    """Each month beside the latest one held of the same calendar month in an earlier year, as (then, now)."""
    pairs = []
    for now in sorted(set(months)):
        then = max((month for month in held if month[5:] == now[5:] and month < now), default="")
        if then:
            pairs.append((then, now))
    return pairs


def pair_same_months(months: Sequence[str]) -> list[SameMonths]:
    """Every pair of neighbouring years that hold the same calendar months; months held in the same years go together.

    October 2014 and October 2018 make one pair; January and February of 2014, 2019 and 2024 make two.
    """
    held = set(months)
    grouped: dict[tuple[tuple[str, ...], int, int], list[int]] = {}
    for then, now in pair_with_earlier(months, held=months):
        years = tuple(sorted(month[:4] for month in held if month[5:] == now[5:]))
        grouped.setdefault((years, int(then[:4]), int(now[:4])), []).append(int(now[5:]))
    pairs = []
    for (_, then_year, now_year), found in grouped.items():
        numbers = tuple(sorted(found))
        between = list_months(f"{then_year}-{numbers[0]:02d}", f"{now_year}-{numbers[-1]:02d}")
        pairs.append(SameMonths(numbers, then_year, now_year, not set(between) <= held))
    return sorted(pairs, key=lambda pair: (pair.now_year, pair.then_year, pair.numbers))


def find_same_months_before(months: Sequence[str], *, held: Sequence[str]) -> list[str]:
    """The same calendar months of the nearest earlier year that holds all of them; [] where none does.

    For a figure of a whole period, which a part of its months cannot stand beside.
    """
    if not months:
        return []
    known = set(held)
    for years in range(1, int(months[0][:4]) - int(min(known, default=months[0])[:4]) + 1):
        earlier = [shift_month(month, -12 * years) for month in months]
        if set(earlier) <= known:
            return earlier
    return []


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


def _rank(pair: SameMonths) -> tuple[int, int, int]:
    return len(pair.numbers), pair.now_year, pair.then_year


def _name_span(span: list[int]) -> list[str]:
    names = [calendar.month_name[number] for number in span]
    return names if len(names) < 3 else [f"{names[0]} to {names[-1]}"]
