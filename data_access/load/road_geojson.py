"""Roads as GeoJSON of any maker, read feature by feature."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data_access.errors import BadFileError
from data_access.load.road_links import (
    CHUNK,
    NUMBER_NAMES,
    RoadLinks,
    clean,
    make_transformer,
    name_numbered_road,
    place_lines,
    simplify,
)

MOST_GEOJSON_BYTES = 500_000_000


def read_geojson(path: Path) -> Iterator[RoadLinks]:
    """The links of a GeoJSON, some at a time; raises BadFileError for a file that holds no numbered roads."""
    content = _parse_json(path)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise BadFileError(path.name, "this is no GeoJSON collection of features")
    if not features:
        raise BadFileError(path.name, "the file holds no features")
    to_degrees = make_transformer(path, _find_crs(path, content))
    texts = [_find_number(feature) for feature in features]
    if all(text is None for text in texts):
        raise BadFileError(path.name, "no feature has a road number, such as 'ref' or 'road_number'")
    for start in range(0, len(features), CHUNK):
        some = features[start : start + CHUNK]
        lines, faults = place_lines([_build_line(feature) for feature in some], to_degrees=to_degrees)
        numbers = [text or "" for text in texts[start : start + CHUNK]]
        yield RoadLinks(list(range(start + 1, start + len(some) + 1)), numbers, lines, faults)


def _parse_json(path: Path) -> Any:
    if path.stat().st_size > MOST_GEOJSON_BYTES:
        raise BadFileError(path.name, f"it is larger than {MOST_GEOJSON_BYTES // 1_000_000} MB: give a GeoPackage")
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise BadFileError(path.name, f"line {error.lineno}: this is no JSON ({error.msg})") from error
    except UnicodeDecodeError as error:
        raise BadFileError(path.name, "the file is not text in UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise BadFileError(path.name, "the JSON is nested or numbered beyond what can be read") from error


def _find_crs(path: Path, content: dict[str, Any]) -> object:
    """The coordinates of a GeoJSON: degrees, unless it says otherwise as files before 2016 could."""
    crs = content.get("crs")
    if crs is None:
        return "EPSG:4326"
    named = crs.get("properties") if isinstance(crs, dict) else None
    name = named.get("name") if isinstance(named, dict) else None
    if not isinstance(name, str):
        raise BadFileError(path.name, "it does not say in which coordinates its lines are")
    return name


def _find_number(feature: object) -> str | None:
    """The first road number among a feature's properties; None where it has no such property."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return None
    named = {simplify(str(name)): value for name, value in properties.items()}
    held = [named[name] for name in NUMBER_NAMES if isinstance(named.get(name), str)]
    for text in held:
        if name_numbered_road(text):
            return clean(text)
    return clean(held[0]) if held else None


def _build_line(feature: object) -> Any:
    """A feature's geometry; None where it has none or a broken one. What is no line keeps its type only."""
    import shapely

    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict):
        return None
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind in ("Point", "MultiPoint", "Polygon", "MultiPolygon"):
        return shapely.Point(0, 0)
    parts = [coordinates] if kind == "LineString" else coordinates if kind == "MultiLineString" else None
    if not isinstance(parts, list) or not parts:
        return None
    lines = [_build_part(part) for part in parts]
    if any(line is None for line in lines):
        return None
    return lines[0] if kind == "LineString" else shapely.MultiLineString(lines)


def _build_part(part: object) -> Any:
    import shapely

    if not isinstance(part, list) or len(part) < 2:
        return None
    positions = [position[:2] if isinstance(position, list) else [] for position in part]
    is_sound = all(
        len(position) == 2 and all(type(number) in (int, float) and abs(number) < 1e9 for number in position)
        for position in positions
    )
    return shapely.LineString(positions) if is_sound else None
