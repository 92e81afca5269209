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
    "control": (
        "Control chart: the mean of each unbroken run with limits at the mean plus and minus 2.66 times the mean "
        "moving range (XmR; rules and worked examples of NHS England's NHSRplotthedots), or for means under 10 at 3 "
        "times the root of the mean (c-chart). A signal is a point outside the limits, seven or more in a row on one "
        "side of the mean, seven in a row rising or falling, or two of three in the outer third towards one limit. "
        "Fewer than twelve points give provisional limits, fewer than five none. A run begins anew at a gap and at a "
        "dated change of recording, nowhere else."
    ),
    "then-and-now": (
        "Across a gap only the same calendar months are compared ('then and now'). No table of 43 forces stands "
        "behind monthly counts, so the test of two counts allows for chance alone there, and says so."
    ),
    "hotspots": (
        "Hot spots are the 5% of LSOAs (2011 boundaries) with most recorded crime in the same whole months of two "
        "years; shares are of crimes that have an LSOA. How many would stay hot by lot stands beside how many did."
    ),
    "funnel": (
        "The funnel shows where the rate of a force of that many residents would lie in 95% and 99.8% of cases, were "
        "its risk the peers' weighted mean (Poisson limits; Spiegelhalter 2005). It allows for chance alone; forces "
        "with large counts lie outside it for many reasons."
    ),
    "severity": (
        "Crime Severity Score: each offence counts by the ONS weight of its code, and the sum is divided by residents. "
        "The weights come from sentences given by courts. Where only categories are held there is no score: no weight "
        "stands for a whole category."
    ),
    "outcomes": (
        "Outcomes stand as at publication. The longer a file waited, the more of its crimes have an outcome, and the "
        "files do not say how long: places are compared within one month, months with each other are not. "
        "Intervals are Wilson's, 95%."
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
    "overlap": (
        "Overlap is counted in shared themes; between two partnerships also as Jaccard, shared themes over all themes "
        "that either names. Counts use priorities placed with certainty; inferred ones are added as 'up to', and "
        "nothing is claimed for or against a partnership from a priority that stands in no column."
    ),
    "roads": (
        "Roads are ranked by collisions in which somebody was killed or seriously injured. A longer or busier road has "
        "more of them: a count is no measure of risk."
    ),
    "sections": (
        "A road's course is the network's where one is loaded, else a trace through the collisions held on it: "
        "positions joined by their minimum spanning tree, never over a gap of more than 5 km, and only where 8 or more "
        "are held. Traces are cut into equal sections of about 4 km and end at their outermost collisions."
    ),
    "empirical-bayes": (
        "A section's estimate weighs what similar roads would have at its exposure (m) against what was counted: "
        "w = 1 / (1 + k m), estimate = w m + (1 - w) x count, sd = square root of (1 - w) x estimate. The rates and k "
        "come from a negative binomial regression on the collisions held, fitted anew at each load. The chance of "
        "being truly among the ten worst is found by simulation with a fixed seed (Hauer and others 2002)."
    ),
    "prevention": (
        "Value of prevention: what society gains when a collision does not happen, by severity, from the Department "
        "for Transport's table RAS60001 in 2015 prices; values per collision, never per casualty."
    ),
    "injury-recording": (
        "The month in which a force changed how it records injuries is found in the collisions held: their references, "
        "or the publisher's own flag, change form. No change is judged across it."
    ),
    "area-rates": (
        "KSI collisions a year per 100,000 residents, and per billion vehicle-km for highway authorities and forces, "
        "with 95% intervals (Byar's method; exact Poisson below 10). The funnel's lines are where 95% and 99.8% of "
        "areas would lie if all had the rate of the forces together. Shares have Wilson's interval."
    ),
    "intelligence": (
        "The status of an intelligence requirement is derived from the level of knowledge and the collection priority "
        "by a table held as data (a local scheme: the assessments say that it is derived so, and print no table). It "
        "is never typed in; a requirement that lacks a level has no status."
    ),
    "morile": (
        "MoRiLE (Management of Risk in Law Enforcement): its structure is published, its scoring table is not. Scores "
        "and weights come only from a sheet that the forces load; a total is the sum of score times weight, and a "
        "threat that lacks a score has no rank."
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
