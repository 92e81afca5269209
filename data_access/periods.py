"""Period codes: what they cover, in dates and in words. Pure.

'2018-10' a month; '2017-18-Q1' a quarter of a financial year (Q1 is April to June); 'ye-2017-09' the
twelve months to September 2017; 'mid-2017' 30 June; '2015' a year; '2015-09-30' a day.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from data_access.months import name_month


@dataclass(frozen=True)
class Period:
    """A period: first and last day, kind and words."""

    code: str
    kind: str
    start: date
    end: date
    label: str


def parse_period(code: str) -> Period:
    """Read a period code; raises ValueError for one that is none."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", code):
        day = date.fromisoformat(code)
        return Period(code, "day", day, day, f"{day.day} {day:%B %Y}")
    if re.fullmatch(r"\d{4}-\d{2}-Q[1-4]", code):
        return _parse_quarter(code)
    if match := re.fullmatch(r"ye-(\d{4})-(\d{2})", code):
        year, month = int(match[1]), int(match[2])
        end = _last_day(year, month)
        start = date(year - (month < 12), month % 12 + 1, 1)
        return Period(code, "year_ending", start, end, f"year to {end:%B %Y}")
    if match := re.fullmatch(r"mid-(\d{4})", code):
        day = date(int(match[1]), 6, 30)
        return Period(code, "mid_year", day, day, f"mid-{match[1]}")
    if re.fullmatch(r"\d{4}-\d{2}", code):
        year, month = int(code[:4]), int(code[5:])
        return Period(code, "month", date(year, month, 1), _last_day(year, month), name_month(code))
    if re.fullmatch(r"\d{4}", code):
        return Period(code, "year", date(int(code), 1, 1), date(int(code), 12, 31), code)
    raise ValueError(f"'{code}' is not a period code")


def _parse_quarter(code: str) -> Period:
    quarter = int(code[-1])
    year = int(code[:4]) + (quarter == 4)
    first = (1, 4, 7, 10)[quarter % 4]
    start, end = date(year, first, 1), _last_day(year, first + 2)
    return Period(code, "quarter", start, end, f"{start:%B} to {end:%B %Y}")


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
