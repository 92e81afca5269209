"""By which measure sections of road are drawn and ranked."""

from dataclasses import dataclass

from components.choosing import choose
from components.request import Request
from components.views.casualties.choices import Chosen


@dataclass(frozen=True)
class Measure:
    """A measure of sections: its column, its unit, and how to read it in a sentence."""

    column: str
    label: str
    unit: str
    decimals: int
    reading: str


def list_measures(chosen: Chosen) -> dict[str, Measure]:
    """The measures that the chosen collisions have."""
    noun = chosen.noun
    measures = {
        "count": Measure(
            "ksi_count", noun, noun, 0, "A count says where most happen; busy and long sections have more of them."
        ),
        "km": Measure(
            "ksi_per_km",
            f"{noun} per km",
            "per km",
            2,
            "Per km says where they lie closest together, whatever the traffic; it suits a choice of where to be seen.",
        ),
        "traffic": Measure(
            "ksi_per_billion_vehicle_km",
            f"{noun} per billion vehicle-km",
            "per billion vehicle-km",
            0,
            "Per billion vehicle-km says how risky a section is for one who drives it; on quiet roads one collision "
            "makes a high rate. Flow is the road's mean in its authority, not the section's own.",
        ),
        "value": Measure(
            "prevention_value",
            "value of prevention, £ (RAS60001, 2015 prices)",
            "pounds",
            0,
            "What preventing the collisions counted would have been worth to society: a fatal one weighs nearly nine "
            "times a serious one, so single deaths stand out.",
        ),
    }
    if chosen.severity == "ksi" and chosen.has_adjusted:
        measures["adjusted"] = Measure(
            "adjusted_ksi_count",
            "adjusted KSI collisions",
            "adjusted KSI collisions",
            1,
            "Adjusted for how severity was recorded: the sum of DfT's chances that injury-based recording would have "
            "said killed or seriously injured. It is held only where every collision of the period has one.",
        )
    if chosen.has_estimates:
        measures["estimate"] = Measure(
            "eb_estimate",
            "estimated KSI collisions (empirical Bayes)",
            "estimated KSI collisions",
            1,
            "The estimate weighs the count against what similar roads with this traffic have, so that one bad period "
            "does not put a section on top; it is the measure to rank by.",
        )
    return measures


def choose_measure(request: Request, chosen: Chosen) -> tuple[str, Measure]:
    """Draw the choice of measure; gives its code and what it is."""
    measures = list_measures(chosen)
    named = {code: measure.label[0].upper() + measure.label[1:] for code, measure in measures.items()}
    code = choose(request, "measure", named, label="Sections by")
    return code, measures[code]
