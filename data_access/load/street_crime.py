"""Street-level crime from data.police.uk: one CSV for each force and month.

Rows are never de-duplicated: 28,077 rows of the files held repeat another and are real.
"""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from data_access import schema
from data_access.database.engine import DUCKDB, append_rows
from data_access.load.provenance import LoadReport
from data_access.load.staging import Staging, make_temporary, open_staging
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
        reading.count_rows()
        _store_counted(connection, staging, report=report)
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
        reading.count_rows()
        return staging.execute("SELECT * EXCLUDE is_outside FROM counted").to_arrow_table()


def store_counts(connection: sa.Connection, counts: pa.Table, *, report: LoadReport) -> None:
    """Replace what core holds for the forces and months in counts; note the coverage and LSOAs of 2021.

    A row of counts: month, force_code, lsoa_code (empty: no location), offence_code, outcome, crime_count.
    """
    with open_staging(connection) as staging:
        staging.register("incoming", counts)
        staging.execute("CREATE OR REPLACE TEMP TABLE counted AS SELECT *, false AS is_outside FROM incoming")
        staging.unregister("incoming")
        _store_counted(connection, staging, report=report)


def _store_counted(connection: sa.Connection, staging: Staging, *, report: LoadReport) -> None:
    """Store the counts of the staging's table `counted`, with the place of each."""
    table, member, change = schema.core_street_crime, schema.core_area_member, schema.core_lsoa_change
    forces = sa.select(schema.core_area.c.area_code).where(schema.core_area.c.level == "force")
    lsoas = sa.select(member.c.area_code.label("lsoa_code"), member.c.ancestor_code.label("force_code")).where(
        member.c.level == "lsoa", member.c.ancestor_code.in_(forces)
    )
    old = sa.select(change.c.lsoa11_code)
    new = sa.select(change.c.lsoa21_code.label("lsoa_code"), change.c.change_code).distinct()
    make_temporary(staging, "our_lsoa", pd.read_sql(lsoas, connection, dtype=str))
    make_temporary(staging, "new_lsoa", pd.read_sql(new.where(change.c.lsoa21_code.not_in(old)), connection, dtype=str))
    report.coverage = staging.execute(_COVERAGE).df()
    for force_code, rows in report.coverage.groupby("area_code"):
        held = (table.c.source_id == report.source_id, table.c.force_code == force_code)
        connection.execute(table.delete().where(*held, table.c.month.in_(rows["period_code"].tolist())))
    if connection.dialect.name == DUCKDB:
        staging.execute(f"INSERT INTO {table.name} BY NAME {_PLACED}", [report.source_id])
    else:
        append_rows(connection, table, staging.execute(_PLACED, [report.source_id]).to_arrow_reader(50_000))
    split, merged = staging.execute(_NEW_LSOAS).fetchone() or (0, 0)
    if split or merged:
        report.notes.append(
            f"{split + merged:,} rows name an LSOA that only the 2021 census has, {split:,} a part of a split one and "
            f"{merged:,} a merged one by the published look-up: each counts in its district under its own code"
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


_COVERAGE = """
    SELECT force_code AS area_code, month AS period_code, sum(crime_count)::BIGINT AS row_count
    FROM counted
    GROUP BY ALL
    ORDER BY ALL
"""
# The place of a row below the force: its LSOA, or one of the two remainder areas.
_PLACED = """
    SELECT ? AS source_id, month, force_code, lsoa_code, offence_code, outcome, crime_count,
        CASE
            WHEN our_lsoa.lsoa_code IS NOT NULL THEN lsoa_code
            WHEN lsoa_code = '' AND NOT is_outside THEN force_code || '-NOLOC'
            ELSE force_code || '-OUTSIDE'
        END AS place_code
    FROM counted LEFT JOIN our_lsoa USING (lsoa_code, force_code)
"""
_NEW_LSOAS = """
    SELECT coalesce(sum(crime_count) FILTER (change_code != 'M'), 0)::BIGINT,
        coalesce(sum(crime_count) FILTER (change_code = 'M'), 0)::BIGINT
    FROM counted JOIN new_lsoa USING (lsoa_code)
"""
