"""Road collisions with injury: DfT's STATS19 files of any year into the store."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError
from data_access.load.collision_parties import PartyReading, read_casualties, read_vehicles
from data_access.load.collision_reading import CollisionReading, read_collisions
from data_access.load.provenance import FileReport, LoadReport, append_frame
from data_access.load.staging import open_staging
from data_access.load.text_files import require_apart
from data_access.publications import COLLISIONS
from geodata.alliance import Alliance
from geodata.areas import locate_points

__all__ = [
    "load_collision_files",
    "read_collisions",
    "store_casualties",
    "store_collisions",
    "store_vehicles",
]

Progress = Callable[[Path], None]


def load_collision_files(
    connection: sa.Connection,
    *,
    paths: Sequence[Path],
    vehicles: Path | None = None,
    casualties: Path | None = None,
    alliance: Alliance,
    progress: Progress = lambda _: None,
) -> LoadReport:
    """Load STATS19 collision files, with their vehicle and casualty files where given.

    What is held for the same forces and years is replaced; vehicles and casualties held stay unless
    theirs is given, or their collision has gone. Raises BadFileError for a file that can't be read
    whole, one that holds nothing of this alliance, and two that hold the same force and year.
    """
    report = LoadReport(source_id=COLLISIONS, command="load collisions")
    require_apart([path for path in (*paths, vehicles, casualties) if path is not None])
    with open_staging(connection):  # keeps a DuckDB store that is written to little memory
        readings = []
        for path in paths:
            readings.append(read_collisions(path, alliance=alliance))
            _add_file(report, path, readings[-1])
            progress(path)
        _refuse_repeats(readings, paths=paths, alliance=alliance)
        rows = pd.concat([reading.rows for reading in readings], ignore_index=True)
        store_collisions(connection, rows, report=report, alliance=alliance)
        for reading in readings:
            append_frame(connection, schema.raw_collision, reading.raw.assign(load_id=report.load_id))
        held = set(rows["collision_id"])
        for given, read, table, store in (
            (vehicles, read_vehicles, schema.core_vehicle, store_vehicles),
            (casualties, read_casualties, schema.core_casualty, store_casualties),
        ):
            if given is None:
                continue
            parties = read(given, held=held)
            _add_file(report, given, parties)
            _delete_of(connection, table, collision_ids=sorted(held))
            store(connection, parties.rows.assign(source_id=report.source_id))
            progress(given)
    return report


def store_collisions(connection: sa.Connection, rows: pd.DataFrame, *, report: LoadReport, alliance: Alliance) -> None:
    """Replace what core holds for the forces and years of rows; a row is one of core_collision.

    Vehicles and casualties of collisions that are no longer held go; the others stay.
    """
    table = schema.core_collision
    if "enhanced_severity" not in rows:
        rows = rows.assign(enhanced_severity="")
    rows = rows.assign(source_id=report.source_id, place_code=_place_rows(connection, rows, alliance=alliance))
    counts = rows.groupby(["force_code", "collision_year"]).size().reset_index(name="row_count")
    for force_code, year in zip(counts["force_code"], counts["collision_year"], strict=True):
        replaced = sa.and_(
            table.c.source_id == report.source_id,
            table.c.force_code == force_code,
            table.c.collision_year == int(year),
        )
        gone = sa.select(table.c.collision_id).where(replaced)
        connection.execute(schema.raw_collision.delete().where(schema.raw_collision.c.collision_id.in_(gone)))
        connection.execute(table.delete().where(replaced))
    _delete_of(connection, table, collision_ids=_find_moved(connection, rows, source_id=report.source_id))
    append_frame(connection, table, rows)
    for other in (schema.core_vehicle, schema.core_casualty):
        held = sa.select(table.c.collision_id)
        connection.execute(
            other.delete().where(other.c.source_id == report.source_id, other.c.collision_id.not_in(held))
        )
    report.coverage = counts.assign(area_code=counts["force_code"], period_code=counts["collision_year"].astype(str))[
        ["area_code", "period_code", "row_count"]
    ]


def store_vehicles(connection: sa.Connection, rows: pd.DataFrame) -> None:
    """Replace the vehicles of the collisions named in rows; a row is one of core_vehicle."""
    _delete_of(connection, schema.core_vehicle, collision_ids=rows["collision_id"].unique().tolist())
    append_frame(connection, schema.core_vehicle, rows)


def store_casualties(connection: sa.Connection, rows: pd.DataFrame) -> None:
    """Replace the casualties of the collisions named in rows; a row is one of core_casualty."""
    _delete_of(connection, schema.core_casualty, collision_ids=rows["collision_id"].unique().tolist())
    append_frame(connection, schema.core_casualty, rows)


def _add_file(report: LoadReport, path: Path, reading: CollisionReading | PartyReading) -> None:
    stored, rejected = len(reading.rows), reading.rejected_count
    report.files.append(FileReport(path, read_count=stored + rejected, stored_count=stored, rejected_count=rejected))
    frames = [frame for frame in (report.rejects, reading.rejects) if len(frame)]
    report.rejects = pd.concat(frames, ignore_index=True) if frames else reading.rejects
    report.notes.extend(reading.notes)


def _refuse_repeats(readings: Sequence[CollisionReading], *, paths: Sequence[Path], alliance: Alliance) -> None:
    names = {force.code: force.name for force in alliance.forces}
    years: dict[tuple[str, int], str] = {}
    references: dict[str, str] = {}
    for path, reading in zip(paths, readings, strict=True):
        held = reading.rows[["force_code", "collision_year"]].drop_duplicates()
        for force_code, year in zip(held["force_code"], held["collision_year"], strict=True):
            first = years.setdefault((force_code, int(year)), path.name)
            if first != path.name:
                raise BadFileError(first, f"{path.name} also holds {names[force_code]} for {year}; load one of them")
        for reference in reading.rows["collision_id"]:
            first = references.setdefault(reference, path.name)
            if first != path.name:
                raise BadFileError(first, f"{path.name} also holds the collision {reference}; load one of them")


def _find_moved(connection: sa.Connection, rows: pd.DataFrame, *, source_id: str) -> list[str]:
    """Collisions of rows that are held under another force or year still: a correction moved them."""
    table = schema.core_collision
    held = set(connection.scalars(sa.select(table.c.collision_id).where(table.c.source_id == source_id)))
    return sorted(held.intersection(rows["collision_id"]))


def _delete_of(connection: sa.Connection, table: sa.Table, *, collision_ids: Sequence[str]) -> None:
    for start in range(0, len(collision_ids), 5_000):
        connection.execute(table.delete().where(table.c.collision_id.in_(collision_ids[start : start + 5_000])))


def _place_rows(connection: sa.Connection, rows: pd.DataFrame, *, alliance: Alliance) -> pd.Series:
    """The place below the force: its LSOA; else the district its position lies in; else a remainder area."""
    member = schema.core_area_member
    pairs = connection.execute(
        sa.select(member.c.area_code, member.c.ancestor_code).where(member.c.level.in_(("lsoa", "district")))
    ).all()
    inside = {(area, ancestor) for area, ancestor in pairs}
    has_position = rows["longitude"].notna() & rows["latitude"].notna()
    district = pd.Series(None, index=rows.index, dtype=object)
    is_sought = has_position & (rows["lsoa_code"] == "")
    if is_sought.any():
        district[is_sought] = locate_points(rows[is_sought], alliance=alliance)
    places = []
    for lsoa, found, force, positioned in zip(
        rows["lsoa_code"], district, rows["force_code"], has_position, strict=True
    ):
        if (lsoa, force) in inside:
            places.append(lsoa)
        elif not lsoa and (found, force) in inside:
            places.append(found)
        elif lsoa or positioned:
            places.append(f"{force}-OUTSIDE")
        else:
            places.append(f"{force}-NOLOC")
    return pd.Series(places, index=rows.index, dtype=object)
