"""The crime page of a district or an LSOA sends the browser nothing that tells of a force's sensitive crimes."""

import re

import pytest
import streamlit as st

from data_access.publications import FORCE_CRIMES
from tests.app.reading import collect_texts, find_parts, open_page
from tests.extracts import DISTRICT, LSOA, POLICING_AREA, ExtractStores

OWN_NUMBER = re.compile("[0-9a-f]{32}")  # which Streamlit gives an element anew each time


def read_page(stores: ExtractStores, monkeypatch: pytest.MonkeyPatch, **params: str) -> tuple[list[str], list[str]]:
    """Everything the page sends, from the store with sensitive crimes and from the one without."""
    sent = []
    for settings in (stores.whole, stores.harmless):
        st.cache_data.clear()
        st.cache_resource.clear()
        monkeypatch.setenv("STORE_URL", settings.store_url)
        at = open_page("crime", source=FORCE_CRIMES, **params)
        assert not at.exception
        assert find_parts(at, "finding") or at.info, "the page says what it shows, or why it shows nothing"
        sent.append([text for text in collect_texts(at) if not OWN_NUMBER.fullmatch(text)])
    return sent[0], sent[1]


@pytest.mark.parametrize("area", [DISTRICT, LSOA])
@pytest.mark.parametrize("threat", ["", "rape-sexual"])
def test_a_small_area_is_drawn_the_same_with_and_without_them(extract_stores, monkeypatch, area: str, threat: str):
    with_them, without = read_page(extract_stores, monkeypatch, area=area, threat=threat)
    assert len(with_them) > 50
    if not threat:
        assert any("leaves out sexual offences" in text for text in with_them)
    assert with_them == without


def test_a_policing_area_shows_them(extract_stores, monkeypatch):
    with_them, without = read_page(extract_stores, monkeypatch, area=POLICING_AREA)
    assert with_them != without
    assert not any("leaves out sexual offences" in text for text in with_them)
