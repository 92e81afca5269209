"""STATS19 column names of every vintage, and the words for its codes.

Source: Department for Transport, road safety open dataset data guide (2024), OGL v3.
"""

import re

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

SEVERITIES = {"1": "fatal", "2": "serious", "3": "slight"}
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
VEHICLE_GROUPS: dict[str, tuple[str, ...]] = {
    "Pedal cycle": ("1",),
    "Motorcycle": ("2", "3", "4", "5", "23", "97", "103", "104", "105", "106"),
    "Car or taxi": ("8", "9", "108", "109"),
    "Bus, coach or minibus": ("10", "11", "110"),
    "Van or goods vehicle up to 3.5 t": ("19",),
    "Goods vehicle over 3.5 t": ("20", "21", "98", "113"),
    "Other vehicle": ("16", "17", "18", "22", "90"),
    "Not known": ("99", "-1"),
}
NOT_HELD = ("", "-1")


def simplify_name(name: str) -> str:
    """A column name without case, spaces and punctuation, so that the spellings of all years meet."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


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
