"""The command `export`: everything that was loaded, in one file."""

import argparse
from pathlib import Path
from typing import Any

from data_access.load.exporting import export_loaded
from data_access.settings import Settings


def add_export_command(commands: Any) -> None:
    """Add `export` to the command line."""
    export = commands.add_parser("export", help="write every file that was loaded to one file")
    export.add_argument("file", type=Path, metavar="FILE")
    export.set_defaults(run=run_export)


def run_export(chosen: argparse.Namespace, settings: Settings) -> int:
    """Write the file and say how many loads it holds."""
    count = export_loaded(settings, chosen.file)
    print(f"{chosen.file} holds the files of {count} {'load' if count == 1 else 'loads'}.")
    return 0
