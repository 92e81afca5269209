"""The build: the bundled files can be made again; other forces need only a file of their own."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import shapely
from geopandas import GeoDataFrame

import geodata.build
from geodata.__main__ import main
from geodata.alliance import PUBLISHED, Alliance, load_alliance
from geodata.areas import build_areas, locate_points, read_districts, read_lsoas
from geodata.boundaries import LEVELS, read_boundaries
from geodata.build import build, read_polygons
from geodata.ground import load_labels

OTHER_FORCES = """
[[forces]]
code = "E23000023"
name = "Cambridgeshire"

[[forces]]
code = "E23000027"
name = "Hertfordshire"
"""


def test_other_forces_build_from_their_file_alone(
    write_config: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    config = write_config(OTHER_FORCES)
    assert main(["build", "--alliance", str(config)]) == 0
    assert "district.geojson" in capsys.readouterr().out
    alliance = load_alliance(config)
    counts = build_areas(alliance)["level"].value_counts()
    assert counts.to_dict() == {
        "alliance": 1,
        "force": 2,
        "policing_area": 16,
        "district": 16,
        "lsoa": 1177,
        "remainder": 4,
    }
    assert set(read_lsoas(alliance)["vintage"]) == {"2011"}
    for level in LEVELS:
        polygons = read_boundaries(alliance, level).geometry.to_numpy()
        assert shapely.coverage_is_valid(polygons, gap_width=0.001)
    places = pd.DataFrame({"longitude": [0.1218, -0.3360], "latitude": [52.2053, 51.7520]})
    assert list(locate_points(places, alliance=alliance)) == ["E07000008", "E07000240"]
    assert len(load_labels(alliance)) == 16


@pytest.fixture(scope="module")
def rebuilt(alliance: Alliance, tmp_path_factory: pytest.TempPathFactory) -> Alliance:
    folder = tmp_path_factory.mktemp("published")
    for name in ("lsoa.csv", "lsoa_changes.csv"):
        shutil.copy(PUBLISHED / name, folder)
    copy = replace(alliance, boundaries_dir=folder)
    build(copy)
    return copy


def test_bundled_tables_and_styles_can_be_made_again(rebuilt: Alliance) -> None:
    made = {path.name: path for path in rebuilt.boundaries_dir.iterdir()}
    assert len(made) == 8
    for name, path in made.items():
        if path.suffix != ".geojson":
            assert path.read_text(encoding="utf-8") == (PUBLISHED / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("level", LEVELS)
def test_bundled_boundaries_can_be_made_again(alliance: Alliance, rebuilt: Alliance, level: str) -> None:
    made, published = read_boundaries(rebuilt, level), read_boundaries(alliance, level)
    assert list(made["area_name"]) == list(published["area_name"])
    difference = made.geometry.symmetric_difference(published.geometry)
    assert (shapely.area(difference.to_numpy()) < 1e-9).all()


@pytest.fixture(scope="module")
def polygons(alliance: Alliance) -> GeoDataFrame:
    return read_polygons(read_districts(alliance))


def test_areas_are_those_of_the_polygons(alliance: Alliance, polygons: GeoDataFrame) -> None:
    exact = polygons.to_crs("EPSG:27700").dissolve("district_code").area
    published = read_boundaries(alliance, "district").set_index("area_code")
    simplified = published.to_crs("EPSG:27700").area
    assert ((simplified / exact - 1).abs() < 0.005).all()


def test_polygons_are_the_lsoas_of_2011(alliance: Alliance, polygons: GeoDataFrame) -> None:
    lsoas = read_lsoas(alliance)
    of_2011 = lsoas.loc[lsoas["vintage"] != "2021", "lsoa_code"]
    assert list(polygons["lsoa_code"]) == list(of_2011)


def test_every_district_of_england_and_wales_has_polygons(alliance: Alliance) -> None:
    lookup = pd.read_csv(PUBLISHED / "areas.csv", dtype=str)
    assert len(read_polygons(lookup)) == 34_753


def test_missing_package_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(geodata.build, "find_spec", lambda name: None)
    assert main(["build"]) == 1
    message = capsys.readouterr().err
    assert "requirements-build.txt" in message
    assert len(message.splitlines()) == 1


def test_wrong_configuration_is_one_sentence(
    write_config: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    config = write_config("forces = []")
    assert main(["build", "--alliance", str(config)]) == 1
    assert "forces.toml" in capsys.readouterr().err
