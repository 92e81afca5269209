"""Months added up to quarters, financial years, year to date and rolling years: only where every month is held. Pure.

A step that has no whole period is not offered, and `explain_step` says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data_access.months import list_months, name_month, name_month_short, name_runs
from data_access.periods import parse_period

MONTH, QUARTER, FINANCIAL_YEAR = "month", "quarter", "financial-year"
YEAR_TO_DATE, ROLLING = "year-to-date", "rolling-12"
STEPS = {
    MONTH: "Month",
    QUARTER: "Quarter",
    FINANCIAL_YEAR: "Financial year",
    YEAR_TO_DATE: "Year to date (from April)",
    ROLLING: "Rolling 12 months",
}
# Points of a rolling year share eleven months with the next: the rules of a control chart do not hold for them.
CHARTED = frozenset({MONTH, QUARTER, FINANCIAL_YEAR})
_LENGTHS = {MONTH: 1, QUARTER: 3, FINANCIAL_YEAR: 12, YEAR_TO_DATE: 12, ROLLING: 1}

_PERIOD_COLUMNS = [
    "period_order",
    "period_code",
    "period_words",
    "month_count",
    "first_month",
    "last_month",
    "segment",
]


@dataclass(frozen=True)
class StepPeriod:
    """A period made of whole months: its code, its words and its months in order."""

    code: str
    words: str
    months: tuple[str, ...]


def list_step_periods(months: Sequence[str], step: str) -> list[StepPeriod]:
    """The periods of a step of which every month is held, in order; raises KeyError for an unknown step."""
    held = sorted(set(months))
    if not held:
        return []
    made = {
        MONTH: _make_months,
        QUARTER: _make_quarters,
        FINANCIAL_YEAR: _make_financial_years,
        YEAR_TO_DATE: _make_years_to_date,
        ROLLING: _make_rolling,
    }[step](held)
    return [period for period in made if set(period.months) <= set(held)]


def add_up_months(counts: pd.DataFrame, *, step: str, keys: Sequence[str], count: str = "crime_count") -> pd.DataFrame:
    """Counts by period of a step; counts has a row for each month held and key, also where the count is zero.

    A row is a period and key: period_code, period_words, month_count, segment (one for each unbroken
    run of periods) and the sum.
    """
    periods = list_step_periods(counts["month"].tolist(), step)
    segments = number_segments(periods, step)
    spread = pd.DataFrame(
        [
            (month, number, period.code, period.words, len(period.months), period.months[0], period.months[-1], segment)
            for number, (period, segment) in enumerate(zip(periods, segments, strict=True))
            for month in period.months
        ],
        columns=["month", *_PERIOD_COLUMNS],
    )
    spread = spread.astype({"period_order": "int64", "month_count": "int64", "segment": "int64"})
    # Without a period pandas cannot know that months are text.
    joined = spread.astype({"month": "str"}).merge(counts.astype({"month": "str"}), on="month")
    return joined.groupby([*_PERIOD_COLUMNS, *keys], as_index=False, sort=False, dropna=False)[count].sum()


def number_segments(periods: Sequence[StepPeriod], step: str) -> list[int]:
    """The unbroken run each period belongs to, from 0: a chart never spans a gap."""
    segments: list[int] = []
    for number, period in enumerate(periods):
        is_next = bool(number) and _count_month(period) - _count_month(periods[number - 1]) == _LENGTHS[step]
        segments.append(segments[-1] + (not is_next) if segments else 0)
    return segments


def explain_step(months: Sequence[str], step: str) -> str:
    """Why a step has no period in the months held; '' where it has one."""
    if list_step_periods(months, step):
        return ""
    held = sorted(set(months))
    if not held:
        return "no month is held"
    if step == YEAR_TO_DATE:
        span = list_months(_find_april(held[-1]), held[-1])
        missing = [month for month in span if month not in held]
        return f"of April to {name_month(held[-1])} these months are not held: {name_runs(missing)}"
    longest = max(_measure_runs(held))
    words = {QUARTER: "no quarter has", FINANCIAL_YEAR: "no April to March has", ROLLING: "no 12 months in a row have"}
    return f"{words[step]} every month held; the longest unbroken run is {longest} month{'s' * (longest != 1)}"


def _make_months(held: list[str]) -> list[StepPeriod]:
    return [StepPeriod(month, name_month(month), (month,)) for month in held]


def _make_quarters(held: list[str]) -> list[StepPeriod]:
    codes = dict.fromkeys(_name_quarter(month) for month in held)
    periods = [parse_period(code) for code in codes]
    return [
        StepPeriod(period.code, period.label, tuple(list_months(f"{period.start:%Y-%m}", f"{period.end:%Y-%m}")))
        for period in periods
    ]


def _make_financial_years(held: list[str]) -> list[StepPeriod]:
    years = dict.fromkeys(int(_find_april(month)[:4]) for month in held)
    return [
        StepPeriod(
            f"{year}-{(year + 1) % 100:02d}",
            f"financial year {year}/{(year + 1) % 100:02d}",
            tuple(list_months(f"{year}-04", f"{year + 1}-03")),
        )
        for year in years
    ]


def _make_years_to_date(held: list[str]) -> list[StepPeriod]:
    """April to the last month held, for its own financial year and those before; none where its own is not whole."""
    last = held[-1]
    years_back = int(_find_april(last)[:4]) - int(_find_april(held[0])[:4])
    periods = []
    for back in range(years_back, -1, -1):
        end = f"{int(last[:4]) - back}-{last[5:]}"
        start = _find_april(end)
        words = name_month(end) if start == end else f"{name_month_short(start)} to {name_month_short(end)}"
        periods.append(StepPeriod(f"ytd-{end}", words, tuple(list_months(start, end))))
    return periods if set(periods[-1].months) <= set(held) else []


def _make_rolling(held: list[str]) -> list[StepPeriod]:
    periods = []
    for month in held:
        year, number = int(month[:4]), int(month[5:])
        start = f"{year - 1}-{number + 1:02d}" if number < 12 else f"{year}-01"
        periods.append(StepPeriod(f"ye-{month}", f"year to {name_month(month)}", tuple(list_months(start, month))))
    return periods


def _find_april(month: str) -> str:
    """The April that the financial year of a month begins with."""
    return f"{int(month[:4]) - (month[5:] < '04')}-04"


def _name_quarter(month: str) -> str:
    year, number = int(_find_april(month)[:4]), int(month[5:])
    return f"{year}-{(year + 1) % 100:02d}-Q{(number - 4) % 12 // 3 + 1}"


def _count_month(period: StepPeriod) -> int:
    return 12 * int(period.months[-1][:4]) + int(period.months[-1][5:])


def _measure_runs(held: list[str]) -> list[int]:
    segments = pd.Series(number_segments(_make_months(held), MONTH))
    return [int(size) for size in segments.value_counts()]
