"""Street-level crime from data.police.uk: one CSV for each force and month.

Rows are never de-duplicated: 28,077 rows of the files held repeat another and are real.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from data_access import schema
from data_access.engine import append_rows
from data_access.errors import BadFileError
from data_access.load.provenance import FileReport, LoadReport
from data_access.load.reading import REJECT_COLUMNS
from data_access.load.staging import open_staging
from data_access.publications import STREET_CRIME
from geodata.alliance import Alliance

COLUMNS = {
    "Crime ID": "crime_id",
    "Month": "month",
    "Reported by": "reported_by",
    "Falls within": "falls_within",
    "Longitude": "longitude",
    "Latitude": "latitude",
    "Location": "location",
    "LSOA code": "lsoa_code",
    "LSOA name": "lsoa_name",
    "Crime type": "crime_type",
    "Last outcome category": "last_outcome",
    "Context": "context",
}

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

Progress = Callable[[Path], None]


def load_street_crime(
    connection: sa.Connection, *, paths: Sequence[Path], alliance: Alliance, progress: Progress | None = None
) -> LoadReport:
    """Load street files into raw and core; a force and month already held is replaced.

    Raises BadFileError, with the store's version untouched, for a file that can't be read whole.
    """
    report = LoadReport(source_id=STREET_CRIME, command="load street-crime")
    with open_staging() as staging:
        prepare_staging(staging, alliance)
        for path in paths:
            _stage_file(staging, path, report)
            if progress:
                progress(path)
        _refuse_double_months(staging)
        counts = staging.execute(_COUNT_SQL).to_arrow_table()
        store_counts(connection, counts, report=report)
        _store_raw(connection, staging, report)
    return report


def count_street_files(paths: Sequence[Path], *, alliance: Alliance) -> pa.Table:
    """The counts of street files without a store: month, force_code, lsoa_code, offence_code, outcome, crime_count."""
    report = LoadReport(source_id=STREET_CRIME, command="count")
    with open_staging() as staging:
        prepare_staging(staging, alliance)
        for path in paths:
            _stage_file(staging, path, report)
        _refuse_double_months(staging)
        return staging.execute(_COUNT_SQL).to_arrow_table()


def prepare_staging(staging: duckdb.DuckDBPyConnection, alliance: Alliance) -> None:
    """Make the staging tables: raw rows, and look-ups of force and category."""
    raw_columns = ", ".join(f"{name} VARCHAR" for name in COLUMNS.values())
    staging.execute(f"CREATE TABLE raw (file_name VARCHAR, line_number BIGINT, {raw_columns})")
    forces = pa.table(
        {
            "force_code": [force.code for force in alliance.forces],
            "police_name": [force.police_name for force in alliance.forces],
        }
    )
    categories = pa.table({"offence_code": list(CATEGORIES), "offence_name": list(CATEGORIES.values())})
    for name, rows in (("force", forces), ("category", categories)):
        staging.register("incoming", rows)
        staging.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
        staging.unregister("incoming")


def _stage_file(staging: duckdb.DuckDBPyConnection, path: Path, report: LoadReport) -> None:
    names = _read_header(path)
    selected = ", ".join(f'"{title}"' for title in COLUMNS)
    try:
        staging.execute(
            f"INSERT INTO raw SELECT ?, row_number() OVER () + 1, {selected} FROM read_csv(?, header=true, "
            f"delim=',', quote='\"', escape='\"', all_varchar=true, auto_detect=false, columns=?, "
            f"null_padding=false, max_line_size=2000000)",
            [path.name, str(path), dict.fromkeys(names, "VARCHAR")],
        )
    except duckdb.Error as error:
        raise BadFileError(path, f"it cannot be read as CSV ({_first_line(error)})") from error
    read_count = _scalar(staging, "SELECT count(*) FROM raw WHERE file_name = ?", path.name)
    rejects = staging.execute(_REJECT_SQL, [path.name]).df()
    if len(rejects):
        report.rejects = pd.concat([report.rejects, rejects[REJECT_COLUMNS]], ignore_index=True)
    report.files.append(
        FileReport(
            path=path,
            read_count=read_count,
            stored_count=read_count - len(rejects),
            rejected_count=len(rejects),
        )
    )


def _read_header(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline(10_000).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFileError(path, "it is not a readable text file") from error
    names = [name.strip().strip('"') for name in first.split(",")]
    missing = [title for title in COLUMNS if title not in names]
    if missing:
        raise BadFileError(path, f"the column '{missing[0]}' is missing from its first line")
    return names


def _refuse_double_months(staging: duckdb.DuckDBPyConnection) -> None:
    twice = staging.execute(
        "SELECT falls_within, month, min(file_name), max(file_name) FROM raw "
        "GROUP BY ALL HAVING count(DISTINCT file_name) > 1 LIMIT 1"
    ).fetchone()
    if twice:
        force, month, first, second = twice
        raise BadFileError(first, f"{second} also holds {force} for {month}; load one of them")


def store_counts(connection: sa.Connection, counts: pa.Table, *, report: LoadReport) -> None:
    """Replace what core holds for the forces and months in counts, and note the coverage.

    A row of counts: month, force_code, lsoa_code (empty: no location), offence_code, outcome, crime_count.
    """
    table = schema.core_street_crime
    frame = counts.group_by(["force_code", "month"]).aggregate([("crime_count", "sum")]).to_pandas()
    for force_code, rows in frame.groupby("force_code"):
        held = (table.c.source_id == report.source_id, table.c.force_code == force_code)
        connection.execute(table.delete().where(*held, table.c.month.in_(rows["month"].tolist())))
    counts = counts.append_column("source_id", pa.array([report.source_id] * len(counts), pa.string()))
    append_rows(connection, table, counts)
    _place_rows(connection, report.source_id)
    report.coverage = frame.rename(
        columns={"force_code": "area_code", "month": "period_code", "crime_count_sum": "row_count"}
    )


def _place_rows(connection: sa.Connection, source_id: str) -> None:
    """Give each new row its place below the force: its LSOA, or one of the two remainder areas."""
    table, member = schema.core_street_crime, schema.core_area_member
    is_inside = (
        sa.select(member.c.area_code)
        .where(
            member.c.level == "lsoa",
            member.c.area_code == table.c.lsoa_code,
            member.c.ancestor_code == table.c.force_code,
        )
        .exists()
    )
    place = sa.case(
        (table.c.lsoa_code == "", table.c.force_code + "-NOLOC"),
        (is_inside, table.c.lsoa_code),
        else_=table.c.force_code + "-OUTSIDE",
    )
    connection.execute(
        table.update().where(table.c.source_id == source_id, table.c.place_code.is_(None)).values(place_code=place)
    )


def _store_raw(connection: sa.Connection, staging: duckdb.DuckDBPyConnection, report: LoadReport) -> None:
    """Keep the rows as read, replacing those of the same forces and months."""
    table = schema.raw_street_crime
    months = staging.execute("SELECT DISTINCT falls_within, month FROM raw").fetchall()
    for force, month in months:
        connection.execute(table.delete().where(table.c.falls_within == force, table.c.month == month))
    reader = staging.execute("SELECT ? AS load_id, * FROM raw", [report.load_id]).to_arrow_reader(100_000)
    append_rows(connection, table, reader)


def _scalar(staging: duckdb.DuckDBPyConnection, sql: str, *values: object) -> int:
    row = staging.execute(sql, list(values)).fetchone()
    return int(row[0]) if row else 0


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].strip()


_REASON_SQL = """
    CASE
        WHEN NOT regexp_full_match(coalesce(raw.month, ''), '\\d{4}-(0[1-9]|1[0-2])') THEN 'Month'
        WHEN force.force_code IS NULL THEN 'Falls within'
        WHEN category.offence_code IS NULL THEN 'Crime type'
        WHEN NOT regexp_full_match(coalesce(raw.lsoa_code, ''), '|[EW]01\\d{6}') THEN 'LSOA code'
    END
"""
_JOINS = """
    FROM raw
    LEFT JOIN force ON force.police_name = raw.falls_within
    LEFT JOIN category ON category.offence_name = raw.crime_type
"""
_REJECT_SQL = f"""
    SELECT file_name, line_number, column_name,
        CASE column_name
            WHEN 'Month' THEN 'the month is not written YYYY-MM'
            WHEN 'Falls within' THEN 'the force is not one of this alliance'
            WHEN 'Crime type' THEN 'the crime type is not known'
            ELSE 'the LSOA code is not one'
        END AS reason,
        row_text
    FROM (
        SELECT raw.file_name, raw.line_number, {_REASON_SQL} AS column_name,
            concat_ws(', ', raw.month, raw.falls_within, raw.lsoa_code, raw.crime_type) AS row_text
        {_JOINS}
        WHERE raw.file_name = ?
    )
    WHERE column_name IS NOT NULL
    ORDER BY line_number
"""
_COUNT_SQL = f"""
    SELECT raw.month, force.force_code, coalesce(raw.lsoa_code, '') AS lsoa_code, category.offence_code,
        coalesce(raw.last_outcome, '') AS outcome, count(*) AS crime_count
    {_JOINS}
    WHERE {_REASON_SQL} IS NULL
    GROUP BY ALL
    ORDER BY ALL
"""
