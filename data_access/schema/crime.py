"""Street-level crime, and a force's own extract."""

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

# Counts of a force's own extract. place_code is an LSOA, district, policing area or remainder area; a flag
# is missing where the extract does not carry it.
core_force_crime = make_table(
    "core_force_crime",
    make_text("source_id"),
    make_text("month"),
    make_text("force_code"),
    make_text("place_code"),
    make_text("offence_code"),
    make_flag("is_domestic_abuse"),
    make_flag("is_cse"),
    make_flag("is_hate"),
    make_flag("is_cyber"),
    make_flag("is_rural"),
    make_flag("is_alcohol"),
    make_flag("is_knife"),
    make_text("outcome"),
    make_count("crime_count"),
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
