"""The command `restore`: a backup as the version in force."""

import argparse
from pathlib import Path
from typing import Any

from data_access import schema
from data_access.load.backup import restore
from data_access.settings import Settings


def add_restore_command(commands: Any) -> None:
    """Add `restore` to the command line."""
    restoring = commands.add_parser("restore", help="make a backup the version in force")
    restoring.add_argument("file", type=Path, metavar="FILE")
    restoring.set_defaults(run=run_restore)


def run_restore(chosen: argparse.Namespace, settings: Settings) -> int:
    """Restore the file and say what it holds."""
    held = restore(settings, chosen.file)
    print(f"The store is as it was backed up, about {held.alliance_name}; 'rollback' goes back to what was there.")
    if held.layout != schema.SCHEMA_VERSION:
        print(f"It has table layout {held.layout}: run 'python -m data_access upgrade' next.")
    return 0
