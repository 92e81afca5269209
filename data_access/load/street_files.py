"""Which files of a folder or zip of data.police.uk are read: street files of the alliance's forces.

The site packs three kinds of file for each force and month, and its archive those of every force.
"""

import csv
from collections.abc import Callable
from pathlib import Path

from data_access.errors import BadFileError
from data_access.load.archives import unpack
from data_access.load.requests import Files
from geodata.alliance import Alliance

STREET_ENDING = "-street.csv"
OTHER_ENDINGS = ("-outcomes.csv", "-stop-and-search.csv")
FORCE_COLUMN = "Falls within"
_START_BYTES = 20_000  # some hundred rows


class StreetFinder:
    """Finds street files below the paths given and puts each file where it belongs in `files`."""

    def __init__(self, *, files: Files, folder: Path, alliance: Alliance) -> None:
        self._files = files
        self._folder = folder
        self._forces = {force.police_name for force in alliance.forces}

    def add(self, path: Path) -> None:
        """Sort a file, a zip or a folder to the bottom; a file given by name is read whatever it is called.

        Raises BadFileError for a link out of the folder and a zip that can't be trusted.
        """
        if path.is_dir():
            for found in sorted(path.rglob("*")):
                if found.is_file():
                    self._add_found(found, top=path)
        elif path.suffix.lower() == ".zip":
            self._files.read.extend(unpack(path, folder=self._folder, choose=self._choose_packed))
        elif path.name.lower().endswith(OTHER_ENDINGS):
            self._files.passed_over.append(path.name)
        else:
            self._files.read.append(path)

    def _add_found(self, found: Path, *, top: Path) -> None:
        if not found.resolve().is_relative_to(top.resolve()):
            raise BadFileError(found, f"this is a link to a place outside {top}")
        if found.suffix.lower() == ".zip":
            self.add(found)
        elif self._choose(found.name, lambda count: _read_start(found, count)):
            self._files.read.append(found)

    def _choose_packed(self, name: str, look: Callable[[int], bytes]) -> bool:
        if name.lower().endswith(".zip"):
            self._files.passed_over.append(name)
            return False
        return self._choose(name, look)

    def _choose(self, name: str, look: Callable[[int], bytes]) -> bool:
        """Whether a file is a street file that may be ours; the others are noted, those of no kind of the site not."""
        lower = name.lower()
        if lower.endswith(STREET_ENDING):
            force = name_only_force(look(_START_BYTES))
            if not force or force in self._forces:
                return True
            self._files.other_forces[force] += 1
        elif lower.endswith(OTHER_ENDINGS):
            self._files.passed_over.append(name)
        return False


def name_only_force(start: bytes) -> str:
    """The force that the first rows of a street file fall within; '' where they name several or none.

    A file that can't be told is for the reader, who says what is wrong with it.
    """
    text = start.decode("utf-8-sig", errors="replace")
    whole = text[: text.rfind("\n") + 1]
    try:
        rows = csv.DictReader(whole.splitlines(), strict=True)
        forces = {(row.get(FORCE_COLUMN) or "").strip() for row in rows}
    except csv.Error:
        return ""
    return forces.pop() if len(forces) == 1 else ""


def _read_start(path: Path, count: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(count)
    except OSError as error:
        raise BadFileError(path.name, f"the file cannot be read ({error.strerror})") from error
