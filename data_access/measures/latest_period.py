"""Which months stand for 'now': the latest twelve where all are held, else the latest unbroken run. Pure."""

from collections.abc import Sequence

from data_access.months import list_months, name_month, shift_month, split_runs

TWELVE_MONTHS = "latest 12 months, all twelve held"
YEARLY_TABLE = "latest year of the yearly tables"
EDITION_YEAR = "the edition's year of the yearly tables, later ones are held"
QUARTERLY_TABLE = "the one year that the quarterly table holds"
LATEST_RUN = "latest unbroken run of months"
NOT_HELD = "no figure held"
FULL_YEAR = 12
# Why there is no figure: none in the period, or nothing that is held measures it.
NOT_IN_PERIOD, NOT_MEASURED = "not-in-period", "not-measured"


def find_latest_twelve(months: Sequence[str]) -> list[str]:
    """The twelve months that end with the last one held, where all are held; [] where one is missing."""
    held = set(months)
    if not held:
        return []
    last = max(held)
    wanted = list_months(shift_month(last, 1 - FULL_YEAR), last)
    return wanted if set(wanted) <= held else []


def find_latest_run(months: Sequence[str]) -> list[str]:
    """The last months held without a gap between them; [] where none is held."""
    runs = split_runs(list(months))
    return runs[-1] if runs else []


def name_span(months: Sequence[str]) -> str:
    """'January 2024 to February 2024' for an unbroken run; '' for no month."""
    if not months:
        return ""
    first, last = name_month(months[0]), name_month(months[-1])
    return first if first == last else f"{first} to {last}"
