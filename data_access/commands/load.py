"""The command `load`: files of one source as one new version, all or nothing."""

import argparse
from pathlib import Path
from typing import Any

from data_access.load.loading import load_source
from data_access.load.registry import LOADERS
from data_access.load.requests import Request
from data_access.settings import Settings


def add_load_command(commands: Any) -> None:
    """Add `load` to the command line."""
    load = commands.add_parser("load", help="load official files into the store")
    load.add_argument("source", choices=tuple(LOADERS))
    load.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    load.add_argument("--vehicles", type=Path, help="the STATS19 vehicle file of the same year (collisions)")
    load.add_argument("--casualties", type=Path, help="the STATS19 casualty file of the same year (collisions)")
    load.add_argument(
        "--accept-rejects", action="store_true", help="load also where more than 1%% of a file's rows are at fault"
    )
    load.set_defaults(run=run_load)


def run_load(chosen: argparse.Namespace, settings: Settings) -> int:
    """Load the files and say what was read, stored and set aside."""
    request = Request(
        source=chosen.source,
        paths=tuple(chosen.paths),
        vehicles=chosen.vehicles,
        casualties=chosen.casualties,
        accepts_rejects=chosen.accept_rejects,
    )
    reports = load_source(settings.for_loading, request)
    for report in reports:
        print(report.describe())
    if not reports:
        print(f"{chosen.source}: these files are held already; nothing changed.")
    return 0
