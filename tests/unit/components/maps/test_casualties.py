"""The casualties map: its classes, key, clicks and labels, made from frames of known values."""

import pandas as pd
import pytest

from components.maps.casualties import (
    classify_sections,
    describe_place,
    find_clicked,
    find_extent,
    thin_labels,
    write_key,
)


def test_classes_are_thirds_that_never_part_equal_values():
    classes, found = classify_sections(pd.Series([0, 1, 1, 1, 2, 2, 3, 4, None]))
    assert classes.tolist() == [0, 1, 1, 1, 2, 2, 3, 3, -1]
    assert (found.counts, found.none_count, found.missing_count) == ((3, 2, 2), 1, 1)
    same, found = classify_sections(pd.Series([2, 2, 2]))
    assert same.tolist() == [3, 3, 3]
    assert found.counts == (3,)
    none, found = classify_sections(pd.Series([0.0, 0.0]))
    assert none.tolist() == [0, 0]
    assert found.none_count == 2


def test_the_key_names_spans_units_and_counts():
    _, found = classify_sections(pd.Series([0, 1, 1, 1, 2, 2, 3, 6]))
    key = write_key(found, unit="KSI collisions", decimals=0, is_dark=False, fatal_count=2, other_count=5)
    for words in (
        "1 KSI collisions (3 sections)",
        "2 KSI collisions (2",
        "3 to 6 KSI collisions (2",
        "0 KSI collisions (1",
    ):
        assert words in key
    assert "fatal collision (2)" in key
    assert "other collision (5)" in key
    _, found = classify_sections(pd.Series([0.5, 1.0, 2.0, 4.0]))
    assert "over 1.0 to 2.0 per km" in write_key(
        found, unit="per km", decimals=1, is_dark=True, fatal_count=0, other_count=0
    )


@pytest.mark.parametrize(
    ("objects", "clicked"),
    [
        ({}, ("", "")),
        ({"sections-3": [{"i": "A46-E23000017-01", "m": "", "r": ""}]}, ("A46-E23000017-01", "A46")),
        ({"sections-1": [{"i": "M6_Toll-E23000017-01"}]}, ("M6_Toll-E23000017-01", "M6 Toll")),
        ({"fatal": [{"m": "Fatal, Mar 2015", "r": "A449, 60 mph; motorcycle"}]}, ("", "A449")),
        ({"others": [{"m": "Serious, Mar 2015", "r": "B4373; vehicles not held"}]}, ("", "B4373")),
        ({"others": [{"m": "Serious, Mar 2015", "r": "Unclassified, 30 mph; car or taxi"}]}, ("", "")),
        ({"others": [{"m": "Serious", "r": "A road, 30 mph; car or taxi"}]}, ("", "")),
    ],
)
def test_a_click_on_the_map_names_what_it_opens(objects, clicked):
    assert find_clicked(objects) == clicked


def test_a_tooltip_says_what_is_not_held():
    assert describe_place("A46", 60, "Car or taxi, Motorcycle") == "A46, 60 mph; car or taxi, motorcycle"
    assert describe_place("", None, "") == "road not held; vehicles not held"


def test_labels_that_would_overlap_are_left_out():
    labels = pd.DataFrame(
        {
            "text": ["Redditch", "Bromsgrove", "Hereford"],
            "longitude": [-1.94, -1.95, -2.7],
            "latitude": [52.3, 52.31, 52.0],
        }
    )
    assert thin_labels(labels, zoom=7)["text"].tolist() == ["Redditch", "Hereford"]
    assert len(thin_labels(labels, zoom=13)) == 3


def test_the_extent_has_room_round_what_is_drawn(sections):
    nothing = pd.DataFrame({"longitude": [None], "latitude": [None]}, dtype=float)
    west, south, east, north = find_extent(sections, nothing) or (0, 0, 0, 0)
    assert west < -1.9 < -1.8 < east
    assert south < 52.1 < 52.2 < north
    assert find_extent(sections.iloc[1:], nothing) is None
