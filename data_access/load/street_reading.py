"""Street files read into a DuckDB and checked there: counts, rows as read, rows set aside."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import pandas as pd
import pyarrow as pa

from data_access.errors import BadFileError
from data_access.load.provenance import FileReport
from data_access.load.reading import REJECT_COLUMNS
from data_access.load.staging import Staging, add_lines, make_temporary, require_lines
from data_access.load.text_files import CsvFile, check_lines, read_columns, require_apart, shorten
from geodata.alliance import Alliance
from geodata.areas import locate_points, read_districts

# The publisher's columns, and their names in raw_street_crime.
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
_BATCH_BYTES = 32_000_000  # read at once; the progress bar moves after each

Progress = Callable[[Path], None]


class StreetReading:
    """Street files read into raw_street_crime and checked: what is stored of them, what set aside, and why.

    The table is the store's, or one of a scratch database; its rows of this load are known by load_id.
    """

    def __init__(self, staging: Staging, *, load_id: str, alliance: Alliance, categories: Mapping[str, str]) -> None:
        self._staging = staging
        self._load_id = load_id
        self._alliance = alliance
        self._files: list[CsvFile] = []
        names = ", ".join(f"{name} VARCHAR" for name in COLUMNS.values())
        staging.execute(
            f"CREATE TABLE IF NOT EXISTS raw_street_crime "
            f"(load_id VARCHAR, file_name VARCHAR, line_number BIGINT, {names})"
        )
        staging.execute(
            f"CREATE OR REPLACE TEMP VIEW new_row AS SELECT * FROM raw_street_crime WHERE load_id = '{load_id}'"
        )
        forces = [(force.police_name, force.code) for force in alliance.forces]
        make_temporary(staging, "force", pd.DataFrame(forces, columns=["police_name", "force_code"], dtype=str))
        named = [(name, code) for code, name in categories.items()]
        make_temporary(staging, "category", pd.DataFrame(named, columns=["offence_name", "offence_code"], dtype=str))

    def read(self, paths: Sequence[Path], *, progress: Progress | None = None) -> None:
        """Read all files and check every row; rows at fault are taken out of the table.

        Raises BadFileError for a file that can't be read whole, one of other forces alone, and two
        that hold the same force and month.
        """
        require_apart(paths)
        for path in paths:
            _require_columns(path)
            self._files.append(check_lines(path))
        for batch in _split_batches(self._files):
            add_lines(self._staging, batch, table="raw_street_crime", columns=COLUMNS, load_id=self._load_id)
            for file in batch:
                if progress:
                    progress(file.path)
        require_lines(self._staging, self._files, table="new_row")
        self._refuse_other_forces()
        self._staging.execute(f"CREATE OR REPLACE TEMP TABLE fault AS {_FAULTS}")
        self._refuse_cut_files()
        self._staging.execute(
            "DELETE FROM raw_street_crime USING fault WHERE raw_street_crime.load_id = ? "
            "AND raw_street_crime.file_name = fault.file_name AND raw_street_crime.line_number = fault.line_number",
            [self._load_id],
        )
        self._refuse_double_months()

    def report_files(self) -> list[FileReport]:
        """Each file with the number of its rows read, stored and set aside."""
        faults = dict(self._staging.execute("SELECT file_name, count(*) FROM fault GROUP BY 1").fetchall())
        return [
            FileReport(
                path=file.path,
                read_count=file.row_count,
                stored_count=file.row_count - faults.get(file.path.name, 0),
                rejected_count=faults.get(file.path.name, 0),
            )
            for file in self._files
        ]

    def list_rejects(self) -> pd.DataFrame:
        """The rows set aside, in the order of files and lines, as rows of core_reject."""
        return self._staging.execute("SELECT * FROM fault ORDER BY file_name, line_number").df()[REJECT_COLUMNS]

    def count_rows(self) -> None:
        """Count the rows stored, in the table `counted` of the staging.

        A row: month, force_code, lsoa_code ('' none), offence_code, outcome, is_outside (a position
        without an LSOA, at sea or in another force), crime_count.
        """
        make_temporary(self._staging, "inside", self._locate_rows_without_lsoa())
        self._staging.execute(f"CREATE OR REPLACE TEMP TABLE counted AS {_COUNTS}")

    def stream_rows(self) -> pa.RecordBatchReader:
        """The rows stored, as rows of raw_street_crime."""
        return self._staging.execute("SELECT * FROM new_row").to_arrow_reader(50_000)

    def _refuse_other_forces(self) -> None:
        other = self._staging.execute(_OTHER_FORCES).fetchone()
        if other is None:
            return
        name, force = other
        ours = " and ".join(force.police_name for force in self._alliance.forces)
        raise BadFileError(
            name,
            f"every row falls within {shorten(force) or 'no force'}, and this store is about {ours}: "
            "leave the file out",
        )

    def _refuse_cut_files(self) -> None:
        """A last row at fault in a last line without an end: the file was cut off there."""
        for file in self._files:
            if file.has_last_end:
                continue
            fault = self._staging.execute(
                "SELECT column_name FROM fault WHERE file_name = ? AND line_number = ?",
                [file.path.name, file.last_line],
            ).fetchone()
            if fault:
                raise BadFileError(
                    file.path.name, f"line {file.last_line}, {fault[0]}: the file is cut off in this line"
                )

    def _refuse_double_months(self) -> None:
        twice = self._staging.execute(_DOUBLE_MONTHS).fetchone()
        if twice:
            force, month, first, second = twice
            raise BadFileError(first, f"{second} also holds {force} for {month}; load one of them")

    def _locate_rows_without_lsoa(self) -> pd.DataFrame:
        """Positions without an LSOA that lie in the force area; all others are at sea or in another force."""
        points = self._staging.execute(_POINTS).df()
        if points.empty:
            return pd.DataFrame(columns=["longitude", "latitude", "force_code"], dtype=str)
        districts = read_districts(self._alliance).set_index("district_code")["force_code"]
        located = locate_points(points.astype(float), alliance=self._alliance)
        return points.assign(force_code=located.map(districts)).dropna()


def _require_columns(path: Path) -> None:
    names = read_columns(path)
    missing = [title for title in COLUMNS if title not in names]
    if missing:
        raise BadFileError(path.name, f"line 1: the column '{missing[0]}' is missing, so this is no street crime file")


def _split_batches(files: Sequence[CsvFile]) -> Iterator[list[CsvFile]]:
    """Files to be read at once: of one form, and not too many bytes."""
    for _, group in groupby(files, key=lambda file: (file.columns, file.has_mixed_ends)):
        batch: list[CsvFile] = []
        byte_count = 0
        for file in group:
            batch.append(file)
            byte_count += file.path.stat().st_size
            if byte_count > _BATCH_BYTES:
                yield batch
                batch, byte_count = [], 0
        if batch:
            yield batch


# A column and what is wrong with it, in the order in which a row's cells are looked at.
_CHECKS = {
    "Month": (
        "NOT regexp_full_match(coalesce(raw.month, ''), '(19|20)[0-9]{2}-(0[1-9]|1[0-2])')",
        "the month is not written YYYY-MM",
    ),
    "Falls within": ("force.force_code IS NULL", "the force is not one of this alliance"),
    "Crime type": ("category.offence_code IS NULL", "the crime type is not known"),
    "LSOA code": (
        "NOT regexp_full_match(coalesce(raw.lsoa_code, ''), '|[EW]01[0-9]{6}')",
        "this is no code of an LSOA",
    ),
    "Longitude": (
        "CASE WHEN raw.longitude IS NULL THEN raw.latitude IS NOT NULL "
        "ELSE NOT coalesce(abs(TRY_CAST(raw.longitude AS DOUBLE)) <= 180, false) END",
        "the longitude is no number of degrees",
    ),
    "Latitude": (
        "CASE WHEN raw.latitude IS NULL THEN raw.longitude IS NOT NULL "
        "ELSE NOT coalesce(abs(TRY_CAST(raw.latitude AS DOUBLE)) <= 90, false) END",
        "the latitude is no number of degrees",
    ),
}
_REASONS = " ".join(f"WHEN '{column}' THEN '{reason}'" for column, (_, reason) in _CHECKS.items())
_JOINS = """
    FROM new_row AS raw
    LEFT JOIN force ON force.police_name = raw.falls_within
    LEFT JOIN category ON category.offence_name = raw.crime_type
"""
_FAULTS = f"""
    SELECT file_name, line_number, column_name, CASE column_name {_REASONS} END AS reason, row_text
    FROM (
        SELECT raw.file_name, raw.line_number,
            CASE {" ".join(f"WHEN {test} THEN '{column}'" for column, (test, _) in _CHECKS.items())} END AS column_name,
            substr(concat_ws(',', {", ".join(f"coalesce(raw.{name}, '')" for name in COLUMNS.values())}), 1, 500)
                AS row_text
        {_JOINS}
    )
    WHERE column_name IS NOT NULL
"""
_OTHER_FORCES = """
    SELECT file_name, coalesce(min(falls_within), '')
    FROM new_row AS raw LEFT JOIN force ON force.police_name = raw.falls_within
    GROUP BY file_name
    HAVING count(force.force_code) = 0 AND count(DISTINCT coalesce(falls_within, '')) = 1
    ORDER BY file_name
    LIMIT 1
"""
_DOUBLE_MONTHS = """
    SELECT falls_within, month, min(file_name), max(file_name)
    FROM new_row
    GROUP BY ALL
    HAVING min(file_name) != max(file_name)
    ORDER BY ALL
    LIMIT 1
"""
_POINTS = "SELECT DISTINCT longitude, latitude FROM new_row WHERE lsoa_code IS NULL AND longitude IS NOT NULL"
_COUNTS = f"""
    SELECT raw.month, force.force_code, coalesce(raw.lsoa_code, '') AS lsoa_code, category.offence_code,
        coalesce(raw.last_outcome, '') AS outcome,
        raw.lsoa_code IS NULL AND raw.longitude IS NOT NULL AND inside.force_code IS NULL AS is_outside,
        count(*) AS crime_count
    {_JOINS}
    LEFT JOIN inside ON raw.lsoa_code IS NULL AND inside.longitude = raw.longitude
        AND inside.latitude = raw.latitude AND inside.force_code = force.force_code
    GROUP BY ALL
    ORDER BY ALL
"""
