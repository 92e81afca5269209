"""What is drawn of the horizon: nothing has a place in time or in the matrix that its source does not give."""

from components.charts.horizon import arrange_timeline, draw_drivers, draw_timeline, list_numbers
from components.theme import LIGHT
from tests.unit.components.made_frames import list_data, make_drivers, make_items


def test_what_has_no_time_is_not_drawn() -> None:
    dated = arrange_timeline(make_items())
    assert dated["item"].tolist() == ["HS2 work", "Custody"]
    assert dated[["start", "end"]].to_numpy().tolist() == [["2018-06-01", "2018-06-30"], ["2014-10-01", "2015-05-31"]]
    spec = draw_timeline(make_items(), ink=LIGHT).to_dict()
    assert {row["item"] for row in list_data(spec)} == {"HS2 work", "Custody"}


def test_no_driver_is_placed_that_its_source_does_not_place() -> None:
    spec = draw_drivers(make_drivers(), ink=LIGHT).to_dict()
    placed = [row for row in list_data(spec) if row["words"]]
    assert [(row["impact"], row["uncertainty"], row["words"]) for row in placed] == [("high", "low", "1. Automation")]
    assert len(list_data(spec)) == 9
    tiles = list_numbers(make_drivers().head(2))
    assert tiles["words"].tolist() == ["1\nnot\ngiven", "2\nnamed"]
