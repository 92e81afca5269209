"""Sections of a few kilometres along a road's course, and which section a position belongs to."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.ops import substring

from geodata.alliance import Alliance
from geodata.areas import locate_points, read_districts
from geodata.boundaries import read_boundaries
from geodata.traces import Points, unproject

SECTION_KM = 4.0
TOLERANCE_METRES = 1_000.0
ROUGHLY = 40.0  # metres by which a drawn line may leave the measured one
DECIMALS = 4  # about ten metres


@dataclass(frozen=True)
class Section:
    """One section: its running number along the road, its line in metres, and its length."""

    number: int
    line: shapely.LineString

    @property
    def length_km(self) -> float:
        """Length on the British National Grid."""
        return float(self.line.length) / 1000

    @property
    def midpoint(self) -> Points:
        """The position halfway along, in degrees."""
        half = self.line.interpolate(0.5, normalized=True)
        return unproject(np.array([[half.x, half.y]]))

    def write_wkt(self) -> str:
        """The line in degrees as WKT, simplified for drawing."""
        return write_line(self.line)


def cut_sections(lines: list[shapely.LineString], *, section_km: float = SECTION_KM) -> list[Section]:
    """Each line in equal parts of about section_km, numbered from 1 in the order of the lines."""
    parts: list[shapely.LineString] = []
    for line in lines:
        count = max(1, round(line.length / 1000 / section_km))
        ends = np.linspace(0, line.length, count + 1)
        parts.extend(substring(line, start, end) for start, end in pairwise(ends))
    return [Section(number, part) for number, part in enumerate(parts, start=1)]


def assign_positions(
    points: Points, sections: list[Section], *, tolerance_metres: float = TOLERANCE_METRES
) -> npt.NDArray[np.int64]:
    """The number of the nearest section for each position; 0 where none lies within the tolerance."""
    numbers = np.zeros(len(points), dtype=np.int64)
    held = np.flatnonzero(np.isfinite(points).all(axis=1))
    if not sections or not len(held):
        return numbers
    tree = shapely.STRtree([section.line for section in sections])
    # Of two sections that meet where a position lies nearest, the first takes it.
    found, nearest = tree.query_nearest(
        shapely.points(points[held]), max_distance=tolerance_metres, return_distance=False, all_matches=True
    )
    for place, section in sorted(zip(found.tolist(), nearest.tolist(), strict=True), reverse=True):
        numbers[held[place]] = sections[section].number
    return numbers


def write_line(line: shapely.LineString) -> str:
    """A line of metres as WKT in degrees, simplified to what a map of a county shows."""
    simple = shapely.simplify(line, ROUGHLY)
    degrees = shapely.LineString(unproject(shapely.get_coordinates(simple)))
    return str(shapely.to_wkt(degrees, rounding_precision=DECIMALS))


def find_districts(points: pd.DataFrame, *, alliance: Alliance) -> pd.Series:
    """The district of each position within its own force: the one it lies in, else the nearest.

    points has longitude, latitude and force_code. Raises BoundariesMissingError as read_boundaries does.
    """
    districts = read_districts(alliance)
    force_of = dict(zip(districts["district_code"], districts["force_code"], strict=True))
    found = locate_points(points, alliance=alliance)
    is_strange = found.map(force_of).to_numpy() != points["force_code"].to_numpy()
    if is_strange.any():
        shapes = read_boundaries(alliance, "district").set_index("area_code").geometry
        for label in points.index[is_strange]:
            own = shapes[[code for code, force in force_of.items() if force == points.at[label, "force_code"]]]
            position = shapely.Point(points.at[label, "longitude"], points.at[label, "latitude"])
            found.at[label] = own.index[int(np.argmin(shapely.distance(own.to_numpy(), position)))]
    return found
