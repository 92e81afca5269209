"""The command `python -m data_access fetch SOURCE`, for machines that have internet."""

import argparse
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from data_access.fetch.addresses import ADDRESSES, Address
from data_access.fetch.choosing import find_addresses
from data_access.fetch.download import Fetched, fetch_source
from data_access.load.registry import LOADERS
from data_access.settings import Settings

DEFAULT_FOLDER = Path("downloads")


def add_fetch_command(commands: Any) -> None:
    """Add `fetch` to the commands of a parser (what `add_subparsers` gives)."""
    fetch: argparse.ArgumentParser = commands.add_parser(
        "fetch",
        help="download official files (needs internet; nothing else here does)",
        description="Download the official files of a source, or say which page to take them from by hand.",
    )
    fetch.add_argument("source", choices=tuple(dict.fromkeys(address.source for address in ADDRESSES)))
    fetch.add_argument("--month", default="", metavar="YYYY-MM", help="the month of an archive (street-crime)")
    fetch.add_argument("--year", default="", metavar="YYYY", help="the year of the files, or all (collisions)")
    fetch.add_argument(
        "--into", type=Path, default=DEFAULT_FOLDER, metavar="FOLDER", help="where to; default is downloads"
    )
    fetch.set_defaults(run=run_fetch)


def run_fetch(chosen: argparse.Namespace, _: Settings, *, addresses: Sequence[Address] = ADDRESSES) -> int:
    """Download a source's files and say how to load them; 1 where a person has to take them from a page.

    Raises FetchError.
    """
    found = find_addresses(chosen.source, addresses=addresses)
    files = [address for address in found if not address.is_page]
    if files:
        print(f"{_join(address.advice for address in files)}.", flush=True)
    fetched = fetch_source(chosen.source, month=chosen.month, year=chosen.year, into=chosen.into, addresses=addresses)
    for file in fetched:
        print(f"{file.path}: {file.byte_count:,} bytes, SHA-256 {file.sha256}")
        print(f"  from {file.address}")
    if files:
        print(f"{_join(address.publisher for address in files)}; {_join(address.licence for address in files)}.")
        if chosen.source in LOADERS:
            print(f"Now run: {make_load_command(chosen.source, files=files, fetched=fetched)}")
    pages = [address for address in found if address.is_page]
    for address in pages:
        print(describe_page(address))
    if pages and chosen.source in LOADERS:
        print(f"Then run: python -m data_access load {chosen.source} FILE")
    return 1 if pages else 0


def _join(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words))


def make_load_command(source: str, *, files: Sequence[Address], fetched: Sequence[Fetched]) -> str:
    """The command that loads what was downloaded; files and fetched are in the same order."""
    words = ["python", "-m", "data_access", "load", source]
    for address, file in zip(files, fetched, strict=True):
        words += [address.load_option, str(file.path)] if address.load_option else [str(file.path)]
    return shlex.join(words)


def describe_page(address: Address) -> str:
    """What to take by hand from a page, because its files change their address with every release."""
    return (
        f"{address.title} ({address.publisher}, {address.licence}) has no lasting address.\n"
        f"  Open {address.page}\n"
        f"  {address.advice}."
    )
