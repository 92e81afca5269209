"""What a question is: who answers it, which options it takes, whose figures the answer rests on.

Options are those of the answering function's signature; sources are named once beside the question and read off
the answer's own rows. Nobody keeps a second list of either.
"""

import inspect
import re
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from data_access.filters import Filters
from data_access.measures.suppression import Disclosure
from data_access.publications import ASSESSMENTS, STREET_CRIME, find_assessment

OWN_PARAMETERS = ("connection", "filters")
EDITION_COLUMNS = ("edition", "from_edition", "to_edition", "against", "strategy")
EDITION = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True)
class Question:
    """A question: the function that answers it, what a row is, its options, sources, methods and disclosure rules.

    counts_of is the source whose counts disclosure control judges; the filters' own series takes its place where
    one is chosen. sources rest under every answer; source_of names those that an answer uses only where a column has
    a value; rows name theirs in `source_id`, in columns that end with `_source_ids` (joined by '; ') and by edition.
    follows_edition: the answer also rests on the edition of the filters. is_none_a_finding: that an answer has no rows
    says something of the documents, that neither of them prints it. is_about_store: it describes what is held and shows
    no figure of a source.
    """

    name: str
    answer: Callable[..., pd.DataFrame]
    counts_of: str = ""
    sources: tuple[str, ...] = ()
    source_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    follows_edition: bool = False
    is_none_a_finding: bool = False
    methods: tuple[str, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    is_additive: bool = False
    is_row_level: bool = False
    is_about_store: bool = False

    @property
    def row(self) -> str:
        """What a row is, in a line."""
        return (self.answer.__doc__ or "").strip().split("\n", 1)[0]

    @cached_property
    def takes_filters(self) -> bool:
        """Whether the shared filters have an effect."""
        return "filters" in inspect.signature(self.answer).parameters

    @cached_property
    def options(self) -> dict[str, Any]:
        """The options it takes, by name, with the kind of their values: what the answer's signature says."""
        return dict(_read_options(self.answer))

    def find_sources(self, frame: pd.DataFrame, filters: Filters) -> tuple[str, ...]:
        """The sources an answer rests on, the most important first; those a store does not hold among them."""
        if self.is_about_store:
            return ()
        named = [self._find_counted(filters)]
        if frame.empty:
            # Whose figures would stand here, or which documents were read in vain.
            named.extend(_find_documents(filters) if self.is_none_a_finding else ())
            return tuple(each for each in named if each)
        named.extend(self.sources)
        for column, sources in self.source_of.items():
            if column in frame and frame[column].notna().any():
                named.extend(sources)
        named.extend(_read_rows(frame))
        if self.follows_edition:
            named.extend(_find_documents(filters))
        return tuple(dict.fromkeys(each for each in named if each))

    def _find_counted(self, filters: Filters) -> str:
        return filters.source_id if self.counts_of == STREET_CRIME and filters.source_id else self.counts_of


def _find_documents(filters: Filters) -> tuple[str, ...]:
    """The document of the edition chosen, else both."""
    return tuple(find_assessment(filters.edition)) if filters.edition else ASSESSMENTS


def _read_options(answer: Callable[..., pd.DataFrame]) -> Iterator[tuple[str, Any]]:
    for name, parameter in inspect.signature(answer).parameters.items():
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            (named,) = typing.get_args(parameter.annotation)
            yield from typing.get_type_hints(named).items()
        elif name not in OWN_PARAMETERS:
            yield name, parameter.annotation


def _read_rows(frame: pd.DataFrame) -> Iterator[str]:
    """Sources that the rows of an answer name, in the order in which they first stand."""
    for column in frame.columns:
        if column == "source_id":
            yield from frame[column].dropna().unique()
        elif str(column).endswith("_source_ids"):
            for joined in frame[column].dropna().unique():
                yield from str(joined).split("; ")
        elif column in EDITION_COLUMNS:
            for edition in frame[column].dropna().unique():
                if EDITION.fullmatch(str(edition)):
                    yield from find_assessment(str(edition))
