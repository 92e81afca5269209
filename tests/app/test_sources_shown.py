"""A view names the sources of the questions it asked, no fewer and no more; its marking is the highest of them."""

import pytest
import streamlit as st

from components import cache
from components.downloads import make_stamp
from components.registry import PAGES, list_views
from data_access import store as store_module
from data_access.markings import Marking
from tests.app.reading import find_parts, open_page, read_marking

VIEWS = [(entry.topic, code) for entry in PAGES for code in list_views(entry)]
EDITIONS = ("", "2016-17", "2017-18")
OFFICIAL, OPEN_PAPER = "OFFICIAL", "Not protectively marked"

# Views that show an edition at a time: the usual one is 2016-17, whose tables are whole.
BY_EDITION = ("priorities matrix", "priorities mine", "priorities map", "priorities gaps")
# The marking of every other view, whatever the edition, read against what it shows: OFFICIAL with anything of the
# document of 2017-18 (on the overview the status of its intelligence requirements), open where figures are published.
ALWAYS = {
    OFFICIAL: (
        *("overview overview", "threats picture", "threats who", "threats intelligence", "crime trend", "crime change"),
        *("priorities editions", "priorities who", "casualties profile", "workforce strength", "workforce sickness"),
        *("workforce survey", "workforce equality", "scrutiny inspections", "scrutiny peel", "scrutiny performance"),
        *("scrutiny strategies", "horizon timeline", "horizon authorities", "sources coverage", "glossary glossary"),
    ),
    OPEN_PAPER: (
        *("threats figures", "threats morile", "workforce toil", "workforce specials", "scrutiny risk"),
        "horizon drivers",
    ),
    "": (
        *("threats measures", "crime places", "crime hotspots", "crime peers", "crime severity", "crime outcomes"),
        *("casualties map", "casualties ranking", "casualties route", "casualties areas", "workforce capacity"),
        "sources held",
    ),
}


class Watched:
    """What was asked of the store in a run, apart from what was only looked up for the frame and for choices."""

    def __init__(self, monkeypatch):
        self.answers = []
        self._is_looking_up = False
        answer, look_up = store_module.answer_question, cache.look_up

        def watch_answer(*args, **options):
            answered = answer(*args, **options)
            if not self._is_looking_up:
                self.answers.append(answered)
            return answered

        def watch_look_up(*args):
            self._is_looking_up = True
            try:
                return look_up(*args)
            finally:
                self._is_looking_up = False

        monkeypatch.setattr(store_module, "answer_question", watch_answer)
        monkeypatch.setattr(cache, "look_up", watch_look_up)

    def list_sources(self):
        return {source_id for answer in self.answers for source_id in answer.source_ids}


@pytest.fixture
def watched(duckdb_app, monkeypatch):
    """What a run asks with nothing kept from others: each answer comes from the store."""
    st.cache_data.clear()
    st.cache_resource.clear()
    return Watched(monkeypatch)


@pytest.mark.parametrize(
    "params", [{}, {"area": "E22000321", "from_": "2018-10", "to": "2019-02"}], ids=["all", "Rugby"]
)
@pytest.mark.parametrize(("topic", "view"), VIEWS)
def test_a_view_names_the_sources_of_what_it_asked(topic, view, params, watched):
    asked = params | ({"view": view} if view != topic else {})
    at = open_page(topic, **asked)
    assert not at.exception
    held = at.session_state["request"].sources.set_index("source_id")
    expected = held.loc[[source_id for source_id in held.index if source_id in watched.list_sources()]]
    said = [words.removeprefix("Source: ").replace("\\", "") for words in find_parts(at, "source")]
    assert len(said) == len(expected)
    for title in expected["title"]:
        assert any(words.startswith(title) for words in said), title
    highest = max((Marking[name] for name in expected["marking"]), default=Marking.NONE)
    assert read_marking(at) == highest.label
    stamp = make_stamp(at.session_state["request"], subject="this", definition="that")
    assert all(title in stamp.source for title in expected["title"])
    assert stamp.marking == (highest.label or "none")
    # Opened again, with all answers, charts and maps kept, it says the same.
    assert find_parts(open_page(topic, **asked), "source") == find_parts(at, "source")


def test_every_view_has_its_marking_in_every_edition(duckdb_app, capsys):
    found = {}
    for topic, view in VIEWS:
        for edition in EDITIONS:
            params = {"edition": edition} if edition else {}
            at = open_page(topic, **params) if view == topic else open_page(topic, view=view, **params)
            found.setdefault(f"{topic} {view}", []).append(read_marking(at))
    with capsys.disabled():
        print(f"\n{'view':28}" + "".join(f"{edition or 'usual':26}" for edition in EDITIONS))
        for name, markings in found.items():
            print(f"{name:28}" + "".join(f"{marking or 'none':26}" for marking in markings))
    expected = {name: [marking] * len(EDITIONS) for marking, names in ALWAYS.items() for name in names}
    assert found == expected | {name: [OPEN_PAPER, OPEN_PAPER, OFFICIAL] for name in BY_EDITION}
