"""Other forces need a file of their own and no change of code: every page speaks of them and of nobody else."""

import re

import pytest

from components.registry import PAGES
from data_access.load.building import build_store
from data_access.settings import read_settings
from geodata.alliance import load_alliance
from geodata.build import build
from tests.app.reading import collect_texts, find_parts, open_page, read_chart, read_finding, read_scope, read_table

FORCES = """
boundaries = "boundaries"

[[forces]]
code = "E23000023"
name = "Cambridgeshire"

[[forces]]
code = "E23000027"
name = "Hertfordshire"
"""
# Years to September 2017, as the Office for National Statistics published them.
TOTALS = {"E23000023": ("Cambridgeshire", "64,460"), "E23000027": ("Hertfordshire", "80,293")}


@pytest.fixture(scope="module")
def other_environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Environment of a store and boundaries of two forces that are not the default ones; built once."""
    folder = tmp_path_factory.mktemp("other")
    config = folder / "alliance.toml"
    config.write_text(FORCES, encoding="utf-8")
    written = build(load_alliance(config))
    assert {"district.geojson", "force.geojson", "policing_area.geojson"} <= {path.name for path in written}
    environ = {"STORE_URL": f"duckdb:///{folder / 'store' / 'store.duckdb'}", "ALLIANCE_CONFIG": str(config)}
    assert build_store(read_settings(environ)) == 0
    return environ


@pytest.fixture
def other_alliance(other_environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The app is about the other forces."""
    for name, value in other_environ.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.topic)
def test_a_page_draws_and_names_no_force_but_its_own(entry, other_alliance):
    at = open_page(entry.topic)
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.error] == []
    leaked = [
        text[max(0, found.start() - 80) : found.end() + 40]
        for text in collect_texts(at)
        for found in re.finditer("Warwickshire|West Mercia", text)
    ]
    assert leaked == []


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.topic)
def test_a_page_of_one_force_draws_and_names_no_force_but_its_own(entry, other_alliance):
    at = open_page(entry.topic, area="E23000027")
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.error] == []
    assert not [text for text in collect_texts(at) if "Warwickshire" in text or "West Mercia" in text]


@pytest.mark.parametrize("area", TOTALS)
def test_the_overview_and_the_crime_page_show_its_figures(area, other_alliance):
    name, total = TOTALS[area]
    overview = open_page("overview", area=area)
    assert read_scope(overview).startswith(f"{name} (force)")
    years = read_table(overview, f"Recorded crime in {name}").set_index("Year to")
    assert years.loc["Sep 2017", "Recorded crimes"] == total
    (drawn,) = [frame for frame in read_chart(overview, 0) if "crime_count" in frame]
    assert f"{drawn.set_index('year')['crime_count'].loc['2017']:,.0f}" == total
    crime = open_page("crime", area=area, from_="2017-09", to="2017-09", view="change")
    assert any(f"{total} crimes were recorded in {name}" in finding for finding in find_parts(crime, "finding"))


def test_the_total_is_the_sum_of_its_forces(other_alliance):
    at = open_page("overview")
    assert read_scope(at).startswith("Cambridgeshire and Hertfordshire (all forces)")
    years = read_table(at, "Recorded crime in Cambridgeshire and Hertfordshire").set_index("Year to")
    assert years.loc["Sep 2017", "Recorded crimes"] == f"{64_460 + 80_293:,}"
    assert "Cambridgeshire and Hertfordshire" in read_finding(at)


def test_pages_without_figures_of_these_forces_say_so(other_alliance):
    assert "No strategic assessment is held" in open_page("priorities").info[0].value
    assert "No KSI collisions are held for Cambridgeshire and Hertfordshire" in open_page("casualties").info[0].value
    assert "No month of street-level crime is held" in open_page("crime").info[0].value


def test_the_areas_to_choose_from_are_its_own(other_alliance):
    options = open_page("overview").selectbox(key="filter_area").options
    assert options[0] == "Cambridgeshire and Hertfordshire (all forces)"
    for label in ("Cambridgeshire (force)", "Hertfordshire (force)", "Peterborough (district)", "Watford (district)"):
        assert label in options
    assert not [label for label in options if label.startswith(("Rugby", "Shropshire"))]
