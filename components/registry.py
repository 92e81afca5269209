"""The pages of the menu: topic, title, the filters each uses and its views, each a file of components/views."""

from components.request import PageEntry

PAGES: tuple[PageEntry, ...] = (
    PageEntry(
        topic="overview",
        title="Overview",
        path="",
        filters=("area", "period", "edition"),
        greyed=(("threat", "the overview shows all threats together"),),
    ),
    PageEntry(
        topic="threats",
        title="Threats",
        path="threats",
        filters=("area", "threat", "period"),
        greyed=(
            ("edition", "the page shows what each edition says"),
            ("source", "the published series is shown; a force's own extract stands on the recorded crime page"),
        ),
        views=(
            ("picture", "Picture"),
            ("figures", "Figures"),
            ("measures", "Measures"),
            ("who", "Who shares it"),
            ("intelligence", "Intelligence"),
            ("morile", "MoRiLE"),
        ),
    ),
    PageEntry(
        topic="crime",
        title="Recorded crime",
        path="crime",
        filters=("area", "threat", "period", "source"),
        greyed=(("edition", "recorded crime does not come from an assessment"),),
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
        filters=("area", "threat", "edition"),
        greyed=(("period", "an edition stands for its own year"),),
        needs_whole_edition=True,
        views=(
            ("matrix", "Matrix"),
            ("mine", "My partnership"),
            ("map", "Map of overlap"),
            ("editions", "Between editions"),
            ("gaps", "Gaps"),
            ("who", "Who else"),
        ),
    ),
    PageEntry(
        topic="casualties",
        title="Road casualties",
        path="casualties",
        filters=("area", "period"),
        greyed=(
            ("threat", "this page is about one threat, killed and seriously injured"),
            ("edition", "collisions do not come from an assessment"),
        ),
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
        filters=("area", "period"),
        greyed=(
            ("threat", "people are not published by threat"),
            ("edition", "both assessments are shown, each figure with its own"),
        ),
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
        filters=("area",),
        greyed=(
            ("threat", "inspections and grades are of forces, not of a threat"),
            ("period", "every inspection of both assessments is shown"),
            ("edition", "both assessments are shown, each row with its own"),
        ),
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
        filters=("threat",),
        greyed=(
            ("area", "what is coming is described for all forces together"),
            ("period", "the whole timeline is shown"),
            ("edition", "both assessments are shown, each row with its own"),
        ),
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
        views=(("held", "Sources held"), ("coverage", "Coverage of the documents")),
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


def list_views(entry: PageEntry) -> tuple[str, ...]:
    """The codes of a page's views; a page that offers no choice has one view, named like its topic."""
    return tuple(code for code, _ in entry.views) or (entry.topic,)
