"""What a page sends to a browser is the same with the true counts of an extract taken away."""

import re
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
import streamlit as st

from data_access.database.versions import open_versions, write_version
from data_access.settings import read_settings
from tests.app.reading import collect_texts, open_page
from tests.attacks.made import FORCE, make_attacked
from tests.attacks.test_attacks import take_true_counts_away

OWN_NUMBER = re.compile("[0-9a-f]{32}")  # which Streamlit gives an element anew each time
VERSION = re.compile(r"This is version \d+ of the store, built on [^(]*")
PAGES = [
    ("crime", view, area)
    for view in ("trend", "change", "places", "hotspots", "severity", "outcomes")
    for area in (FORCE, "E07000220")
]


@pytest.fixture(scope="module")
def both(default_settings, tmp_path_factory):
    """The address of the store under attack, and of a copy without true counts."""
    attacked = make_attacked(default_settings("duckdb"), tmp_path_factory.mktemp("pages"))
    built = Path(sa.make_url(attacked.settings.store_url).database or "")
    folder = tmp_path_factory.mktemp("emptied") / "store"
    shutil.copytree(built.parent, folder)
    emptied = read_settings({"STORE_URL": f"duckdb:///{folder / built.name}"})
    with write_version(open_versions(emptied), from_current=True) as connection:
        take_true_counts_away(connection)
    yield attacked.settings.store_url, emptied.store_url
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.mark.parametrize(("topic", "view", "area"), [*PAGES, ("sources", "held", "")])
def test_a_page_sends_nothing_that_true_counts_decide(topic, view, area, both, monkeypatch):
    sent = []
    for url in both:
        st.cache_data.clear()
        st.cache_resource.clear()
        monkeypatch.setenv("STORE_URL", url)
        params = {"view": view} if view not in ("trend", "held") else {}
        at = open_page(topic, **params, **({"source": "force-crimes", "area": area} if area else {}))
        assert not at.exception
        texts = [VERSION.sub("", text) for text in collect_texts(at) if not OWN_NUMBER.fullmatch(text)]
        sent.append([text for text in texts if url not in text])
    assert len(sent[0]) > 50
    assert sent[0] == sent[1]
