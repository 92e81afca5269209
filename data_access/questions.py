"""Every question the store answers, by name: pages, exports and the command line ask through here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import sqlalchemy as sa

from data_access.errors import BadFilterError, UnknownQuestionError
from data_access.filters import Filters
from data_access.measures.suppression import PUBLISHED, RESTRICTED, Disclosure, open_gate
from data_access.publications import COLLISIONS, RECORDED_CRIME_YEAR, STREET_CRIME, WORKFORCE
from data_access.queries import (
    annotations,
    areas,
    capacity,
    casualties,
    change,
    coverage,
    crime,
    horizon,
    overview,
    priorities,
    scrutiny,
    sources,
    workforce,
)

Answer = Callable[..., pd.DataFrame]


@dataclass(frozen=True)
class Question:
    """A question: the function that answers it, what a row is, and which options it takes."""

    name: str
    answer: Answer
    row: str
    takes_filters: bool = True
    options: frozenset[str] = field(default_factory=frozenset)
    source_id: str = ""
    disclosures: tuple[Disclosure, ...] = ()
    is_additive: bool = False
    is_row_level: bool = False


def _question(
    name: str,
    answer: Answer,
    *options: str,
    takes_filters: bool = True,
    source_id: str = "",
    disclosures: tuple[Disclosure, ...] = (),
    is_additive: bool = False,
    is_row_level: bool = False,
) -> Question:
    summary = (answer.__doc__ or "").strip().split("\n", 1)[0]
    return Question(
        name, answer, summary, takes_filters, frozenset(options), source_id, disclosures, is_additive, is_row_level
    )


_BY_MONTH = Disclosure(
    count="crime_count",
    totals=(
        ("month", "area_code"),
        ("month", "offence_code"),
        ("month", "offence_code", "parent_code"),
        ("area_code", "offence_code"),
    ),
)
_BY_AREA = Disclosure(count="crime_count", totals=((),), derived=("rate", "rate_lower", "rate_upper"))
_INCIDENTS_BY_AREA = Disclosure(count="incident_count", totals=((),))
_HEADLINES = Disclosure(count="value", derived=("then", "pct", "z"))
_ROADS = Disclosure(count="ksi_count", totals=((), ("force_code",)), derived=("fatal_count", "serious_count"))
_STRENGTH = Disclosure(
    count="strength_count", totals=(("as_at_date", "worker_type", "basis"),), derived=("strength_per_1000",)
)


QUESTIONS: dict[str, Question] = {
    question.name: question
    for question in (
        _question("overview.headlines", overview.list_headlines, disclosures=(_HEADLINES,)),
        _question(
            "crime.counts",
            crime.count_crime,
            "level",
            "breakdown",
            source_id=STREET_CRIME,
            disclosures=(_BY_MONTH,),
            is_additive=True,
        ),
        _question(
            "crime.areas",
            crime.rank_areas,
            "level",
            source_id=STREET_CRIME,
            disclosures=(_BY_AREA, _INCIDENTS_BY_AREA),
        ),
        _question("crime.years", crime.count_crime_by_year, source_id=RECORDED_CRIME_YEAR),
        _question("crime.change", change.compare_years, "year_ending", source_id=RECORDED_CRIME_YEAR),
        _question("crime.annotations", annotations.list_annotations),
        _question(
            "casualties.collisions",
            casualties.list_collisions,
            "severity",
            source_id=COLLISIONS,
            is_row_level=True,
        ),
        _question(
            "casualties.roads",
            casualties.rank_roads,
            source_id=COLLISIONS,
            disclosures=(_ROADS,),
            is_additive=True,
        ),
        _question("priorities.csp", priorities.list_csp_priorities),
        _question(
            "workforce.strength",
            workforce.count_strength,
            "with_peers",
            source_id=WORKFORCE,
            disclosures=(_STRENGTH,),
        ),
        _question("workforce.sickness", workforce.list_sickness),
        _question("workforce.toil_rdil", workforce.list_toil_rdil),
        _question("workforce.specials", workforce.list_specials),
        _question("workforce.survey", workforce.list_survey),
        _question("workforce.statements", workforce.list_statements, "topic"),
        _question("workforce.capacity", capacity.compare_capacity, "with_peers"),
        _question("scrutiny.inspections", scrutiny.list_inspections),
        _question("scrutiny.peel", scrutiny.list_peel_grades),
        _question("scrutiny.performance", scrutiny.list_performance),
        _question("scrutiny.confidence", scrutiny.list_confidence),
        _question("scrutiny.risk", scrutiny.list_risk_levels),
        _question("scrutiny.register", scrutiny.list_risks),
        _question("scrutiny.objectives", scrutiny.list_objectives),
        _question("horizon.drivers", horizon.list_drivers),
        _question("horizon.timeline", horizon.list_timeline),
        _question("sources.list", sources.list_sources, takes_filters=False),
        _question("sources.files", sources.list_files, takes_filters=False),
        _question("sources.changes", sources.list_changes, takes_filters=False),
        _question("sources.rejects", sources.list_rejects, "source_id", takes_filters=False),
        _question("sources.coverage", coverage.list_coverage, "source_id", takes_filters=False),
        _question("areas.list", areas.list_areas, takes_filters=False),
        _question("editions.list", priorities.list_editions, takes_filters=False),
        _question("threats.list", priorities.list_threats, takes_filters=False),
        _question("glossary.terms", priorities.list_terms, takes_filters=False),
    )
}


def answer_question(
    connection: sa.Connection, *, name: str, filters: Filters | None = None, threshold: int = 5, **options: Any
) -> pd.DataFrame:
    """Answer a question by name and pass the answer through disclosure control.

    Raises UnknownQuestionError, or BadFilterError for an option the question does not take.
    """
    question = QUESTIONS.get(name)
    if question is None:
        raise UnknownQuestionError(name)
    for option in options:
        if option not in question.options:
            raise BadFilterError(
                name="--" + option.removesuffix("_id"),
                value=options[option],
                expected=f"nothing, because {name} does not take it",
            )
    if question.takes_filters:
        frame = question.answer(connection, filters=filters or Filters(), **options)
    else:
        frame = question.answer(connection, **options)
    if not (question.disclosures or question.is_row_level):
        return frame
    access = _find_access(connection, frame, question=question, filters=filters)
    if question.is_row_level:
        # A list of single events from a restricted source would give every hidden count away.
        return frame if access == PUBLISHED else frame.iloc[0:0]
    return open_gate(frame, rules=question.disclosures, access=access, threshold=threshold)


def _find_access(connection: sa.Connection, frame: pd.DataFrame, *, question: Question, filters: Filters | None) -> str:
    """The strictest access of the sources an answer rests on."""
    if not question.source_id:
        ids = set(frame["source_id"].dropna())
    else:
        ids = {(filters.source_id if filters else "") or question.source_id}
    found = {sources.find_access(connection, source_id=source_id) for source_id in ids}
    return PUBLISHED if found <= {PUBLISHED} else RESTRICTED
