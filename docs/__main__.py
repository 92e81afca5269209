"""`python -m docs`: write every part of the documents that is made from the code."""

import sys

from docs.parts import PARTS, read_stale, write_part


def main() -> int:
    """Write the parts that are out of date and name them."""
    for part in PARTS:
        if read_stale(part):
            write_part(part)
            print(f"{part.path.name}: {part.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
