"""Drivers and items of the horizon in the documents' tables: two independent readings, cell by cell."""

from pathlib import Path

import pytest

from tests.integration.readings import read_first, read_lines, read_second

PROJECT = Path(__file__).resolve().parents[3]
DOCUMENTS = PROJECT.parent / "shared" / "assessments"


def test_one_of_eighteen_drivers_is_named_and_no_place_is_given() -> None:
    drivers = read_first("horizon_drivers")
    assert drivers["number"].tolist() == [str(number) for number in range(1, 19)]
    named = drivers[drivers["status"] == "named"]
    second = read_second("headings").query("table == 'horizon-driver'")
    assert named[["number", "driver"]].to_numpy().tolist() == second[["position", "heading"]].to_numpy().tolist()
    others = drivers[drivers["status"] != "named"]
    assert set(others["status"]) == {"not_in_the_text"}
    assert set(others["driver"]) | set(drivers["impact"]) | set(drivers["uncertainty"]) == {""}


@pytest.mark.parametrize("edition", ["2016-17", "2017-18"])
def test_the_items_of_the_horizon_are_the_same_in_both_readings(edition: str) -> None:
    first = read_first("horizon_items").query("edition == @edition")
    second = read_second(f"horizon_{edition.replace('-', '_')}")
    order = second["order"].where(second["table"] != "transformation", (second["order"].astype(int) - 2014).astype(str))
    keys = list(zip(second["table"], order, second["line"], strict=True))
    assert list(zip(first["table_code"], first["position"], first["line"], strict=True)) == keys
    years = first[first["table_code"] == "transformation"]["period"].tolist()
    assert years == second.loc[second["table"] == "transformation", "order"].tolist()
    if DOCUMENTS.is_dir():
        lines = read_lines(edition)
        for row in second.to_dict("records"):
            plain = lines[int(row["line"]) - 1].replace("*", "")
            assert row["starts"] in plain, row
