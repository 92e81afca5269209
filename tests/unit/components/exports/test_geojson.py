"""GeoJSON of the road sections: a feature for each, and where it comes from."""

import json
from datetime import date

from components.exports.csv import Stamp
from components.exports.geojson import write_geojson

STAMP = Stamp(source="STATS19", definition="test", filters="all", marking="none", made_on=date(2026, 11, 22))


def test_geojson_has_a_feature_for_each_section_and_says_where_it_comes_from(sections):
    content = json.loads(write_geojson(sections, stamp=STAMP))
    assert content["type"] == "FeatureCollection"
    assert (content["source"], content["made_on"]) == ("STATS19", "2026-11-22")
    (feature,) = content["features"]
    assert feature["id"] == "A46-E23000017-01"
    assert feature["geometry"] == {"type": "LineString", "coordinates": [[-1.9, 52.1], [-1.8, 52.2]]}
    assert feature["properties"]["ksi_count"] == 3
    empty = json.loads(write_geojson(sections.iloc[1:], stamp=STAMP))
    assert empty["features"] == []
