"""The store's tables in three layers: raw_ as read, core_ checked, out_ ready for questions.

Tables carry no database constraints: foreign keys make DuckDB's inserts four times slower, so the
command `check` proves integrity instead. `info["key"]` names the columns that identify a row; on
PostgreSQL they become a unique index once a load is done.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Integer,
    MetaData,
    String,
    Table,
)

SCHEMA_VERSION = 2

metadata = MetaData()


def _table(name: str, *columns: Column[object], key: tuple[str, ...] = ()) -> Table:
    return Table(name, metadata, *columns, info={"key": key})


def _text(name: str) -> Column[object]:
    return Column(name, String)


def _count(name: str) -> Column[object]:
    return Column(name, BigInteger)


def _number(name: str) -> Column[object]:
    return Column(name, Double)


def _flag(name: str) -> Column[object]:
    return Column(name, Boolean)


# --- what the store is, and where its rows come from --------------------------------------------

meta_store = _table(
    "meta_store",
    Column("schema_version", Integer),
    _text("release"),
    Column("built_at", DateTime),
    _text("alliance_code"),
    _text("alliance_name"),
    _text("last_command"),
)

# One row a source: a publication, or a force's own extract. access is 'published' or 'restricted'.
core_source = _table(
    "core_source",
    _text("source_id"),
    _text("title"),
    _text("publisher"),
    _text("licence"),
    _text("address"),
    _text("access"),
    _text("marking"),
    _text("as_at"),
    _text("cover"),
    _text("definition"),
    _text("caveat"),
    _text("how_made"),
    key=("source_id",),
)

# One row a load of one source. release says how late its figures are, where a later release wins.
core_load = _table(
    "core_load",
    _text("load_id"),
    _text("source_id"),
    Column("loaded_at", DateTime),
    _text("command"),
    _count("read_count"),
    _count("stored_count"),
    _count("rejected_count"),
    _count("period_count"),
    _text("release"),
    _text("note"),
    key=("load_id",),
)

# One row a file of a load.
core_load_file = _table(
    "core_load_file",
    _text("load_id"),
    _text("file_name"),
    _text("sha256"),
    _count("byte_count"),
    _count("read_count"),
    _count("stored_count"),
    _count("rejected_count"),
    key=("load_id", "file_name"),
)

# One row a row that is not stored, with the file's own line number: a fault, or what this store has no place for.
core_reject = _table(
    "core_reject",
    _text("load_id"),
    _text("source_id"),
    _text("file_name"),
    _count("line_number"),
    _text("column_name"),
    _text("reason"),
    _text("row_text"),
    _flag("is_fault"),
)

# One row a period whose number of rows a load changed: a correction by the publisher, or by the force.
core_load_change = _table(
    "core_load_change",
    _text("load_id"),
    _text("source_id"),
    _text("area_code"),
    _text("period_code"),
    _count("before_count"),
    _count("after_count"),
    key=("load_id", "area_code", "period_code"),
)

# One row a period that a source holds for an area (a force, or all of them): what isn't here is missing, not zero.
core_coverage = _table(
    "core_coverage",
    _text("source_id"),
    _text("area_code"),
    _text("period_code"),
    _count("row_count"),
    _text("load_id"),
    key=("source_id", "area_code", "period_code"),
)

# --- places and periods --------------------------------------------------------------------------

# One row an area. Forces outside the alliance have level 'other_force'; a remainder area keeps the
# rows of a force that have no place or a place outside it.
core_area = _table(
    "core_area",
    _text("area_code"),
    _text("area_name"),
    _text("level"),
    _text("parent_code"),
    _text("vintage"),
    _flag("is_partnership"),
    Column("sort_order", Integer),
    key=("area_code",),
)

# One row an area and an area above it (or itself), with the level it is listed at. A remainder area
# is listed at every level below the force, so that each level sums to the one above.
core_area_member = _table(
    "core_area_member",
    _text("area_code"),
    _text("level"),
    _text("ancestor_code"),
    key=("area_code", "level", "ancestor_code"),
)

# One row a force and a force it is compared with, as the configuration names them.
core_peer = _table(
    "core_peer", _text("force_code"), _text("peer_code"), _text("peer_name"), key=("force_code", "peer_code")
)

# One row a published change of LSOA codes between 2011 and 2021 (S split, M merged).
core_lsoa_change = _table(
    "core_lsoa_change",
    _text("lsoa11_code"),
    _text("lsoa21_code"),
    _text("change_code"),
    key=("lsoa11_code", "lsoa21_code"),
)

# One row a period held; data_access.periods says how the codes are written.
core_period = _table(
    "core_period",
    _text("period_code"),
    _text("kind"),
    Column("start_date", Date),
    Column("end_date", Date),
    _text("label"),
    key=("period_code",),
)

# --- offences, measures, published figures --------------------------------------------------------

# One row an offence code of one scheme: 'street' (data.police.uk category), 'group' (ONS offence
# group) or 'offence' (Home Office offence code). is_recorded_crime is false for anti-social behaviour.
core_offence = _table(
    "core_offence",
    _text("scheme"),
    _text("offence_code"),
    _text("offence_name"),
    _text("parent_code"),
    _flag("is_recorded_crime"),
    _flag("is_leaf"),
    Column("sort_order", Integer),
    key=("scheme", "offence_code"),
)

# One row an offence code's severity weight; weight_vintage names the set.
core_severity_weight = _table(
    "core_severity_weight",
    _text("offence_code"),
    _text("offence_name"),
    _number("severity_weight"),
    _text("weight_vintage"),
    key=("offence_code", "weight_vintage"),
)

core_measure = _table(
    "core_measure",
    _text("measure_code"),
    _text("measure_name"),
    _text("unit"),
    _text("polarity"),
    _text("definition"),
    _text("caveat"),
    _text("source_id"),
    _text("reviewed_on"),
    key=("measure_code",),
)

# One row a published figure. breakdown_code is an offence, a worker type or a vehicle type; status
# is 'value', 'missing' (blank at source), 'suppressed' or 'not_applicable', and only 'value' has a value.
core_figure = _table(
    "core_figure",
    _text("source_id"),
    _text("measure_code"),
    _text("area_code"),
    _text("area_name"),
    _text("period_code"),
    _text("breakdown_code"),
    _text("basis"),
    _number("value"),
    _text("status"),
    key=("source_id", "measure_code", "area_code", "period_code", "breakdown_code", "basis"),
)

# One row a change in how crime is recorded. area_code '' is all forces, offence_code '' all offences;
# date_precision is 'day', 'month' (annotation_date is its first day) or 'none' (no date in its source).
core_annotation = _table(
    "core_annotation",
    _text("source_id"),
    Column("annotation_date", Date),
    _text("date_precision"),
    _text("area_code"),
    _text("offence_code"),
    _text("text"),
    _text("evidence"),
    _flag("is_rebase"),
)

# --- street-level crime ------------------------------------------------------------------------

# One row a line of a data.police.uk street file, every field as text.
raw_street_crime = _table(
    "raw_street_crime",
    _text("load_id"),
    _text("file_name"),
    _count("line_number"),
    _text("crime_id"),
    _text("month"),
    _text("reported_by"),
    _text("falls_within"),
    _text("longitude"),
    _text("latitude"),
    _text("location"),
    _text("lsoa_code"),
    _text("lsoa_name"),
    _text("crime_type"),
    _text("last_outcome"),
    _text("context"),
)

# Counts as published, by recording force. lsoa_code is as read (empty: 'No Location'); place_code is
# the LSOA or remainder area the rows count to below the force.
core_street_crime = _table(
    "core_street_crime",
    _text("source_id"),
    _text("month"),
    _text("force_code"),
    _text("lsoa_code"),
    _text("place_code"),
    _text("offence_code"),
    _text("outcome"),
    _count("crime_count"),
)

# Counts of a force's own extract. place_code is an LSOA, district, policing area or remainder area; a flag
# is missing where the extract does not carry it.
core_force_crime = _table(
    "core_force_crime",
    _text("source_id"),
    _text("month"),
    _text("force_code"),
    _text("place_code"),
    _text("offence_code"),
    _flag("is_domestic_abuse"),
    _flag("is_cse"),
    _flag("is_hate"),
    _flag("is_cyber"),
    _flag("is_rural"),
    _flag("is_alcohol"),
    _flag("is_knife"),
    _text("outcome"),
    _count("crime_count"),
)

# One row a month, area, listing level and offence with at least one crime or incident.
out_crime_month = _table(
    "out_crime_month",
    _text("source_id"),
    _text("month"),
    _text("level"),
    _text("area_code"),
    _text("offence_code"),
    _count("crime_count"),
    key=("source_id", "month", "level", "area_code", "offence_code"),
)

# --- road collisions ------------------------------------------------------------------------------

# One row a line of a STATS19 collision file, every field as text under the publisher's own names.
raw_collision = _table(
    "raw_collision",
    _text("load_id"),
    _text("file_name"),
    _count("line_number"),
    _text("collision_id"),
    _text("row_text"),
)

# One row a collision. Codes are DfT's; empty means not held. place_code is the LSOA, district or
# remainder area it counts to below the force.
core_collision = _table(
    "core_collision",
    _text("source_id"),
    _text("collision_id"),
    Column("collision_year", Integer),
    _text("force_code"),
    _text("severity"),
    Column("collision_date", Date),
    _text("collision_time"),
    _number("longitude"),
    _number("latitude"),
    _text("lsoa_code"),
    _text("place_code"),
    _text("road"),
    _text("road_class"),
    Column("speed_limit", Integer),
    _text("road_type"),
    _text("junction_detail"),
    _text("light"),
    _text("weather"),
    _text("surface"),
    _text("urban_rural"),
    Column("vehicle_count", Integer),
    Column("casualty_count", Integer),
    # As DfT publishes them, where it does: is_injury_based says how the force recorded severity; the
    # adjusted numbers are the chances that injury-based recording would have said serious and slight.
    _text("enhanced_severity"),
    _flag("is_injury_based"),
    _number("adjusted_serious"),
    _number("adjusted_slight"),
    key=("source_id", "collision_id"),
)

# One row a vehicle of a collision.
core_vehicle = _table(
    "core_vehicle",
    _text("source_id"),
    _text("collision_id"),
    Column("vehicle_reference", Integer),
    _text("vehicle_type"),
    key=("source_id", "collision_id", "vehicle_reference"),
)

# One row a casualty of a collision; where they live is never read. casualty_type is DfT's code: '0' a
# pedestrian, else the code of the vehicle they were in or on ('-1' not held). References of early
# years count within a vehicle.
core_casualty = _table(
    "core_casualty",
    _text("source_id"),
    _text("collision_id"),
    Column("vehicle_reference", Integer),
    Column("casualty_reference", Integer),
    _text("severity"),
    _text("casualty_class"),
    _text("age_band"),
    _text("sex"),
    _text("casualty_type"),
    _text("enhanced_severity"),
    _flag("is_injury_based"),
    _number("adjusted_serious"),
    _number("adjusted_slight"),
    key=("source_id", "collision_id", "vehicle_reference", "casualty_reference"),
)

# One row a position known to lie on an A road or motorway, from which its course is traced.
core_road_position = _table(
    "core_road_position",
    _text("source_id"),
    _text("road"),
    _text("force_code"),
    _number("longitude"),
    _number("latitude"),
)

# One row a link of a motorway, A road or B road in or near the alliance; geometry is WKT in degrees (WGS84).
core_road_line = _table(
    "core_road_line",
    _text("source_id"),
    _text("file_name"),
    _text("road"),
    _text("road_class"),
    _text("geometry"),
    _number("length_km"),
)

# --- the two strategic assessments ----------------------------------------------------------------

core_edition = _table(
    "core_edition",
    _text("edition"),
    _text("title"),
    _text("document_date"),
    _text("marking"),
    _text("author_unit"),
    _text("crime_period_code"),
    _text("crime_period_basis"),
    _text("data_period_code"),
    _flag("is_whole"),
    key=("edition",),
)

core_threat = _table(
    "core_threat",
    _text("threat_code"),
    _text("threat_name"),
    _text("standing"),
    Column("sort_order", Integer),
    key=("threat_code",),
)

# One row an offence that bears on a threat, with how well it covers it and why.
core_threat_offence = _table(
    "core_threat_offence",
    _text("threat_code"),
    _text("scheme"),
    _text("offence_code"),
    _text("coverage"),
    _text("reason"),
    key=("threat_code", "scheme", "offence_code"),
)

core_alliance_priority = _table(
    "core_alliance_priority",
    _text("edition"),
    Column("position", Integer),
    _text("priority_code"),
    _text("priority_name"),
    _text("statement"),
    _text("section"),
    Column("line", Integer),
    key=("edition", "priority_code"),
)

core_csp_priority = _table(
    "core_csp_priority",
    _text("edition"),
    _text("chart"),
    Column("block", Integer),
    Column("position", Integer),
    _text("csp_code"),
    _text("csp_name"),
    _flag("is_partnership"),
    _text("kind"),
    _text("local_wording"),
    _text("focus"),
    _text("corrected_wording"),
    _text("certainty"),
    _text("rule"),
    _text("section"),
    Column("line", Integer),
)

core_placement_rule = _table(
    "core_placement_rule", _text("rule"), _text("certainty"), _text("statement"), key=("rule",)
)

core_theme = _table("core_theme", _text("theme_code"), _text("theme_name"), _text("definition"), key=("theme_code",))

core_wording = _table(
    "core_wording",
    _text("edition"),
    _text("local_wording"),
    _text("theme_code"),
    _text("other_theme_codes"),
    key=("edition", "local_wording"),
)

core_theme_link = _table(
    "core_theme_link",
    _text("edition"),
    _text("theme_code"),
    _text("priority_code"),
    _text("strength"),
    _text("reason"),
    _text("reviewer"),
    _text("reviewed_date"),
    key=("edition", "theme_code", "priority_code"),
)

core_spr_threat = _table(
    "core_spr_threat",
    _text("edition"),
    Column("position", Integer),
    _text("threat_name"),
    _text("section"),
    Column("line", Integer),
    key=("edition", "position"),
)

core_plan_objective = _table(
    "core_plan_objective",
    _text("period"),
    _text("force_code"),
    _text("force_name"),
    Column("position", Integer),
    _text("objective"),
    _text("certainty"),
    _text("rule"),
    _text("section"),
    Column("line", Integer),
    key=("period", "force_code", "position"),
)

core_term = _table(
    "core_term",
    _text("term"),
    _text("expansion"),
    _text("definition"),
    _text("basis"),
    _text("edition"),
    Column("line", Integer),
    key=("term",),
)

# Indexes for questions on PostgreSQL; DuckDB's column store needs none.
QUESTION_INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "out_crime_month": (("level", "area_code", "month"),),
    "core_figure": (("measure_code", "area_code"),),
    "core_area_member": (("ancestor_code", "level"),),
}
