"""The course of a road, traced through positions known to lie on it.

Positions of one road are brought together where they lie close (so that a roundabout or two
carriageways make no knot), joined by their minimum spanning tree, and the tree's longest path is the
road. A gap over GAP_KM ends a stretch: no line jumps across country. The links of a road network go
the same way, as positions along them. All lengths are measured on the British National Grid
(EPSG:27700); a trace ends at its outermost position, so it is shorter than its road.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import shapely

if TYPE_CHECKING:
    import pyproj

Points = npt.NDArray[np.float64]  # a row a position: easting and northing in metres

FEWEST_POSITIONS = 8
SHORTEST_KM = 1.0
LONGEST_GRID = 60.0  # metres; positions nearer than this are one before anything is compared
MOST_COMPARED = 3_000


@dataclass(frozen=True)
class Tracing:
    """How positions are joined: kilometres that end a stretch, metres within which positions are one.

    A branch off the main line is traced as well from branch_km on; fewest is the number of positions
    a stretch needs.
    """

    gap_km: float = 5.0
    cluster_metres: float = 500.0
    branch_km: float = 3.0
    fewest: int = FEWEST_POSITIONS


COLLISIONS = Tracing()
# Links are dense and sure: nearer positions are told apart, and a break is a break.
NETWORK = Tracing(gap_km=2.0, cluster_metres=150.0, branch_km=1.5, fewest=2)


def project(longitude: Sequence[float] | Any, latitude: Sequence[float] | Any) -> Points:
    """Degrees (WGS84) as metres on the British National Grid."""
    east, north = _find_transformer(True).transform(np.asarray(longitude, float), np.asarray(latitude, float))
    return np.column_stack([east, north])


def unproject(points: Points) -> Points:
    """Metres on the British National Grid as degrees: longitude, latitude."""
    longitude, latitude = _find_transformer(False).transform(points[:, 0], points[:, 1])
    return np.column_stack([longitude, latitude])


@lru_cache(maxsize=2)
def _find_transformer(to_grid: bool) -> "pyproj.Transformer":
    import pyproj

    ends = ("EPSG:4326", "EPSG:27700") if to_grid else ("EPSG:27700", "EPSG:4326")
    return pyproj.Transformer.from_crs(*ends, always_xy=True)


def trace_road(points: Points, *, tracing: Tracing = COLLISIONS) -> list[shapely.LineString]:
    """The stretches of a road as lines in metres, from west to east or, where longer, south to north.

    Positions in stretches of fewer than `tracing.fewest`, or of under SHORTEST_KM, are on no line.
    Stretches stand in the order of their westernmost point.
    """
    lines: list[shapely.LineString] = []
    for stretch in split_stretches(points, gap_km=tracing.gap_km):
        if len(stretch) >= tracing.fewest:
            lines.extend(_trace_stretch(stretch, tracing=tracing))
    turned = [_turn(line) for line in lines]
    return sorted(turned, key=lambda line: (line.bounds[0], line.bounds[1]))


def spread_along(lines: Sequence[Any], *, step_metres: float = 60.0) -> Points:
    """Positions along the links of a network, at their ends and every step between."""
    if not len(lines):
        return np.empty((0, 2))
    points: Points = shapely.get_coordinates(shapely.segmentize(np.asarray(lines, dtype=object), step_metres))
    return points


def split_stretches(points: Points, *, gap_km: float) -> list[Points]:
    """Positions in groups, each within gap_km of another of its own and farther from all others."""
    if not len(points):
        return []
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    pairs = cKDTree(points).query_pairs(gap_km * 1000, output_type="ndarray")
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(points), len(points)))
    count, labels = connected_components(links, directed=False)
    return [points[labels == label] for label in range(count)]


def gather_positions(points: Points, *, metres: float) -> Points:
    """The middle of each group of positions; no group is wider than `metres`."""
    from scipy.cluster.hierarchy import fcluster, linkage

    grid = min(LONGEST_GRID, metres / 3)
    thinned = _thin(points, metres=grid)
    while len(thinned) > MOST_COMPARED:
        grid *= 1.5
        thinned = _thin(points, metres=grid)
    if len(thinned) < 2:
        return thinned
    labels = fcluster(linkage(thinned, method="complete"), t=metres, criterion="distance")
    return _average(thinned, labels)


def _thin(points: Points, *, metres: float) -> Points:
    cells = np.floor(points / metres).astype(np.int64)
    _, labels = np.unique(cells, axis=0, return_inverse=True)
    return _average(points, labels.ravel())


def _average(points: Points, labels: npt.NDArray[Any]) -> Points:
    _, places = np.unique(labels, return_inverse=True)
    counts = np.bincount(places)
    return np.column_stack([np.bincount(places, weights=points[:, axis]) / counts for axis in (0, 1)])


def _trace_stretch(points: Points, *, tracing: Tracing) -> list[shapely.LineString]:
    nodes = gather_positions(points, metres=tracing.cluster_metres)
    if len(nodes) < 2:
        return []
    tree = _join(nodes)
    path = _find_longest_path(tree)
    used = set(path)
    paths = [path]
    # A long branch is part of the road too: another arm, or the other side of a town.
    while (branch := _find_branch(tree, used=used)) and _measure_km(nodes[branch]) >= tracing.branch_km:
        paths.append(branch)
        used.update(branch)
    lines = [shapely.LineString(nodes[path]) for path in paths]
    return [line for line in lines if line.length >= SHORTEST_KM * 1000]


def _join(nodes: Points) -> Any:
    """The minimum spanning tree over nodes, as a symmetric sparse matrix of metres."""
    from scipy.sparse.csgraph import minimum_spanning_tree
    from scipy.spatial.distance import pdist, squareform

    tree = minimum_spanning_tree(squareform(pdist(nodes)))
    return tree + tree.T


def _find_longest_path(tree: Any) -> list[int]:
    from scipy.sparse.csgraph import dijkstra

    start = int(np.argmax(dijkstra(tree, indices=0)))
    distance, before = dijkstra(tree, indices=start, return_predecessors=True)
    return _walk_back(before, int(np.argmax(distance)))


def _find_branch(tree: Any, *, used: set[int]) -> list[int]:
    """The longest way out from the nodes used so far, with the node where it leaves them; none when all are used."""
    from scipy.sparse.csgraph import dijkstra

    distance, before, _ = dijkstra(tree, indices=sorted(used), return_predecessors=True, min_only=True)
    end = int(np.argmax(distance))
    return _walk_back(before, end) if distance[end] > 0 else []


def _walk_back(before: Any, end: int) -> list[int]:
    path = [end]
    while before[path[-1]] >= 0:
        path.append(int(before[path[-1]]))
    return path


def _measure_km(points: Points) -> float:
    return float(np.hypot(*np.diff(points, axis=0).T).sum()) / 1000


def _turn(line: shapely.LineString) -> shapely.LineString:
    """The line from its western end, or from its southern one where it runs rather north than east."""
    (x_first, y_first), (x_last, y_last) = line.coords[0], line.coords[-1]
    is_across = abs(x_last - x_first) >= abs(y_last - y_first)
    is_backward = x_last < x_first if is_across else y_last < y_first
    return shapely.reverse(line) if is_backward else line
