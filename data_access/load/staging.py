"""A DuckDB where files are read and checked by line before a version of the store is complete."""

import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pandas as pd
import sqlalchemy as sa

from data_access.database.engine import DUCKDB
from data_access.errors import BadFileError
from data_access.load.text_files import MOST_LINE_BYTES, CsvFile, check_lines

MEMORY_LIMIT = "150MB"  # past it the rows go to disk
STORE_MEMORY_LIMIT = "250MB"

# What DuckDB raises about a file; its other errors are ours.
_UNREADABLE = (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException)

Staging: TypeAlias = duckdb.DuckDBPyConnection


@contextmanager
def open_staging(connection: sa.Connection | None = None) -> Iterator[Staging]:
    """A DuckDB to read files in: the store's own where it is one, else a scratch one in memory.

    The store's is the new version that nobody reads yet, so rows needn't be copied; what is made
    beside its tables is temporary. A scratch database vanishes afterwards. Both go to disk past their
    memory limit, and have one thread: rows stay in the order of their lines, and a second one costs
    half as much again in all.
    """
    if connection is not None and connection.dialect.name == DUCKDB:
        raw: Any = connection.connection.dbapi_connection
        raw.execute(f"SET memory_limit = '{STORE_MEMORY_LIMIT}'")
        raw.execute("SET threads = 1")
        yield raw
        return
    with tempfile.TemporaryDirectory(prefix="threat-picture-") as folder:
        scratch = duckdb.connect(config={"temp_directory": folder, "memory_limit": MEMORY_LIMIT, "threads": 1})
        try:
            yield scratch
        finally:
            scratch.close()


def add_lines(
    staging: Staging, files: Sequence[CsvFile], *, table: str, columns: Mapping[str, str], load_id: str
) -> None:
    """Add the rows of checked files of one form to a table: load_id, file_name, line_number and columns, as text.

    `columns` maps the files' own names to those of the table. Raises BadFileError where DuckDB can't
    read what has been checked.
    """
    names = files[0].columns
    selected = ", ".join(f'c{names.index(title)} AS "{name}"' for title, name in columns.items())
    first_rows = [0, *accumulate(file.row_count for file in files)]
    query = (
        f'INSERT INTO "{table}" BY NAME SELECT ? AS load_id, ?[(file_index + 1)::BIGINT] AS file_name, '
        f"row_number() OVER () - ?[(file_index + 1)::BIGINT] + 1 AS line_number, {selected} "
        "FROM read_csv(?, header=true, delim=',', quote='\"', escape='\"', auto_detect=false, columns=?, "
        f"compression='none', strict_mode={not files[0].has_mixed_ends}, max_line_size={2 * MOST_LINE_BYTES})"
    )
    values = [
        load_id,
        [file.path.name for file in files],
        first_rows[:-1],
        [_escape_path(file.path) for file in files],
        {f"c{number}": "VARCHAR" for number in range(len(names))},
    ]
    try:
        staging.execute(query, values)
    except _UNREADABLE as error:
        for file in files:
            check_lines(file.path, in_detail=True)
        raise _name_fault(files, error) from error


def make_temporary(staging: Staging, name: str, frame: pd.DataFrame) -> None:
    """Put a frame into a temporary table, instead of one of that name."""
    staging.register("incoming", frame)
    staging.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT * FROM incoming')
    staging.unregister("incoming")


def require_lines(staging: Staging, files: Sequence[CsvFile], *, table: str) -> None:
    """Raise BadFileError where a table doesn't hold each file's rows, each under its line."""
    found = {
        name: numbers
        for name, *numbers in staging.execute(
            f"SELECT file_name, count(*), min(line_number), max(line_number) FROM {table} GROUP BY 1"
        ).fetchall()
    }
    for file in files:
        if found.get(file.path.name) != [file.row_count, 2, file.last_line]:
            raise BadFileError(file.path.name, "its rows do not stand in its lines: the quotation marks are wrong")


def _name_fault(files: Sequence[CsvFile], error: duckdb.Error) -> BadFileError:
    """The error for a file that DuckDB can't read, which its text names by path."""
    text = str(error)
    name = next((file.path.name for file in files if f"file = {file.path.absolute()}" in text), files[0].path.name)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    kept = " ".join(line for line in lines[:3] if not line.startswith("Original Line"))
    return BadFileError(name, f"it cannot be read as CSV ({kept.rstrip('.')[:200]})")


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _escape_path(path: Path) -> str:
    """A path for DuckDB, which would take some letters of a name for a pattern."""
    return re.sub(r"([*?[])", r"[\1]", str(path.absolute()))
