"""The command line: python -m data_access COMMAND; `--help` names them all."""

import sys

from data_access.commands.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
