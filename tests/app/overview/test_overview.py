"""The first page: the table of priorities with its links, the choices, the heat map that is never empty in silence."""

import re

import pandas as pd
import pytest

from components.charts.overview import arrange_cells, draw_heat_map
from components.findings.overview import Scope, say_signals
from components.theme import LIGHT
from components.views.overview.signals import ask_picture
from data_access.filters import Filters
from data_access.store import open_store
from tests.app.reading import find_parts, open_page, read_finding

RUGBY = "E22000321"


def read_threats(at) -> dict[str, str]:
    """The words of each priority's row by its link."""
    (body,) = [part for part in find_parts(at, "html") if "table-scroll threats" in part]
    rows = re.findall(r"<tr role=\"row\"><th role=\"rowheader\".*?</tr>", body, flags=re.DOTALL)
    links = [re.search(r'href="([^"]+)"', row).group(1).replace("&amp;", "&") for row in rows]
    return {link: re.sub(r"<[^>]+>", " ", row) for link, row in zip(links, rows, strict=True)}


def test_each_priority_is_a_row_that_opens_its_threat(app_store):
    rows = read_threats(open_page("overview"))
    assert len(rows) == 8
    assert "5,039" in rows["threats?threat=rape-sexual"]
    assert "No figure is held" in rows["threats?threat=cyber"]
    assert "711" in rows["threats?threat=ksi"]
    assert "not ranked" in rows["threats?threat=ksi"]


def test_a_row_keeps_area_period_and_edition_in_its_link(duckdb_app):
    rows = read_threats(open_page("overview", area=RUGBY, from_="2018-10", to="2019-02", edition="2016-17"))
    assert "threats?area=E22000321&from=2018-10&to=2019-02&edition=2016-17&threat=csea" in rows


def test_the_recommended_strategy_and_the_latest_year_can_be_chosen(duckdb_app):
    at = open_page("overview", strategy="2018-19", as_at="latest")
    assert len(read_threats(at)) == 6
    assert "year to September 2024" in read_finding(at)
    assert "No measure moved more than usual." in read_finding(at)
    assert [one.value for one in at.warning] == []


def test_a_period_leaves_nothing_to_choose_of_years_and_says_why(duckdb_app):
    at = open_page("overview", from_="2020-02", to="2020-03")
    assert not [box for box in at.selectbox if box.label == "Yearly figures"]
    assert "none ends in February 2020 to March 2020: this is the last year before" in read_finding(at)
    assert any(one.value.startswith("No rate by area is held") for one in at.info)
    assert all("No figure is held" in words for words in read_threats(at).values())


def test_the_page_says_what_its_sentences_say(duckdb_app):
    at = open_page("overview", area=RUGBY)
    store = open_store(duckdb_app)
    filters = Filters(area_code=RUGBY, edition="2017-18")
    picture = ask_picture(filters, strategy="2017-18", as_at="edition", ask=store.ask)
    store.close()
    scope = Scope("Rugby", RUGBY, Filters(edition="2017-18"))
    signals = say_signals(picture.headlines, picture.changes, picture.threats, picture.areas, scope=scope)
    words = re.sub(r"\[([^\]]+)\]\(glossary[^)]+\)", r"\1", read_finding(at)).replace("\\", "")
    assert len(signals) == 5
    for signal in signals:
        assert f"{signal.text} [{signal.link_words}]({signal.link})" in words


@pytest.fixture
def areas(duckdb_app) -> pd.DataFrame:
    store = open_store(duckdb_app)
    frame = store.ask("threats.areas", Filters(edition="2017-18"))
    store.close()
    return frame


def test_a_cell_marks_what_chance_does_not_explain_and_never_fills_what_is_not_held(areas):
    cells = arrange_cells(areas).set_index(["threat_code", "area_code"])
    assert cells.loc[("ksi", RUGBY), "cell_words"] == "1.8 ▲"
    assert cells.loc[("ksi", RUGBY), "ratio_class"] == "over 1.25"
    missing = cells[~cells["has_value"]]
    assert (missing["cell_words"] == "no data").all()
    assert (missing["ratio_class"] == "").all()
    spec = draw_heat_map(areas, ink=LIGHT).to_dict()
    filled, outlined = spec["layer"][:2]
    assert filled["transform"] == [{"filter": "datum.has_value"}]
    assert outlined["mark"]["fill"] == "transparent"
    assert outlined["mark"]["strokeDash"]


def test_classes_meet_at_their_limits():
    frame = pd.DataFrame(
        {
            "ratio": [0.79, 0.8, 1.0, 1.25, None],
            "ratio_lower": 0.5,
            "ratio_upper": 2.0,
            "differs": ["lower", "no more than chance", "", "higher", ""],
            "reason": ["", "", "", "", "not held"],
            "area_name": "A",
            "level": "force",
            "threat_name": "T",
        }
    )
    cells = arrange_cells(frame)
    assert cells["ratio_class"].tolist() == ["under 0.8", "0.8 to 1.25", "0.8 to 1.25", "over 1.25", ""]
    assert cells["cell_words"].tolist() == ["0.8 ▼", "0.8", "1.0", "1.2 ▲", "no data"]
