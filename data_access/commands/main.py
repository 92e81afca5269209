"""The commands of `python -m data_access`. Exit code 0: done; 1: something to mend; 2: can't be done."""

import argparse
import sys
from collections.abc import Sequence

from data_access.commands.backup import add_backup_command
from data_access.commands.check import add_check_command
from data_access.commands.coverage import add_coverage_command
from data_access.commands.export import add_export_command
from data_access.commands.fetch import add_fetch_command
from data_access.commands.figures import add_figures_command
from data_access.commands.import_ import add_import_command
from data_access.commands.init import add_init_command
from data_access.commands.load import add_load_command
from data_access.commands.output import allow_any_letter
from data_access.commands.rejects import add_rejects_command
from data_access.commands.restore import add_restore_command
from data_access.commands.rollback import add_rollback_command
from data_access.commands.status import add_status_command
from data_access.commands.upgrade import add_upgrade_command
from data_access.database.faults import name_write_fault
from data_access.errors import UserFacingError
from data_access.settings import read_settings
from geodata.alliance import AllianceConfigError
from geodata.boundaries import BoundariesMissingError

# In the order in which `--help` names them; each is a file of this folder.
COMMANDS = (
    add_init_command,
    add_load_command,
    add_fetch_command,
    add_status_command,
    add_figures_command,
    add_rejects_command,
    add_coverage_command,
    add_check_command,
    add_rollback_command,
    add_upgrade_command,
    add_export_command,
    add_import_command,
    add_backup_command,
    add_restore_command,
)


def main(arguments: Sequence[str]) -> int:
    """Run one command; errors for users are one sentence on stderr and exit code 2."""
    allow_any_letter(sys.stdout)
    chosen = make_parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen, read_settings()))
    except (UserFacingError, AllianceConfigError, BoundariesMissingError) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output has gone, as `| head` does; nothing is wrong.
        sys.stderr.close()
        return 0
    except OSError as error:
        # A disk, a right or a file: nothing that a traceback would explain better than the system's own words.
        print(describe_os_error(error), file=sys.stderr)
        return 2


def describe_os_error(error: OSError) -> UserFacingError:
    """A fault of the file system as a sentence."""
    named = name_write_fault(error)
    where = f"{error.filename}: " if error.filename else ""
    if named is None:
        return UserFacingError(f"{where}{error.strerror or error}; nothing was changed.")
    return UserFacingError(f"{where}{named[0]}; nothing was changed: {named[1]}.")


def make_parser() -> argparse.ArgumentParser:
    """The grammar of the command line."""
    parser = argparse.ArgumentParser(prog="python -m data_access", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    for add in COMMANDS:
        add(commands)
    return parser
