"""The six views of partnership priorities, as a CSP manager meets them."""

import io
import json

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from components.registry import find_entry
from components.views.priorities.map import read_clicked
from tests.app.reading import find_parts, open_page, read_finding, read_table

RUGBY = "E22000321"
VIEWS = [code for code, _ in find_entry("priorities").views]


def read_errors(at: AppTest) -> list[str]:
    return [one.value for one in (*at.exception, *at.error, *at.warning)]


@pytest.mark.parametrize("edition", ["2016-17", "2017-18"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_draws_with_a_finding_a_table_and_downloads(view, edition, app_store):
    at = open_page("priorities", view=view, edition=edition)
    assert read_errors(at) == []
    assert read_finding(at)
    assert find_parts(at, "table")
    labels = find_parts(at, "download")
    assert any("(CSV)" in label for label in labels)
    assert any("(Excel)" in label for label in labels)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("params", [{"area": RUGBY}, {"threat": "oac"}, {"area": "E23000016", "edition": "2017-18"}])
def test_a_view_draws_for_an_area_and_a_threat(view, params, duckdb_app):
    at = open_page("priorities", view=view, **params)
    assert read_errors(at) == []
    assert len(at.title) == 1


def test_the_matrix_says_what_all_share_and_what_the_alliance_lacks(duckdb_app):
    at = open_page("priorities")
    finding = read_finding(at)
    assert (
        "All nine partnerships and Warwickshire County name reducing reoffending in 2016-17; no alliance priority"
        in finding
    )
    (matrix,) = [body for body in find_parts(at, "table") if 'class="table-scroll matrix"' in body]
    assert matrix.count('<th scope="row">') == 24
    assert "Not shared with the alliance" in matrix
    assert 'aria-label="Emerging theme; as printed: Cyber Crime"' in matrix
    later = open_page("priorities", edition="2017-18")
    (matrix,) = [body for body in find_parts(later, "table") if 'class="table-scroll matrix"' in body]
    for chart in ("Warwickshire", "West Mercia"):
        assert f"named, partnership not known ({chart})" in matrix
    assert "mark-inferred" in matrix


def test_the_matrix_keeps_every_cell_of_both_editions(duckdb_app):
    for edition, cells in (("2016-17", 87), ("2017-18", 92)):
        at = open_page("priorities", edition=edition)
        (matrix,) = [body for body in find_parts(at, "table") if 'class="table-scroll matrix"' in body]
        marks = matrix.split('class="mark ')[1:]
        placed = [mark for mark in marks if 'role="img"' in mark and not mark.startswith("mark-possible")]
        times = [int(mark.split(" times")[0].rsplit(", ", 1)[1]) if " times" in mark.split("as printed")[0] else 1
                 for mark in placed]  # fmt: skip
        assert sum(times) == cells


def test_a_new_manager_finds_what_rugby_shares_lacks_and_who_its_allies_are(duckdb_app):
    at = open_page("priorities", view="mine", area=RUGBY)
    finding = read_finding(at)
    assert "Rugby shares 4 of the six alliance priorities in 2016-17: one directly, three by contribution." in finding
    assert "Nothing it names bears on cyber crime and child sexual exploitation." in finding
    assert "most in common with North Warwickshire: 4 of the 8 themes" in finding
    allies = read_table(at, "Other partnerships by themes in common")
    assert allies["Partnership"].iloc[0] == "North Warwickshire"
    assert set(allies.loc[allies["Neighbour"] == "touches", "Partnership"]) == {
        "Nuneaton and Bedworth",
        "South Warwickshire",
    }
    assert any("No figures held for: Reducing reoffending" in words for words in find_parts(at, "caption"))


def test_the_map_lists_the_partnership_that_is_chosen_and_reads_a_click(duckdb_app):
    at = open_page("priorities", view="map", csp=RUGBY)
    table = read_table(at, "Rugby and the alliance priorities, 2016-17")
    assert len(table) == 6
    clicked = {"selection": {"objects": {"areas-policing_area": [{"properties": {"area_code": RUGBY}}]}}}
    assert read_clicked(clicked) == RUGBY
    assert read_clicked({"selection": {"objects": {}}}) == ""
    assert read_clicked(None) == ""


def test_a_county_is_said_and_not_shaded(duckdb_app):
    at = open_page("priorities", view="map", shade="theme-vehicle-crime")
    (drawn,) = find_parts(at, "map")
    (areas,) = [layer for layer in json.loads(drawn)["layers"] if layer["id"] == "areas-policing_area"]
    assert "E22000333" in areas["getFillColor"]
    assert "E10000031" not in areas["getFillColor"]
    assert any("not shaded" in words and "Warwickshire County" in words for words in find_parts(at, "caption"))


def test_an_unknown_view_or_choice_is_said_and_the_usual_one_shown(duckdb_app):
    at = open_page("priorities", view="guess")
    assert [one.value for one in at.warning] == [
        "The link asks for view 'guess', which is not offered: the usual one is shown instead."
    ]
    assert "reducing reoffending" in read_finding(at)
    assert "view" not in at.query_params


def test_a_choice_stands_in_the_address_and_the_address_wins(duckdb_app):
    at = open_page("priorities", view="gaps")
    at.selectbox(key="choice_priorities_against").select("2018-19").run()
    assert dict(at.query_params) == {"view": ["gaps"], "against": ["2018-19"]} or dict(at.query_params) == {
        "view": "gaps", "against": "2018-19",
    }  # fmt: skip
    at.query_params["view"] = "who"
    at.run()
    assert any("Strategic Policing Requirement" in words for words in find_parts(at, "markdown"))


def test_only_my_partnership_names_the_sources_of_its_local_figures(duckdb_app):
    mine = " ".join(find_parts(open_page("priorities", view="mine"), "source"))
    matrix = " ".join(find_parts(open_page("priorities"), "source"))
    assert "data.police.uk" in mine
    assert "data.police.uk" not in matrix


def test_the_workbook_holds_the_figures_and_says_what_they_are():
    from datetime import date

    import pandas as pd

    from components.exports.stamp import Stamp
    from components.exports.xlsx import write_xlsx

    stamp = Stamp("Office, as at 2016", "Counts", "Rugby, 2016-17", "OFFICIAL", date(2026, 11, 22))
    frame = pd.DataFrame({"name": ["=1+1", "b"], "crime_count": [1, None], "rate": [0.5, float("nan")]})
    book = load_workbook(io.BytesIO(write_xlsx(frame, stamp=stamp)))
    rows = list(book["Figures"].values)
    assert rows == [("name", "crime_count", "rate"), ("=1+1", 1, 0.5), ("b", None, None)]
    assert book["Figures"]["A2"].data_type == "s", "text that starts with = is no formula"
    about = dict(book["About"].values)
    assert about["Source"] == "Office, as at 2016"
    assert about["Protective marking"] == "OFFICIAL"
    assert about["Made on"] == "2026-11-22"


def test_a_theme_can_be_looked_at_alone_and_next_years_template_is_offered(duckdb_app):
    at = open_page("priorities", theme="road-safety")
    (matrix,) = [body for body in find_parts(at, "table") if 'class="table-scroll matrix"' in body]
    assert matrix.count('<th scope="row">') == 1
    assert "Template: priorities.xlsx" in find_parts(at, "download")
    for view in ("editions", "gaps"):
        assert read_errors(open_page("priorities", view=view, theme="reducing-reoffending")) == []


def test_objectives_that_bear_on_no_threat_are_listed_too(duckdb_app):
    at = open_page("priorities", view="who")
    plans = read_table(at, "Requirements and objectives as printed")
    assert len(plans) == 29
    assert "Reforming West Mercia" in set(plans["As printed"])
