"""What cannot be shown is said in one sentence that says what to do; no trace of the program reaches the screen."""

import re

import pytest

from components.registry import PAGES
from tests.app.reading import collect_texts, find_parts, open_page

TRACES = ("Traceback", 'File "', "sqlalchemy", "duckdb.", "Error:")


def read_failure(at) -> str:
    """The one sentence; nothing else of the page is drawn."""
    assert [one.value for one in at.exception] == []
    (sentence,) = [one.value for one in at.error]
    for kind in ("title", "finding", "chart", "map", "table"):
        assert find_parts(at, kind) == []
    for text in collect_texts(at):
        assert not [trace for trace in TRACES if trace in text], text
    return str(sentence)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.topic)
def test_a_store_that_is_not_there_is_one_sentence(entry, tmp_path, monkeypatch):
    monkeypatch.setenv("STORE_URL", f"duckdb:///{tmp_path / 'empty' / 'store.duckdb'}")
    sentence = read_failure(open_page(entry.topic))
    assert sentence.startswith("There is no store of figures at ")
    assert sentence.endswith("run 'python -m data_access init' to build it.")
    assert str(tmp_path) not in sentence
    assert list(tmp_path.iterdir()) == [], "looking at a page made files"


def test_an_empty_postgresql_is_one_sentence(make_store_url, monkeypatch):
    monkeypatch.setenv("STORE_URL", make_store_url("postgresql"))
    assert "python -m data_access init" in read_failure(open_page("crime"))


@pytest.mark.parametrize("more", ["", "?password=0pen-sesame", "?sslpassword=0pen-sesame&application_name=x"])
def test_a_database_that_is_away_is_one_sentence_without_its_address(more, monkeypatch, caplog):
    monkeypatch.setenv("STORE_URL", f"postgresql://reader:s3cr3t-word@127.0.0.1:9/figures{more}")
    sentence = read_failure(open_page("crime"))
    assert "cannot be read" in sentence
    for part in ("reader", "s3cr3t-word", "127.0.0.1", "figures at postgresql", "0pen-sesame", "/figures"):
        assert part not in sentence
    (code,) = re.findall(r"([0-9a-f]{6}) \(see the log", sentence)
    (line,) = [line for line in caplog.messages if line.startswith(code)]
    assert "reader:***@127.0.0.1:9/figures" in line
    for word in ("s3cr3t-word", "0pen-sesame"):
        assert word not in caplog.text


def test_a_corrupt_store_is_one_sentence(tmp_path, monkeypatch):
    from data_access.load.building import build_store
    from data_access.settings import read_settings

    place = tmp_path / "store.duckdb"
    settings = read_settings({"STORE_URL": f"duckdb:///{place}"})
    assert build_store(settings) == 0
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size > 100_000]
    assert files
    for path in files:
        path.chmod(0o644)
        path.write_bytes(b"this is no database" * 1_000)
    monkeypatch.setenv("STORE_URL", settings.store_url)
    sentence = read_failure(open_page("crime"))
    assert "cannot be read" in sentence
    assert "python -m data_access" in sentence


def test_a_store_address_that_is_none_is_one_sentence(monkeypatch):
    monkeypatch.setenv("STORE_URL", "my figures")
    assert len(read_failure(open_page("crime"))) > 20


@pytest.mark.parametrize("text", [None, "forces = [", "forces = []"], ids=["no file", "no TOML", "no force"])
def test_an_alliance_file_that_cannot_be_used_is_one_sentence(text, tmp_path, duckdb_app, monkeypatch, caplog):
    path = tmp_path / "alliance.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("ALLIANCE_CONFIG", str(path))
    sentence = read_failure(open_page("crime"))
    assert re.match(r"The alliance file [0-9a-f]{6} \(see the log\) (is|cannot)", sentence)
    assert str(tmp_path) not in sentence
    assert str(path) in caplog.text


def test_an_area_without_figures_says_so_and_what_to_do(duckdb_app):
    at = open_page("casualties", from_="2018-10", to="2019-02")
    assert [one.value for one in at.exception] == []
    (empty,) = [one.value for one in at.info]
    assert empty.startswith("No KSI collisions are held for Warwickshire Police and West Mercia Police in this period.")
    assert "Clear the period" in empty


@pytest.mark.parametrize("topic", ["crime", "casualties", "workforce"])
def test_a_period_without_figures_says_so_and_what_to_do(topic, duckdb_app):
    at = open_page(topic, from_="2020-02", to="2020-03")
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.error] == []
    assert len(at.info) >= 1
    assert all(" is held " in one.value or " are held " in one.value for one in at.info)
    assert len(find_parts(at, "title")) == 1


def test_an_lsoa_without_residents_held_still_draws(duckdb_app):
    labels = open_page("crime").selectbox(key="filter_area").options
    number = next(number for number, label in enumerate(labels) if label.endswith("(LSOA)"))
    at = open_page("crime")
    at.selectbox(key="filter_area").select_index(number).run()
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.error] == []


def test_the_headlines_of_a_period_without_figures_claim_nothing(duckdb_app):
    at = open_page("overview", from_="2020-02", to="2020-03")
    assert [one.value for one in at.exception] == []
    tiles = {one.label: one.value for one in at.metric}
    assert tiles["KSI collisions"] == tiles["Police officers"] == "not held"
    assert tiles["Months of crime held"] == "0"
    notes = [one.value for one in at.main.caption]
    assert not [note for note in notes if not any(letter.isalpha() for letter in note)], "a note without words"
    assert not [note for note in notes if note.startswith("Held: February 2020 to March 2020")], "no month is held"
