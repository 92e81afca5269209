"""A force's own totals, register and scan, on every page that shows them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data_access.load.building import build_store
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.settings import read_settings
from tests.app.opening import open_view, require_sound
from tests.app.reading import find_parts, read_chart, read_finding, read_marking, read_table

OWN = {
    "sickness": "month,force,group,headcount,unit,lost,contracted\n"
    "2018-04,Warwickshire,officer,802,hours,400,10000\n2018-05,Warwickshire,officer,802,hours,500,10000\n"
    "2018-04,Warwickshire,special,7,hours,77.5,310\n",
    "toil": "month,force,group,kind,headcount,over_count,owed\n2018-04,Warwickshire,staff,toil,700,6,300\n"
    "2018-05,Warwickshire,staff,toil,700,62,4216\n",
    "specials": "month,force,headcount,joined,left\n2018-04,Warwickshire,251,14,11\n2018-05,Warwickshire,260,12,3\n",
    "risks": "reference,risk,likelihood,impact,level,reviewed\n"
    "R01,Demand outgrows people.,4,5,beyond capacity,2018-03\nR02,Systems are late.,3,3,within appetite,2018-03\n",
    "horizon": "edition,driver_number,item,category,likelihood,impact,uncertainty,from_month,statement,source\n"
    "2018-19,1,Automation,technological,expected,high,low,2019-04,More is automated.,p. 1\n",
}


@pytest.fixture(scope="module")
def own_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with a force's own totals, register and scan; built once."""
    folder: Path = tmp_path_factory.mktemp("own")
    settings = read_settings({"STORE_URL": f"duckdb:///{folder / 'store' / 'store.duckdb'}"})
    assert build_store(settings) == 0
    for source, text in OWN.items():
        path = folder / f"{source}.csv"
        path.write_text(text, encoding="utf-8")
        load_source(settings, Request(source, (path,)))
    return settings.store_url


@pytest.fixture
def own_app(own_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The app reads that store."""
    monkeypatch.setenv("STORE_URL", own_url)
    return lambda: None


def test_a_forces_own_totals_raise_the_marking(own_app):
    assert read_marking(open_view("workforce", "sickness")) == "OFFICIAL-SENSITIVE"
    assert read_marking(open_view("scrutiny", "risk")) == "OFFICIAL-SENSITIVE"


def test_a_small_group_is_shown_as_under_10_and_on_no_chart(own_app):
    at = open_view("workforce", "sickness")
    require_sound(at)
    table = read_table(at, "Sickness, every figure stated")
    own = table[table["Where"].str.startswith("own totals")]
    assert own["As printed"].tolist() == ["4.00%", "5.00%", "<10"]
    drawn = [frame for frame in read_chart(at, 3) if "series" in frame]
    assert all(set(frame["series"]) == {"Warwickshire, officers"} for frame in drawn)


@pytest.mark.parametrize("view", ["toil", "specials"])
def test_few_people_are_shown_as_under_10_in_every_view(view: str, own_app):
    at = open_view("workforce", view)
    require_sound(at)
    assert any("&lt;10" in body for body in find_parts(at, "table"))


def test_a_loaded_register_fills_the_matrix_and_its_table(own_app):
    at = open_view("scrutiny", "risk")
    require_sound(at)
    assert "2 risks are on the register; 1 of them beyond tolerance" in read_finding(at)
    (squares,) = [frame for frame in read_chart(at, 0) if "risk_count" in frame]
    assert squares.set_index(["likelihood", "impact"]).loc[(4, 5), "words"] == "1\n▲▲▲"
    assert read_table(at, "Risk register")["Reference"].tolist() == ["R01", "R02"]


def test_a_loaded_scan_places_its_drivers_and_stands_on_the_timeline(own_app):
    at = open_view("horizon", "drivers")
    require_sound(at)
    (squares,) = [frame for frame in read_chart(at, 1) if "words" in frame]
    assert [words for words in squares["words"] if words] == ["1. Automation"]
    (drawn,) = [frame for frame in read_chart(open_view("horizon", "timeline"), 0) if "item" in frame]
    assert "Automation" in set(drawn["item"])
