"""The command `backup`: the whole store as one file."""

import argparse
from pathlib import Path
from typing import Any

from data_access.load.backup import back_up
from data_access.settings import Settings


def add_backup_command(commands: Any) -> None:
    """Add `backup` to the command line."""
    backup = commands.add_parser("backup", help="write the store as it is to one file")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(run=run_backup)


def run_backup(chosen: argparse.Namespace, settings: Settings) -> int:
    """Write the file and say what it holds."""
    count = back_up(settings, chosen.file)
    print(f"{chosen.file} holds the store: {count} tables, and the files that were loaded.")
    return 0
