"""The published boundaries: they meet, they agree, and they are small."""

import pytest
import shapely

from geodata.alliance import PUBLISHED, Alliance
from geodata.areas import build_areas, read_districts
from geodata.boundaries import ATTRIBUTION, LEVELS, boundaries_path, read_boundaries

GAP_DEGREES = 0.001  # about 100 metres
SIZE_LIMIT = 200_000  # bytes, of the three levels together


@pytest.mark.parametrize("level", LEVELS)
def test_neighbours_meet_without_gap_or_overlap(alliance: Alliance, level: str) -> None:
    polygons = read_boundaries(alliance, level).geometry.to_numpy()
    assert shapely.is_valid(polygons).all()
    assert shapely.coverage_is_valid(polygons, gap_width=GAP_DEGREES)
    union = shapely.union_all(polygons)
    assert shapely.area(polygons).sum() == pytest.approx(union.area, rel=1e-12)
    assert union.geom_type == "Polygon"
    assert not union.interiors


@pytest.mark.parametrize("level", ["force", "policing_area"])
def test_levels_agree(alliance: Alliance, level: str) -> None:
    districts = read_boundaries(alliance, "district").set_index("area_code").geometry
    hierarchy = read_districts(alliance).groupby(f"{level}_code")["district_code"]
    for area in read_boundaries(alliance, level).itertuples():
        union = shapely.union_all(districts[hierarchy.get_group(area.area_code)].to_numpy())
        assert union.symmetric_difference(area.geometry).area < 1e-9


def test_names_and_codes_are_those_of_the_areas(alliance: Alliance) -> None:
    areas = build_areas(alliance)
    for level in LEVELS:
        expected = areas.loc[areas["level"] == level, ["area_code", "area_name"]]
        published = read_boundaries(alliance, level)[["area_code", "area_name"]]
        assert dict(published.to_numpy()) == dict(expected.to_numpy())


def test_features_hold_few_properties(alliance: Alliance) -> None:
    for level in LEVELS:
        areas = read_boundaries(alliance, level)
        assert list(areas) == ["area_code", "area_name", "force_code", "geometry"]
        assert set(areas["force_code"]) == set(alliance.force_codes)
        assert areas.crs == "EPSG:4326"


def test_three_levels_are_small(alliance: Alliance) -> None:
    sizes = [boundaries_path(alliance, level).stat().st_size for level in LEVELS]
    assert sum(sizes) < SIZE_LIMIT


def test_licence_note_carries_the_attribution() -> None:
    note = " ".join((PUBLISHED / "LICENCE.md").read_text(encoding="utf-8").split())
    for sentence in ATTRIBUTION.split(". "):
        assert sentence in note
