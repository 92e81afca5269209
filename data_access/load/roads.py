"""The lines of numbered roads: OS Open Roads as a GeoPackage, or any GeoJSON with road numbers."""

import math
import sqlite3
from collections.abc import Iterator
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
from data_access.load.reading import REJECT_COLUMNS, RejectList, leave_out
from data_access.load.requests import Work
from data_access.load.road_geojson import read_geojson
from data_access.load.road_geopackage import open_database, read_geopackage
from data_access.load.road_links import RoadLinks, name_numbered_road
from data_access.publications import ROADS
from geodata.alliance import Alliance
from geodata.boundaries import get_bounds

if TYPE_CHECKING:
    import pyproj

MARGIN_KM = 2.0
NOT_NUMBERED = leave_out("not a motorway, A road or B road with a number")
TOO_FAR = leave_out(f"more than {MARGIN_KM:g} km outside the box round these forces")


@dataclass
class SortedLinks:
    """What became of one file's links."""

    read_count: int = 0
    stored_count: int = 0
    rejects: RejectList = field(default_factory=RejectList)


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
        found = SortedLinks()
        for rows in read_road_lines(path, box=box, found=found):
            append_frame(connection, schema.core_road_line, rows)
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


def read_road_lines(
    path: Path, *, box: tuple[float, float, float, float], found: SortedLinks
) -> Iterator[pd.DataFrame]:
    """Rows of core_road_line for the links to keep, some at a time; what became of all is noted in `found`.

    Raises BadFileError, perhaps after some rows, for a file that can't be read whole.
    """
    for links in _read_links(path):
        rows = _sort_links(links, path=path, box=box, found=found)
        found.read_count += len(links.lines)
        found.stored_count += len(rows)
        if len(rows):
            yield rows.assign(source_id=ROADS, file_name=path.name)


def _sort_links(
    links: RoadLinks, *, path: Path, box: tuple[float, float, float, float], found: SortedLinks
) -> pd.DataFrame:
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


def _note_rejects(links: RoadLinks, *, reasons: Any, path: Path, found: SortedLinks) -> None:
    chosen = np.flatnonzero(reasons != "")
    is_left_out = np.isin(reasons[chosen], [NOT_NUMBERED, TOO_FAR])
    frame = pd.DataFrame(
        {
            "file_name": path.name,
            "line_number": [links.lines[place] for place in chosen],
            "column_name": np.where(is_left_out, "road number", "geometry"),
            "reason": reasons[chosen],
            "row_text": [links.texts[place][:100] for place in chosen],
        }
    )
    found.rejects.add(frame[REJECT_COLUMNS])


def _measure_km(line: Any) -> float:
    return float(_find_geod().geometry_length(line)) / 1000


@lru_cache(maxsize=1)
def _find_geod() -> "pyproj.Geod":
    import pyproj

    return pyproj.Geod(ellps="WGS84")


def _add_file(report: LoadReport, path: Path, found: SortedLinks) -> None:
    rejected = found.read_count - found.stored_count
    report.files.append(FileReport(path, found.read_count, found.stored_count, rejected))
    report.rejects = pd.concat([report.rejects, found.rejects.list_rows()], ignore_index=True)
    report.notes.extend(found.rejects.describe_unlisted(path.name))


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
    with open_database(path) as database:
        try:
            changed = str(database.execute("SELECT max(last_change) FROM gpkg_contents").fetchone()[0])[:10]
            return date.fromisoformat(changed).isoformat()
        except (sqlite3.Error, ValueError):
            return saved


def _read_links(path: Path) -> Iterator[RoadLinks]:
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
        return read_geopackage(path)
    if kind in (".geojson", ".json") and start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b""):
        return read_geojson(path)
    raise BadFileError(path.name, "the file must be a GeoPackage (.gpkg) or GeoJSON (.geojson)")
