"""The course of roads of known shape, traced through positions scattered along them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.traces import COLLISIONS, NETWORK, project, spread_along, trace_road, unproject
from tests.unit.geodata.made_roads import scatter

START = np.array([400_000.0, 250_000.0])  # metres, within the two forces


def test_a_straight_road_is_one_line_of_its_length():
    (line,) = trace_road(scatter([(0, 0), (20, 0)]))
    assert line.length / 1000 == pytest.approx(20, rel=0.05)
    assert line.is_simple
    assert line.coords[0][0] < line.coords[-1][0], "it runs from the west"


def test_a_road_with_a_bend_keeps_its_corner():
    points = scatter([(0, 0), (10, 0), (10, 10)])
    (line,) = trace_road(points)
    assert line.length / 1000 == pytest.approx(20, rel=0.05)
    assert line.is_simple
    corner = shapely.Point(START + np.array([10_000, 0]))
    assert line.distance(corner) < 500
    course = shapely.LineString(START + np.array([(0, 0), (10, 0), (10, 10)]) * 1000)
    assert shapely.hausdorff_distance(line, course) < 600


def test_two_separate_stretches_stay_two_and_no_line_jumps_across_country():
    points = np.vstack([scatter([(0, 0), (8, 0)]), scatter([(16, 3), (24, 3)])])
    lines = trace_road(points)
    assert [round(line.length / 1000) for line in lines] == [8, 8]
    for line in lines:
        steps = np.hypot(*np.diff(shapely.get_coordinates(line), axis=0).T)
        assert steps.max() <= COLLISIONS.gap_km * 1000


def test_a_gap_under_the_limit_is_bridged_and_one_over_it_is_not():
    near = np.vstack([scatter([(0, 0), (6, 0)], off=0), scatter([(10.5, 0), (16, 0)], off=0)])
    far = np.vstack([scatter([(0, 0), (6, 0)], off=0), scatter([(11.5, 0), (17, 0)], off=0)])
    assert len(trace_road(near)) == 1
    assert len(trace_road(far)) == 2


def test_a_roundabout_full_of_collisions_makes_no_knot():
    angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    ring = START + np.array([5_000, 0]) + 90 * np.column_stack([np.cos(angle), np.sin(angle)])
    road = scatter([(0, 0), (10, 0)], off=15)
    (line,) = trace_road(np.vstack([road, ring, ring + 3]))
    assert line.is_simple
    assert line.length / 1000 == pytest.approx(10, rel=0.05)


def test_the_two_carriageways_of_a_road_are_one_line():
    one = scatter([(0, 0), (15, 0)], every=300, off=5)
    (line,) = trace_road(np.vstack([one, one + np.array([0, 60])]))
    assert line.length / 1000 == pytest.approx(15, rel=0.05)


def test_sparse_and_crowded_positions_are_no_road():
    sparse = scatter([(0, 0), (24, 0)], every=4_000, off=0)
    assert len(sparse) == 7
    assert trace_road(sparse) == []
    crowded = START + np.random.default_rng(1).normal(0, 150, (40, 2))
    assert trace_road(crowded) == [], "collisions at one junction have no length"
    assert trace_road(np.empty((0, 2))) == []


def test_a_long_arm_of_a_road_is_traced_too_and_a_stray_position_is_not():
    trunk, arm = scatter([(0, 0), (20, 0)]), scatter([(10, 0.5), (10, 6)])
    lines = trace_road(np.vstack([trunk, arm]))
    assert sorted(round(line.length / 1000) for line in lines) == [6, 20]
    stray = np.vstack([trunk, START + np.array([[10_000, 2_000]])])
    assert [round(line.length / 1000) for line in trace_road(stray)] == [20]


def test_a_trace_does_not_depend_on_the_order_of_its_positions():
    points = scatter([(0, 0), (10, 0), (10, 10)])
    mixed = points[np.random.default_rng(3).permutation(len(points))]
    assert trace_road(points)[0].equals_exact(trace_road(mixed)[0], 1.0)


def test_the_links_of_a_network_give_one_line_of_the_roads_length():
    one = shapely.LineString(START + np.array([(0, 0), (6, 0), (12, 4)]) * 1000)
    other = shapely.transform(one, lambda points: points + np.array([0, 30]))
    links = [*shapely.segmentize([one, other], 900)]
    (line,) = trace_road(spread_along(links), tracing=NETWORK)
    assert line.length == pytest.approx(one.length, rel=0.03)


def test_positions_go_to_the_grid_and_back():
    # Ordnance Survey's own example: Framingham, TG 51409 13177.
    (point,) = project([1.716073973], [52.65800783])
    assert point == pytest.approx([651_409.9, 313_177.3], abs=6)
    assert unproject(np.array([point]))[0] == pytest.approx([1.716073973, 52.65800783], abs=1e-6)


def test_the_bundled_roads_are_traced_without_knots_and_jumps():
    path = Path(__file__).resolve().parents[3] / "data_access" / "reference" / "road-positions-2015.csv"
    positions = pd.read_csv(path)
    traced = 0
    for _, held in positions.groupby(["road", "force_code"]):
        for line in trace_road(project(held["longitude"], held["latitude"])):
            steps = np.hypot(*np.diff(shapely.get_coordinates(line), axis=0).T)
            assert line.is_simple
            assert steps.max() <= 5_500
            traced += 1
    assert traced > 50
