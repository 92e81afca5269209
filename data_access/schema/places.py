"""Areas, peers and periods."""

from sqlalchemy import Column, Date, Integer

from data_access.schema.base import make_flag, make_table, make_text

# One row an area. Forces outside the alliance have level 'other_force'; a remainder area keeps the
# rows of a force that have no place or a place outside it.
core_area = make_table(
    "core_area",
    make_text("area_code"),
    make_text("area_name"),
    make_text("level"),
    make_text("parent_code"),
    make_text("vintage"),
    make_flag("is_partnership"),
    Column("sort_order", Integer),
    key=("area_code",),
)

# One row an area and an area above it (or itself), with the level it is listed at. A remainder area
# is listed at every level below the force, so that each level sums to the one above.
core_area_member = make_table(
    "core_area_member",
    make_text("area_code"),
    make_text("level"),
    make_text("ancestor_code"),
    key=("area_code", "level", "ancestor_code"),
)

# One row a force and a force it is compared with, as the configuration names them.
core_peer = make_table(
    "core_peer",
    make_text("force_code"),
    make_text("peer_code"),
    make_text("peer_name"),
    key=("force_code", "peer_code"),
)

# One row an area and one of its level whose boundary it shares; each pair from both sides.
core_neighbour = make_table(
    "core_neighbour", make_text("area_code"), make_text("neighbour_code"), key=("area_code", "neighbour_code")
)

# One row a published change of LSOA codes between 2011 and 2021 (S split, M merged).
core_lsoa_change = make_table(
    "core_lsoa_change",
    make_text("lsoa11_code"),
    make_text("lsoa21_code"),
    make_text("change_code"),
    key=("lsoa11_code", "lsoa21_code"),
)

# One row a period held; data_access.periods says how the codes are written.
core_period = make_table(
    "core_period",
    make_text("period_code"),
    make_text("kind"),
    Column("start_date", Date),
    Column("end_date", Date),
    make_text("label"),
    key=("period_code",),
)
