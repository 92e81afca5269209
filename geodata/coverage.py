"""Polygons without gaps or overlaps: from rounded small areas to simplified districts.

Pure geometry: frames in and frames out, no files. A coverage is a set of polygons whose neighbours
share their edges vertex by vertex, so that joint simplification and rounding leave no gap.
"""

import numpy as np
import shapely
from geopandas import GeoDataFrame

METRES = "EPSG:27700"  # British National Grid
DEGREES = "EPSG:4326"

GAP_WIDTH_M = 20.0  # gaps narrower than this come from rounding, not from the ground
TOLERANCE_M = 50.0  # corners whose triangle is smaller than this squared are dropped
DECIMALS = 5  # of a degree: about one metre; four decimals break small islands


class CoverageError(ValueError):
    """The polygons can't be made into areas that meet without gaps and overlaps."""


def clean_coverage(areas: GeoDataFrame) -> GeoDataFrame:
    """Mend rounded polygons so that neighbours share their edges and slivers are gone.

    A row stays a row; geometry becomes metres (British National Grid). Raises CoverageError.
    Source: GEOS CoverageCleaner; gaps up to GAP_WIDTH_M go to the neighbour along most of them.
    """
    projected = areas.to_crs(METRES)
    whole = shapely.make_valid(projected.geometry.to_numpy(), method="structure", keep_collapsed=False)
    cleaned = shapely.coverage_clean(whole, gap_width=GAP_WIDTH_M)
    _check_coverage(cleaned, "cleaned")
    return projected.set_geometry(cleaned, crs=METRES)


def dissolve_coverage(areas: GeoDataFrame, by: str) -> GeoDataFrame:
    """Join the areas of a coverage that have the same code in column `by`.

    A row is a code, in order of code; other columns take the value of its first area.
    """
    return areas.dissolve(by, method="coverage", as_index=False)


def simplify_coverage(areas: GeoDataFrame) -> GeoDataFrame:
    """Simplify all areas together and round them to DECIMALS of a degree (WGS84).

    A row stays a row. Raises CoverageError if rounding made edges cross.
    Source: Visvalingam-Whyatt on shared edges (GEOS coverage simplification).
    """
    simplified = shapely.coverage_simplify(areas.geometry.to_numpy(), TOLERANCE_M)
    degrees = areas.set_geometry(simplified, crs=METRES).to_crs(DEGREES)
    rounded = shapely.transform(degrees.geometry.to_numpy(), lambda xy: np.round(xy, DECIMALS))
    _check_coverage(rounded, "rounded")
    return degrees.set_geometry(shapely.orient_polygons(rounded), crs=DEGREES)


def _check_coverage(polygons: np.ndarray[tuple[int], np.dtype[np.object_]], state: str) -> None:
    if not (shapely.is_valid(polygons).all() and shapely.coverage_is_valid(polygons)):
        raise CoverageError(f"The {state} polygons overlap or do not share their edges.")
