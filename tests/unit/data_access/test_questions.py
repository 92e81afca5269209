"""A question's options come from its signature, and each can be asked for on the command line."""

import inspect

import pandas as pd
import pytest

from data_access.catalogue import METHODS
from data_access.commands.main import make_parser
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.options import Breakdown, Level, YearEnding, check_option
from data_access.publications import ASSESSMENTS, FORCE_CRIMES, PUBLICATIONS, SEVERITY_WEIGHTS, STREET_CRIME
from data_access.queries.casualties.slice import Slice, SliceOptions
from data_access.question import OWN_PARAMETERS, Question
from data_access.questions import QUESTIONS, name_option

ASKED = [(question.name, option) for question in QUESTIONS.values() for option in question.options]
KNOWN = {publication.source_id for publication in PUBLICATIONS}


@pytest.mark.parametrize(("name", "option"), ASKED)
def test_figures_takes_every_option_of_every_question(name, option):
    kind = QUESTIONS[name].options[option]
    arguments = [name_option(option)] if kind is bool else [name_option(option), "x"]
    chosen = make_parser().parse_args(["figures", name, *arguments])
    assert getattr(chosen, option) == (True if kind is bool else "x")


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.name)
def test_options_are_those_of_the_signature(question):
    parameters = inspect.signature(question.answer).parameters.values()
    named = {each.name for each in parameters if each.kind is each.KEYWORD_ONLY} - set(OWN_PARAMETERS)
    sliced = any(each.kind is each.VAR_KEYWORD for each in parameters)
    assert set(question.options) == named | (set(SliceOptions.__annotations__) if sliced else set())


def test_the_options_of_collisions_are_the_fields_of_a_slice():
    assert list(SliceOptions.__annotations__) == list(Slice.__dataclass_fields__)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.name)
def test_what_is_written_beside_a_question_is_known(question):
    named = [question.counts_of, *question.sources, *(each for more in question.source_of.values() for each in more)]
    assert {name for name in named if name} <= KNOWN
    assert set(question.methods) <= set(METHODS)
    assert question.row.endswith((".", ";"))


@pytest.mark.parametrize(("kind", "value"), [(Level, "colour"), (Breakdown, ""), (YearEnding, "2017-13")])
def test_a_value_that_an_option_does_not_allow_is_refused_in_a_sentence(kind, value):
    with pytest.raises(BadFilterError, match=f"'{value}' is not a value of --it: expected "):
        check_option(kind, value, name="--it")


@pytest.mark.parametrize(("kind", "value"), [(Level, ""), (Level, "lsoa"), (YearEnding, ""), (str, "anything")])
def test_a_value_that_an_option_allows_passes(kind, value):
    check_option(kind, value, name="--it")


def _answer(connection, *, filters):
    """Rows."""


def _ask(frame, *, filters=None, **more):
    return Question("made.question", _answer, **more).find_sources(frame, filters or Filters())


def test_sources_are_those_beside_the_question_and_those_the_rows_name():
    frame = pd.DataFrame(
        {
            "source_id": ["collisions", None, "workforce"],
            "edition": ["2017-18", "", "2017-18"],
            "rag_source_ids": ["a; b", None, "b"],
            "severity_weight": [None, 1.5, None],
        }
    )
    weights = {"severity_weight": (SEVERITY_WEIGHTS,), "absent": ("roads",)}
    found = _ask(frame, counts_of=STREET_CRIME, sources=("population",), source_of=weights)
    assert found[:3] == (STREET_CRIME, "population", SEVERITY_WEIGHTS)
    assert set(found[3:]) == {"collisions", "workforce", "assessment-2017-18", "a", "b"}


def test_the_series_chosen_takes_the_place_of_the_published_one():
    chosen = Filters(source_id=FORCE_CRIMES)
    assert _ask(pd.DataFrame({"n": [1]}), filters=chosen, counts_of=STREET_CRIME) == (FORCE_CRIMES,)


def test_an_edition_that_was_loaded_rests_on_the_documents_it_is_held_against():
    assert set(_ask(pd.DataFrame({"against": ["2018-19"]}))) == {"partnership-priorities", *ASSESSMENTS}
    assert _ask(pd.DataFrame({"against": ["peers"]})) == ()


def test_a_question_about_the_store_names_no_source():
    assert _ask(pd.DataFrame({"source_id": ["collisions"]}), is_about_store=True) == ()


def test_that_the_documents_print_nothing_is_said_of_the_documents():
    nothing = pd.DataFrame({"edition": []})
    assert _ask(nothing) == ()
    assert _ask(nothing, is_none_a_finding=True) == ASSESSMENTS
    assert _ask(nothing, is_none_a_finding=True, filters=Filters(edition="2016-17")) == ("assessment-2016-17",)
    found = pd.DataFrame({"edition": ["2016-17"]})
    assert _ask(found, is_none_a_finding=True) == ("assessment-2016-17",)
