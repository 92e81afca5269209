"""STATS19 column names of every vintage, and the words for its codes.

Source: Department for Transport, road safety open dataset data guide (2024), OGL v3.
"""

import re
from collections.abc import Mapping

from data_access.load.stats19_labels import FORCES

# Our column -> the names it has had: current first, then the older spellings (compared without case and punctuation).
COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "collision_id": ("collision_index", "accident_index", "Accident_Index", "Acc_Index"),
    "longitude": ("longitude",),
    "latitude": ("latitude",),
    "police_force": ("police_force",),
    "severity": ("collision_severity", "accident_severity", "legacy_collision_severity"),
    "vehicle_count": ("number_of_vehicles",),
    "casualty_count": ("number_of_casualties",),
    "date": ("date",),
    "time": ("time",),
    "road_class": ("first_road_class", "1st_road_class"),
    "road_number": ("first_road_number", "1st_road_number"),
    "road_type": ("road_type",),
    "speed_limit": ("speed_limit",),
    "junction_detail": ("junction_detail_historic", "junction_detail"),
    "light": ("light_conditions",),
    "weather": ("weather_conditions",),
    "surface": ("road_surface_conditions",),
    "urban_rural": ("urban_or_rural_area",),
    "lsoa_code": ("lsoa_of_collision_location", "lsoa_of_accident_location"),
}

# Columns that only later files have: DfT's severity by injuries, and its adjustment for forces without it.
LATER_COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "year": ("collision_year", "accident_year"),
    "enhanced_severity": ("enhanced_collision_severity", "enhanced_severity_collision"),
    "is_injury_based": ("collision_injury_based", "accident_injury_based"),
    "adjusted_serious": (
        "collision_adjusted_serious",
        "collision_adjusted_severity_serious",
        "accident_adjusted_serious",
    ),
    "adjusted_slight": ("collision_adjusted_slight", "collision_adjusted_severity_slight", "accident_adjusted_slight"),
}

VEHICLE_COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "collision_id": COLUMN_NAMES["collision_id"],
    "vehicle_reference": ("vehicle_reference",),
    "vehicle_type": ("vehicle_type",),
}

# Where a casualty lives and how old they are exactly is not among them: it is never read.
CASUALTY_COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "collision_id": COLUMN_NAMES["collision_id"],
    "vehicle_reference": ("vehicle_reference",),
    "casualty_reference": ("casualty_reference",),
    "severity": ("casualty_severity",),
    "casualty_class": ("casualty_class",),
    "age_band": ("age_band_of_casualty",),
    "sex": ("sex_of_casualty",),
    "casualty_type": ("casualty_type",),
}
LATER_CASUALTY_COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "enhanced_severity": ("enhanced_casualty_severity", "enhanced_severity_casualty"),
    "is_injury_based": ("casualty_injury_based",),
    "adjusted_serious": ("casualty_adjusted_serious", "casualty_adjusted_severity_serious"),
    "adjusted_slight": ("casualty_adjusted_slight", "casualty_adjusted_severity_slight"),
}

SEVERITIES = {"1": "fatal", "2": "serious", "3": "slight"}
ENHANCED_SEVERITIES = {
    "1": "fatal",
    "5": "very serious",
    "6": "moderately serious",
    "7": "less serious",
    "3": "slight",
}
INJURY_BASED = {"0": "Based on severity reporting", "1": "Based on Injury code reporting"}
ROAD_CLASSES = {"1": "Motorway", "2": "A(M)", "3": "A", "4": "B", "5": "C", "6": "Unclassified"}
ROAD_TYPES = {
    "1": "Roundabout",
    "2": "One way street",
    "3": "Dual carriageway",
    "6": "Single carriageway",
    "7": "Slip road",
    "9": "Unknown",
    "12": "One way street or slip road",
}
JUNCTIONS = {
    "0": "Not at a junction",
    "1": "Roundabout",
    "2": "Mini-roundabout",
    "3": "T or staggered junction",
    "5": "Slip road",
    "6": "Crossroads",
    "7": "More than four arms",
    "8": "Private drive or entrance",
    "9": "Other junction",
    "13": "T or staggered junction",
    "16": "Crossroads",
    "17": "More than four arms",
    "18": "Private drive or entrance",
    "19": "Other junction",
}
LIGHT = {
    "1": "Daylight",
    "4": "Darkness, lights lit",
    "5": "Darkness, lights unlit",
    "6": "Darkness, no lighting",
    "7": "Darkness, lighting unknown",
}
WEATHER = {
    "1": "Fine",
    "2": "Raining",
    "3": "Snowing",
    "4": "Fine with high winds",
    "5": "Raining with high winds",
    "6": "Snowing with high winds",
    "7": "Fog or mist",
    "8": "Other",
    "9": "Unknown",
}
SURFACES = {
    "1": "Dry",
    "2": "Wet or damp",
    "3": "Snow",
    "4": "Frost or ice",
    "5": "Flood over 3 cm deep",
    "6": "Oil or diesel",
    "7": "Mud",
}
URBAN_RURAL = {"1": "Urban", "2": "Rural", "3": "Unallocated"}
CASUALTY_CLASSES = {"1": "Driver or rider", "2": "Passenger", "3": "Pedestrian"}
SEXES = {"1": "Male", "2": "Female"}
AGE_BANDS = {
    "1": "0 to 5",
    "2": "6 to 10",
    "3": "11 to 15",
    "4": "16 to 20",
    "5": "21 to 25",
    "6": "26 to 35",
    "7": "36 to 45",
    "8": "46 to 55",
    "9": "56 to 65",
    "10": "66 to 75",
    "11": "Over 75",
}

# The guide's labels where they are not our words but for case and punctuation.
GUIDE_LABELS = {
    "One way street/Slip road": "12",
    "Not at junction or within 20 metres": "0",
    "More than 4 arms (not roundabout)": "7",
    "Junction with more than four arms (not roundabout)": "17",
    "Using private drive or entrance": "18",
    "Fine no high winds": "1",
    "Raining no high winds": "2",
    "Snowing no high winds": "3",
    "Fine + high winds": "4",
    "Raining + high winds": "5",
    "Snowing + high winds": "6",
    **{words.replace(" to ", " - "): code for code, words in AGE_BANDS.items()},
}

NOT_HELD = ("", "-1")
# What the guide and exports of it write for a value that is not held, simplified.
NOT_HELD_WORDS = {
    "datamissingoroutofrange",
    "unknownselfreported",
    "unknownselfreponly",
    "unknownvehicletypeselfreponly",
    "undefined",
    "notknown",
    "null",
    "none",
    "nan",
    "na",
}
# Codes of values that the person reporting did not know, where the list has no word for them.
NOT_KNOWN_CODES = {"9", "99"}


def simplify_name(name: str) -> str:
    """A column name without case, spaces and punctuation, so that the spellings of all years meet."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def find_code(cell: str, *, words: Mapping[str, str]) -> str | None:
    """The code that a cell gives as a code or a label; '' where it is not held, None where there is no such code.

    Codes resaved by a spreadsheet ('3.0') are known too.
    """
    text = cell.strip()
    if re.fullmatch(r"-?[0-9]{1,4}(\.0{1,6})?", text):
        code = str(int(float(text)))
        if code in words:
            return code
        return "" if code == "-1" or code in NOT_KNOWN_CODES else None
    name = simplify_name(text)
    for code, label in words.items():
        if simplify_name(label) == name:
            return code
    labelled = _GUIDE_CODES.get(name)
    if labelled in words:
        return labelled
    return "" if not text or name in NOT_HELD_WORDS else None


def find_force_codes(forces: Mapping[str, int | None]) -> dict[str, str]:
    """The STATS19 code of each force, by its name where none is given: code -> name as given."""
    named = {simplify_name(label): code for code, label in FORCES.items()}
    found = {}
    for name, given in forces.items():
        code = str(given) if given is not None else named.get(simplify_name(name.replace("&", "and")))
        if code is not None:
            found[code] = name
    return found


def name_road(*, road_class: str, number: str) -> str:
    """A road as people name it: M6, A1(M), A46, B4373; 'Unclassified', 'C road' or '' where not held."""
    if road_class in NOT_HELD:
        return ""
    if road_class == "6":
        return "Unclassified"
    if number in (*NOT_HELD, "0"):
        return f"{ROAD_CLASSES.get(road_class, '')} road"
    return {
        "1": f"M{number}",
        "2": f"A{number}(M)",
        "3": f"A{number}",
        "4": f"B{number}",
        "5": f"C{number}",
    }.get(road_class, "")


_GUIDE_CODES = {simplify_name(label): code for label, code in GUIDE_LABELS.items()}
