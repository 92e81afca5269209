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
