"""Street-level crime from data.police.uk: one CSV for each force and month.

Rows are never de-duplicated: 28,077 rows of the files held repeat another and are real.
"""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa

from data_access import schema
from data_access.engine import DUCKDB, append_rows
from data_access.load.provenance import LoadReport
from data_access.load.staging import open_staging
from data_access.load.street_reading import Progress, StreetReading
from data_access.publications import STREET_CRIME
from geodata.alliance import Alliance

# Categories as data.police.uk publishes them. Anti-social behaviour is an incident, not a crime.
CATEGORIES = {
    "anti-social-behaviour": "Anti-social behaviour",
    "bicycle-theft": "Bicycle theft",
    "burglary": "Burglary",
    "criminal-damage-arson": "Criminal damage and arson",
    "drugs": "Drugs",
    "other-crime": "Other crime",
    "other-theft": "Other theft",
    "possession-of-weapons": "Possession of weapons",
    "public-order": "Public order",
    "robbery": "Robbery",
    "shoplifting": "Shoplifting",
    "theft-from-the-person": "Theft from the person",
    "vehicle-crime": "Vehicle crime",
    "violent-crime": "Violence and sexual offences",
}
ANTI_SOCIAL_BEHAVIOUR = "anti-social-behaviour"


def load_street_crime(
    connection: sa.Connection, *, paths: Sequence[Path], alliance: Alliance, progress: Progress | None = None
) -> LoadReport:
    """Load street files into raw and core; a force and month already held is replaced.

    Raises BadFileError, with the store's version untouched, for a file that can't be read whole.
    """
    report = LoadReport(source_id=STREET_CRIME, command="load street-crime")
    with open_staging(connection) as staging:
        reading = StreetReading(staging, load_id=report.load_id, alliance=alliance, categories=CATEGORIES)
        reading.read(paths, progress=progress)
        report.files = reading.report_files()
        report.rejects = reading.list_rejects()
        store_counts(connection, reading.count_rows(), report=report)
        _replace_raw(connection, report=report, alliance=alliance)
        if connection.dialect.name != DUCKDB:
            append_rows(connection, schema.raw_street_crime, reading.stream_rows())
    return report


def count_street_files(paths: Sequence[Path], *, alliance: Alliance) -> pa.Table:
    """The counts of street files without a store: month, force_code, lsoa_code, offence_code, outcome, crime_count.

    Raises BadFileError as load_street_crime does; rows at fault are not counted.
    """
    with open_staging() as staging:
        reading = StreetReading(staging, load_id="count", alliance=alliance, categories=CATEGORIES)
        reading.read(paths)
        return reading.count_rows().drop_columns(["is_outside"])


def store_counts(connection: sa.Connection, counts: pa.Table, *, report: LoadReport) -> None:
    """Replace what core holds for the forces and months in counts; note the coverage and LSOAs of 2021.

    A row of counts: month, force_code, lsoa_code (empty: no location), offence_code, outcome,
    crime_count and, where known, is_outside (a position without an LSOA, at sea or in another force).
    """
    table = schema.core_street_crime
    frame = counts.group_by(["force_code", "month"]).aggregate([("crime_count", "sum")]).to_pandas()
    for force_code, rows in frame.groupby("force_code"):
        held = (table.c.source_id == report.source_id, table.c.force_code == force_code)
        connection.execute(table.delete().where(*held, table.c.month.in_(rows["month"].tolist())))
    placed = counts.append_column("place_code", _find_places(connection, counts))
    placed = placed.append_column("source_id", pa.repeat(pa.scalar(report.source_id), len(placed)))
    append_rows(connection, table, placed.select([name for name in placed.column_names if name != "is_outside"]))
    report.coverage = frame.rename(
        columns={"force_code": "area_code", "month": "period_code", "crime_count_sum": "row_count"}
    )
    _note_new_lsoas(connection, counts, report=report)


def _find_places(connection: sa.Connection, counts: pa.Table) -> pa.Array:
    """The place of each row below the force: its LSOA, or one of the two remainder areas."""
    member = schema.core_area_member
    pairs = connection.execute(
        sa.select(member.c.area_code, member.c.ancestor_code).where(member.c.level == "lsoa")
    ).all()
    lsoa, force = (counts[name].cast(pa.string()) for name in ("lsoa_code", "force_code"))
    inside = pa.array([f"{area} {ancestor}" for area, ancestor in pairs], pa.string())
    is_inside = pc.is_in(pc.binary_join_element_wise(lsoa, force, " "), value_set=inside)
    is_placeless = pc.equal(lsoa, "")
    if "is_outside" in counts.column_names:
        is_placeless = pc.and_(is_placeless, pc.invert(counts["is_outside"]))
    remainder = pc.if_else(is_placeless, "-NOLOC", "-OUTSIDE")
    return pc.if_else(is_inside, lsoa, pc.binary_join_element_wise(force, remainder, ""))


def _note_new_lsoas(connection: sa.Connection, counts: pa.Table, *, report: LoadReport) -> None:
    """Say how many rows name an LSOA that only the census of 2021 has, by the published look-up."""
    change = schema.core_lsoa_change
    old = sa.select(change.c.lsoa11_code)
    rows = connection.execute(
        sa.select(change.c.lsoa21_code, change.c.change_code).distinct().where(change.c.lsoa21_code.not_in(old))
    ).all()
    merged = [code for code, kind in rows if kind == "M"]
    lsoa = counts["lsoa_code"].cast(pa.string())
    row_counts = []
    for codes in ([code for code, _ in rows], merged):
        is_new = pc.is_in(lsoa, value_set=pa.array(codes, pa.string()))
        row_counts.append(pc.sum(counts["crime_count"].filter(is_new)).as_py() or 0)
    count, merged_count = row_counts
    if count:
        report.notes.append(
            f"{count:,} rows name an LSOA that only the 2021 census has, "
            f"{count - merged_count:,} a part of a split one and "
            f"{merged_count:,} a merged one by the published look-up: each counts in its district under its own code"
        )


def _replace_raw(connection: sa.Connection, *, report: LoadReport, alliance: Alliance) -> None:
    """Take out the rows of earlier loads for the forces and months that this load holds."""
    table = schema.raw_street_crime
    names = {force.code: force.police_name for force in alliance.forces}
    for force_code, rows in report.coverage.groupby("area_code"):
        connection.execute(
            table.delete().where(
                table.c.load_id != report.load_id,
                table.c.falls_within == names[force_code],
                table.c.month.in_(rows["period_code"].tolist()),
            )
        )
