"""What a load is asked to do, and what a loader is given to do it."""

import sys
from collections import Counter
from collections.abc import Sequence
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
    """The files of a request: those to read, with those of its options, and those that are not read.

    A file out of a zip stands under the name it has there; no two files have the same name.
    `other_forces` counts the street files of each force outside the alliance.
    """

    read: list[Path] = field(default_factory=list)
    vehicles: Path | None = None
    casualties: Path | None = None
    passed_over: list[str] = field(default_factory=list)
    other_forces: Counter[str] = field(default_factory=Counter)

    @property
    def every(self) -> list[Path]:
        """All files that are read, those of the options last."""
        return [*self.read, *(path for path in (self.vehicles, self.casualties) if path is not None)]

    def describe_not_read(self) -> list[str]:
        """Sentences about the files that were found and not read."""
        sentences = []
        if self.passed_over:
            sentences.append(f"not read: {_name_some(self.passed_over)}")
        if self.other_forces:
            count = self.other_forces.total()
            files = "1 street file" if count == 1 else f"{count:,} street files"
            sentences.append(f"not read: {files} of other forces ({_name_some(sorted(self.other_forces))})")
        return sentences


def _name_some(names: Sequence[str]) -> str:
    more = len(names) - 3
    return ", ".join(names[:3]) + (f" and {more:,} more" if more > 0 else "")


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
    total = sum(path.stat().st_size for path in files.every)
    return tqdm(total=total, unit="B", unit_scale=True, desc="Reading", file=sys.stderr, leave=False)
