"""The pages of the menu: topic, title, the sources each shows and the filters each uses."""

from components.view import PageEntry
from data_access.publications import (
    ASSESSMENT_PREFIX,
    COLLISIONS,
    FORCE_CRIMES,
    INTELLIGENCE_REQUIREMENTS,
    MORILE_SCORES,
    PARTNERSHIP_PRIORITIES,
    POPULATION,
    POPULATION_LSOA,
    RECORDED_CRIME_QUARTER,
    RECORDED_CRIME_YEAR,
    ROAD_FLOW,
    ROADS,
    SEVERITY_WEIGHTS,
    STREET_CRIME,
    TRAFFIC,
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
        topic="threats",
        title="Threats",
        path="threats",
        source_ids=ASSESSMENTS,
        filters=("area", "threat", "period"),
        greyed=(
            ("edition", "the page shows what each edition says"),
            ("source", "the published series is shown; a force's own extract stands on the recorded crime page"),
        ),
        methods=("change", "control", "funnel", "severity", "prevention", "themes", "intelligence", "morile"),
        views=(
            ("picture", "Picture"),
            ("figures", "Figures"),
            ("measures", "Measures"),
            ("who", "Who shares it"),
            ("intelligence", "Intelligence"),
            ("morile", "MoRiLE"),
        ),
        extra_source_ids=(
            ("who", (PARTNERSHIP_PRIORITIES,)),
            ("intelligence", (INTELLIGENCE_REQUIREMENTS,)),
            ("morile", (MORILE_SCORES,)),
        ),
    ),
    PageEntry(
        topic="crime",
        title="Recorded crime",
        path="crime",
        source_ids=(
            STREET_CRIME,
            FORCE_CRIMES,
            RECORDED_CRIME_YEAR,
            RECORDED_CRIME_QUARTER,
            SEVERITY_WEIGHTS,
            POPULATION,
            POPULATION_LSOA,
        ),
        filters=("area", "threat", "period", "source"),
        greyed=(("edition", "recorded crime does not come from an assessment"),),
        methods=(
            "control",
            "then-and-now",
            "change",
            "rates",
            "gaps",
            "hotspots",
            "peers",
            "funnel",
            "severity",
            "outcomes",
        ),
        views=(
            ("trend", "Trend"),
            ("change", "Change"),
            ("places", "Places"),
            ("hotspots", "Hot spots"),
            ("peers", "Peers"),
            ("severity", "Severity"),
            ("outcomes", "Outcomes"),
        ),
    ),
    PageEntry(
        topic="priorities",
        title="Partnership priorities",
        path="priorities",
        source_ids=(*ASSESSMENTS, PARTNERSHIP_PRIORITIES),
        filters=("area", "threat", "edition"),
        greyed=(("period", "an edition stands for its own year"),),
        methods=("placement", "themes", "overlap"),
        needs_whole_edition=True,
        views=(
            ("matrix", "Matrix"),
            ("mine", "My partnership"),
            ("map", "Map of overlap"),
            ("editions", "Between editions"),
            ("gaps", "Gaps"),
            ("who", "Who else"),
        ),
        extra_source_ids=(("mine", (STREET_CRIME, COLLISIONS, POPULATION)),),
    ),
    PageEntry(
        topic="casualties",
        title="Road casualties",
        path="casualties",
        source_ids=(COLLISIONS, ROAD_FLOW, ROADS, TRAFFIC, POPULATION),
        filters=("area", "period"),
        greyed=(
            ("threat", "this page is about one threat, killed and seriously injured"),
            ("edition", "collisions do not come from an assessment"),
        ),
        methods=("roads", "sections", "empirical-bayes", "prevention", "area-rates", "injury-recording"),
        views=(
            ("map", "Map"),
            ("ranking", "Ranking"),
            ("route", "One route"),
            ("profile", "When and who"),
            ("areas", "Against other areas"),
        ),
    ),
    PageEntry(
        topic="workforce",
        title="Workforce",
        path="workforce",
        source_ids=(WORKFORCE,),
        filters=("area", "period"),
        greyed=(
            ("threat", "strength is not published by threat"),
            ("edition", "strength does not come from an assessment"),
        ),
        methods=("peers",),
    ),
    PageEntry(
        topic="sources",
        title="Sources",
        path="sources",
        greyed=tuple((name, "every source is listed whole") for name in ("area", "threat", "period", "edition")),
        views=(("held", "Sources held"), ("coverage", "Coverage of the documents")),
        extra_source_ids=(("coverage", ASSESSMENTS),),
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
