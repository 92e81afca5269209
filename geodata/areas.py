"""The areas of the alliance: their hierarchy, their neighbours, and which one a point lies in."""

import numpy as np
import pandas as pd
import shapely

from geodata.alliance import PUBLISHED, Alliance, load_alliance
from geodata.boundaries import (
    BoundariesMissingError,
    UnknownAreaError,
    read_boundaries,
    require_file,
)

LOOKUP = PUBLISHED / "areas.csv"

# Levels in the order in which areas with the same parent are listed.
AREA_LEVELS = ("alliance", "force", "policing_area", "district", "lsoa", "county", "remainder")


def build_areas(alliance: Alliance) -> pd.DataFrame:
    """List every area of the alliance, each followed by those within it, by name.

    A row is an area: area_code, area_name, level (one of AREA_LEVELS), parent_code ('' for the
    alliance itself), vintage ('2011', '2021' or 'both' for LSOAs, otherwise '') and is_partnership
    (true for policing areas). Two remainders a force take what has no place in it.
    Raises UnknownAreaError for a code in the configuration that is no area of these forces,
    BoundariesMissingError if the LSOAs have not been made. Source: ONS look-ups (LICENCE.md).
    """
    districts = read_districts(alliance)
    policing_areas = districts.drop_duplicates("policing_area_code")
    lsoas = read_lsoas(alliance)
    areas = pd.concat(
        [
            _list_level("alliance", pd.DataFrame([(alliance.code, alliance.name, "")])),
            _list_level("force", _list_forces(alliance)),
            _list_level(
                "policing_area",
                policing_areas[["policing_area_code", "policing_area_name", "force_code"]],
            ),
            _list_level("district", districts[["district_code", "district_name", "policing_area_code"]]),
            _list_level("lsoa", lsoas[["lsoa_code", "lsoa_name", "district_code"]]),
            _list_level("county", _list_counties(alliance)),
            _list_level("remainder", _list_remainders(alliance)),
        ],
        ignore_index=True,
    )
    vintages = dict(zip(lsoas["lsoa_code"], lsoas["vintage"], strict=True))
    areas["vintage"] = areas["area_code"].map(vintages).fillna("")
    areas["is_partnership"] = areas["level"] == "policing_area"
    return _order_by_hierarchy(_name_areas(areas, alliance))


def read_districts(alliance: Alliance) -> pd.DataFrame:
    """Read the districts of the alliance with the policing area and the force of each.

    A row is a district: code and name of district, policing area and force, as at 2016.
    Raises UnknownAreaError for a force that the look-up lacks. Source: ONS, LAD-CSP-PFA look-up.
    """
    districts = pd.read_csv(LOOKUP, dtype=str)
    unknown = sorted(set(alliance.force_codes) - set(districts["force_code"]))
    if unknown:
        raise UnknownAreaError(
            f"{unknown[0]} is not the code of a police force area of England and Wales; the codes are in {LOOKUP}."
        )
    wanted = districts["force_code"].isin(alliance.force_codes)
    return districts[wanted].reset_index(drop=True)


def read_lsoas(alliance: Alliance) -> pd.DataFrame:
    """Read the LSOAs of the alliance, of the 2011 and (where held) the 2021 census.

    A row is an LSOA: lsoa_code, lsoa_name, vintage, district_code, population_mid2017 (residents,
    missing where not held). Raises BoundariesMissingError if not made for these forces.
    """
    path = require_file(alliance, "lsoa.csv")
    lsoas = pd.read_csv(path, dtype={"vintage": str, "population_mid2017": "Int64"})
    if set(lsoas["district_code"]) != set(read_districts(alliance)["district_code"]):
        raise BoundariesMissingError(
            f"The file {path} holds the districts of other forces; make it again with "
            "'python -m geodata build --alliance FILE'."
        )
    return lsoas


def list_small_areas(alliance: Alliance) -> list[str]:
    """List the codes of the LSOAs of 2011 in the order in which lsoa.geojson numbers them."""
    lsoas = read_lsoas(alliance)
    return sorted(lsoas.loc[lsoas["vintage"] != "2021", "lsoa_code"])


def read_lsoa_changes(alliance: Alliance) -> pd.DataFrame:
    """Read which LSOAs of 2011 were split or merged into which of 2021.

    A row is a pair: lsoa11_code, lsoa21_code, change_code (S split, M merged; X irregular). LSOAs
    left as they were are not listed. No rows where the change file is not held.
    """
    columns = ["lsoa11_code", "lsoa21_code", "change_code"]
    path = alliance.boundaries_dir / "lsoa_changes.csv"
    if not path.is_file():
        return pd.DataFrame(columns=columns, dtype=str)
    return pd.read_csv(path, dtype=str, usecols=columns)[columns]


def locate_points(points: pd.DataFrame, *, alliance: Alliance | None = None) -> pd.Series:
    """Find the district each point lies in, on the published boundaries.

    Takes longitude and latitude in degrees (WGS84) and gives district codes under the same index:
    None outside the alliance and where a position is missing. A point on a shared edge goes to the
    lower code. The default alliance is the bundled one.
    """
    districts = read_boundaries(alliance or load_alliance(), "district")
    polygons = districts.geometry.to_numpy()
    shapely.prepare(polygons)
    longitude, latitude = points["longitude"].to_numpy(float), points["latitude"].to_numpy(float)
    codes = np.full(len(points), None, dtype=object)
    held = np.flatnonzero(np.isfinite(longitude) & np.isfinite(latitude))
    for code, polygon in zip(districts["area_code"], polygons, strict=True):
        is_inside = shapely.intersects_xy(polygon, longitude[held], latitude[held])
        codes[held[is_inside]] = code
        held = held[~is_inside]
    return pd.Series(codes, index=points.index, name="district_code", dtype=object)


def find_neighbours(alliance: Alliance, level: str) -> pd.DataFrame:
    """Find the areas of a level that share a line (a corner is not enough).

    A row is an area_code with one neighbour_code; each pair is listed from both sides. Raises
    UnknownAreaError and BoundariesMissingError as read_boundaries does.
    """
    areas = read_boundaries(alliance, level)
    polygons, codes = areas.geometry.to_numpy(), areas["area_code"].to_numpy()
    first, second = shapely.STRtree(polygons).query(polygons, predicate="touches")
    has_line = shapely.relate_pattern(polygons[first], polygons[second], "****1****")
    pairs = {"area_code": codes[first[has_line]], "neighbour_code": codes[second[has_line]]}
    return pd.DataFrame(pairs, dtype=str).sort_values(list(pairs), ignore_index=True)


def _list_level(level: str, rows: pd.DataFrame) -> pd.DataFrame:
    named = rows.set_axis(["area_code", "area_name", "parent_code"], axis=1)
    return named.assign(level=level)[["area_code", "area_name", "level", "parent_code"]]


def _list_forces(alliance: Alliance) -> pd.DataFrame:
    return pd.DataFrame([(force.code, force.name, alliance.code) for force in alliance.forces])


def _list_counties(alliance: Alliance) -> pd.DataFrame:
    for county in alliance.counties:
        if county.force_code not in alliance.force_codes:
            raise UnknownAreaError(
                f"County {county.name} is given force {county.force_code}, which is none of the alliance's forces."
            )
    rows = [(county.code, county.name, county.force_code) for county in alliance.counties]
    return pd.DataFrame(rows, columns=range(3), dtype=str)


def _list_remainders(alliance: Alliance) -> pd.DataFrame:
    names = {"NOLOC": "No location", "OUTSIDE": "Outside the force area"}
    return pd.DataFrame(
        [
            (f"{force.code}-{suffix}", f"{name} ({force.name})", force.code)
            for force in alliance.forces
            for suffix, name in names.items()
        ]
    )


def _name_areas(areas: pd.DataFrame, alliance: Alliance) -> pd.DataFrame:
    unknown = sorted(set(alliance.area_names) - set(areas["area_code"]))
    if unknown:
        raise UnknownAreaError(f"The alliance's [[areas]] names {unknown[0]}, which is no area of its forces.")
    held = zip(areas["area_code"], areas["area_name"], strict=True)
    return areas.assign(area_name=[alliance.area_names.get(code, name) for code, name in held])


def _order_by_hierarchy(areas: pd.DataFrame) -> pd.DataFrame:
    paths: dict[str, tuple[tuple[int, str], ...]] = {}
    for area in areas.itertuples(index=False):  # parents come before their children
        step = (AREA_LEVELS.index(area.level), f"{area.area_name} {area.area_code}")
        paths[area.area_code] = (*paths.get(area.parent_code, ()), step)
    order = sorted(paths, key=paths.__getitem__)
    return areas.set_index("area_code").loc[order].reset_index()
