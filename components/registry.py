"""The pages of the menu: topic, title, the sources each shows and the filters each uses."""

from components.view import PageEntry
from data_access.publications import (
    ASSESSMENT_PREFIX,
    COLLISIONS,
    FORCE_CRIMES,
    FORCE_SICKNESS,
    FORCE_SPECIALS,
    FORCE_TOIL,
    HORIZON_SCAN,
    PARTNERSHIP_PRIORITIES,
    POPULATION,
    POPULATION_LSOA,
    RECORDED_CRIME_YEAR,
    RISK_REGISTER,
    STREET_CRIME,
    WORKFORCE,
)

ASSESSMENTS = (f"{ASSESSMENT_PREFIX}2017-18", f"{ASSESSMENT_PREFIX}2016-17")

PAGES: tuple[PageEntry, ...] = (
    PageEntry(
        topic="overview",
        title="Overview",
        path="",
        source_ids=(RECORDED_CRIME_YEAR, COLLISIONS, WORKFORCE, STREET_CRIME),
        filters=("area", "period", "edition"),
        greyed=(("threat", "the overview shows all threats together"),),
        methods=("change",),
    ),
    PageEntry(
        topic="crime",
        title="Recorded crime",
        path="crime",
        source_ids=(STREET_CRIME, FORCE_CRIMES, RECORDED_CRIME_YEAR, POPULATION, POPULATION_LSOA),
        filters=("area", "threat", "period", "source"),
        greyed=(("edition", "recorded crime does not come from an assessment"),),
        methods=("rates", "change", "gaps"),
    ),
    PageEntry(
        topic="priorities",
        title="Partnership priorities",
        path="priorities",
        source_ids=(*ASSESSMENTS, PARTNERSHIP_PRIORITIES),
        filters=("area", "threat", "edition"),
        greyed=(("period", "an edition stands for its own year"),),
        methods=("placement", "themes"),
        needs_whole_edition=True,
    ),
    PageEntry(
        topic="casualties",
        title="Road casualties",
        path="casualties",
        source_ids=(COLLISIONS,),
        filters=("area", "period"),
        greyed=(
            ("threat", "this page is about one threat, killed and seriously injured"),
            ("edition", "collisions do not come from an assessment"),
        ),
        methods=("roads",),
    ),
    PageEntry(
        topic="workforce",
        title="Workforce",
        path="workforce",
        source_ids=(
            *(WORKFORCE, RECORDED_CRIME_YEAR, COLLISIONS),
            *ASSESSMENTS,
            *(FORCE_SICKNESS, FORCE_TOIL, FORCE_SPECIALS),
        ),
        filters=("area", "period"),
        greyed=(
            ("threat", "people are not published by threat"),
            ("edition", "both assessments are shown, each figure with its own"),
        ),
        methods=("peers", "capacity", "small-groups"),
        views=(
            ("strength", "Strength"),
            ("capacity", "Capacity and demand"),
            ("sickness", "Sickness"),
            ("toil", "TOIL and RDIL"),
            ("specials", "Special Constabulary"),
            ("survey", "Wellbeing survey"),
            ("equality", "Equality and standards"),
        ),
    ),
    PageEntry(
        topic="scrutiny",
        title="Scrutiny",
        path="scrutiny",
        source_ids=(*ASSESSMENTS, RISK_REGISTER),
        filters=("area",),
        greyed=(
            ("threat", "inspections and grades are of forces, not of a threat"),
            ("period", "every inspection of both assessments is shown"),
            ("edition", "both assessments are shown, each row with its own"),
        ),
        methods=("transcription",),
        views=(
            ("inspections", "Inspections"),
            ("peel", "PEEL grades"),
            ("performance", "Performance and confidence"),
            ("risk", "Risk"),
            ("strategies", "Strategies"),
        ),
    ),
    PageEntry(
        topic="horizon",
        title="Horizon",
        path="horizon",
        source_ids=(*ASSESSMENTS, HORIZON_SCAN),
        filters=("threat",),
        greyed=(
            ("area", "what is coming is described for all forces together"),
            ("period", "the whole timeline is shown"),
            ("edition", "both assessments are shown, each row with its own"),
        ),
        methods=("transcription", "horizon"),
        views=(
            ("timeline", "Timeline"),
            ("drivers", "Drivers"),
            ("authorities", "Combined Authorities"),
        ),
    ),
    PageEntry(
        topic="sources",
        title="Sources",
        path="sources",
        greyed=tuple((name, "every source is listed whole") for name in ("area", "threat", "period", "edition")),
    ),
    PageEntry(
        topic="glossary",
        title="Glossary",
        path="glossary",
        greyed=tuple((name, "every term is listed") for name in ("area", "threat", "period", "edition")),
    ),
)


def find_entry(path: str) -> PageEntry:
    """The page with this path; the first for an unknown one."""
    return next((entry for entry in PAGES if entry.path == path), PAGES[0])
