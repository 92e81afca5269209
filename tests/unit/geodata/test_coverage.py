"""Areas that meet without slivers and overlaps."""

import pytest
import shapely
from geopandas import GeoDataFrame

from geodata.coverage import CoverageError, clean_coverage, simplify_coverage


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
