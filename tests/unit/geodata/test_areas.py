"""The hierarchy of areas, points in areas, and neighbours."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geodata.alliance import Alliance, County
from geodata.areas import (
    build_areas,
    find_neighbours,
    locate_points,
    read_districts,
    read_lsoa_changes,
    read_lsoas,
)
from geodata.boundaries import BoundariesMissingError, UnknownAreaError, get_bounds


@pytest.fixture(scope="module")
def areas(alliance: Alliance) -> pd.DataFrame:
    return build_areas(alliance)


def test_hierarchy_is_complete(areas: pd.DataFrame) -> None:
    assert areas["level"].value_counts().to_dict() == {
        "alliance": 1,
        "force": 2,
        "policing_area": 9,
        "district": 14,
        "lsoa": 1120 + 74,
        "county": 2,
        "remainder": 4,
    }
    assert areas["area_code"].is_unique
    assert areas.notna().all(axis=None)
    assert (areas["is_partnership"] == (areas["level"] == "policing_area")).all()


def test_parents_are_of_the_level_above(areas: pd.DataFrame) -> None:
    levels = areas.set_index("area_code")["level"]
    pairs = areas.assign(parent_level=areas["parent_code"].map(levels)).dropna()
    assert set(zip(pairs["level"], pairs["parent_level"], strict=True)) == {
        ("force", "alliance"),
        ("policing_area", "force"),
        ("district", "policing_area"),
        ("lsoa", "district"),
        ("county", "force"),
        ("remainder", "force"),
    }
    assert list(areas.loc[areas["parent_code"] == "", "level"]) == ["alliance"]


def test_order_is_the_hierarchy_by_name(areas: pd.DataFrame) -> None:
    places = areas[~areas["level"].isin(["lsoa", "district"])]
    assert list(places["area_name"]) == [
        "Warwickshire Police and West Mercia Police",
        "Warwickshire",
        "North Warwickshire",
        "Nuneaton and Bedworth",
        "Rugby",
        "South Warwickshire",
        "Warwickshire County",
        "No location (Warwickshire)",
        "Outside the force area (Warwickshire)",
        "West Mercia",
        "Herefordshire",
        "North Worcestershire",
        "Shropshire",
        "South Worcestershire",
        "Telford & Wrekin",
        "Worcestershire County",
        "No location (West Mercia)",
        "Outside the force area (West Mercia)",
    ]


def test_each_lsoa_has_a_district_and_a_population_in_2011(alliance: Alliance) -> None:
    lsoas = read_lsoas(alliance)
    assert lsoas["lsoa_code"].is_unique
    assert lsoas["district_code"].isin(read_districts(alliance)["district_code"]).all()
    of_2011 = lsoas[lsoas["vintage"] != "2021"]
    assert len(of_2011) == 1120
    assert of_2011["population_mid2017"].notna().all()
    assert of_2011["population_mid2017"].sum() == 1_837_200


def test_changes_agree_with_the_vintages(alliance: Alliance) -> None:
    changes, lsoas = read_lsoa_changes(alliance), read_lsoas(alliance)
    codes = lsoas.groupby("vintage")["lsoa_code"].agg(set)
    assert set(changes["change_code"]) == {"S", "M"}
    assert set(changes["lsoa11_code"]) == codes["2011"]
    assert set(changes["lsoa21_code"]) - codes["both"] == codes["2021"]


def test_changes_of_forces_without_a_look_up_are_empty(alliance: Alliance, tmp_path: Path) -> None:
    changes = read_lsoa_changes(replace(alliance, boundaries_dir=tmp_path))
    assert list(changes) == ["lsoa11_code", "lsoa21_code", "change_code"]
    assert changes.empty


@pytest.mark.parametrize(
    ("name", "longitude", "latitude", "expected"),
    [
        ("Worcester cathedral", -2.2208, 52.1886, "E07000237"),
        ("Rugby School", -1.2622, 52.3681, "E07000220"),
        ("Ludlow castle", -2.7230, 52.3671, "E06000051"),
        ("Birmingham New Street", -1.9000, 52.4778, None),
        ("Irish Sea", -4.9000, 53.8000, None),
        ("no position", np.nan, np.nan, None),
        ("half a position", -2.2208, np.nan, None),
    ],
)
def test_points_lie_in_their_district(name: str, longitude: float, latitude: float, expected: str | None) -> None:
    points = pd.DataFrame({"longitude": [longitude], "latitude": [latitude]}, index=[name])
    assert locate_points(points).to_dict() == {name: expected}


def test_no_points_give_no_districts() -> None:
    points = pd.DataFrame({"longitude": [], "latitude": []}, dtype=float)
    assert locate_points(points).empty


def test_every_town_lies_in_its_district(alliance: Alliance) -> None:
    towns = pd.DataFrame(alliance.towns)
    assert list(locate_points(towns, alliance=alliance)) == list(towns["district_code"])


@pytest.mark.parametrize("level", ["force", "policing_area", "district"])
def test_neighbours_are_mutual(alliance: Alliance, level: str) -> None:
    neighbours = find_neighbours(alliance, level)
    pairs = set(neighbours.itertuples(index=False, name=None))
    assert pairs == {(second, first) for first, second in pairs}
    assert not any(first == second for first, second in pairs)


def test_neighbours_are_those_of_the_map(alliance: Alliance) -> None:
    neighbours = find_neighbours(alliance, "policing_area").groupby("area_code")["neighbour_code"]
    of_each = neighbours.agg(set)
    assert of_each["E22000333"] == {"E22000360"}  # Telford and Wrekin lies within Shropshire
    assert of_each["E22000321"] == {"E22000320", "E22000359"}  # Rugby


def test_bounds_of_the_alliance_hold_those_of_every_area(alliance: Alliance, areas: pd.DataFrame) -> None:
    west, south, east, north = get_bounds(alliance, alliance.code)
    has_boundary = areas["level"].isin(["force", "policing_area", "district"])
    for code in areas.loc[has_boundary, "area_code"]:
        least_x, least_y, greatest_x, greatest_y = get_bounds(alliance, code)
        assert west <= least_x < greatest_x <= east
        assert south <= least_y < greatest_y <= north


def test_area_without_boundary_is_named(alliance: Alliance) -> None:
    with pytest.raises(UnknownAreaError, match="E10000034"):
        get_bounds(alliance, "E10000034")
    with pytest.raises(UnknownAreaError, match="lsoa"):
        find_neighbours(alliance, "lsoa")


def test_codes_the_look_up_lacks_are_named(alliance: Alliance) -> None:
    absent = replace(alliance.forces[0], code="E23000099")
    with pytest.raises(UnknownAreaError, match="E23000099"):
        read_districts(replace(alliance, forces=(absent,)))
    with pytest.raises(UnknownAreaError, match="E07000999"):
        build_areas(replace(alliance, area_names={"E07000999": "Nowhere"}))
    county = County(code="E10000003", name="Cambridgeshire County", force_code="E23000023")
    with pytest.raises(UnknownAreaError, match="Cambridgeshire County"):
        build_areas(replace(alliance, counties=(county,)))


def test_boundaries_not_made_or_of_other_forces_say_how(alliance: Alliance, tmp_path: Path) -> None:
    with pytest.raises(BoundariesMissingError, match="python -m geodata build"):
        build_areas(replace(alliance, boundaries_dir=tmp_path))
    with pytest.raises(BoundariesMissingError, match="other forces"):
        build_areas(replace(alliance, forces=alliance.forces[:1], area_names={}, counties=()))
