"""Made road sections: what the tests of the map and of its exports draw."""

import pandas as pd
import pytest


@pytest.fixture
def sections() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "section_id": ["A46-E23000017-01", "A417-E23000016"],
            "unit_kind": ["section", "road"],
            "road": ["A46", "A417"],
            "name": ["A46 section 1 of 1, near Alcester", "A417 in West Mercia, not traced"],
            "ksi_count": [3, 2],
            "length_km": [4.1, float("nan")],
            "eb_estimate": [2.5, float("nan")],
            "geometry": ["LINESTRING (-1.9 52.1, -1.8 52.2)", None],
        }
    )
