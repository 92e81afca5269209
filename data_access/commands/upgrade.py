"""The command `upgrade`: the store made again for this release, with everything that was loaded."""

import argparse
from typing import Any

from data_access.load.upgrading import upgrade_store
from data_access.settings import Settings


def add_upgrade_command(commands: Any) -> None:
    """Add `upgrade` to the command line."""
    upgrade = commands.add_parser("upgrade", help="make the store again and carry over what was loaded")
    upgrade.set_defaults(run=run_upgrade)


def run_upgrade(_: argparse.Namespace, settings: Settings) -> int:
    """Carry the store over, all or nothing, and say what came with it."""
    for sentence in upgrade_store(settings):
        print(sentence)
    print("The store is of this release, with everything that was loaded.")
    return 0
