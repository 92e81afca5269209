"""The lines of numbered roads: OS Open Roads as a GeoPackage, or any GeoJSON with road numbers."""

import json
import math
import re
import sqlite3
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError
from data_access.load.provenance import FileReport, LoadReport, append_frame
from data_access.load.reading import REJECT_COLUMNS, leave_out
from data_access.load.requests import Work
from data_access.publications import ROADS
from geodata.alliance import Alliance
from geodata.boundaries import get_bounds

if TYPE_CHECKING:
    import pyproj


MARGIN_KM = 2.0
NOT_NUMBERED = leave_out("not a motorway, A road or B road with a number")
TOO_FAR = leave_out(f"more than {MARGIN_KM:g} km outside the box round these forces")

# Where a road's number stands, without case and punctuation: OS Open Roads, its GML names, OpenStreetMap.
NUMBER_NAMES = ("roadclassificationnumber", "roadnumber", "ref", "name")
LAYERS = ("road_link", "roadlink")
CHUNK = 65_536  # links held in memory at a time
MOST_LISTED = 100_000  # rows left out of one file that are listed one by one; beyond that they are counted
MOST_GEOJSON_BYTES = 500_000_000

_NUMBER = re.compile(r"([ABM]) ?([1-9][0-9]{0,3}) ?(\(M\)|\(T\)|TOLL)?")
_LINES = (1, 5)  # shapely's type numbers of a line and of several


@dataclass(frozen=True)
class _Links:
    """Some links of a file: row numbers, road numbers as written, geometries in degrees or None with the reason."""

    lines: list[int]
    texts: list[str]
    geometries: list[Any]
    faults: list[str]


@dataclass
class _Sorted:
    """What became of one file's links."""

    read_count: int = 0
    stored_count: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    listed: list[pd.DataFrame] = field(default_factory=list)
    faulty: list[pd.DataFrame] = field(default_factory=list)


def load_roads(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load links of motorways, A and B roads in and near the alliance; they replace all links held.

    A row is a link: its road as people name it ('A46', 'M6 Toll'), class, line in degrees (WGS84) and length
    in km on the ellipsoid. Others are left out. Of several numbers on a link the first counts. Raises
    BadFileError for a file of another kind, or without a link that can be used. Source: OS Open Roads.
    """
    report = LoadReport(source_id=ROADS, command="load roads")
    box = find_box(work.alliance)
    table = schema.core_road_line
    before = _count_held(connection)
    connection.execute(table.delete().where(table.c.source_id == ROADS))
    for path in work.files.read:
        found = _load_file(connection, path, box=box)
        if not found.stored_count:
            raise BadFileError(path.name, f"no numbered road in it can be used for {work.alliance.name}")
        _add_file(report, path, found)
        report.release = max(report.release, _find_date(path))
        work.advance(path)
    if before:
        report.notes.append(f"the {before:,} links held before are replaced")
    _cover(connection, report)
    return [report]


def find_box(alliance: Alliance) -> tuple[float, float, float, float]:
    """The box within which roads are kept: the alliance's bounds and 2 km more, in degrees."""
    west, south, east, north = get_bounds(alliance, alliance.code)
    up = MARGIN_KM / 111.2
    across = up / math.cos(math.radians(max(abs(south), abs(north))))
    return west - across, south - up, east + across, north + up


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


# --- sorting links ----------------------------------------------------------------------------------


def _load_file(connection: sa.Connection, path: Path, *, box: tuple[float, float, float, float]) -> _Sorted:
    found = _Sorted()
    for links in _read_links(path):
        rows = _sort_links(links, path=path, box=box, found=found)
        found.read_count += len(links.lines)
        found.stored_count += len(rows)
        if len(rows):
            append_frame(connection, schema.core_road_line, rows.assign(source_id=ROADS, file_name=path.name))
        if found.left_out.total() > MOST_LISTED:
            found.listed.clear()
    return found


def _sort_links(links: _Links, *, path: Path, box: tuple[float, float, float, float], found: _Sorted) -> pd.DataFrame:
    """Rows of core_road_line for the links to keep; the others are noted in `found`."""
    import shapely

    named = [name_numbered_road(text) for text in links.texts]
    lines = np.array(links.geometries, dtype=object)
    has_line = np.array([not fault for fault in links.faults], dtype=bool)
    is_near = np.zeros(len(lines), dtype=bool)
    is_near[has_line] = shapely.intersects(shapely.box(*box), lines[has_line])
    is_numbered = np.array([name is not None for name in named], dtype=bool)
    reasons = np.select(
        [~is_numbered, ~has_line, ~is_near],
        [NOT_NUMBERED, np.array(links.faults, dtype=object), TOO_FAR],
        default="",
    ).astype(object)
    _note_rejects(links, reasons=reasons, path=path, found=found)
    kept = np.flatnonzero(reasons == "")
    roads = [name for name in (named[place] for place in kept) if name is not None]
    return pd.DataFrame(
        {
            "road": [road for road, _ in roads],
            "road_class": [road_class for _, road_class in roads],
            "geometry": shapely.to_wkt(lines[kept], rounding_precision=6),
            "length_km": [_measure_km(line) for line in lines[kept]],
        }
    )


def _note_rejects(links: _Links, *, reasons: Any, path: Path, found: _Sorted) -> None:
    is_left_out = np.isin(reasons, [NOT_NUMBERED, TOO_FAR])
    found.left_out.update(reasons[is_left_out].tolist())
    for is_chosen, frames, column in (
        (is_left_out, found.listed, "road number"),
        (~is_left_out & (reasons != ""), found.faulty, "geometry"),
    ):
        chosen = np.flatnonzero(is_chosen)
        frame = pd.DataFrame(
            {
                "file_name": path.name,
                "line_number": [links.lines[place] for place in chosen],
                "column_name": column,
                "reason": reasons[chosen],
                "row_text": [links.texts[place][:100] for place in chosen],
            }
        )
        if len(frame):
            frames.append(frame[REJECT_COLUMNS])


def _measure_km(line: Any) -> float:
    return float(_find_geod().geometry_length(line)) / 1000


@lru_cache(maxsize=1)
def _find_geod() -> "pyproj.Geod":
    import pyproj

    return pyproj.Geod(ellps="WGS84")


def _add_file(report: LoadReport, path: Path, found: _Sorted) -> None:
    rejected = found.read_count - found.stored_count
    report.files.append(FileReport(path, found.read_count, found.stored_count, rejected))
    frames = found.faulty + found.listed
    if frames:
        rejects = pd.concat(frames).sort_values("line_number", kind="stable")
        report.rejects = pd.concat([report.rejects, rejects], ignore_index=True)
    if not found.listed:
        report.notes.extend(
            f"{count:,} rows of {path.name} left out as {reason}" for reason, count in found.left_out.items()
        )


def _cover(connection: sa.Connection, report: LoadReport) -> None:
    """The coverage is one day, the latest file's, with every link held."""
    coverage = schema.core_coverage
    connection.execute(coverage.delete().where(coverage.c.source_id == ROADS))
    count = _count_held(connection)
    report.coverage = pd.DataFrame({"area_code": [""], "period_code": [report.release], "row_count": [count]})


def _count_held(connection: sa.Connection) -> int:
    line = schema.core_road_line
    return connection.scalar(sa.select(sa.func.count()).select_from(line).where(line.c.source_id == ROADS)) or 0


def _find_date(path: Path) -> str:
    """The day a GeoPackage says its layer was last changed, else the day the file was last saved."""
    saved = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date().isoformat()
    if path.suffix.lower() != ".gpkg":
        return saved
    with _open_database(path) as database:
        try:
            changed = str(database.execute("SELECT max(last_change) FROM gpkg_contents").fetchone()[0])[:10]
            return date.fromisoformat(changed).isoformat()
        except (sqlite3.Error, ValueError):
            return saved


# --- reading files ----------------------------------------------------------------------------------


def _read_links(path: Path) -> Iterator[_Links]:
    """The links of a file, some at a time; told by its ending and its first bytes, so that no other format is tried."""
    kind = path.suffix.lower()
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise BadFileError(path.name, f"the file cannot be read ({error.strerror})") from error
    if not start:
        raise BadFileError(path.name, "the file is empty")
    if kind == ".gpkg" and start == b"SQLite format 3\0":
        return _read_geopackage(path)
    if kind in (".geojson", ".json") and start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b""):
        return _read_geojson(path)
    raise BadFileError(path.name, "the file must be a GeoPackage (.gpkg) or GeoJSON (.geojson)")


def _read_geopackage(path: Path) -> Iterator[_Links]:
    try:
        with _open_database(path) as database:
            verdict = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise BadFileError(path.name, f"the GeoPackage is damaged ({_first_line(error)})") from error
    if verdict != "ok":
        raise BadFileError(path.name, "the GeoPackage is damaged")
    try:
        yield from _stream_layer(path)
    except (RuntimeError, ValueError, TypeError, LookupError, OSError) as error:
        # pyogrio, pyproj and pyarrow raise their own kinds of these
        raise BadFileError(path.name, f"the GeoPackage cannot be read ({_first_line(error)})") from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:150].rstrip(".")


@contextmanager
def _open_database(path: Path) -> Iterator[sqlite3.Connection]:
    """A SQLite file open for reading only, and closed afterwards."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        yield database


@contextmanager
def _quiet() -> Iterator[None]:
    """Without GDAL's remarks on a file's finer points, which it gives as warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _stream_layer(path: Path) -> Iterator[_Links]:
    import pyogrio  # type: ignore[import-untyped]

    with ExitStack() as stack:
        with _quiet():
            layer = _choose_layer(path, [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None])
            info = pyogrio.read_info(path, layer=layer)
            column = _choose_column(path, [str(name) for name in info["fields"]])
            to_degrees = _make_transformer(path, info["crs"])
            opened = pyogrio.open_arrow(
                path, layer=layer, columns=[column], return_fids=True, batch_size=CHUNK, use_pyarrow=True
            )
            meta, batches = stack.enter_context(opened)
        while True:
            with _quiet():
                batch = next(batches, None)
            if batch is None:
                return
            texts = [_clean(str(value or "")) for value in batch.column(column).to_pylist()]
            wkb = batch.column(meta["geometry_name"] or "wkb_geometry").to_pylist()
            lines, faults = _place_lines(_read_shapes(wkb, texts=texts), to_degrees=to_degrees)
            yield _Links(batch.column(meta["fid_column"]).to_pylist(), texts, lines, faults)


def _read_shapes(wkb: Sequence[bytes | None], *, texts: Sequence[str]) -> list[Any]:
    """The shapes of numbered roads; None for the others, and for what is broken."""
    import shapely

    return [
        shapely.from_wkb(each, on_invalid="ignore") if each and name_numbered_road(text) else None
        for each, text in zip(wkb, texts, strict=True)
    ]


def _choose_layer(path: Path, layers: Sequence[str]) -> str:
    for name in layers:
        if name.lower() in LAYERS:
            return name
    if len(layers) == 1:
        return layers[0]
    listed = ", ".join(layers[:10]) or "none"
    raise BadFileError(path.name, f"there is no layer 'road_link' (its layers: {listed})")


def _choose_column(path: Path, columns: Sequence[str]) -> str:
    simplified = {_simplify(name): name for name in reversed(columns)}
    for name in NUMBER_NAMES:
        if name in simplified:
            return simplified[name]
    raise BadFileError(path.name, "there is no column of road numbers, such as 'road_classification_number' or 'ref'")


def _simplify(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _make_transformer(path: Path, crs: object) -> "pyproj.Transformer":
    import pyproj

    if not crs:
        raise BadFileError(path.name, "it does not say in which coordinates its lines are")
    try:
        return pyproj.Transformer.from_crs(pyproj.CRS.from_user_input(crs), "EPSG:4326", always_xy=True)
    except pyproj.exceptions.ProjError as error:
        raise BadFileError(path.name, f"its coordinates are in no system known here ('{str(crs)[:60]}')") from error


def _place_lines(shapes: Sequence[Any], *, to_degrees: "pyproj.Transformer") -> tuple[list[Any], list[str]]:
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


def _read_geojson(path: Path) -> Iterator[_Links]:
    content = _parse_json(path)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise BadFileError(path.name, "this is no GeoJSON collection of features")
    if not features:
        raise BadFileError(path.name, "the file holds no features")
    to_degrees = _make_transformer(path, _find_crs(path, content))
    texts = [_find_number(feature) for feature in features]
    if all(text is None for text in texts):
        raise BadFileError(path.name, "no feature has a road number, such as 'ref' or 'road_number'")
    for start in range(0, len(features), CHUNK):
        some = features[start : start + CHUNK]
        lines, faults = _place_lines([_build_line(feature) for feature in some], to_degrees=to_degrees)
        numbers = [text or "" for text in texts[start : start + CHUNK]]
        yield _Links(list(range(start + 1, start + len(some) + 1)), numbers, lines, faults)


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
    named = {_simplify(str(name)): value for name, value in properties.items()}
    held = [named[name] for name in NUMBER_NAMES if isinstance(named.get(name), str)]
    for text in held:
        if name_numbered_road(text):
            return _clean(text)
    return _clean(held[0]) if held else None


def _clean(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)


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
