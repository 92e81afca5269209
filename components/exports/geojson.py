"""Sections of road as GeoJSON (RFC 7946) that carries its source, filters and marking."""

import json
from typing import Any

import pandas as pd
import shapely

from components.exports.stamp import Stamp

PROPERTIES = (
    "section_id",
    "road",
    "section_number",
    "near_name",
    "force_name",
    "policing_area_name",
    "district_name",
    "length_km",
    "exposure",
    "exposure_unit",
    "ksi_count",
    "fatal_count",
    "serious_count",
    "ksi_per_km",
    "ksi_per_billion_vehicle_km",
    "prevention_value",
    "eb_estimate",
    "eb_sd",
    "top10_chance",
    "geometry_source",
)


def write_geojson(sections: pd.DataFrame, *, stamp: Stamp) -> bytes:
    """A feature for each section with a course, in degrees (WGS84); missing values are null."""
    drawn = sections.dropna(subset=["geometry"])
    shapes = shapely.from_wkt(drawn["geometry"].tolist())
    features = [
        {
            "type": "Feature",
            "id": record["section_id"],
            "properties": {name: _plain(record[name]) for name in PROPERTIES if name in record},
            "geometry": {"type": "LineString", "coordinates": shapely.get_coordinates(shape).tolist()},
        }
        for record, shape in zip(drawn.to_dict("records"), shapes, strict=True)
    ]
    collection = {
        "type": "FeatureCollection",
        "source": stamp.source,
        "definition": stamp.definition,
        "filters": stamp.filters,
        "marking": stamp.marking,
        "made_on": stamp.made_on.isoformat(),
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _plain(value: Any) -> Any:
    """A value JSON knows: numbers rounded to what they mean, missing as null."""
    if value is None or (not isinstance(value, str) and bool(pd.isna(value))):
        return None
    if isinstance(value, float):
        return round(value, 4)
    return value if isinstance(value, (str, bool)) else int(value)
