"""The areas of the alliance in the store, and which area lies in which at each listing level."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFilterError
from data_access.load.force_names import find_force_code
from data_access.load.provenance import append_frame
from geodata.alliance import Alliance
from geodata.areas import LOOKUP, build_areas, find_neighbours, read_lsoa_changes

LEVELS_BELOW_FORCE = ("policing_area", "district", "lsoa")
OTHER_FORCE = "other_force"


def store_places(connection: sa.Connection, *, alliance: Alliance) -> None:
    """Write the alliance's areas, the other forces of England and Wales, who touches whom, and the membership table."""
    areas = build_areas(alliance)
    areas = pd.concat([areas, list_other_forces(alliance)], ignore_index=True)
    areas["sort_order"] = range(len(areas))
    append_frame(connection, schema.core_area, areas)
    append_frame(connection, schema.core_area_member, list_members(areas))
    append_frame(connection, schema.core_lsoa_change, read_lsoa_changes(alliance))
    append_frame(connection, schema.core_neighbour, find_neighbours(alliance, "policing_area"))
    append_frame(connection, schema.core_peer, list_peers(alliance))


def list_peers(alliance: Alliance) -> pd.DataFrame:
    """force_code, peer_code and peer_name for each peer the configuration names; raises BadFilterError."""
    rows = []
    for force in alliance.forces:
        for name in force.peers:
            code = find_force_code(name)
            if code is None:
                raise BadFilterError(name="peers", value=name, expected="the name of one of the 43 forces")
            rows.append((force.code, code, name))
    return pd.DataFrame(rows, columns=["force_code", "peer_code", "peer_name"])


def list_other_forces(alliance: Alliance) -> pd.DataFrame:
    """The forces outside the alliance, as core_area rows: they're here to be compared with."""
    forces = read_force_names()
    others = forces[~forces["force_code"].isin(alliance.force_codes)]
    return pd.DataFrame(
        {
            "area_code": others["force_code"],
            "area_name": others["force_name"].replace({"London, City of": "City of London"}).str.replace("&", "and"),
            "level": OTHER_FORCE,
            "parent_code": "",
            "vintage": "",
            "is_partnership": False,
        }
    )


def read_force_names() -> pd.DataFrame:
    """force_code and force_name of the 43 territorial forces, in alphabetical order."""
    look_up = pd.read_csv(LOOKUP, dtype=str)
    return look_up[["force_code", "force_name"]].drop_duplicates().sort_values("force_name").reset_index(drop=True)


def list_members(areas: pd.DataFrame) -> pd.DataFrame:
    """A row for each area, level it is listed at, and area it lies in (itself included).

    Remainder areas are listed at every level below the force.
    """
    hierarchy = areas[~areas["level"].isin(["county", OTHER_FORCE])]
    parent = dict(zip(hierarchy["area_code"], hierarchy["parent_code"], strict=True))
    rows: list[tuple[str, str, str]] = []
    for code, level in zip(hierarchy["area_code"], hierarchy["level"], strict=True):
        listing_levels = LEVELS_BELOW_FORCE if level == "remainder" else (level,)
        ancestor = code
        while ancestor:
            rows.extend((code, listed, ancestor) for listed in listing_levels)
            ancestor = parent.get(ancestor, "")
    return pd.DataFrame(rows, columns=["area_code", "level", "ancestor_code"])
