"""Codes of STATS19 by number, label or name."""

import pytest

from data_access.load.stats19_codes import find_code, find_force_codes
from data_access.load.stats19_labels import VEHICLE_TYPES


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("9", "9"),
        ("9.0", "9"),
        ("Car", "9"),
        ("car ", "9"),
        ("-1", ""),
        ("Undefined", ""),
        ("24", None),
        ("Boat", None),
    ],
)
def test_a_code_is_found_by_number_or_label(cell: str, code: str | None) -> None:
    assert find_code(cell, words=VEHICLE_TYPES) == code


def test_a_force_without_a_code_is_found_by_its_name() -> None:
    assert find_force_codes({"Devon & Cornwall": None, "Kent": 46}) == {"50": "Devon & Cornwall", "46": "Kent"}
