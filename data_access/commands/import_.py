"""The command `import`: everything an export holds, as one new version."""

import argparse
from pathlib import Path
from typing import Any

from data_access.load.exporting import import_loaded
from data_access.settings import Settings


def add_import_command(commands: Any) -> None:
    """Add `import` to the command line."""
    importing = commands.add_parser("import", help="load every file of an export, all or nothing")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.set_defaults(run=run_import)


def run_import(chosen: argparse.Namespace, settings: Settings) -> int:
    """Load what the file holds and say what was read, stored and set aside."""
    for report in import_loaded(settings, chosen.file):
        print(report.describe())
    return 0
