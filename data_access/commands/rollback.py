"""The command `rollback`: back to the version before this one."""

import argparse
from typing import Any

from data_access.database.versions import open_versions, roll_back
from data_access.settings import Settings


def add_rollback_command(commands: Any) -> None:
    """Add `rollback` to the command line."""
    rollback = commands.add_parser("rollback", help="go back to the version before this one")
    rollback.set_defaults(run=run_rollback)


def run_rollback(_: argparse.Namespace, settings: Settings) -> int:
    """Go back one version."""
    left, now = roll_back(open_versions(settings.for_loading))
    print(f"Went back from version {left} to version {now}.")
    return 0
