"""A finished chart says what the chart said, in fewer milliseconds."""

import io
import json

import altair as alt
import pandas as pd
import pyarrow as pa
import pydeck as pdk

from components.charts.finished import finish_chart
from components.maps.ground import FinishedMap

ROWS = pd.DataFrame({"month": ["2019-01", "2019-02", "2019-03"], "count": [3, 0, None], "name": ["a", None, "c"]})


def make_chart(rows: pd.DataFrame) -> alt.Chart:
    return alt.Chart(rows).mark_bar().encode(x="month:N", y="count:Q")


def test_the_rows_sent_are_the_rows_of_the_chart():
    chart = finish_chart(make_chart(ROWS))
    assert chart.spec == make_chart(ROWS).to_dict()
    ((name, sent),) = chart.drawn["datasets"].items()
    assert isinstance(sent, bytes)
    read = pa.ipc.open_stream(io.BytesIO(sent)).read_all().to_pylist()
    assert read == chart.spec["datasets"][name]
    assert {key: value for key, value in chart.drawn.items() if key != "datasets"} == {
        key: value for key, value in chart.spec.items() if key != "datasets"
    }


def test_a_column_of_mixed_kinds_is_left_to_streamlit():
    chart = finish_chart(make_chart(ROWS.assign(name=["a", 1, None])))
    ((_, sent),) = chart.drawn["datasets"].items()
    assert [row["name"] for row in sent] == ["a", 1, None]


def test_a_chart_without_rows_of_its_own_is_sent_as_it_is():
    chart = finish_chart(alt.Chart(alt.UrlData("rows.csv")).mark_point())
    assert chart.drawn == chart.spec


def test_a_finished_map_is_the_map_in_half_the_bytes():
    points = [{"p": [-1.5 - number / 1000, 52.3]} for number in range(50)]
    deck = pdk.Deck(
        layers=[pdk.Layer("ScatterplotLayer", id="points", data=points, get_position="p")],
        initial_view_state=pdk.ViewState(longitude=-1.5, latitude=52.3, zoom=8),
        tooltip={"text": "{m}"},
        map_provider=None,
    )
    written = deck.to_json()
    finished = FinishedMap(deck)
    assert json.loads(finished.to_json()) == json.loads(written)
    assert len(finished.to_json()) < 0.6 * len(written)
    assert finished.layers == []  # Streamlit would look through them at each run
    assert finished._tooltip == {"text": "{m}"}
