"""How the answers of questions pass disclosure control: which counts are judged, and what goes with them.

Every figure worked out from a count is named beside it, or it would give the hidden count away.
"""

from data_access.measures.change import JUDGEMENT_COLUMNS
from data_access.measures.suppression import Disclosure

BY_MONTH = Disclosure(
    count="crime_count",
    totals=(
        ("month", "area_code"),
        ("month", "offence_code"),
        ("month", "offence_code", "parent_code"),
        ("area_code", "offence_code"),
    ),
)
BY_AREA = Disclosure(count="crime_count", totals=((),), derived=("rate", "rate_lower", "rate_upper"))
TREND = Disclosure(
    count="crime_count",
    totals=(("period_code",), ("offence_code",)),
    derived=("signal",),
    whole=("method", "mean", "lower", "upper", "signal"),
    whole_by=("offence_code", "segment"),
)
THEN_AND_NOW = tuple(
    Disclosure(count=count, totals=(("months_words", "then_year"),), derived=("pct", "z", *JUDGEMENT_COLUMNS))
    for count in ("then", "now")
)
RATES = Disclosure(
    count="crime_count",
    totals=(("area_code",), ("offence_code",)),
    derived=("rate", "rate_lower", "rate_upper", "differs"),
    whole=("whole_rate",),
    whole_by=("offence_code",),
)
# Two totals (crimes and harm) would give two hidden counts away: no share of harm where a count is hidden.
TREE = Disclosure(
    count="crime_count",
    totals=((), ("parent_code",)),
    derived=("share_pct", "harm"),
    whole=("harm_share_pct", "gap_pct"),
)
HOTSPOTS = tuple(
    Disclosure(count=count, totals=((),), derived=("is_hot_then", "is_hot_now", "stays_hot"))
    for count in ("then", "now")
)
OUTCOMES = Disclosure(
    count="crime_count",
    totals=(("month", "area_code"), ("month", "outcome"), ("area_code", "outcome")),
    derived=("share_pct", "share_lower_pct", "share_upper_pct"),
    whole=("month_total",),
    whole_by=("month", "area_code"),
)
INCIDENTS_BY_AREA = Disclosure(count="incident_count", totals=((),))
HEADLINES = Disclosure(count="value", derived=("then", "pct", "z", *JUDGEMENT_COLUMNS))
THREATS = Disclosure(
    count="value",
    derived=("then", "pct", "z", "z_against_nation", *JUDGEMENT_COLUMNS, "prevention_value"),
)
THREATS_THEN = Disclosure(count="then", derived=("pct", "z", "z_against_nation", *JUDGEMENT_COLUMNS))
THREATS_BY_AREA = Disclosure(
    count="event_count",
    totals=(("threat_code", "level"),),
    derived=("rate", "rate_lower", "rate_upper", "ratio", "ratio_lower", "ratio_upper", "differs"),
)
ROADS = Disclosure(
    count="ksi_count",
    totals=((), ("force_code",)),
    derived=("fatal_count", "serious_count", "count_lower", "count_upper"),
)
SECTIONS = Disclosure(
    count="ksi_count",
    totals=((), ("force_code",), ("road", "force_code"), ("unit_kind",)),
    derived=(
        *("fatal_count", "serious_count", "slight_count", "inside_count", "adjusted_ksi_count", "count_lower"),
        *("count_upper", "ksi_per_km"),
        *("ksi_per_billion_vehicle_km", "prevention_value", "eb_estimate", "eb_sd", "eb_lower", "eb_upper"),
        *("top10_chance", "harm_rank", "tie_count", "previous_count", "judgement", "allows_for"),
    ),
)
HELD = Disclosure(count="collision_count", totals=((),), derived=("vehicle_count", "casualty_count", "adjusted_count"))
PROFILE = Disclosure(count="ksi_count", totals=(("dimension",),), derived=("fatal_count",))
VEHICLE_SHARE = Disclosure(
    count="ksi_count", totals=((),), derived=("fatal_count", "share_pct", "share_lower", "share_upper")
)
AREA_RATES = Disclosure(
    count="ksi_count",
    totals=(("basis", "level"), ("basis", "level", "force_code")),
    derived=("fatal_count", "adjusted_ksi_count", "rate", "rate_lower", "rate_upper"),
)
MONTHS = Disclosure(
    count="collision_count",
    totals=(("force_code",), ("month",)),
    derived=("fatal_count", "serious_count", "slight_count", "adjusted_ksi_count"),
)
KSI_VALUE = Disclosure(count="collision_count", totals=((),), derived=("prevention_value",))
STRENGTH = Disclosure(
    count="strength_count", totals=(("as_at_date", "worker_type", "basis"),), derived=("strength_per_1000",)
)
