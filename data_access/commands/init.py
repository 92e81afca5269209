"""The command `init`: builds the default store from the bundled figures."""

import argparse
from typing import Any

from data_access.load.building import build_store
from data_access.settings import Settings


def add_init_command(commands: Any) -> None:
    """Add `init` to the command line."""
    init = commands.add_parser("init", help="build the default store from the bundled figures")
    init.add_argument("--if-missing", action="store_true", help="do nothing where a usable store is there")
    init.set_defaults(run=run_init)


def run_init(chosen: argparse.Namespace, settings: Settings) -> int:
    """Build the default store, with a progress bar."""
    return build_store(settings.for_loading, only_if_missing=chosen.if_missing)
