"""Road collisions, vehicles, casualties, and the roads they lie on."""

from sqlalchemy import Column, Date, Integer

from data_access.schema.base import make_count, make_flag, make_number, make_table, make_text

# One row a line of a STATS19 collision file, every field as text under the publisher's own names.
raw_collision = make_table(
    "raw_collision",
    make_text("load_id"),
    make_text("file_name"),
    make_count("line_number"),
    make_text("collision_id"),
    make_text("row_text"),
)

# One row a collision. Codes are DfT's; empty means not held. place_code is the LSOA, district or
# remainder area it counts to below the force.
core_collision = make_table(
    "core_collision",
    make_text("source_id"),
    make_text("collision_id"),
    Column("collision_year", Integer),
    make_text("force_code"),
    make_text("severity"),
    Column("collision_date", Date),
    make_text("collision_time"),
    make_number("longitude"),
    make_number("latitude"),
    make_text("lsoa_code"),
    make_text("place_code"),
    make_text("road"),
    make_text("road_class"),
    Column("speed_limit", Integer),
    make_text("road_type"),
    make_text("junction_detail"),
    make_text("light"),
    make_text("weather"),
    make_text("surface"),
    make_text("urban_rural"),
    Column("vehicle_count", Integer),
    Column("casualty_count", Integer),
    # As DfT publishes them, where it does: is_injury_based says how the force recorded severity; the
    # adjusted numbers are the chances that injury-based recording would have said serious and slight.
    make_text("enhanced_severity"),
    make_flag("is_injury_based"),
    make_number("adjusted_serious"),
    make_number("adjusted_slight"),
    key=("source_id", "collision_id"),
)

# One row a vehicle of a collision.
core_vehicle = make_table(
    "core_vehicle",
    make_text("source_id"),
    make_text("collision_id"),
    Column("vehicle_reference", Integer),
    make_text("vehicle_type"),
    key=("source_id", "collision_id", "vehicle_reference"),
)

# One row a casualty of a collision; where they live is never read. casualty_type is DfT's code: '0' a
# pedestrian, else the code of the vehicle they were in or on ('-1' not held). References of early
# years count within a vehicle.
core_casualty = make_table(
    "core_casualty",
    make_text("source_id"),
    make_text("collision_id"),
    Column("vehicle_reference", Integer),
    Column("casualty_reference", Integer),
    make_text("severity"),
    make_text("casualty_class"),
    make_text("age_band"),
    make_text("sex"),
    make_text("casualty_type"),
    make_text("enhanced_severity"),
    make_flag("is_injury_based"),
    make_number("adjusted_serious"),
    make_number("adjusted_slight"),
    key=("source_id", "collision_id", "vehicle_reference", "casualty_reference"),
)

# One row a position known to lie on an A road or motorway, from which its course is traced.
core_road_position = make_table(
    "core_road_position",
    make_text("source_id"),
    make_text("road"),
    make_text("force_code"),
    make_number("longitude"),
    make_number("latitude"),
)

# One row a link of a motorway, A road or B road in or near the alliance; geometry is WKT in degrees (WGS84).
core_road_line = make_table(
    "core_road_line",
    make_text("source_id"),
    make_text("file_name"),
    make_text("road"),
    make_text("road_class"),
    make_text("geometry"),
    make_number("length_km"),
)

# One row a district and the highway authority whose roads it lies on, where that is not the district itself.
core_highway_authority = make_table(
    "core_highway_authority",
    make_text("district_code"),
    make_text("authority_code"),
    make_text("authority_name"),
    key=("district_code",),
)

# One row a severity: what preventing a collision, or a casualty, of it is worth, in pounds of the price year.
core_prevention_value = make_table(
    "core_prevention_value",
    make_text("severity"),
    make_number("collision_value"),
    make_number("casualty_value"),
    make_text("price_year"),
    make_text("source"),
    key=("severity", "price_year"),
)

# One row a statement of an assessment about road casualties, in our words; share_pct is the figure it gives.
core_casualty_evidence = make_table(
    "core_casualty_evidence",
    make_text("edition"),
    Column("position", Integer),
    make_text("topic"),
    make_text("area_code"),
    make_text("text"),
    make_number("share_pct"),
    make_text("certainty"),
    make_text("section"),
    Column("line", Integer),
    key=("edition", "position"),
)

# One row a section of a few kilometres of a numbered road within a force. geometry is WKT in degrees
# (WGS84), simplified for drawing; length_km is measured before that. geometry_source is 'network' or
# 'trace'. flow is vehicles a day; exposure a year's, in million vehicle-km where the flow is held, else
# in km. expected_year is the KSI collisions a year of similar roads at that exposure, spread their k.
out_road_section = make_table(
    "out_road_section",
    make_text("section_id"),
    make_text("road"),
    make_text("road_class"),
    make_text("force_code"),
    Column("section_number", Integer),
    make_text("near_name"),
    make_text("district_code"),
    make_text("policing_area_code"),
    make_number("length_km"),
    make_text("geometry_source"),
    make_text("geometry"),
    make_number("longitude"),
    make_number("latitude"),
    make_number("flow"),
    make_text("flow_year"),
    make_text("exposure_kind"),
    make_number("exposure"),
    make_text("fit_code"),
    make_number("expected_year"),
    make_number("spread"),
    key=("section_id",),
)

# One row a collision and what it counts to: a section, the untraced part of a numbered road in a force,
# or the roads without a number in a district. unit_code is the section's id or that road or district.
out_collision_unit = make_table(
    "out_collision_unit",
    make_text("source_id"),
    make_text("collision_id"),
    make_text("unit_kind"),
    make_text("unit_code"),
    make_text("district_code"),
    key=("source_id", "collision_id"),
)

# One row a fit of KSI collisions on exposure, of a road class or of all roads ('all'): the rate is
# for a year and a million vehicle-km ('traffic') or a km ('length'). is_used is false for a class with
# too few sections, whose roads take the fit of all.
out_road_fit = make_table(
    "out_road_fit",
    make_text("fit_code"),
    make_text("exposure_kind"),
    make_text("road_class"),
    make_count("section_count"),
    make_number("ksi_count"),
    make_number("rate"),
    make_number("log_rate_se"),
    make_number("spread"),
    make_number("spread_se"),
    make_flag("is_used"),
    make_text("years"),
    key=("fit_code",),
)
