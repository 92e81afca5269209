"""Sections cut from a traced road, with the positions and districts they belong to."""

import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.alliance import load_alliance
from geodata.sections import assign_positions, cut_sections, find_districts
from geodata.traces import project, trace_road
from tests.unit.geodata.made_roads import scatter

START = np.array([400_000.0, 250_000.0])  # metres, within the two forces


def test_sections_divide_each_line_equally_and_number_on():
    lines = [
        shapely.LineString([START, START + np.array([17_000, 0])]),
        shapely.LineString([START + np.array([30_000, 0]), START + np.array([32_000, 0])]),
    ]
    sections = cut_sections(lines)
    assert [section.number for section in sections] == [1, 2, 3, 4, 5]
    assert [section.length_km for section in sections] == pytest.approx([4.25] * 4 + [2.0])
    assert sum(section.length_km for section in sections) == pytest.approx(19)


def test_a_position_belongs_to_the_nearest_section_within_the_tolerance():
    sections = cut_sections([shapely.LineString([START, START + np.array([8_000, 0])])])
    points = START + np.array([[1_000, 200], [4_000, 0], [7_000, -900], [7_000, 1_100], [np.nan, np.nan]])
    assert assign_positions(points, sections).tolist() == [1, 1, 2, 0, 0]
    assert assign_positions(points, []).tolist() == [0] * 5


def test_a_middle_outside_its_force_takes_the_nearest_district_of_that_force():
    points = pd.DataFrame(
        {
            "longitude": [-1.26, -1.15, -1.9],
            "latitude": [52.37, 52.37, 52.48],  # Rugby; beyond Rugby; Birmingham
            "force_code": ["E23000017", "E23000017", "E23000016"],
        }
    )
    assert find_districts(points, alliance=load_alliance()).tolist() == ["E07000220", "E07000220", "E07000234"]


def test_the_drawn_line_is_short_text_near_the_measured_one():
    (section,) = cut_sections(trace_road(scatter([(0, 0), (4, 0)], every=100)))
    drawn = shapely.from_wkt(section.write_wkt())
    metres = project(*shapely.get_coordinates(drawn).T)
    assert shapely.hausdorff_distance(shapely.LineString(metres), section.line) < 60
    assert len(section.write_wkt()) < 200
