"""Street-level crime, and a force's own extract."""

from sqlalchemy import Table

from data_access.schema.base import make_count, make_flag, make_table, make_text

# One row a line of a data.police.uk street file, every field as text.
raw_street_crime = make_table(
    "raw_street_crime",
    make_text("load_id"),
    make_text("file_name"),
    make_count("line_number"),
    make_text("crime_id"),
    make_text("month"),
    make_text("reported_by"),
    make_text("falls_within"),
    make_text("longitude"),
    make_text("latitude"),
    make_text("location"),
    make_text("lsoa_code"),
    make_text("lsoa_name"),
    make_text("crime_type"),
    make_text("last_outcome"),
    make_text("context"),
)

# Counts as published, by recording force. lsoa_code is as read (empty: 'No Location'); place_code is
# the LSOA or remainder area the rows count to below the force.
core_street_crime = make_table(
    "core_street_crime",
    make_text("source_id"),
    make_text("month"),
    make_text("force_code"),
    make_text("lsoa_code"),
    make_text("place_code"),
    make_text("offence_code"),
    make_text("outcome"),
    make_count("crime_count"),
)

FLAG_COLUMNS = ("is_domestic_abuse", "is_cse", "is_hate", "is_cyber", "is_rural", "is_alcohol", "is_knife")


def _make_force_crimes(name: str, *, is_for_loading: bool = False) -> Table:
    return make_table(
        name,
        *map(make_text, ("source_id", "month", "force_code", "place_code", "offence_code")),
        *map(make_flag, FLAG_COLUMNS),
        make_text("outcome"),
        make_count("crime_count"),
        is_for_loading=is_for_loading,
    )


# True counts of a force's own extract, for the loading account alone: no question reads them. place_code is an LSOA,
# district, policing area or remainder area; a flag is missing where the extract does not carry it.
core_force_crime = _make_force_crimes("core_force_crime", is_for_loading=True)

# The same counts, each rounded at random to a multiple of meta_protection.base (measures.protection): the protected
# base table, from which every answer about the extract is made.
out_force_crime = _make_force_crimes("out_force_crime")

# One row: what the rounding of this store was drawn with. Whoever knows the secret could undo some of it.
meta_protection = make_table(
    "meta_protection", make_text("secret"), make_count("base"), key=("secret",), is_for_loading=True
)

# One row a month, area, listing level and offence with at least one crime or incident.
out_crime_month = make_table(
    "out_crime_month",
    make_text("source_id"),
    make_text("month"),
    make_text("level"),
    make_text("area_code"),
    make_text("offence_code"),
    make_count("crime_count"),
    key=("source_id", "month", "level", "area_code", "offence_code"),
)
