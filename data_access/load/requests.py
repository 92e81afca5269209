"""What a load is asked to do, and what a loader is given to do it."""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tqdm import tqdm

from geodata.alliance import Alliance


@dataclass(frozen=True)
class Request:
    """One `load` command: a source, its paths and its options."""

    source: str
    paths: tuple[Path, ...]
    vehicles: Path | None = None
    casualties: Path | None = None
    accepts_rejects: bool = False


@dataclass
class Files:
    """The files of a request: those to read, and those passed over with the reason.

    A file out of a zip stands under the name it has there.
    """

    read: list[Path] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


@dataclass
class Work:
    """What a loader is given: the request, its files, the alliance, and a bar to move by bytes."""

    request: Request
    files: Files
    alliance: Alliance
    bar: Any

    def advance(self, path: Path) -> None:
        """Say that a file has been read."""
        self.bar.update(path.stat().st_size)


def make_bar(files: Files) -> Any:
    """A progress bar over the bytes of the files, with rate and time left, on stderr."""
    total = sum(path.stat().st_size for path in files.read)
    return tqdm(total=total, unit="B", unit_scale=True, desc="Reading", file=sys.stderr, leave=False)
