"""An empty register is an empty matrix with advice."""

from tests.app.opening import open_view
from tests.app.reading import read_chart, read_table


def test_an_empty_register_is_an_empty_matrix_with_advice(duckdb_app):
    at = open_view("scrutiny", "risk")
    (squares,) = [frame for frame in read_chart(at, 0) if "risk_count" in frame]
    assert len(squares) == 25
    assert squares["risk_count"].sum() == 0
    assert any("load risks FILE" in caption.value for caption in at.caption)
    levels = read_table(at, "Levels of risk exposure, the most exposed first")
    assert levels["Boundary"].tolist()[:3] == ["Risk Capacity", "Risk Tolerance", "Risk Appetite"]
    assert set(levels["Pairing"]) == {"inferred"}
