"""Every question the store answers, by name: pages, exports and the command line ask through here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import sqlalchemy as sa

from data_access.errors import BadFilterError, UnknownQuestionError
from data_access.filters import Filters
from data_access.queries import (
    areas,
    casualties,
    change,
    coverage,
    crime,
    overview,
    priorities,
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


def _question(name: str, answer: Answer, *options: str, takes_filters: bool = True) -> Question:
    summary = (answer.__doc__ or "").strip().split("\n", 1)[0]
    return Question(name, answer, summary, takes_filters, frozenset(options))


QUESTIONS: dict[str, Question] = {
    question.name: question
    for question in (
        _question("overview.headlines", overview.list_headlines),
        _question("crime.counts", crime.count_crime, "level", "source_id", "threshold"),
        _question("crime.areas", crime.rank_areas, "level", "source_id"),
        _question("crime.years", crime.count_crime_by_year),
        _question("crime.change", change.compare_years, "year_ending"),
        _question("casualties.collisions", casualties.list_collisions, "severity"),
        _question("casualties.roads", casualties.rank_roads),
        _question("priorities.csp", priorities.list_csp_priorities),
        _question("workforce.strength", workforce.count_strength, "with_peers"),
        _question("sources.list", sources.list_sources, takes_filters=False),
        _question("sources.files", sources.list_files, takes_filters=False),
        _question("sources.rejects", sources.list_rejects, "source_id", takes_filters=False),
        _question("sources.coverage", coverage.list_coverage, "source_id", takes_filters=False),
        _question("areas.list", areas.list_areas, takes_filters=False),
        _question("editions.list", priorities.list_editions, takes_filters=False),
        _question("threats.list", priorities.list_threats, takes_filters=False),
        _question("glossary.terms", priorities.list_terms, takes_filters=False),
    )
}


def answer_question(
    connection: sa.Connection, *, name: str, filters: Filters | None = None, **options: Any
) -> pd.DataFrame:
    """Answer a question by name; raises UnknownQuestionError, or BadFilterError for an option it lacks."""
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
        return question.answer(connection, filters=filters or Filters(), **options)
    return question.answer(connection, **options)
