"""Every question the store answers, by name: pages, exports and the command line ask through here."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import sqlalchemy as sa

from data_access import disclosures
from data_access.errors import BadFilterError, UnknownQuestionError
from data_access.filters import Filters
from data_access.measures.suppression import PROTECTED, PUBLISHED, RESTRICTED, open_gate
from data_access.options import check_option
from data_access.publications import (
    ASSESSMENTS,
    COLLISIONS,
    FORCE_CRIMES,
    MORILE_SCORES,
    POPULATION,
    POPULATION_LSOA,
    PREVENTION_VALUES,
    RECORDED_CRIME_QUARTER,
    RECORDED_CRIME_YEAR,
    ROAD_FLOW,
    ROADS,
    SEVERITY_WEIGHTS,
    STREET_CRIME,
    TRAFFIC,
    WORKFORCE,
)
from data_access.queries.casualties import basis, collisions, profile, reporting, sections
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
from data_access.queries.horizon import drivers, timeline
from data_access.queries.overview import headlines
from data_access.queries.priorities import bearing, csp, edition_changes, overlap, theme_figures
from data_access.queries.scrutiny import inspections, peel, performance, risk, strategies
from data_access.queries.sources import areas, coverage, sources
from data_access.queries.threats import areas as threats_areas
from data_access.queries.threats import document_coverage, documents
from data_access.queries.threats import overview as threats_overview
from data_access.queries.workforce import capacity, sickness, specials, strength, survey, toil
from data_access.queries.workforce import statements as workforce_statements
from data_access.question import Question

QUESTIONS: dict[str, Question] = {
    question.name: question
    for question in (
        Question(
            "overview.headlines",
            headlines.list_headlines,
            methods=("change", "then-and-now"),
            disclosures=(disclosures.HEADLINES,),
        ),
        Question(
            "crime.counts",
            counts.count_crime,
            counts_of=STREET_CRIME,
            methods=("gaps",),
            disclosures=(disclosures.BY_MONTH,),
            is_additive=True,
        ),
        Question(
            "crime.areas",
            rates.rank_areas,
            counts_of=STREET_CRIME,
            sources=(POPULATION, POPULATION_LSOA),
            methods=("rates", "gaps"),
            disclosures=(disclosures.BY_AREA, disclosures.INCIDENTS_BY_AREA),
        ),
        Question("crime.years", years.count_crime_by_year, counts_of=RECORDED_CRIME_YEAR),
        Question("crime.change", change.compare_years, counts_of=RECORDED_CRIME_YEAR, methods=("change",)),
        Question("crime.spreads", change.list_usual_spreads, sources=(RECORDED_CRIME_YEAR,), methods=("change",)),
        Question("crime.trend", trend.list_trend, methods=("control", "gaps"), disclosures=(disclosures.TREND,)),
        Question("crime.steps", trend.list_steps, is_about_store=True),
        Question(
            "crime.then_and_now",
            same_months.compare_same_months,
            counts_of=STREET_CRIME,
            methods=("then-and-now",),
            disclosures=disclosures.THEN_AND_NOW,
        ),
        Question(
            "crime.rates",
            rates.rate_areas,
            counts_of=STREET_CRIME,
            sources=(POPULATION, POPULATION_LSOA),
            methods=("rates", "gaps"),
            disclosures=(disclosures.RATES,),
        ),
        Question(
            "crime.tree",
            offence_tree.list_offence_tree,
            source_of={"severity_weight": (SEVERITY_WEIGHTS,)},
            methods=("severity",),
            disclosures=(disclosures.TREE,),
        ),
        Question(
            "crime.severity",
            severity.score_severity,
            counts_of=RECORDED_CRIME_QUARTER,
            sources=(RECORDED_CRIME_YEAR, SEVERITY_WEIGHTS),
            methods=("severity",),
        ),
        Question("crime.peers", peers.compare_peers, counts_of=RECORDED_CRIME_YEAR, methods=("peers", "funnel")),
        Question(
            "crime.hotspots",
            hotspots.list_hotspots,
            counts_of=STREET_CRIME,
            methods=("hotspots",),
            disclosures=disclosures.HOTSPOTS,
        ),
        Question(
            "crime.outcomes",
            outcomes.count_outcomes,
            counts_of=STREET_CRIME,
            methods=("outcomes",),
            disclosures=(disclosures.OUTCOMES,),
        ),
        Question(
            "crime.projections", statements.list_projections, sources=(RECORDED_CRIME_YEAR,), methods=("transcription",)
        ),
        Question("crime.survey", statements.list_survey_statements, methods=("transcription",)),
        Question("crime.annotations", annotations.list_annotations, methods=("transcription",)),
        Question("casualties.collisions", collisions.list_collisions, counts_of=COLLISIONS, is_row_level=True),
        Question(
            "casualties.roads",
            collisions.rank_roads,
            counts_of=COLLISIONS,
            methods=("roads",),
            disclosures=(disclosures.ROADS,),
            is_additive=True,
        ),
        Question(
            "casualties.sections",
            sections.list_sections,
            counts_of=COLLISIONS,
            sources=(ROAD_FLOW, ROADS, PREVENTION_VALUES),
            methods=("sections", "empirical-bayes", "prevention"),
            disclosures=(disclosures.SECTIONS,),
        ),
        Question("casualties.profile", profile.count_profile, counts_of=COLLISIONS, disclosures=(disclosures.PROFILE,)),
        Question(
            "casualties.vehicles",
            profile.count_vehicle_share,
            counts_of=COLLISIONS,
            disclosures=(disclosures.VEHICLE_SHARE,),
        ),
        Question("casualties.people", profile.count_people, sources=(COLLISIONS,)),
        Question(
            "casualties.rates",
            casualties_rates.rank_area_rates,
            counts_of=COLLISIONS,
            sources=(POPULATION, TRAFFIC),
            methods=("area-rates",),
            disclosures=(disclosures.AREA_RATES,),
        ),
        Question(
            "casualties.months",
            reporting.count_months,
            counts_of=COLLISIONS,
            methods=("injury-recording",),
            disclosures=(disclosures.MONTHS,),
        ),
        Question("casualties.held", reporting.count_held, counts_of=COLLISIONS, disclosures=(disclosures.HELD,)),
        Question(
            "casualties.reporting_change",
            reporting.find_reporting_change,
            sources=(COLLISIONS,),
            methods=("injury-recording",),
        ),
        Question("casualties.evidence", reporting.list_evidence, methods=("transcription",)),
        Question("casualties.fit", basis.list_fits, sources=(COLLISIONS, ROAD_FLOW), methods=("empirical-bayes",)),
        Question(
            "casualties.values", basis.list_prevention_values, sources=(PREVENTION_VALUES,), methods=("prevention",)
        ),
        Question("priorities.csp", csp.list_csp_priorities, methods=("placement", "themes")),
        Question("priorities.claims", overlap.list_claims, methods=("placement", "themes")),
        Question("priorities.links", overlap.list_links, methods=("themes",)),
        Question("priorities.overlap", overlap.list_overlap, methods=("overlap", "themes")),
        Question("priorities.similar", overlap.list_similar, methods=("overlap", "themes")),
        Question("priorities.changes", edition_changes.list_edition_changes, methods=("placement", "themes")),
        Question("priorities.gaps", overlap.list_gaps, methods=("overlap", "themes")),
        Question("priorities.bearing", bearing.list_bearing, sources=ASSESSMENTS, methods=("themes",)),
        Question("priorities.plans", bearing.list_plans, sources=ASSESSMENTS, methods=("transcription",)),
        Question(
            "priorities.figures",
            theme_figures.list_theme_figures,
            sources=(POPULATION, POPULATION_LSOA),
            methods=("themes", "rates"),
        ),
        Question(
            "workforce.strength",
            strength.count_strength,
            counts_of=WORKFORCE,
            sources=(RECORDED_CRIME_YEAR,),
            methods=("peers",),
            disclosures=(disclosures.STRENGTH,),
        ),
        Question("workforce.sickness", sickness.list_sickness, methods=("transcription", "small-groups")),
        Question("workforce.toil_rdil", toil.list_toil_rdil, methods=("transcription", "small-groups")),
        Question("workforce.specials", specials.list_specials, methods=("transcription", "small-groups")),
        Question("workforce.survey", survey.list_survey, methods=("transcription",)),
        Question("workforce.statements", workforce_statements.list_statements, methods=("transcription",)),
        Question(
            "workforce.capacity",
            capacity.compare_capacity,
            sources=(WORKFORCE, RECORDED_CRIME_YEAR, RECORDED_CRIME_QUARTER, SEVERITY_WEIGHTS, COLLISIONS),
            methods=("capacity", "severity", "peers"),
        ),
        Question("scrutiny.inspections", inspections.list_inspections, methods=("transcription",)),
        Question("scrutiny.peel", peel.list_peel_grades, methods=("transcription",)),
        Question("scrutiny.performance", performance.list_performance, methods=("transcription",)),
        Question("scrutiny.confidence", performance.list_confidence, methods=("transcription",)),
        Question("scrutiny.risk", risk.list_risk_levels, methods=("transcription",)),
        Question("scrutiny.register", risk.list_risks),
        Question("scrutiny.objectives", strategies.list_objectives, sources=ASSESSMENTS, methods=("transcription",)),
        Question("horizon.drivers", drivers.list_drivers, methods=("transcription", "horizon")),
        Question("horizon.timeline", timeline.list_timeline, methods=("transcription", "horizon")),
        Question("sources.list", sources.list_sources, is_about_store=True),
        Question("sources.files", sources.list_files, is_about_store=True),
        Question("sources.changes", sources.list_changes, is_about_store=True),
        Question("sources.rejects", sources.list_rejects, is_about_store=True),
        Question("sources.coverage", coverage.list_coverage, is_about_store=True),
        Question("areas.list", areas.list_areas, is_about_store=True),
        Question("editions.list", csp.list_editions, is_about_store=True),
        Question("threats.list", csp.list_threats, is_about_store=True),
        Question(
            "threats.overview",
            threats_overview.list_threat_overview,
            source_of={
                "severity_rank": (RECORDED_CRIME_QUARTER, SEVERITY_WEIGHTS),
                "prevention_value": (PREVENTION_VALUES,),
                "drivers": (POPULATION,),
            },
            follows_edition=True,
            methods=("change", "severity", "prevention", "overlap"),
            disclosures=(disclosures.THREATS, disclosures.THREATS_THEN),
        ),
        Question(
            "threats.areas",
            threats_areas.rate_threats_by_area,
            sources=(POPULATION, RECORDED_CRIME_YEAR),
            methods=("rates",),
            disclosures=(disclosures.THREATS_BY_AREA,),
        ),
        Question("threats.evidence", documents.list_evidence, is_none_a_finding=True, methods=("transcription",)),
        Question("threats.texts", documents.list_texts, methods=("transcription",)),
        Question("threats.measures", documents.list_threat_measures, is_about_store=True),
        Question("threats.offences", documents.list_threat_offences, is_about_store=True),
        Question("threats.intelligence", documents.list_intelligence, methods=("intelligence",)),
        Question("threats.intelligence_scale", documents.list_intelligence_scale, is_about_store=True),
        Question("threats.issues", documents.list_impact_issues, methods=("transcription", "morile")),
        Question("threats.morile", documents.list_morile, methods=("morile",)),
        Question("threats.morile_ranks", documents.rank_by_morile, sources=(MORILE_SCORES,), methods=("morile",)),
        Question("threats.morile_moves", documents.list_morile_moves, sources=(MORILE_SCORES,), methods=("morile",)),
        Question(
            "threats.ksi_value",
            documents.list_ksi_value,
            counts_of=COLLISIONS,
            sources=(PREVENTION_VALUES,),
            methods=("prevention",),
            disclosures=(disclosures.KSI_VALUE,),
        ),
        Question("threats.coverage", document_coverage.list_document_coverage, methods=("transcription",)),
        Question("glossary.terms", csp.list_terms),
    )
}


@dataclass(frozen=True)
class Answer:
    """What a question was answered: the frame after disclosure control, its sources and the methods behind it."""

    frame: pd.DataFrame
    source_ids: tuple[str, ...]
    methods: tuple[str, ...]


def find_question(name: str) -> Question:
    """The question of this name; raises UnknownQuestionError."""
    if name not in QUESTIONS:
        raise UnknownQuestionError(name)
    return QUESTIONS[name]


def answer_question(
    connection: sa.Connection, *, name: str, filters: Filters | None = None, threshold: int = 5, **options: Any
) -> Answer:
    """Answer a question by name and pass the answer through disclosure control.

    Raises UnknownQuestionError, or BadFilterError for an option the question does not take.
    """
    question, chosen = find_question(name), filters or Filters()
    for option in options:
        if option not in question.options:
            raise BadFilterError(
                name=name_option(option), value=options[option], expected=f"nothing, because {name} does not take it"
            )
        check_option(question.options[option], options[option], name=name_option(option))
    given = {"filters": chosen, **options} if question.takes_filters else options
    frame = _pass_gate(connection, question.answer(connection, **given), question, filters=filters, threshold=threshold)
    return Answer(frame, question.find_sources(frame, chosen), question.methods)


def name_option(option: str) -> str:
    """An option as the command line writes it: offence_code is --offence, then_year is --then."""
    short = option.removesuffix("_code").removesuffix("_id").removesuffix("_year")
    return "--" + short.replace("_", "-")


def _pass_gate(
    connection: sa.Connection, frame: pd.DataFrame, question: Question, *, filters: Filters | None, threshold: int
) -> pd.DataFrame:
    if not (question.disclosures or question.is_row_level):
        return frame
    access = _find_access(connection, frame, question=question, filters=filters)
    if question.is_row_level:
        # A list of single events from a restricted source would give every hidden count away.
        return frame if access == PUBLISHED else frame.iloc[0:0]
    return open_gate(frame, rules=question.disclosures, access=access, threshold=threshold)


def _find_access(connection: sa.Connection, frame: pd.DataFrame, *, question: Question, filters: Filters | None) -> str:
    """The strictest access of the sources an answer rests on."""
    if not question.counts_of:
        ids = set(frame["source_id"].dropna())
    else:
        ids = {(filters.source_id if filters else "") or question.counts_of}
    if ids == {FORCE_CRIMES}:
        return PROTECTED
    found = {sources.find_access(connection, source_id=source_id) for source_id in ids}
    return PUBLISHED if found <= {PUBLISHED} else RESTRICTED
