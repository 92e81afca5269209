"""A scratch DuckDB in memory where files are read and checked before anything touches the store."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

MEMORY_LIMIT = "400MB"


@contextmanager
def open_staging() -> Iterator[duckdb.DuckDBPyConnection]:
    """A scratch database that spills to disk past its memory limit and vanishes afterwards."""
    with tempfile.TemporaryDirectory(prefix="threat-picture-") as folder:
        connection = duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "temp_directory": folder, "threads": 2})
        try:
            yield connection
        finally:
            connection.close()


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
