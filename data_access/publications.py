"""Where figures come from: one Publication for each source, as data.

Coverage (months and years held) is not written here: the store says it from its rows.
"""

from dataclasses import dataclass

from data_access.markings import Marking

OGL = "Open Government Licence v3.0"


@dataclass(frozen=True)
class Publication:
    """A source of figures. `access` is 'published' (shown as released) or 'restricted' (a force's own)."""

    source_id: str
    title: str
    publisher: str
    licence: str
    address: str
    definition: str
    caveat: str
    how_made: str
    access: str = "published"
    marking: Marking = Marking.NONE
    as_at: str = ""  # only where the source holds no period that could say it


STREET_CRIME = "street-crime"
RECORDED_CRIME_YEAR = "recorded-crime-year"
RECORDED_CRIME_QUARTER = "recorded-crime-quarter"
SEVERITY_WEIGHTS = "severity-weights"
PREVENTION_VALUES = "prevention-values"
COLLISIONS = "collisions"
WORKFORCE = "workforce"
POPULATION = "population"
POPULATION_LSOA = "population-lsoa"
AREAS = "areas"
TRAFFIC = "traffic"
ROAD_FLOW = "road-flow"
FORCE_CRIMES = "force-crimes"
ROADS = "roads"
ANNOTATIONS = "annotations"
PARTNERSHIP_PRIORITIES = "partnership-priorities"
INTELLIGENCE_REQUIREMENTS = "intelligence-requirements"
MORILE_SCORES = "morile-scores"
FORCE_SICKNESS = "force-sickness"
FORCE_TOIL = "force-toil"
FORCE_SPECIALS = "force-specials"
RISK_REGISTER = "risk-register"
HORIZON_SCAN = "horizon-scan"
ASSESSMENT_PREFIX = "assessment-"
ASSESSMENTS = (f"{ASSESSMENT_PREFIX}2017-18", f"{ASSESSMENT_PREFIX}2016-17")

PUBLICATIONS: tuple[Publication, ...] = (
    Publication(
        source_id=STREET_CRIME,
        title="Street-level crime and anti-social behaviour by month",
        publisher="Home Office, data.police.uk",
        licence=OGL,
        address="https://data.police.uk/data/",
        definition=(
            "Crimes and anti-social behaviour incidents as each force gave them to data.police.uk for a month, "
            "by the publisher's category. A row counts to the force it falls within; a repeated row is another "
            "crime at the same map point and is counted."
        ),
        caveat=(
            "Positions are the publisher's anonymised map points, not where a crime happened. Anti-social "
            "behaviour rows are incidents, not recorded crime. Files are as published at the time and are not "
            "updated when a force corrects its records."
        ),
        how_made="Counted by month, force, LSOA, category and last outcome from the monthly files.",
    ),
    Publication(
        source_id=RECORDED_CRIME_YEAR,
        title="Police recorded crime by police force area, years ending September",
        publisher="Office for National Statistics and Home Office",
        licence=OGL,
        address="https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/policeforceareadatatables",
        definition=(
            "Offences recorded by the police in twelve months to the end of September, by offence group, "
            "excluding fraud."
        ),
        caveat=(
            "Recorded crime also rises when recording gets better: forces' compliance with the National Crime "
            "Recording Standard improved in these years. Unlawful driving and stalking are blank, not zero, in "
            "the years to September 2015 and 2016."
        ),
        how_made="The rows of the 43 territorial forces, values unchanged; countries, regions and BTP left out.",
    ),
    Publication(
        source_id=RECORDED_CRIME_QUARTER,
        title="Police recorded crime open data, offences by force and quarter, 2017/18",
        publisher="Home Office",
        licence=OGL,
        address="https://www.gov.uk/government/statistics/police-recorded-crime-open-data-tables",
        definition="Offences recorded by the police in each quarter of the financial year 2017/18, by offence code.",
        caveat="Later revisions of 2017/18 are not included; fraud recorded centrally belongs to no force.",
        how_made="The rows of the 43 territorial forces, summed over descriptions that share an offence code.",
    ),
    Publication(
        source_id=SEVERITY_WEIGHTS,
        title="Crime Severity Score weights",
        publisher="Office for National Statistics",
        licence=OGL,
        address="https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/crimeseverityscoreexperimentalstatistics",
        definition="A weight for each offence code, from the sentences courts gave for it.",
        caveat="Experimental statistics; the file does not say which vintage of weights it holds.",
        how_made="Copied unchanged; the two publishers' codes for homicide are brought together.",
        as_at="a vintage that the file does not state",
    ),
    Publication(
        source_id=PREVENTION_VALUES,
        title="Average value of prevention by severity (RAS60001)",
        publisher="Department for Transport",
        licence=OGL,
        address="https://www.gov.uk/government/statistical-data-sets/ras60-average-value-of-preventing-road-accidents",
        definition=(
            "What society gains, in pounds at prices of the year shown, when one collision or one casualty of a "
            "severity does not happen: lost output, medical and ambulance costs, human costs, damage, police time."
        ),
        caveat="An average for the country: no collision here was valued by itself. Values per collision are used.",
        how_made="The three severities of 2015 prices, copied unchanged.",
    ),
    Publication(
        source_id=COLLISIONS,
        title="Road safety data (STATS19): reported collisions with injury",
        publisher="Department for Transport",
        licence=OGL,
        address="https://www.gov.uk/government/statistical-data-sets/road-safety-open-data",
        definition=(
            "Collisions on public roads reported to the police in which somebody was injured. A KSI collision is "
            "one in which at least one person was killed or seriously injured; people hurt are a different count."
        ),
        caveat=(
            "The forces changed how they record injuries in autumn 2015, after which more collisions were recorded "
            "as serious: no trend can be judged across that change."
        ),
        how_made="Collisions of 2015 of the two forces in which somebody was killed or seriously injured.",
    ),
    Publication(
        source_id=WORKFORCE,
        title="Police workforce, England and Wales: open data tables",
        publisher="Home Office",
        licence=OGL,
        address="https://www.gov.uk/government/collections/police-workforce-england-and-wales",
        definition=(
            "People employed on the date shown. Officers, staff and PCSOs are full-time equivalents (FTE); "
            "special constables and volunteers are counted by head."
        ),
        caveat="FTE and headcount are different measures and are never added. The latest release wins for a date.",
        how_made="Read from the releases of September 2015 to September 2018.",
    ),
    Publication(
        source_id=POPULATION,
        title="Mid-year population estimates by local authority, mid-2011 to mid-2023",
        publisher="Office for National Statistics",
        licence=OGL,
        address="https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates",
        definition="Usual residents on 30 June of the year.",
        caveat="Estimates; a rate for a place with many visitors or commuters is not a risk for its residents.",
        how_made="District rows, values unchanged; policing areas and forces are the sums of their districts.",
    ),
    Publication(
        source_id=POPULATION_LSOA,
        title="Mid-2017 population estimates by 2011 LSOA",
        publisher="Office for National Statistics",
        licence=OGL,
        address="https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates",
        definition="Usual residents of a 2011 Lower Layer Super Output Area on 30 June 2017.",
        caveat="One year only; not held for LSOAs drawn in 2021.",
        how_made="Values unchanged.",
    ),
    Publication(
        source_id=AREAS,
        title="Look-ups of LSOA, district, Community Safety Partnership and police force area",
        publisher="Office for National Statistics",
        licence=OGL,
        address="https://geoportal.statistics.gov.uk/",
        definition="Which district, Community Safety Partnership and police force area a place belongs to.",
        caveat="Partnerships as of 2016. A policing area here is the area of a Community Safety Partnership.",
        how_made="Codes and names unchanged, except where the assessments print another name.",
    ),
    Publication(
        source_id=TRAFFIC,
        title="Road traffic by local authority (TRA89), 2015 to 2023",
        publisher="Department for Transport",
        licence=OGL,
        address="https://www.gov.uk/government/statistical-data-sets/road-traffic-statistics-tra",
        definition="Million vehicle-kilometres in a year on the roads of a highway authority.",
        caveat="Cars and taxis, light vans and goods vehicles only: no motorcycles or buses.",
        how_made="Values unchanged.",
    ),
    Publication(
        source_id=ROAD_FLOW,
        title="Annual average daily flow by road and authority, 2000 to 2016",
        publisher="Department for Transport",
        licence=OGL,
        address="https://roadtraffic.dft.gov.uk/",
        definition="Mean number of motor vehicles a day passing the count points of a road in an authority.",
        caveat="A mean over count points, not over the road's length.",
        how_made="The flow column unchanged; the mileage column is left out because link lengths were truncated.",
    ),
    Publication(
        source_id=ROADS,
        title="Road network: numbered roads",
        publisher="Ordnance Survey (OS Open Roads), or whoever made the file loaded",
        licence=OGL,
        address="https://osdatahub.os.uk/downloads/open/OpenRoads",
        definition="Links of motorways, A roads and B roads with a number, in and near the alliance.",
        caveat="As at the release loaded; roads change their course and number.",
        how_made="Links loaded from a GeoPackage or GeoJSON file, brought to WGS84, with their length.",
    ),
    Publication(
        source_id=ANNOTATIONS,
        title="Recording changes, the force's own list",
        publisher="The force that keeps the list",
        licence="The force's own",
        address="",
        definition="Dated changes in how crime is recorded, each with the document that says so.",
        caveat="A change of recording alone can make a count rise or fall.",
        how_made="Loaded from the documented template; each row names its source.",
        access="restricted",
        marking=Marking.OFFICIAL,
    ),
    Publication(
        source_id=PARTNERSHIP_PRIORITIES,
        title="Partnership priorities, loaded from the template",
        publisher="The Community Safety Partnerships",
        licence="The partnerships' own",
        address="",
        definition="What each Community Safety Partnership names as its priorities for a year.",
        caveat="Local wording differs; themes are our reading unless the file gives them.",
        how_made="Loaded from the documented template.",
        access="restricted",
        marking=Marking.OFFICIAL,
    ),
    Publication(
        source_id=INTELLIGENCE_REQUIREMENTS,
        title="Intelligence requirements, loaded from the template",
        publisher="The forces' intelligence units",
        licence="For the force and its partners; not published",
        address="",
        definition="What is to be known about each threat, how much is known, and how much collecting it matters.",
        caveat="Red, amber or green is worked out from the two by a local scheme; it is never loaded.",
        how_made="Loaded from the documented template.",
        access="restricted",
        marking=Marking.OFFICIAL_SENSITIVE,
    ),
    Publication(
        source_id=MORILE_SCORES,
        title="MoRiLE scores, loaded from the template",
        publisher="The forces' analysts",
        licence="For the force and its partners; not published",
        address="",
        definition="A score for each threat and criterion of MoRiLE (Management of Risk in Law Enforcement).",
        caveat="MoRiLE's scoring table isn't public: scores and weights are the sheet's own, a local scheme.",
        how_made="Loaded from the documented template.",
        access="restricted",
        marking=Marking.OFFICIAL_SENSITIVE,
    ),
    Publication(
        source_id=FORCE_CRIMES,
        title="Recorded crime from the force's own extract",
        publisher="The force that made the extract",
        licence="For the force and its partners; not published",
        address="",
        definition="Crimes by recorded month, Home Office offence code, place and flags, as the force recorded them.",
        caveat=(
            "Restricted: every figure is made of counts each rounded once, up or down at random, to a multiple of 5 "
            "(or of the threshold set), so no small count can be worked out; totals differ a little from the force's "
            "own, and a count shown as fewer may be none. Sensitive offences are not shown below a policing area. "
            "Never added to the published series, which counts other rows."
        ),
        how_made="Loaded from the documented template; names, addresses and references are refused.",
        access="restricted",
        marking=Marking.OFFICIAL_SENSITIVE,
    ),
    Publication(
        source_id=FORCE_SICKNESS,
        title="Sickness, a force's own totals",
        publisher="The force that keeps the totals",
        licence="The force's own",
        address="",
        definition="Hours or days lost to sickness of those contracted, by force, group and month.",
        caveat="Groups under 10 people are not stored. Hours and days are two measures and never one line.",
        how_made="Loaded from the documented template, which takes totals only.",
        access="restricted",
        marking=Marking.OFFICIAL_SENSITIVE,
    ),
    Publication(
        source_id=FORCE_TOIL,
        title="TOIL and RDIL, a force's own totals",
        publisher="The force that keeps the totals",
        licence="The force's own",
        address="",
        definition="People owed more than 40 hours of TOIL or 5 days of RDIL, and what they are owed on average.",
        caveat="Counts of 1 to 9 people and their averages are not stored.",
        how_made="Loaded from the documented template, which takes totals only.",
        access="restricted",
        marking=Marking.OFFICIAL_SENSITIVE,
    ),
    Publication(
        source_id=FORCE_SPECIALS,
        title="Special Constabulary, a force's own totals",
        publisher="The force that keeps the totals",
        licence="The force's own",
        address="",
        definition="Special constables at the end of a month, those who joined and left, and recruitment.",
        caveat="Counts of 1 to 9 people are not stored, nor a count that would give one away.",
        how_made="Loaded from the documented template, which takes totals only.",
        access="restricted",
        marking=Marking.OFFICIAL_SENSITIVE,
    ),
    Publication(
        source_id=RISK_REGISTER,
        title="Risk register, a force's own",
        publisher="The force that keeps the register",
        licence="The force's own",
        address="",
        definition="Risks with likelihood and impact from 1 to 5 and their exposure, as the force judges them.",
        caveat="The scale is the force's own: scores of two forces are not to be compared.",
        how_made="Loaded from the documented template.",
        access="restricted",
        marking=Marking.OFFICIAL_SENSITIVE,
    ),
    Publication(
        source_id=HORIZON_SCAN,
        title="Horizon scan, a force's own",
        publisher="The force that made the scan",
        licence="The force's own",
        address="",
        definition="Drivers and events expected, with category, time, certainty and what they bear on.",
        caveat="A judgement about the future, not a figure.",
        how_made="Loaded from the documented template.",
        access="restricted",
        marking=Marking.OFFICIAL,
    ),
    Publication(
        source_id=f"{ASSESSMENT_PREFIX}2016-17",
        title="Alliance Strategic Assessment 2016/17",
        publisher="Warwickshire Police and West Mercia Police",
        licence="Published by the two forces; figures transcribed with section and line",
        address="",
        definition="An annual appraisal of medium-term threats, risks and harms for chief officers and the OPCCs.",
        caveat="Transcribed from the published text; charts and pictures are not in the text.",
        how_made="Transcribed by hand twice, independently, and compared cell by cell.",
        marking=Marking.NOT_PROTECTIVELY_MARKED,
    ),
    Publication(
        source_id=f"{ASSESSMENT_PREFIX}2017-18",
        title="Alliance Strategic Assessment 2017-18",
        publisher="Warwickshire Police and West Mercia Police",
        licence="Published by the two forces; figures transcribed with section and line",
        address="",
        definition="An overview of current and medium-term issues that affect, or may affect, the alliance.",
        caveat=(
            "The published text of the partnership chart lost its columns: a cell is shown as certain, inferred or "
            "unplaced, and nothing is filled in from outside knowledge."
        ),
        how_made="Transcribed by hand twice, independently, and compared cell by cell.",
        marking=Marking.OFFICIAL,
    ),
)


def find_assessment(edition: str) -> tuple[str, ...]:
    """The sources of what an edition names: its own document, or what a force loaded.

    An edition that no document here carries rests on what was loaded for it and on the documents it is held against:
    the strategy recommended for 2018-19 is printed in the edition before.
    """
    own = f"{ASSESSMENT_PREFIX}{edition}"
    return (own,) if own in ASSESSMENTS else (PARTNERSHIP_PRIORITIES, *ASSESSMENTS)
