"""Every question the store answers, by name: pages, exports and the command line ask through here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import sqlalchemy as sa

from data_access import disclosures
from data_access.errors import BadFilterError, UnknownQuestionError
from data_access.filters import Filters
from data_access.measures.suppression import PUBLISHED, RESTRICTED, Disclosure, open_gate
from data_access.publications import (
    COLLISIONS,
    RECORDED_CRIME_QUARTER,
    RECORDED_CRIME_YEAR,
    STREET_CRIME,
    WORKFORCE,
)
from data_access.queries.casualties import basis, collisions, profile, reporting, sections, slice
from data_access.queries.casualties import rates as casualties_rates
from data_access.queries.crime import (
    annotations,
    change,
    counts,
    hotspots,
    offence_tree,
    outcomes,
    peers,
    rates,
    same_months,
    severity,
    statements,
    trend,
    years,
)
from data_access.queries.horizon import timeline
from data_access.queries.overview import headlines
from data_access.queries.priorities import bearing, csp, edition_changes, overlap, theme_figures
from data_access.queries.scrutiny import inspections
from data_access.queries.sources import areas, coverage, sources
from data_access.queries.threats import areas as threats_areas
from data_access.queries.threats import document_coverage, documents
from data_access.queries.threats import overview as threats_overview
from data_access.queries.workforce import capacity, strength

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


QUESTIONS: dict[str, Question] = {
    question.name: question
    for question in (
        _question("overview.headlines", headlines.list_headlines, "as_at", disclosures=(disclosures.HEADLINES,)),
        _question(
            "crime.counts",
            counts.count_crime,
            "level",
            "breakdown",
            source_id=STREET_CRIME,
            disclosures=(disclosures.BY_MONTH,),
            is_additive=True,
        ),
        _question(
            "crime.areas",
            rates.rank_areas,
            "level",
            source_id=STREET_CRIME,
            disclosures=(disclosures.BY_AREA, disclosures.INCIDENTS_BY_AREA),
        ),
        _question("crime.years", years.count_crime_by_year, source_id=RECORDED_CRIME_YEAR),
        _question("crime.change", change.compare_years, "year_ending", source_id=RECORDED_CRIME_YEAR),
        _question("crime.spreads", change.list_usual_spreads, takes_filters=False),
        _question("crime.trend", trend.list_trend, "step", "breakdown", disclosures=(disclosures.TREND,)),
        _question("crime.steps", trend.list_steps),
        _question(
            "crime.then_and_now",
            same_months.compare_same_months,
            "breakdown",
            source_id=STREET_CRIME,
            disclosures=disclosures.THEN_AND_NOW,
        ),
        _question(
            "crime.rates",
            rates.rate_areas,
            "level",
            "breakdown",
            source_id=STREET_CRIME,
            disclosures=(disclosures.RATES,),
        ),
        _question("crime.tree", offence_tree.list_offence_tree, "step", "year_ending", disclosures=(disclosures.TREE,)),
        _question("crime.severity", severity.score_severity, source_id=RECORDED_CRIME_QUARTER),
        _question("crime.peers", peers.compare_peers, "year_ending", "offence_code", source_id=RECORDED_CRIME_YEAR),
        _question(
            "crime.hotspots",
            hotspots.list_hotspots,
            "offence_code",
            "then_year",
            "now_year",
            source_id=STREET_CRIME,
            disclosures=disclosures.HOTSPOTS,
        ),
        _question(
            "crime.outcomes",
            outcomes.count_outcomes,
            "level",
            source_id=STREET_CRIME,
            disclosures=(disclosures.OUTCOMES,),
        ),
        _question("crime.projections", statements.list_projections),
        _question("crime.survey", statements.list_survey_statements),
        _question("crime.annotations", annotations.list_annotations),
        _question(
            "casualties.collisions",
            collisions.list_collisions,
            *slice.OPTIONS,
            source_id=COLLISIONS,
            is_row_level=True,
        ),
        _question(
            "casualties.roads",
            collisions.rank_roads,
            *slice.OPTIONS,
            source_id=COLLISIONS,
            disclosures=(disclosures.ROADS,),
            is_additive=True,
        ),
        _question(
            "casualties.sections",
            sections.list_sections,
            *slice.OPTIONS,
            source_id=COLLISIONS,
            disclosures=(disclosures.SECTIONS,),
        ),
        _question(
            "casualties.profile",
            profile.count_profile,
            *slice.OPTIONS,
            source_id=COLLISIONS,
            disclosures=(disclosures.PROFILE,),
        ),
        _question(
            "casualties.vehicles",
            profile.count_vehicle_share,
            *slice.OPTIONS,
            source_id=COLLISIONS,
            disclosures=(disclosures.VEHICLE_SHARE,),
        ),
        _question("casualties.people", profile.count_people, *slice.OPTIONS),
        _question(
            "casualties.rates",
            casualties_rates.rank_area_rates,
            "level",
            "counting",
            *slice.OPTIONS,
            source_id=COLLISIONS,
            disclosures=(disclosures.AREA_RATES,),
        ),
        _question(
            "casualties.months",
            reporting.count_months,
            *slice.OPTIONS,
            source_id=COLLISIONS,
            disclosures=(disclosures.MONTHS,),
        ),
        _question(
            "casualties.held",
            reporting.count_held,
            source_id=COLLISIONS,
            disclosures=(
                Disclosure(
                    count="collision_count", totals=((),), derived=("vehicle_count", "casualty_count", "adjusted_count")
                ),
            ),
        ),
        _question("casualties.reporting_change", reporting.find_reporting_change),
        _question("casualties.evidence", reporting.list_evidence),
        _question("casualties.fit", basis.list_fits, takes_filters=False),
        _question("casualties.values", basis.list_prevention_values, takes_filters=False),
        _question("priorities.csp", csp.list_csp_priorities),
        _question("priorities.claims", overlap.list_claims),
        _question("priorities.links", overlap.list_links, "against"),
        _question("priorities.overlap", overlap.list_overlap, "against"),
        _question("priorities.similar", overlap.list_similar),
        _question("priorities.changes", edition_changes.list_edition_changes, "from_edition", "to_edition"),
        _question("priorities.gaps", overlap.list_gaps, "against"),
        _question("priorities.bearing", bearing.list_bearing),
        _question("priorities.plans", bearing.list_plans, takes_filters=False),
        _question("priorities.figures", theme_figures.list_theme_figures),
        _question(
            "workforce.strength",
            strength.count_strength,
            "with_peers",
            source_id=WORKFORCE,
            disclosures=(disclosures.STRENGTH,),
        ),
        _question("workforce.sickness", strength.list_sickness),
        _question("workforce.toil_rdil", strength.list_toil_rdil),
        _question("workforce.specials", strength.list_specials),
        _question("workforce.survey", strength.list_survey),
        _question("workforce.statements", strength.list_statements, "topic"),
        _question("workforce.capacity", capacity.compare_capacity, "with_peers"),
        _question("scrutiny.inspections", inspections.list_inspections),
        _question("scrutiny.peel", inspections.list_peel_grades),
        _question("scrutiny.performance", inspections.list_performance),
        _question("scrutiny.confidence", inspections.list_confidence),
        _question("scrutiny.risk", inspections.list_risk_levels),
        _question("scrutiny.register", inspections.list_risks),
        _question("scrutiny.objectives", inspections.list_objectives),
        _question("horizon.drivers", timeline.list_drivers),
        _question("horizon.timeline", timeline.list_timeline),
        _question("sources.list", sources.list_sources, takes_filters=False),
        _question("sources.files", sources.list_files, takes_filters=False),
        _question("sources.changes", sources.list_changes, takes_filters=False),
        _question("sources.rejects", sources.list_rejects, "source_id", takes_filters=False),
        _question("sources.coverage", coverage.list_coverage, "source_id", takes_filters=False),
        _question("areas.list", areas.list_areas, takes_filters=False),
        _question("editions.list", csp.list_editions, takes_filters=False),
        _question("threats.list", csp.list_threats, takes_filters=False),
        _question(
            "threats.overview",
            threats_overview.list_threat_overview,
            "strategy",
            "as_at",
            disclosures=(disclosures.THREATS, disclosures.THREATS_THEN),
        ),
        _question(
            "threats.areas",
            threats_areas.rate_threats_by_area,
            "against",
            "as_at",
            disclosures=(disclosures.THREATS_BY_AREA,),
        ),
        _question("threats.evidence", documents.list_evidence),
        _question("threats.texts", documents.list_texts),
        _question("threats.measures", documents.list_threat_measures),
        _question("threats.offences", documents.list_threat_offences),
        _question("threats.intelligence", documents.list_intelligence),
        _question("threats.intelligence_scale", documents.list_intelligence_scale, takes_filters=False),
        _question("threats.issues", documents.list_impact_issues),
        _question("threats.morile", documents.list_morile),
        _question("threats.morile_ranks", documents.rank_by_morile),
        _question("threats.morile_moves", documents.list_morile_moves),
        _question(
            "threats.ksi_value", documents.list_ksi_value, source_id=COLLISIONS, disclosures=(disclosures.KSI_VALUE,)
        ),
        _question("threats.coverage", document_coverage.list_document_coverage, "edition", takes_filters=False),
        _question("glossary.terms", csp.list_terms, takes_filters=False),
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
