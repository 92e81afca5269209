"""Vehicle groups: DfT's codes of vehicle types, of all years, by the kinds people speak of.

Source: Department for Transport, road safety open dataset data guide (2024), OGL v3.
"""

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

MOTORCYCLE = "Motorcycle"
NOT_HELD = "Not held"  # a collision without a row in the vehicle file
NOT_KNOWN = "Not known"  # a vehicle whose type the file doesn't give


def find_group(vehicle_type: str) -> str:
    """The group of a code; 'Not known' for one that is in none."""
    return next((name for name, codes in VEHICLE_GROUPS.items() if vehicle_type in codes), NOT_KNOWN)
