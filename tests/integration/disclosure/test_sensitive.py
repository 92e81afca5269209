"""Sensitive crimes of a force's own extract are shown for policing areas and above, and nowhere below.

The proof is that every answer below policing areas is the same with and without them in the extract.
"""

import itertools
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.commands.check import find_faults
from data_access.commands.main import main
from data_access.database.engine import connect_for_reading
from data_access.database.versions import open_versions
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.measures.sensitive import SENSITIVE_CODES, SMALL_LEVELS
from data_access.publications import FORCE_CRIMES
from data_access.questions import QUESTIONS
from data_access.settings import Settings
from data_access.store import Store, open_store
from tests import extracts
from tests.extracts import DISTRICT, FORCE, LSOA, POLICING_AREA, SENSITIVE_COUNT, ExtractStores

NOLOC = f"{FORCE}-NOLOC"
SMALL_AREAS = (DISTRICT, LSOA)
BREAKDOWNS = ("category", "group", "total")
CRIME_QUESTIONS = ("crime.counts", "crime.areas")
ASKED = [question for question in QUESTIONS.values() if question.takes_filters]


@pytest.fixture(scope="session")
def stores(extract_stores: ExtractStores) -> Iterator[tuple[Store, Store]]:
    """The store with sensitive crimes and the one without."""
    opened = open_store(extract_stores.whole), open_store(extract_stores.harmless)
    yield opened
    for store in opened:
        store.close()


@pytest.fixture
def own_filters(stores: tuple[Store, Store]) -> Callable[..., Filters]:
    """Filters for the extract; 'ALLIANCE' stands for the alliance's own code."""
    alliance = stores[0].read_info().alliance_code

    def make(area: str, **more: str) -> Filters:
        return Filters(area_code=alliance if area == "ALLIANCE" else area, source_id=FORCE_CRIMES, **more)

    return make


def list_options(takes: Collection[str], levels: tuple[str, ...]) -> list[dict[str, str]]:
    """Every way to ask a question of levels and breakdowns; '' leaves an option out."""
    breakdowns = BREAKDOWNS if "breakdown" in takes else ("",)
    pairs = itertools.product(levels if "level" in takes else ("",), breakdowns)
    return [{name: value for name, value in zip(("level", "breakdown"), pair, strict=True) if value} for pair in pairs]


def require_same(stores: tuple[Store, Store], name: str, filters: Filters, **options: str) -> pd.DataFrame:
    """The answer, which sensitive crimes must not change."""
    try:
        with_them, without = (store.ask(name, filters, **options) for store in stores)
    except BadFilterError:  # a breakdown that the question refuses tells nothing, whatever the extract holds
        for store in stores:
            with pytest.raises(BadFilterError):
                store.ask(name, filters, **options)
        return pd.DataFrame({"crime_count": []})
    pd.testing.assert_frame_equal(with_them, without, obj=f"{name} {filters} {options}")
    return with_them


def test_the_extract_has_what_is_tested() -> None:
    assert set(extracts.SENSITIVE_CODES) >= SENSITIVE_CODES


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.name)
def test_answers_about_small_areas_tell_nothing_of_sensitive_crimes(stores, own_filters, question) -> None:
    levels = ("", "district", "lsoa") if question.name in CRIME_QUESTIONS else ("",)
    for area, options in itertools.product(SMALL_AREAS, list_options(question.options, levels)):
        require_same(stores, question.name, own_filters(area), **options)


@pytest.mark.parametrize("threat", ["csea", "rape-sexual", "modern-slavery"])
@pytest.mark.parametrize("breakdown", BREAKDOWNS)
def test_threats_made_of_sensitive_crimes_have_no_figure_in_small_areas(
    stores, own_filters, breakdown: str, threat: str
) -> None:
    for area in SMALL_AREAS:
        assert require_same(stores, "crime.counts", own_filters(area, threat_code=threat), breakdown=breakdown).empty
    filters = own_filters(FORCE, threat_code=threat)
    assert require_same(stores, "crime.counts", filters, breakdown=breakdown, level="district").empty
    assert require_same(stores, "crime.areas", filters, level="district").empty
    assert stores[0].ask("crime.counts", filters, breakdown=breakdown)["crime_count"].sum() >= SENSITIVE_COUNT


@pytest.mark.parametrize("name", CRIME_QUESTIONS)
@pytest.mark.parametrize("level", sorted(SMALL_LEVELS))
@pytest.mark.parametrize("area", ["ALLIANCE", FORCE, POLICING_AREA, NOLOC])
def test_small_areas_listed_within_large_ones_tell_nothing_either(
    stores, own_filters, area: str, level: str, name: str
) -> None:
    filters = own_filters(area)
    for options in list_options(QUESTIONS[name].options, (level,)):
        shown = require_same(stores, name, filters, **options)
        if area != "ALLIANCE":  # of which only one force's extract is held
            assert shown["crime_count"].sum() > 0


@pytest.mark.parametrize("breakdown", BREAKDOWNS)
def test_policing_areas_and_above_show_them(stores, own_filters, breakdown: str) -> None:
    for area, level in ((POLICING_AREA, ""), (FORCE, ""), (FORCE, "policing_area")):
        options = {"level": level} if level else {}
        with_them, without = (s.ask("crime.counts", own_filters(area), breakdown=breakdown, **options) for s in stores)
        more = with_them["crime_count"].sum() - without["crime_count"].sum()
        assert more >= SENSITIVE_COUNT * len(extracts.SENSITIVE_CODES)
    if breakdown == "category":
        shown = with_them[with_them["area_code"] == POLICING_AREA].groupby("offence_code")["crime_count"].sum()
        assert (shown[list(extracts.SENSITIVE_CODES)] > 0).all()


def test_small_areas_show_the_other_crimes_and_no_sensitive_code(stores, own_filters) -> None:
    for area in SMALL_AREAS:
        counts = stores[0].ask("crime.counts", own_filters(area))
        held = counts.groupby("offence_code")["crime_count"].sum()
        assert not set(held.index) & set(extracts.SENSITIVE_CODES)
        places = 1 if area == LSOA else 2
        assert {code: held[code] for code, _ in extracts.HARMLESS} == {
            code: count * places * len(extracts.MONTHS) for code, count in extracts.HARMLESS
        }
        groups = stores[0].ask("crime.counts", own_filters(area), breakdown="group")
        assert "sexual-offences" not in set(groups["offence_code"])


@pytest.mark.parametrize("area", [*SMALL_AREAS, POLICING_AREA])
@pytest.mark.parametrize("question", CRIME_QUESTIONS)
def test_the_command_line_shows_none_below_policing_areas(
    extract_stores: ExtractStores, monkeypatch, capsys, question: str, area: str
) -> None:
    def run(settings: Settings, *more: str) -> str:
        monkeypatch.setenv("STORE_URL", settings.store_url)
        assert main(["figures", question, "--area", area, "--source", FORCE_CRIMES, *more]) == 0
        return str(capsys.readouterr().out)

    for level in (["--level", "district"], ["--level", "lsoa", "--format", "json"]):
        assert run(extract_stores.whole, *level) == run(extract_stores.harmless, *level)
    if question == "crime.counts" and area != POLICING_AREA:
        shown = run(extract_stores.whole)
        assert ",28E," in shown
        assert shown == run(extract_stores.harmless)


def test_no_count_below_policing_areas_holds_them(own_settings: Settings, tmp_path: Path) -> None:
    rows = [*extracts.list_harmless_rows(), *extracts.list_sensitive_rows()]
    load_source(own_settings, Request("crimes", (extracts.write_extract(tmp_path / "crimes.csv", rows),)))
    out = schema.out_crime_month
    versions = open_versions(own_settings)
    engine = versions.open_reader(versions.find_current() or 0)
    with connect_for_reading(engine, place=versions.place, seconds=30) as connection:
        statement = sa.select(out.c.level, sa.func.max(out.c.crime_count)).where(out.c.source_id == FORCE_CRIMES)
        largest = {row[0]: row[1] for row in connection.execute(statement.group_by(out.c.level))}
        of_small = (out.c.source_id == FORCE_CRIMES, out.c.level.in_(SMALL_LEVELS), out.c.offence_code.like("flag:%"))
        flagged = connection.scalars(sa.select(out.c.offence_code).distinct().where(*of_small)).all()
    engine.dispose()
    assert {level: count >= SENSITIVE_COUNT for level, count in largest.items()} == {
        "alliance": True,
        "force": True,
        "policing_area": True,
        "district": False,
        "lsoa": False,
    }
    assert list(flagged) == ["flag:knife"]
    assert find_faults(own_settings) == []


@pytest.mark.parametrize("kind", ["duckdb"], indirect=True)
def test_a_row_set_aside_is_listed_without_the_rest_of_its_row(
    own_settings: Settings, tmp_path: Path, monkeypatch, capsys
) -> None:
    row = extracts.list_sensitive_rows()[0].replace(extracts.MONTHS[0], "2018-13")
    rows = [*extracts.list_harmless_rows(), row]
    path = extracts.write_extract(tmp_path / "crimes.csv", rows)
    load_source(own_settings, Request("crimes", (path,), accepts_rejects=True))
    monkeypatch.setenv("STORE_URL", own_settings.store_url)
    assert main(["rejects", "--source", FORCE_CRIMES]) == 0
    listed = capsys.readouterr().out
    assert f"crimes.csv,{len(rows) + 1},recorded,'2018-13' is not a month" in listed
    for told in (LSOA, "19C", str(SENSITIVE_COUNT)):
        assert told not in listed
