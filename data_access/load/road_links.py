"""Links of roads as they come out of a file of any kind: numbers as people write them, lines in degrees."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from data_access.errors import BadFileError

if TYPE_CHECKING:
    import pyproj

# Where a road's number stands, without case and punctuation: OS Open Roads, its GML names, OpenStreetMap.
NUMBER_NAMES = ("roadclassificationnumber", "roadnumber", "ref", "name")
CHUNK = 65_536  # links held in memory at a time

_NUMBER = re.compile(r"([ABM]) ?([1-9][0-9]{0,3}) ?(\(M\)|\(T\)|TOLL)?")
_LINES = (1, 5)  # shapely's type numbers of a line and of several


@dataclass(frozen=True)
class RoadLinks:
    """Some links of a file: row numbers, road numbers as written, geometries in degrees or None with the reason."""

    lines: list[int]
    texts: list[str]
    geometries: list[Any]
    faults: list[str]


@lru_cache(maxsize=50_000)
def name_numbered_road(text: str) -> tuple[str, str] | None:
    """(road, class) for a number as a file writes it: 'a 46' is ('A46', 'A'); None for any other road.

    Of several numbers ('A46;A429') the first counts. Classes are those of STATS19.
    """
    for part in re.split(r"[;,/]", text[:200].upper()):
        match = _NUMBER.fullmatch(" ".join(part.split()))
        if match is None:
            continue
        letter, number, suffix = match[1], match[2], match[3] or ""
        if letter == "M":
            return f"M{number}" + (" Toll" if suffix in ("TOLL", "(T)") else ""), "Motorway"
        if suffix == "(M)":
            return (f"A{number}(M)", "A(M)") if letter == "A" else None
        if suffix != "TOLL":
            return f"{letter}{number}", letter
    return None


def simplify(name: str) -> str:
    """A column's name without case and punctuation."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def clean(text: str) -> str:
    """A text without letters that cannot be printed."""
    return "".join(character if character.isprintable() else "?" for character in text)


def make_transformer(path: Path, crs: object) -> "pyproj.Transformer":
    """The way from a file's coordinates to degrees; raises BadFileError where they are in no known system."""
    import pyproj

    if not crs:
        raise BadFileError(path.name, "it does not say in which coordinates its lines are")
    try:
        return pyproj.Transformer.from_crs(pyproj.CRS.from_user_input(crs), "EPSG:4326", always_xy=True)
    except pyproj.exceptions.ProjError as error:
        raise BadFileError(path.name, f"its coordinates are in no system known here ('{str(crs)[:60]}')") from error


def place_lines(shapes: Sequence[Any], *, to_degrees: "pyproj.Transformer") -> tuple[list[Any], list[str]]:
    """Lines in degrees and, where there is none, why."""
    import shapely

    shape = np.array([*shapes, None], dtype=object)[:-1]  # the None keeps numpy from looking into the shapes
    is_line = np.isin(shapely.get_type_id(shape), _LINES) & ~shapely.is_empty(shape)
    flat = shapely.force_2d(shape[is_line])
    points = shapely.get_coordinates(flat)
    longitude, latitude = to_degrees.transform(points[:, 0], points[:, 1])
    moved = shapely.set_coordinates(flat, np.column_stack([longitude, latitude]))
    lines = np.full(len(shape), None, dtype=object)
    lines[is_line] = moved
    bounds = shapely.bounds(lines)
    is_on_map = np.isfinite(bounds).all(axis=1) & (np.abs(bounds) <= (180, 90, 180, 90)).all(axis=1)
    faults = np.select(
        [shapely.is_missing(shape), ~is_line, ~is_on_map],
        ["has no geometry, or a broken one", "is not a line", "lies off the map"],
        default="",
    )
    return lines.tolist(), faults.tolist()
