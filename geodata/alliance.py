"""The alliance as data: which forces, areas, peers and months this dashboard is about.

Read from one TOML file (default: geodata/published/alliance.toml), so that other forces of
England and Wales need a file of their own and no change of code.
"""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PUBLISHED = Path(__file__).parent / "published"
DEFAULT_CONFIG = PUBLISHED / "alliance.toml"

_CODE = re.compile(r"^[A-Za-z][A-Za-z0-9_-]{1,31}$")
_PERIOD = re.compile(r"^\d{4}(-(0[1-9]|1[0-2]))?$")


class AllianceConfigError(ValueError):
    """The configuration file can't be used; the message says where and what to do."""


@dataclass(frozen=True)
class Force:
    """One police force of the alliance.

    `name` is the force area's name in official tables; `police_name` the organisation's, as
    data.police.uk writes it; `stats19_code` is the force's number in DfT collision files.
    """

    code: str
    name: str
    police_name: str
    stats19_code: int | None = None
    peers: tuple[str, ...] = ()


@dataclass(frozen=True)
class County:
    """A county that stands as a column of its own in an assessment and is no partnership."""

    code: str
    name: str
    force_code: str


@dataclass(frozen=True)
class Town:
    """A place name for the map's ground, in degrees (WGS84), with the district it lies in."""

    name: str
    district_code: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Alliance:
    """The group of forces shown, with its own area code and the months it was allied."""

    code: str
    name: str
    while_allied: str
    outside_alliance: str
    forces: tuple[Force, ...]
    boundaries_dir: Path
    first_month: str | None = None
    last_month: str | None = None
    assessments: tuple[str, ...] = ()
    area_names: dict[str, str] = field(default_factory=dict)
    counties: tuple[County, ...] = ()
    towns: tuple[Town, ...] = ()

    @property
    def force_codes(self) -> tuple[str, ...]:
        """GSS codes of the forces, in the order of the file."""
        return tuple(force.code for force in self.forces)

    def name_in(self, *, month: str) -> str:
        """How to name all forces together for figures of a month written YYYY-MM."""
        after_start = self.first_month is None or month >= self.first_month[: len(month)]
        before_end = self.last_month is None or month[: len(self.last_month)] <= self.last_month
        return self.while_allied if after_start and before_end else self.outside_alliance


def load_alliance(path: Path | None = None) -> Alliance:
    """Read the alliance from its TOML file.

    Raises AllianceConfigError with a sentence naming the file and the entry that is wrong.
    """
    source = path or DEFAULT_CONFIG
    try:
        with source.open("rb") as file:
            data = tomllib.load(file)
    except OSError as error:
        raise AllianceConfigError(
            f"The alliance file {source} cannot be read ({error.strerror}); check the path in ALLIANCE_CONFIG."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AllianceConfigError(f"The alliance file {source} is not valid TOML: {error}.") from error
    try:
        return _read_alliance(data, folder=source.resolve().parent)
    except (KeyError, TypeError, ValueError) as error:
        reason = f"the entry {error} is missing" if isinstance(error, KeyError) else str(error)
        raise AllianceConfigError(f"The alliance file {source} cannot be used: {reason}.") from error


def _read_alliance(data: dict[str, Any], *, folder: Path) -> Alliance:
    forces = tuple(_read_force(entry) for entry in data["forces"])
    if not forces:
        raise ValueError("it names no force under [[forces]]")
    together = " and ".join(force.name for force in forces)
    return Alliance(
        code=_checked_code(data.get("code", "ALLIANCE")),
        name=str(data.get("name", together)),
        while_allied=str(data.get("while_allied", together)),
        outside_alliance=str(data.get("outside_alliance", data.get("while_allied", together))),
        forces=forces,
        boundaries_dir=(folder / str(data.get("boundaries", "."))).resolve(),
        first_month=_checked_period(data.get("first_month")),
        last_month=_checked_period(data.get("last_month")),
        assessments=tuple(map(str, data.get("assessments", ()))),
        area_names={_checked_code(e["code"]): str(e["name"]) for e in data.get("areas", ())},
        counties=tuple(
            County(code=_checked_code(e["code"]), name=str(e["name"]), force_code=str(e["force_code"]))
            for e in data.get("counties", ())
        ),
        towns=tuple(
            Town(
                name=str(e["name"]),
                district_code=str(e["district_code"]),
                longitude=float(e["longitude"]),
                latitude=float(e["latitude"]),
            )
            for e in data.get("towns", ())
        ),
    )


def _read_force(entry: dict[str, Any]) -> Force:
    name = str(entry["name"])
    stats19 = entry.get("stats19_code")
    return Force(
        code=_checked_code(entry["code"]),
        name=name,
        police_name=str(entry.get("police_name", f"{name} Police")),
        stats19_code=None if stats19 is None else int(stats19),
        peers=tuple(map(str, entry.get("peers", ()))),
    )


def _checked_code(value: object) -> str:
    if not isinstance(value, str) or not _CODE.match(value):
        raise ValueError(f"{value!r} is not an area code")
    return value


def _checked_period(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _PERIOD.match(value):
        raise ValueError(f"{value!r} is not a month written YYYY-MM or a year written YYYY")
    return value
