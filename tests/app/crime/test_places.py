"""Places: map, ski slope, table and store agree, at every level."""

import json
import re

import pytest

from data_access.filters import Filters
from data_access.store import open_store
from tests.app.crime.opening import open_view, read_numbers
from tests.app.reading import read_chart, read_table


@pytest.mark.parametrize("level", ["policing_area", "district"])
def test_the_ski_slope_its_table_and_the_store_agree(level, app_store):
    at = open_view("places", **({"level": level} if level != "policing_area" else {}))
    store = open_store(app_store)
    rates = store.ask("crime.rates", Filters(), level=level)
    store.close()
    crimes = rates[rates["is_recorded_crime"].astype(bool) & rates["rate"].notna()]
    (drawn,) = [frame for frame in read_chart(at, 0) if "rate_lower" in frame]
    assert drawn["rate"].tolist() == pytest.approx(crimes["rate"].astype(float).tolist())
    words = {"policing_area": "policing area", "district": "district"}[level]
    table = read_table(at, f"Recorded crime by {words} over the 17 months held")
    assert read_numbers(table, "Count") == [
        float(count) for count in rates.loc[rates["is_recorded_crime"].astype(bool), "crime_count"]
    ]


def test_an_lsoa_map_shows_counts_until_rates_are_asked_for_and_carries_the_points_note(duckdb_app):
    at = open_view("places", level="lsoa")
    assert at.selectbox(key="choice_crime_show").value == "count"
    assert any("anonymised map points" in one.value for one in at.main.caption)
    assert "Crimes, from light to dark" in " ".join(one.value for one in at.main.caption)
    rates = open_view("places", level="lsoa", show="rate")
    assert "no value" in " ".join(one.value for one in rates.main.caption)


def test_the_fill_of_an_lsoa_map_is_looked_up_without_a_call(duckdb_app):
    deck = json.loads(open_view("hotspots").get("deck_gl_json_chart")[0].proto.json)
    (layer,) = [layer for layer in deck["layers"] if layer["id"] == "areas-lsoa"]
    fill = layer["getFillColor"]
    assert fill.endswith("[properties.number]]")
    classes = [int(each) for each in re.search(r"\(\[([\d,]+)\]\)\[properties", fill).group(1).split(",")]
    assert len(classes) == 1_120
    assert {number: classes.count(number) for number in (1, 2, 3)} == {1: 34, 2: 22, 3: 22}
