"""Numbered roads from GeoPackages and GeoJSONs made here, and damaged copies of both."""

import json
import random
import sqlite3
import uuid
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd
import pytest
import shapely
import sqlalchemy as sa

from data_access import schema
from data_access.database.engine import open_duckdb, open_postgresql, parse_url
from data_access.errors import BadFileError, UserFacingError
from data_access.load.files import find_files
from data_access.load.provenance import LoadReport, record_load
from data_access.load.reading import MOST_LISTED
from data_access.load.requests import Files, Request, Work, make_bar
from data_access.load.road_links import CHUNK, name_numbered_road
from data_access.load.roads import (
    NOT_NUMBERED,
    ROADS,
    TOO_FAR,
    SortedLinks,
    find_box,
    load_roads,
    read_road_lines,
)
from geodata.alliance import load_alliance
from geodata.boundaries import get_bounds

ALLIANCE = load_alliance()
COPIES = 300  # damaged copies of each format
WARWICK, WORCESTER = (428_000, 265_000), (385_000, 255_000)  # British National Grid, metres


def make_line(start: tuple[float, float], *, metres: float = 1000.0) -> shapely.LineString:
    return shapely.LineString([start, (start[0] + metres / 2, start[1]), (start[0] + metres, start[1])])


LINKS: list[tuple[str | None, str, Any]] = [
    ("A46", "A Road", make_line(WARWICK)),
    ("A46", "A Road", make_line(WORCESTER, metres=500)),
    ("M40", "Motorway", shapely.MultiLineString([make_line(WARWICK), make_line(WORCESTER)])),
    ("B4373", "B Road", shapely.force_3d(make_line(WORCESTER), 80)),
    (None, "Unclassified", make_line(WARWICK)),
    ("", "Classified Unnumbered", make_line(WARWICK)),
    ("A9", "A Road", make_line((300_000, 750_000))),
    ("A44", "A Road", None),
    ("A44", "A Road", shapely.Point(WORCESTER)),
    ("A44", "A Road", shapely.LineString()),
    ("M6 TOLL", "Motorway", make_line((415_000, 290_000))),
]


@pytest.fixture
def write_geopackage(tmp_path: Path) -> Callable[..., Path]:
    """Write links as OS Open Roads does."""

    def write(
        links: list[tuple[str | None, str, Any]] = LINKS,
        *,
        name: str = "oproad_gb.gpkg",
        layer: str = "road_link",
        column: str = "road_classification_number",
        crs: str = "EPSG:27700",
    ) -> Path:
        path = tmp_path / name
        frame = geopandas.GeoDataFrame(
            {"road_classification": [kind for _, kind, _ in links], column: [number for number, _, _ in links]},
            geometry=[shape for _, _, shape in links],
            crs=crs,
        )
        frame.to_file(path, layer=layer, driver="GPKG", geometry_type="Unknown")
        return path

    return write


def make_feature(number: object, coordinates: object, *, kind: str = "LineString", key: str = "ref") -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {key: number},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


LINE = [[-1.60, 52.28], [-1.59, 52.28]]
FEATURES: list[Any] = [
    make_feature("A46", LINE),
    make_feature("A 429;A46", [[-1.6, 52.2, 90.0], [-1.6, 52.21, 91.0]], key="road_number"),
    make_feature("B4100", [LINE, [[-1.58, 52.28], [-1.57, 52.28]]], kind="MultiLineString", key="name"),
    make_feature("High Street", LINE, key="name"),
    make_feature("A1", [[-1.5, 54.9], [-1.5, 54.8]]),
    make_feature(46, LINE),
    make_feature("A46", [[-1.6, 52.28]]),
    make_feature("A46", [[-1.6, "north"], [-1.5, 52.2]]),
    make_feature("A46", [-1.6, 52.28], kind="Point"),
    make_feature("A46", [[428000, 265000], [429000, 265000]]),
    {"type": "Feature", "properties": {"ref": "A46"}, "geometry": None},
    {"type": "Feature", "properties": None, "geometry": None},
    "no feature",
]


@pytest.fixture
def write_geojson(tmp_path: Path) -> Callable[..., Path]:
    """Write features as a collection."""

    def write(features: object = FEATURES, *, name: str = "roads.geojson", **more: object) -> Path:
        path = tmp_path / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}), encoding="utf-8")
        return path

    return write


@pytest.fixture(params=["duckdb", "postgresql"])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Connection]:
    """A connection to an empty store."""
    if request.param == "duckdb":
        engine = open_duckdb(str(tmp_path / "store.duckdb"), is_read_only=False, seconds=20)
    else:
        url, name = parse_url(request.getfixturevalue("postgres_url")), f"test_{uuid.uuid4().hex}"
        engine = open_postgresql(url, schema=name, is_read_only=False, seconds=20)
        with engine.begin() as opened:
            opened.execute(sa.schema.CreateSchema(name))
    with engine.connect() as opened:
        schema.metadata.create_all(opened)
        yield opened
        opened.rollback()
        if request.param == "postgresql":
            opened.execute(sa.schema.DropSchema(name, cascade=True))
            opened.commit()
    engine.dispose()


@pytest.fixture
def load(connection: sa.Connection) -> Callable[..., LoadReport]:
    """Load files, and write down what was loaded."""

    def run(*paths: Path) -> LoadReport:
        files = Files(read=list(paths))
        with make_bar(files) as bar:
            (report,) = load_roads(connection, Work(Request("roads", paths), files, ALLIANCE, bar))
        record_load(connection, report)
        return report

    return run


def read_lines(connection: sa.Connection) -> pd.DataFrame:
    table = schema.core_road_line
    rows = connection.execute(sa.select(table).order_by(table.c.road, table.c.length_km)).all()
    return pd.DataFrame(rows, columns=[column.name for column in table.columns])


def list_rejects(report: LoadReport) -> list[tuple[int, str, str]]:
    found = report.rejects[["line_number", "column_name", "reason"]]
    return [(int(line), column, reason) for line, column, reason in found.itertuples(index=False, name=None)]


# --- names and places -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A46", ("A46", "A")),
        (" a 46 ", ("A46", "A")),
        ("A1(M)", ("A1(M)", "A(M)")),
        ("A46(T)", ("A46", "A")),
        ("M6", ("M6", "Motorway")),
        ("M6 Toll", ("M6 Toll", "Motorway")),
        ("M6TOLL", ("M6 Toll", "Motorway")),
        ("B4373", ("B4373", "B")),
        ("A429;A46", ("A429", "A")),
        ("Fosse Way;A429", ("A429", "A")),
        *(
            (text, None)
            for text in ("", "46", "A", "A0", "A46 Warwick Bypass", "C12", "B4373(M)", "A46 Toll", "A12345")
        ),
        ("A\u0664\u0666", None),
    ],
)
def test_a_road_is_named_as_people_name_it(text: str, expected: tuple[str, str] | None) -> None:
    assert name_numbered_road(text) == expected


def test_the_box_is_the_alliance_and_two_kilometres_more() -> None:
    west, south, east, north = find_box(ALLIANCE)
    inner = get_bounds(ALLIANCE, ALLIANCE.code)
    assert (south - inner[1]) * 111.2 == pytest.approx(-2)
    assert (north - inner[3]) * 111.2 == pytest.approx(2)
    assert inner[0] - west == pytest.approx(east - inner[2])
    assert 0.025 < inner[0] - west < 0.035


# --- GeoPackages ------------------------------------------------------------------------------------


def test_links_of_numbered_roads_near_the_alliance_are_stored(load, write_geopackage, connection) -> None:
    report = load(write_geopackage())
    assert (report.read_count, report.stored_count, report.rejected_count) == (11, 5, 6)
    held = read_lines(connection)
    assert held["road"].tolist() == ["A46", "A46", "B4373", "M40", "M6 Toll"]
    assert held["road_class"].tolist() == ["A", "A", "B", "Motorway", "Motorway"]
    assert held["length_km"].tolist() == pytest.approx([0.5, 1, 1, 2, 1], rel=0.001)
    assert set(held["source_id"]) == {ROADS}
    assert set(held["file_name"]) == {"oproad_gb.gpkg"}
    shapes = shapely.from_wkt(held["geometry"].tolist())
    longitude, latitude = shapes[1].coords[0]
    assert (longitude, latitude) == pytest.approx((-1.5910, 52.2824), abs=0.0002)
    assert not shapely.has_z(shapes).any()
    assert shapes[3].geom_type == "MultiLineString"


def test_every_other_row_is_left_out_or_set_aside(load, write_geopackage) -> None:
    report = load(write_geopackage())
    broken = "has no geometry, or a broken one"
    assert list_rejects(report) == [
        (5, "road number", NOT_NUMBERED),
        (6, "road number", NOT_NUMBERED),
        (7, "road number", TOO_FAR),
        (8, "geometry", broken),
        (9, "geometry", "is not a line"),
        (10, "geometry", report.rejects["reason"].iloc[5]),
    ]
    assert len(report.faults) == 3
    assert report.rejects["row_text"].tolist() == ["", "", "A9", "A44", "A44", "A44"]
    assert "2 left out as not a motorway, A road or B road with a number" in report.describe()


def test_broken_geometry_of_a_row_is_set_aside(load, write_geopackage) -> None:
    path = write_geopackage()
    with closing(sqlite3.connect(path)) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE road_link SET geom = substr(geom, 1, length(geom) - 20) WHERE fid = 1")
        database.execute("UPDATE road_link SET geom = x'4750' WHERE fid = 2")
        database.commit()
    report = load(path)
    assert (report.read_count, report.stored_count, report.rejected_count) == (11, 3, 8)
    assert {1, 2} < set(report.faults["line_number"])


@pytest.mark.parametrize(
    "options",
    [
        {"column": "roadNumber", "layer": "RoadLink"},
        {"column": "road_number", "layer": "network"},
        {"column": "ref", "layer": "lines"},
    ],
)
def test_other_layers_and_columns_are_found(load, write_geopackage, options: dict[str, str]) -> None:
    assert load(write_geopackage(**options)).stored_count == 5


def test_a_load_replaces_all_roads_whatever_their_files_were_called(
    load, write_geopackage, write_geojson, connection
) -> None:
    first = load(write_geopackage(), write_geojson())
    assert first.notes == []
    assert len(read_lines(connection)) == 8
    again = load(write_geopackage(LINKS[:1], name="oproad_gb (1).gpkg"))
    assert again.notes == ["the 8 links held before are replaced"]
    assert read_lines(connection)["file_name"].tolist() == ["oproad_gb (1).gpkg"]
    coverage = schema.core_coverage
    rows = connection.execute(sa.select(coverage.c.period_code, coverage.c.row_count)).all()
    assert rows == [(again.release, 1)]


def test_a_zip_is_read_as_ordnance_survey_packs_it(load, write_geopackage, tmp_path: Path) -> None:
    path = tmp_path / "oproad_gpkg_gb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(write_geopackage(), "Data/oproad_gb.gpkg")
        archive.writestr("Doc/licence.txt", b"x" * 1_000_000)
    with find_files(Request("roads", (path,)), alliance=ALLIANCE) as files:
        assert [each.name for each in files.read] == ["oproad_gb.gpkg"]
        assert load(*files.read).stored_count == 5


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"readme.txt": b"x"}, "the zip holds no GeoPackage"),
        ({"../oproad_gb.gpkg": b"x"}, "a path outside it"),
        ({"oproad_gb.gpkg": b"\0" * 20_000_000}, "unpack to 20,000,000 bytes"),
    ],
)
def test_a_zip_of_roads_that_cannot_be_trusted_is_refused(
    tmp_path: Path, members: dict[str, bytes], words: str
) -> None:
    path = tmp_path / "roads.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with (
        pytest.raises(BadFileError, match=rf"^roads\.zip: .*{words}"),
        find_files(Request("roads", (path,)), alliance=ALLIANCE),
    ):
        pass


def test_the_day_is_the_layers_own(load, write_geopackage) -> None:
    path = write_geopackage()
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE gpkg_contents SET last_change = '2024-10-03T11:12:13.000Z'")
        database.commit()
    report = load(path)
    assert report.release == "2024-10-03"
    assert report.coverage.to_dict("records") == [{"area_code": "", "period_code": "2024-10-03", "row_count": 5}]


def test_a_long_file_is_read_some_links_at_a_time_and_its_left_out_rows_counted(load, write_geopackage) -> None:
    count = MOST_LISTED + 500
    assert count > CHUNK
    link = make_line(WARWICK)
    numbers = ["A46" if number % 1_000 == 0 else None for number in range(count)]
    report = load(write_geopackage([*((number, "A Road", link) for number in numbers), *LINKS[6:9]]))
    assert (report.read_count, report.stored_count) == (count + 3, 101)
    assert report.rejected_count == count - 101 + 3
    assert report.rejects["line_number"].tolist() == [count + 2, count + 3]
    assert report.notes == [
        f"{count - 101:,} rows of oproad_gb.gpkg left out as {NOT_NUMBERED}",
        f"1 rows of oproad_gb.gpkg left out as {TOO_FAR}",
    ]


# --- GeoJSONs ---------------------------------------------------------------------------------------


def test_geojson_is_read_feature_by_feature(load, write_geojson, connection) -> None:
    report = load(write_geojson())
    assert (report.read_count, report.stored_count, report.rejected_count) == (13, 3, 10)
    held = read_lines(connection)
    assert held["road"].tolist() == ["A429", "A46", "B4100"]
    assert held["length_km"].tolist() == pytest.approx([1.1127, 0.6827, 1.3654], rel=0.001)
    broken = "has no geometry, or a broken one"
    assert list_rejects(report) == [
        (4, "road number", NOT_NUMBERED),
        (5, "road number", TOO_FAR),
        (6, "road number", NOT_NUMBERED),
        (7, "geometry", broken),
        (8, "geometry", broken),
        (9, "geometry", "is not a line"),
        (10, "geometry", "lies off the map"),
        (11, "geometry", broken),
        (12, "road number", NOT_NUMBERED),
        (13, "road number", NOT_NUMBERED),
    ]


def test_geojson_may_say_that_it_is_in_the_national_grid(load, write_geojson) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    path = write_geojson([make_feature("A46", [[428000, 265000], [429000, 265000]])], crs=crs)
    assert load(path).stored_count == 1
    crs["properties"] = {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}
    assert load(write_geojson([make_feature("A46", LINE)], crs=crs)).stored_count == 1


# --- files refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the file is empty"),
        (" \n", "line 2: this is no JSON"),
        ("{", "line 1: this is no JSON"),
        ('{"type": "Feature"}', "this is no GeoJSON collection of features"),
        ('{"features": 3}', "this is no GeoJSON collection of features"),
        ('{"features": []}', "the file holds no features"),
        ('{"features": [{"properties": {"colour": "red"}}]}', "no feature has a road number"),
        (
            '{"features": [{"properties": {"ref": "A46"}}]}',
            "no numbered road in it can be used for Warwickshire Police",
        ),
        ('{"features": [1], "crs": {"properties": 4}}', "it does not say in which coordinates"),
        ('{"features": [1], "crs": {"properties": {"name": "EPSG:99"}}}', "its coordinates are in no system known"),
        ('{"features": ' + "[" * 200_000, "the JSON is nested or numbered beyond what can be read"),
        ('{"features": ' + "9" * 5_000 + "}", "the JSON is nested or numbered beyond what can be read"),
        ("[1, 2]", "the file must be a GeoPackage"),
        ("<OGRVRTDataSource/>", "the file must be a GeoPackage"),
    ],
)
def test_what_is_no_geojson_of_roads_is_refused_in_one_sentence(load, write_text, text: str, sentence: str) -> None:
    with pytest.raises(BadFileError) as caught:
        load(write_text(text, name="roads.geojson"))
    assert str(caught.value).startswith(f"roads.geojson: {sentence}")
    assert "\n" not in str(caught.value)


def test_what_is_no_geopackage_of_roads_is_refused(load, write_geopackage, write_text, tmp_path: Path) -> None:
    for name in ("roads.gpkg", "roads.shp", "roads"):
        with pytest.raises(BadFileError, match="the file must be a GeoPackage"):
            load(write_text("hello", name=name))
    with pytest.raises(BadFileError, match="there is no column of road numbers"):
        load(write_geopackage(column="colour"))
    with pytest.raises(BadFileError, match="no numbered road in it can be used"):
        load(write_geopackage(LINKS[4:7], name="far.gpkg"))
    path = write_geopackage(layer="one", name="two.gpkg")
    write_geopackage(layer="two", name="two.gpkg")
    with pytest.raises(BadFileError, match=r"there is no layer 'road_link' \(its layers: one, two\)"):
        load(path)
    empty = tmp_path / "empty.gpkg"
    with closing(sqlite3.connect(empty)) as database:
        database.execute("CREATE TABLE road_link (name TEXT)")
    with pytest.raises(BadFileError, match=r"empty\.gpkg: "):
        load(empty)


# --- damaged copies ---------------------------------------------------------------------------------


def damage(data: bytes, *, chance: random.Random) -> bytes:
    copy = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(copy))
        junk = chance.choice([b"", b'"', b",", b"]", b"\0", b"\xff" * 8, b"1e999", b"null", b"-9", bytes(40)])
        copy[place : place + chance.choice([0, 1, 1, len(junk)])] = junk
    if chance.random() < 0.1:
        del copy[chance.randrange(len(copy)) :]
    return bytes(copy)


def damage_pages(data: bytes, *, chance: random.Random) -> bytes:
    """Change bytes where something is written, by turns anywhere and among the links, so that pages stay in place."""
    copy = bytearray(data)
    page = data.index(b"A Road") // 4096 * 4096
    start, end = chance.choice([(0, len(data)), (page + 100, page + 4096)])
    written = [place for place in range(start, min(end, len(data))) if data[place]]
    for _ in range(chance.randint(1, 12)):
        copy[chance.choice(written)] = chance.randrange(256)
    if chance.random() < 0.05:
        del copy[chance.randrange(len(copy)) :]
    return bytes(copy)


@pytest.fixture(params=["geojson", "geopackage"])
def copies(
    request: pytest.FixtureRequest, write_geopackage, write_geojson, tmp_path: Path
) -> Callable[[int], Iterator[Path]]:
    """So many damaged copies, one after the other at one path."""
    is_json = request.param == "geojson"
    original = write_geojson() if is_json else write_geopackage()
    data, change = original.read_bytes(), damage if is_json else damage_pages
    path = tmp_path / f"damaged{original.suffix}"

    def write(count: int) -> Iterator[Path]:
        for seed in range(count):
            path.write_bytes(change(data, chance=random.Random(seed)))
            yield path

    return write


def require_sentence(error: UserFacingError, path: Path) -> None:
    sentence = str(error)
    assert sentence.startswith(f"{path.name}: ")
    assert sentence.endswith("; nothing was loaded.")
    assert sentence.isprintable(), sentence
    assert len(sentence) < 500


@pytest.mark.slow
def test_damaged_copies_are_read_or_refused(copies) -> None:
    box = find_box(ALLIANCE)
    read = 0
    for path in copies(COPIES):
        found = SortedLinks()
        try:
            rows = [row for frame in read_road_lines(path, box=box, found=found) for row in frame.itertuples()]
        except UserFacingError as error:
            require_sentence(error, path)
        else:
            read += 1
            assert found.read_count == found.stored_count + len(found.rejects.list_rows())
            assert found.stored_count == len(rows)
            for row in rows:
                assert name_numbered_road(row.road) == (row.road, row.road_class)
                assert shapely.from_wkt(row.geometry).length > 0
                assert row.length_km >= 0
    assert COPIES * 0.05 < read < COPIES * 0.95


@pytest.mark.slow
@pytest.mark.parametrize("connection", ["duckdb"], indirect=True)
def test_damaged_copies_are_loaded_or_refused(load, copies, connection) -> None:
    loaded = 0
    for path in copies(30):
        try:
            report = load(path)
        except UserFacingError as error:
            require_sentence(error, path)
        else:
            assert report.read_count == report.stored_count + len(report.rejects)
            assert len(read_lines(connection)) == report.stored_count
            loaded += 1
    assert loaded
