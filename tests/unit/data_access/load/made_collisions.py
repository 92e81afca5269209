"""Made collision files of every vintage and spelling."""

# A collision as current files give it, with the columns that are read and one that is not.
CELLS = {
    "collision_index": "2023220000001",
    "collision_year": "2023",
    "collision_ref_no": "220000001",
    "longitude": "-2.22",
    "latitude": "52.19",
    "police_force": "22",
    "collision_severity": "2",
    "enhanced_collision_severity": "6",
    "number_of_vehicles": "2",
    "number_of_casualties": "1",
    "date": "5/6/2023",
    "day_of_week": "2",
    "time": "09:05",
    "first_road_class": "3",
    "first_road_number": "44",
    "road_type": "6",
    "speed_limit": "30",
    "junction_detail_historic": "3",
    "junction_detail": "13",
    "light_conditions": "1",
    "weather_conditions": "1",
    "road_surface_conditions": "2",
    "urban_or_rural_area": "1",
    "lsoa_of_collision_location": "E01032302",
    "collision_injury_based": "1",
    "collision_adjusted_serious": "0.25",
    "collision_adjusted_slight": "0.75",
}
# The same columns as earlier years spelled them; what they had not is not in the file.
OLD_NAMES = {
    "collision_index": "Accident_Index",
    "longitude": "Longitude",
    "latitude": "Latitude",
    "police_force": "Police_Force",
    "collision_severity": "Accident_Severity",
    "number_of_vehicles": "Number_of_Vehicles",
    "number_of_casualties": "Number_of_Casualties",
    "date": "Date",
    "day_of_week": "Day_of_Week",
    "time": "Time",
    "first_road_class": "1st_Road_Class",
    "first_road_number": "1st_Road_Number",
    "road_type": "Road_Type",
    "speed_limit": "Speed_limit",
    "junction_detail": "Junction_Detail",
    "light_conditions": "Light_Conditions",
    "weather_conditions": "Weather_Conditions",
    "road_surface_conditions": "Road_Surface_Conditions",
    "urban_or_rural_area": "Urban_or_Rural_Area",
    "lsoa_of_collision_location": "LSOA_of_Accident_Location",
}
SPELLINGS = {
    "current": {name: name for name in CELLS},
    "to 2014": OLD_NAMES,
    "with spaces": {name: old.replace("_", " ").replace("1st Road", "1st_Road") for name, old in OLD_NAMES.items()},
    "2016, lower case": {
        **{name: old.lower() for name, old in OLD_NAMES.items()},
        "collision_index": "Acc_Index",
        "first_road_class": "first_road_class",
    },
}


def make_text(*changes: dict[str, str], names: dict[str, str] | None = None) -> str:
    """A file with a row for each set of changes; each collision has a reference of its own."""
    names = names or SPELLINGS["current"]
    lines = [",".join(names.values())]
    for number, changed in enumerate(changes, 1):
        cells = {**CELLS, "collision_index": f"2023220{number:06}", **changed}
        lines.append(",".join(cells[name] for name in names))
    return "\n".join(lines) + "\n"
