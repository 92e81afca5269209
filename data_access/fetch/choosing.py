"""Which of the official addresses a source has, filled in with the month or year asked for."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from data_access.fetch.addresses import ADDRESSES, Address
from data_access.fetch.failures import FetchError
from data_access.months import MONTH

YEAR = re.compile(r"(?:19|20)\d\d")


def find_addresses(source: str, *, addresses: Sequence[Address] = ADDRESSES) -> list[Address]:
    """The entries of a source; raises FetchError for one that has none."""
    found = [address for address in addresses if address.source == source]
    if not found:
        names = ", ".join(dict.fromkeys(address.source for address in addresses))
        raise FetchError(f"There is no official address for '{source}': the sources are {names}.")
    return found


def fill_address(address: Address, *, month: str, year: str) -> str:
    """The address with its month or year; raises FetchError where one is missing, malformed or not wanted."""
    _check_period(address, "month", month, is_valid=bool(MONTH.fullmatch(month)), form="YYYY-MM")
    is_year = bool(YEAR.fullmatch(year)) or bool(address.every_year and year == "all")
    _check_period(address, "year", year, is_valid=is_year, form="YYYY or all" if address.every_year else "YYYY")
    filled = address.template.format(month=month, year=address.every_year if year == "all" else year)
    parts = urlsplit(filled)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{filled} is no http or https address: correct it in data_access/fetch/addresses.py.")
    return filled


def _check_period(address: Address, name: str, value: str, *, is_valid: bool, form: str) -> None:
    is_wanted = f"{{{name}}}" in address.template
    if value and not is_wanted:
        raise FetchError(f"{address.source} is not published by {name} at {address.page}: leave out --{name}.")
    if is_wanted and not is_valid:
        given = f"'{value}' is not a {name}" if value else f"{address.source} is published by {name}"
        raise FetchError(f"{given}: give --{name} {form} (see {address.page}).")
