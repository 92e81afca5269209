"""Months written YYYY-MM: in order, in words, in unbroken runs. Pure."""

import re
from collections.abc import Iterable
from datetime import date

MONTH = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])\Z")
YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")


def first_day(month: str) -> date:
    """The first day of a month written YYYY-MM."""
    return date(int(month[:4]), int(month[5:7]), 1)


def next_month(month: str) -> str:
    """The month after one written YYYY-MM."""
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def shift_month(month: str, count: int) -> str:
    """The month so many after (or, below zero, before) one written YYYY-MM."""
    number = int(month[:4]) * 12 + int(month[5:7]) - 1 + count
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def list_months(first: str, last: str) -> list[str]:
    """Every month from first to last, both included: a complete series in which gaps can show."""
    months = [first]
    while months[-1] < last:
        months.append(next_month(months[-1]))
    return months


def name_month(month: str) -> str:
    """'2018-10' as 'October 2018'."""
    return f"{first_day(month):%B %Y}"


def name_month_short(month: str) -> str:
    """'2018-10' as 'Oct 2018'."""
    return f"{first_day(month):%b %Y}"


def split_runs(months: list[str]) -> list[list[str]]:
    """Months as unbroken runs, oldest first."""
    runs: list[list[str]] = []
    for month in sorted(set(months)):
        if runs and next_month(runs[-1][-1]) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return runs


def name_runs(months: list[str]) -> str:
    """Months as unbroken runs in words: 'Jan-Oct 2014, Oct 2018-Feb 2019, Jan-Feb 2024'."""
    return ", ".join(_name_run(run[0], run[-1]) for run in split_runs(months))


def expand_months(period_codes: Iterable[str]) -> list[str]:
    """The months of periods held by month ('2018-10') or by calendar year ('2015'), in order; none of other periods."""
    months: set[str] = set()
    for code in period_codes:
        if MONTH.match(code):
            months.add(code)
        elif YEAR.match(code):
            months.update(list_months(f"{code}-01", f"{code}-12"))
    return sorted(months)


def _name_run(first: str, last: str) -> str:
    if first == last:
        return name_month_short(first)
    if first[:4] == last[:4]:
        return f"{first_day(first):%b} to {name_month_short(last)}"
    return f"{name_month_short(first)} to {name_month_short(last)}"
