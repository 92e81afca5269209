"""Measures as reviewed data: what each counts, its unit, its polarity and what to beware of.

polarity says which direction is better ('higher', 'lower') or 'none': a rise in recorded crime may
be better recording, so it has none and is never red or green.
"""

from dataclasses import dataclass

from data_access import publications


@dataclass(frozen=True)
class Measure:
    """One measure; `reviewed_on` is when its definition was last read against its source."""

    code: str
    name: str
    unit: str
    polarity: str
    definition: str
    caveat: str
    source_id: str
    reviewed_on: str = "2026-11-22"


MEASURES: tuple[Measure, ...] = (
    Measure(
        "recorded_crime_year",
        "Recorded crime in twelve months",
        "crimes",
        "none",
        "Offences recorded by the police in the twelve months to the end of September, excluding fraud.",
        "A rise may be better recording; annotations name the changes known.",
        publications.RECORDED_CRIME_YEAR,
    ),
    Measure(
        "population_crime_year",
        "Residents, as the recorded crime table gives them",
        "residents",
        "none",
        "The mid-year population printed beside each force in the recorded crime table.",
        "Blank for the year to September 2024.",
        publications.RECORDED_CRIME_YEAR,
    ),
    Measure(
        "recorded_crime_quarter",
        "Recorded crime in a quarter, by offence code",
        "crimes",
        "none",
        "Offences recorded by the police in a quarter of a financial year, by Home Office offence code.",
        "One financial year only.",
        publications.RECORDED_CRIME_QUARTER,
    ),
    Measure(
        "street_crime_month",
        "Recorded crime in a month, street level",
        "crimes",
        "none",
        "Crimes in the monthly files of data.police.uk, by the publisher's category, without anti-social behaviour.",
        "Categories are broad: violence and sexual offences are one.",
        publications.STREET_CRIME,
    ),
    Measure(
        "asb_month",
        "Anti-social behaviour incidents in a month",
        "incidents",
        "none",
        "Incidents reported to the police as anti-social behaviour; they are not recorded crime.",
        "Forces differ in what they record as an incident.",
        publications.STREET_CRIME,
    ),
    Measure(
        "ksi_collisions",
        "Collisions in which somebody was killed or seriously injured",
        "collisions",
        "lower",
        "Reported collisions with at least one person killed or seriously injured. People hurt are another count.",
        "The way injuries are recorded changed in autumn 2015, which alone raises the serious ones.",
        publications.COLLISIONS,
    ),
    Measure(
        "workforce_strength",
        "Police strength",
        "FTE or headcount",
        "none",
        "Officers, staff and PCSOs in full-time equivalents; specials and volunteers by head; on one date.",
        "FTE and headcount are never added.",
        publications.WORKFORCE,
    ),
    Measure(
        "population",
        "Residents",
        "residents",
        "none",
        "Usual residents at mid-year.",
        "An estimate.",
        publications.POPULATION,
    ),
    Measure(
        "population_lsoa",
        "Residents of an LSOA",
        "residents",
        "none",
        "Usual residents of a 2011 LSOA at mid-2017.",
        "An estimate, for one year only.",
        publications.POPULATION_LSOA,
    ),
    Measure(
        "vehicle_km",
        "Traffic in a year",
        "million vehicle-km",
        "none",
        "Distance driven by cars and taxis, light vans and goods vehicles on an authority's roads.",
        "No motorcycles or buses.",
        publications.TRAFFIC,
    ),
    Measure(
        "road_flow",
        "Daily flow of a road",
        "vehicles a day",
        "none",
        "Mean number of motor vehicles a day at the road's count points in an authority.",
        "A mean over points, not over length.",
        publications.ROAD_FLOW,
    ),
    Measure(
        "csp_priorities",
        "Priorities named by a Community Safety Partnership",
        "priorities",
        "none",
        "Cells of the partnership tables in the strategic assessments, as printed.",
        "Local wording differs between partnerships; the theme beside it is our reading.",
        f"{publications.ASSESSMENT_PREFIX}2016-17",
    ),
)


def find_measure(code: str) -> Measure:
    """The measure with this code; raises KeyError for an unknown one."""
    return next(measure for measure in MEASURES if measure.code == code)


# How a result is worked out, in a sentence or two with the method's source; shown beside the page's sources.
METHODS: dict[str, str] = {
    "change": (
        "Two counts are compared by z = ln(now / then) / sqrt(1/now + 1/then + tau squared), where tau is the usual "
        "year-on-year spread of that offence group among the 43 forces (1.4826 times the median absolute deviation "
        "from the national change, less the part counting alone explains). Beyond 3 either way a change is called "
        "more than usual; the same after taking out the national change says whether it moved more than elsewhere. "
        "Counts under 50 allow for chance alone."
    ),
    "rates": (
        "Crimes per 1,000 residents over the months held, with 95% intervals by Byar's method (exact Poisson limits "
        "below 10 crimes). Residents are the mid-year estimate nearest the middle of the months shown."
    ),
    "gaps": "A month that is not held is drawn as a gap and is never counted as zero; no line crosses it.",
    "placement": (
        "Of the 2017-18 chart, whose columns were lost in the published text, a cell is certain only where pure logic "
        "places it, inferred where a named rule does, and unplaced otherwise."
    ),
    "themes": (
        "Themes bring differing local wordings together. They are our reading, not the partnerships'; the wording "
        "as printed always stands beside them."
    ),
    "roads": (
        "Roads are ranked by collisions in which somebody was killed or seriously injured. A longer or busier road has "
        "more of them: a count is no measure of risk."
    ),
    "peers": (
        "Peers are the forces that the 2017-18 assessment names for both forces. It names five and speaks of eight "
        "forces in the groups, so the list is incomplete."
    ),
    "capacity": (
        "Demand for each officer divides what was recorded in a year by the officers (FTE) on the date nearest the "
        "middle of that year. It is no measure of workload: officers do more than record crime, not every officer "
        "answers calls, and better recording raises it. Residents for rates of strength are the mid-year estimate "
        "nearest the date, printed beside each force in the recorded crime table."
    ),
    "small-groups": (
        "Of a force's own totals on its people, what stands for under 10 people is shown as '<10' and never stored; "
        "no total over groups or forces is given, so that none can be worked out."
    ),
    "transcription": (
        "The assessments' tables were transcribed twice, independently, and compared cell by cell. 'Inferred' marks "
        "what the text does not say outright, with the reason beside it; statements are in our own words."
    ),
    "horizon": (
        "Category (PESTELO), certainty, and what an item bears on are our reading. Nothing is placed on the matrix of "
        "impact and uncertainty that the source does not place, and nothing without a time is drawn on the timeline."
    ),
}
