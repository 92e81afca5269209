"""No question reads figures of a source that its answer does not name: what is read is watched at the database."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.sql import visitors

from data_access import publications
from data_access.catalogue import MEASURES
from data_access.database.engine import connect_for_reading
from data_access.database.versions import open_versions
from data_access.filters import Filters
from data_access.publications import ASSESSMENTS
from data_access.questions import QUESTIONS, answer_question
from data_access.settings import Settings

AREAS = ("ALLIANCE", "E23000017", "E22000321")  # all forces, Warwickshire, Rugby
EDITIONS = ("2016-17", "2017-18")
VARIANTS = (
    {},
    {"step": "published-quarter"},
    {"step": "month"},
    {"level": "lsoa"},
    {"with_peers": True},
    {"as_at": "latest"},
)
# Whose figures stand in tables that hold those of one source only.
SOURCE_OF_TABLE = {
    "out_crime_month": (publications.STREET_CRIME, publications.FORCE_CRIMES),
    "core_street_crime": (publications.STREET_CRIME,),
    "core_force_crime": (publications.FORCE_CRIMES,),
    "core_severity_weight": (publications.SEVERITY_WEIGHTS,),
    "core_prevention_value": (publications.PREVENTION_VALUES,),
    "core_collision": (publications.COLLISIONS,),
    "core_vehicle": (publications.COLLISIONS,),
    "core_casualty": (publications.COLLISIONS,),
    "core_risk": (publications.RISK_REGISTER,),
    "core_morile_score": (publications.MORILE_SCORES,),
}
# What a document states, or what a force loaded in its shape: rows of an answer name the edition or the source.
STATED = {
    *("core_alliance_priority", "core_csp_priority", "core_spr_threat", "core_plan_objective", "core_projection"),
    *("core_survey_statement", "core_horizon_driver", "core_horizon_item", "core_inspection", "core_peel_grade"),
    *("core_performance_measure", "core_risk_level", "core_strategy", "core_evidence", "core_threat_text"),
    *("core_impact_issue", "core_intelligence", "core_stated_figure", "core_stated_text", "core_casualty_evidence"),
    "core_annotation",
}
SOURCE_OF_MEASURE = {measure.code: measure.source_id for measure in MEASURES}
# Read beside a figure without being shown or weighing it; each with its reason.
NOT_SHOWN = {
    ("crime.tree", "core_severity_weight"): "named where a row has a weight",
    ("casualties.rates", "core_figure:population_lsoa"): "read with the others; rates are of districts and above",
    ("threats.areas", "core_figure:population_lsoa"): "read with the others; rates are of policing areas and forces",
    ("threats.areas", "core_figure:vehicle_km"): "read with the others; only rates by residents are kept",
    ("threats.overview", "core_figure:population_lsoa"): "as for threats.areas",
    ("threats.overview", "core_figure:vehicle_km"): "as for threats.areas",
    ("crime.trend", "core_annotation"): "dates alone: where a run of the control chart begins anew",
    ("overview.headlines", "core_stated_figure"): "read with strength; the headline is the published one",
    ("threats.texts", "core_alliance_priority"): "orders the texts",
    ("threats.morile", "core_morile_score"): "the structure stands without scores; a sheet's rows name it",
    ("threats.overview", "out_crime_month"): "named where a threat's figure comes from it",
}


@pytest.fixture(scope="module")
def connection(default_settings: Callable[[str], Settings]) -> Iterator[sa.Connection]:
    """A connection to the default store that remembers nothing: each question reads what it needs."""
    versions = open_versions(default_settings("duckdb"))
    engine = versions.open_reader(versions.find_current() or 0)
    with connect_for_reading(engine, place=versions.place, seconds=60) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def read(connection: sa.Connection) -> Iterator[set[str]]:
    """The tables read through the connection, those of core_figure with the measure."""
    found: set[str] = set()

    def note(_connection: object, clause: object, *_: object) -> None:
        if not isinstance(clause, sa.ClauseElement):
            return
        found.update(each.name for each in visitors.iterate(clause) if isinstance(each, sa.Table))
        values = clause.compile().params.values()
        listed = (each for value in values for each in (value if isinstance(value, list | tuple) else (value,)))
        found.update(f"core_figure:{value}" for value in listed if value in SOURCE_OF_MEASURE)

    sa.event.listen(connection, "before_execute", note)
    yield found
    sa.event.remove(connection, "before_execute", note)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.name)
def test_an_answer_names_the_source_of_all_it_reads(question, connection, read):
    if question.is_about_store:
        assert not question.find_sources(answer_question(connection, name=question.name).frame, Filters())
        return
    asked = 0
    offered = [options for options in VARIANTS if options.keys() <= question.options.keys()]
    ways = [(area, EDITIONS[-1], {}) for area in AREAS] + [(AREAS[0], EDITIONS[0], options) for options in offered]
    for area, edition, options in ways if question.takes_filters else ways[-len(offered) :]:
        read.clear()
        answer = answer_question(connection, name=question.name, filters=Filters(area, edition=edition), **options)
        named = set(answer.source_ids)
        for table in sorted(read):
            if len(answer.frame) and (question.name, table) not in NOT_SHOWN:
                expected = find_expected(table)
                assert not expected or expected & named, f"{table} is read for {area}, {edition}, {options}: {named}"
        asked += 1
    assert asked >= 1


def find_expected(table: str) -> set[str]:
    """The sources of which an answer that reads a table has to name one; none for tables that hold no figures."""
    if table.startswith("core_figure:"):
        return {SOURCE_OF_MEASURE[table.removeprefix("core_figure:")]}
    if table in STATED:
        return {*ASSESSMENTS, publications.ANNOTATIONS, publications.FORCE_SICKNESS}
    return set(SOURCE_OF_TABLE.get(table, ()))


def test_the_tables_watched_are_tables_of_the_store():
    from data_access import schema

    assert {*STATED, *SOURCE_OF_TABLE} <= set(schema.metadata.tables)
