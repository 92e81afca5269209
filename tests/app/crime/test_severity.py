"""Severity stands beside the crimeogram only where codes are held."""

from tests.app.crime.opening import open_view
from tests.app.reading import find_parts


def test_severity_stands_beside_the_crimeogram_only_where_codes_are_held(app_store):
    groups = open_view("change")
    assert any("needs offence codes" in one.value for one in groups.main.caption)
    codes = open_view("change", basis="published-quarter")
    assert len(find_parts(codes, "chart")) == 3
    assert any("vintage not stated" in one.value for one in codes.main.caption)
    assert not any("needs offence codes" in one.value for one in codes.main.caption)
