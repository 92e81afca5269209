"""The treemap's rectangles: areas in proportion, none overlapping, labels only where they fit."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.charts.crimeogram import HEIGHT, WIDTH, Box, draw_crimeogram, lay_out_tree, squarify
from components.theme import DARK, LIGHT

sizes = st.lists(st.integers(1, 10_000), min_size=1, max_size=40)


@given(sizes)
def test_areas_are_in_proportion_and_fill_the_sheet(values: list[int]) -> None:
    ordered = sorted(values, reverse=True)
    boxes = squarify(ordered, Box(0, 0, WIDTH, HEIGHT))
    total = sum(ordered)
    for size, box in zip(ordered, boxes, strict=True):
        assert box.width * box.height == pytest.approx(WIDTH * HEIGHT * size / total)
        assert box.x >= -1e-6
        assert box.x + box.width <= WIDTH + 1e-6
        assert box.y + box.height <= HEIGHT + 1e-6


@given(sizes)
def test_no_two_rectangles_overlap(values: list[int]) -> None:
    boxes = squarify(sorted(values, reverse=True), Box(0, 0, WIDTH, HEIGHT))
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
            down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
            assert min(across, down) < 1e-6


def test_nothing_has_no_rectangle() -> None:
    assert squarify([], Box(0, 0, 1, 1)) == []
    tree = pd.DataFrame({"parent_name": ["a"], "offence_name": ["b"], "crime_count": [0.0]})
    assert lay_out_tree(tree, value="crime_count").empty


@pytest.mark.parametrize("ink", [LIGHT, DARK])
def test_an_offence_too_small_for_its_name_has_none_and_is_still_drawn(ink) -> None:
    tree = pd.DataFrame(
        {
            "parent_name": ["Theft", "Theft", "Drugs"],
            "offence_name": ["Shoplifting", "Bicycle theft", "Trafficking in controlled drugs"],
            "crime_count": [9_000, 990, 10],
            "share_pct": [90.0, 9.9, 0.1],
        }
    )
    spec = draw_crimeogram(tree, value="crime_count", share="share_pct", unit="Crimes", ink=ink).to_dict()
    (rows,) = [data for data in spec["datasets"].values() if "label" in data[0]]
    labels = {row["offence_name"]: row["label"] for row in rows}
    assert labels["Shoplifting"] == "Shoplifting\n90.0%"
    assert labels["Trafficking in controlled drugs"] == ""
    assert len(rows) == 3
