"""The command `rejects`: the rows that were not stored, with file, line, column and reason."""

import argparse
from contextlib import closing
from typing import Any

from data_access.commands.output import print_csv
from data_access.settings import Settings
from data_access.store import open_store


def add_rejects_command(commands: Any) -> None:
    """Add `rejects` to the command line."""
    rejects = commands.add_parser("rejects", help="list the rows that were not stored, with the reason")
    rejects.add_argument("--source", default="", help="of one source only")
    rejects.add_argument("--faults", action="store_true", help="only rows at fault, not those left out by design")
    rejects.set_defaults(run=run_rejects)


def run_rejects(chosen: argparse.Namespace, settings: Settings) -> int:
    """Print the rows that were not stored, as CSV."""
    with closing(open_store(settings)) as store:
        frame = store.ask("sources.rejects", source_id=chosen.source)
    if chosen.faults:
        frame = frame[frame["is_fault"].astype(bool)]
    print_csv(frame)
    return 0
