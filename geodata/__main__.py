"""The command line: `python -m geodata build` makes the boundaries of an alliance."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from geodata.alliance import AllianceConfigError, load_alliance
from geodata.boundaries import BoundariesMissingError, UnknownAreaError
from geodata.build import BuildError, build
from geodata.coverage import CoverageError
from geodata.ground import PREFIX
from geodata.lsoas import LookupFileError

_USER_ERRORS = (
    AllianceConfigError,
    BoundariesMissingError,
    BuildError,
    CoverageError,
    LookupFileError,
    UnknownAreaError,
    OSError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code: 0, or 1 after one sentence on what is wrong."""
    options = _make_parser().parse_args(arguments)
    try:
        files = build(
            load_alliance(options.alliance),
            lsoa_changes=options.lsoa_changes,
            lsoa_population=options.lsoa_population,
            prefix=options.prefix,
        )
    except _USER_ERRORS as error:
        print(error, file=sys.stderr)
        return 1
    for path in files:
        print(f"{path}  {path.stat().st_size / 1000:,.1f} KB")
    return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geodata", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("build", help="make boundaries, LSOA tables and map styles")
    command.add_argument("--alliance", type=Path, metavar="FILE", help="TOML file (default: the bundled one)")
    command.add_argument("--lsoa-changes", type=Path, metavar="CSV", help="ONS look-up of LSOAs 2011 to 2021")
    command.add_argument("--lsoa-population", type=Path, metavar="CSV", help="residents by LSOA, mid-2017")
    command.add_argument("--prefix", default=PREFIX, help="address at which the app serves the folder (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
