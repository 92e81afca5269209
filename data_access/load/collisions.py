"""Road collisions with injury: DfT's STATS19 files, in the column names of any year."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError
from data_access.load import stats19_codes as codes
from data_access.load.provenance import FileReport, LoadReport, append_frame
from data_access.load.reading import REJECT_COLUMNS
from data_access.publications import COLLISIONS
from geodata.alliance import Alliance
from geodata.areas import locate_points

_LABELS = {
    "road_type": codes.ROAD_TYPES,
    "junction_detail": codes.JUNCTIONS,
    "light": codes.LIGHT,
    "weather": codes.WEATHER,
    "surface": codes.SURFACES,
    "urban_rural": codes.URBAN_RURAL,
}


def load_collisions(connection: sa.Connection, *, path: Path, vehicles: Path | None, alliance: Alliance) -> LoadReport:
    """Load one STATS19 collision file, with its vehicle file where given; replaces the years it holds.

    Raises BadFileError for a file that can't be read whole; rows with a fault are set aside.
    """
    report = LoadReport(source_id=COLLISIONS, command="load collisions")
    rows, raw, rejects = read_collisions(path, alliance=alliance)
    report.files.append(FileReport(path=path, read_count=len(raw), stored_count=len(rows), rejected_count=len(rejects)))
    report.rejects = rejects
    store_collisions(connection, rows, report=report, alliance=alliance)
    _store_raw(connection, raw, report=report)
    if vehicles is not None:
        _load_vehicles(connection, vehicles, report=report)
    return report


def read_collisions(path: Path, *, alliance: Alliance) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Read and check a collision file: (checked rows of core_collision, rows as text, rejected rows)."""
    raw = _read_text(path)
    named = _rename(raw, path=path)
    force_of = {str(f.stats19_code): f.code for f in alliance.forces if f.stats19_code is not None}
    dates = pd.to_datetime(named["date"], format="%d/%m/%Y", errors="coerce")
    longitude, latitude = (pd.to_numeric(named[name], errors="coerce") for name in ("longitude", "latitude"))
    date_given = ~named["date"].isin(codes.NOT_HELD)
    faults = [
        ("collision_id", named["collision_id"] == "", "the collision has no reference"),
        ("collision_id", named["collision_id"].duplicated(), "the reference stands in the file twice"),
        ("severity", ~named["severity"].isin(codes.SEVERITIES), "the severity is not 1, 2 or 3"),
        (
            "police_force",
            ~named["police_force"].isin(force_of),
            "the police force is not one of this alliance",
        ),
        ("date", date_given & dates.isna(), "the date is not a day written DD/MM/YYYY"),
        (
            "longitude",
            ~named["longitude"].isin(codes.NOT_HELD) & longitude.isna(),
            "the longitude is no number",
        ),
        ("latitude", ~named["latitude"].isin(codes.NOT_HELD) & latitude.isna(), "the latitude is no number"),
    ]
    column = np.select([fault for _, fault, _ in faults], [name for name, _, _ in faults], default="")
    reason = np.select([fault for _, fault, _ in faults], [text for _, _, text in faults], default="")
    is_good = column == ""
    rows = pd.DataFrame(
        {
            "collision_id": named["collision_id"],
            "collision_year": dates.dt.year.fillna(_find_year(dates)).astype("Int64"),
            "force_code": named["police_force"].map(force_of),
            "severity": named["severity"].map(codes.SEVERITIES),
            "collision_date": dates.dt.date.where(dates.notna(), None),
            "collision_time": named["time"].where(~named["time"].isin(codes.NOT_HELD), ""),
            "longitude": longitude.where(longitude != -1),
            "latitude": latitude.where(latitude != -1),
            "lsoa_code": named["lsoa_code"].where(~named["lsoa_code"].isin(codes.NOT_HELD), ""),
            "road": [
                codes.name_road(road_class=road_class, number=number)
                for road_class, number in zip(named["road_class"], named["road_number"], strict=True)
            ],
            "road_class": named["road_class"].map(codes.ROAD_CLASSES).fillna(""),
            "speed_limit": pd.to_numeric(named["speed_limit"], errors="coerce").where(lambda s: s > 0).astype("Int64"),
            **{name: named[name].map(labels).fillna("") for name, labels in _LABELS.items()},
            "vehicle_count": pd.to_numeric(named["vehicle_count"], errors="coerce").astype("Int64"),
            "casualty_count": pd.to_numeric(named["casualty_count"], errors="coerce").astype("Int64"),
        }
    )[is_good]
    rejects = pd.DataFrame(
        {
            "file_name": path.name,
            "line_number": raw.index + 2,
            "column_name": column,
            "reason": reason,
            "row_text": raw.agg(",".join, axis=1).str.slice(0, 500),
        }
    )[~is_good]
    return rows.reset_index(drop=True), raw, rejects[REJECT_COLUMNS].reset_index(drop=True)


def store_collisions(connection: sa.Connection, rows: pd.DataFrame, *, report: LoadReport, alliance: Alliance) -> None:
    """Replace what core holds for the forces and years of rows; a row is one of core_collision."""
    table = schema.core_collision
    rows = rows.assign(source_id=report.source_id, place_code=_place_rows(connection, rows, alliance=alliance))
    counts = rows.groupby(["force_code", "collision_year"]).size().reset_index(name="row_count")
    vehicle = schema.core_vehicle
    for force_code, year in zip(counts["force_code"], counts["collision_year"], strict=True):
        replaced = sa.and_(
            table.c.source_id == report.source_id,
            table.c.force_code == force_code,
            table.c.collision_year == int(year),
        )
        gone = sa.select(table.c.collision_id).where(replaced)
        connection.execute(vehicle.delete().where(vehicle.c.collision_id.in_(gone)))
        connection.execute(table.delete().where(replaced))
    append_frame(connection, table, rows)
    report.coverage = counts.assign(area_code=counts["force_code"], period_code=counts["collision_year"].astype(str))[
        ["area_code", "period_code", "row_count"]
    ]


def _place_rows(connection: sa.Connection, rows: pd.DataFrame, *, alliance: Alliance) -> pd.Series:
    """The place below the force: its LSOA; else the district its position lies in; else a remainder area."""
    member = schema.core_area_member
    pairs = connection.execute(
        sa.select(member.c.area_code, member.c.ancestor_code).where(member.c.level.in_(("lsoa", "district")))
    ).all()
    inside = {(area, ancestor) for area, ancestor in pairs}
    has_position = rows["longitude"].notna() & rows["latitude"].notna()
    district = locate_points(rows, alliance=alliance)
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


def _load_vehicles(connection: sa.Connection, path: Path, *, report: LoadReport) -> None:
    """Load the vehicles of collisions that are held; others are set aside."""
    raw = _read_text(path)
    rows = pd.DataFrame(
        {
            "collision_id": _pick(raw, codes.COLUMN_NAMES["collision_id"], path=path),
            "vehicle_reference": pd.to_numeric(_pick(raw, ("vehicle_reference",), path=path), errors="coerce"),
            "vehicle_type": _pick(raw, ("vehicle_type",), path=path),
        }
    )
    held = set(connection.scalars(sa.select(schema.core_collision.c.collision_id)))
    is_good = rows["collision_id"].isin(held) & rows["vehicle_reference"].notna()
    rejects = pd.DataFrame(
        {
            "file_name": path.name,
            "line_number": rows.index + 2,
            "column_name": "collision_id",
            "reason": "the collision of this vehicle is not held, or its number is missing",
            "row_text": raw.agg(",".join, axis=1),
        }
    )[~is_good]
    good = rows[is_good].assign(source_id=report.source_id)
    store_vehicles(connection, good)
    report.rejects = pd.concat([report.rejects, rejects], ignore_index=True)
    report.files.append(
        FileReport(path=path, read_count=len(rows), stored_count=len(good), rejected_count=len(rejects))
    )


def store_vehicles(connection: sa.Connection, rows: pd.DataFrame) -> None:
    """Replace the vehicles of the collisions named in rows; a row is one of core_vehicle."""
    table = schema.core_vehicle
    named = rows["collision_id"].unique().tolist()
    for start in range(0, len(named), 5_000):
        connection.execute(table.delete().where(table.c.collision_id.in_(named[start : start + 5_000])))
    append_frame(connection, table, rows)


def _store_raw(connection: sa.Connection, raw: pd.DataFrame, *, report: LoadReport) -> None:
    table = schema.raw_collision
    path = report.files[0].path
    connection.execute(table.delete().where(table.c.file_name == path.name))
    frame = pd.DataFrame(
        {
            "load_id": report.load_id,
            "file_name": path.name,
            "line_number": raw.index + 2,
            "collision_id": _pick(raw, codes.COLUMN_NAMES["collision_id"], path=path),
            "row_text": raw.agg(",".join, axis=1),
        }
    )
    append_frame(connection, table, frame)


def _read_text(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise BadFileError(path, "there is no such file")
    try:
        frame = duckdb.sql(
            "SELECT * FROM read_csv(?, header=true, delim=',', all_varchar=true, quote='\"', sample_size=-1)",
            params=[str(path)],
        ).df()
    except duckdb.Error as error:
        raise BadFileError(path, f"it cannot be read as CSV ({str(error).splitlines()[0]})") from error
    if frame.empty:
        raise BadFileError(path, "it holds no rows")
    return frame.fillna("").astype(str).apply(lambda column: column.str.strip())


def _rename(raw: pd.DataFrame, *, path: Path) -> pd.DataFrame:
    return pd.DataFrame({name: _pick(raw, names, path=path) for name, names in codes.COLUMN_NAMES.items()})


def _pick(raw: pd.DataFrame, names: Sequence[str], *, path: Path) -> pd.Series:
    simplified = {codes.simplify_name(str(column)): column for column in raw.columns}
    for name in names:
        if codes.simplify_name(name) in simplified:
            return raw[simplified[codes.simplify_name(name)]]
    raise BadFileError(path, f"the column '{names[0]}' is missing")


def _find_year(dates: pd.Series) -> int:
    """The file's year, for rows without a date: the only year its dates show."""
    years = dates.dt.year.dropna().unique()
    return int(years[0]) if len(years) == 1 else 0
