"""The version in force as a file, with the files it was loaded from; the same from DuckDB and from PostgreSQL.

Each table is a Parquet file in a zip, with its rows and hash in the manifest, so a backup of either kind of
database can be restored to either. One of an older layout is restored as it was and then upgraded.
"""

import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa
from tqdm import tqdm

from data_access.database.columns import list_columns
from data_access.database.engine import append_rows
from data_access.database.versions import hold_for_writing, open_versions, write_version
from data_access.errors import BadFileError, StoreMissingError
from data_access.load.exporting import write_contents
from data_access.load.held import Held, describe_held, read_version
from data_access.load.kept import keep_files, list_requests, open_kept, write_files
from data_access.load.staging import hash_file
from data_access.load.streaming import stream_rows
from data_access.load.zips import (
    parse_requests,
    read_member,
    read_zip,
    require_alliance,
    unpack_member,
    write_manifest,
    write_zip,
)
from data_access.settings import Settings
from geodata.alliance import load_alliance

KIND = "backup"
ROWS_AT_ONCE = 50_000

# By the names that the two databases give them: the type in a Parquet file, and in a table made from one.
_TYPES: dict[str, tuple[pa.DataType, Any]] = {
    "character varying": (pa.string(), sa.String),
    "varchar": (pa.string(), sa.String),
    "bigint": (pa.int64(), sa.BigInteger),
    "integer": (pa.int32(), sa.Integer),
    "double precision": (pa.float64(), sa.Double),
    "double": (pa.float64(), sa.Double),
    "boolean": (pa.bool_(), sa.Boolean),
    "date": (pa.date32(), sa.Date),
    "timestamp without time zone": (pa.timestamp("us"), sa.DateTime),
    "timestamp": (pa.timestamp("us"), sa.DateTime),
}
_SQL = {str(arrow): sql for arrow, sql in _TYPES.values()}


def back_up(settings: Settings, target: Path) -> int:
    """Write the version in force, whole, to a new file; returns how many tables it has.

    Raises UserFacingError, and leaves no file, where the store can't be read.
    """
    versions = open_versions(settings)
    with hold_for_writing(versions):
        current = versions.find_current()
        if current is None:
            raise StoreMissingError(versions.place)
        with (
            read_version(versions, current, seconds=settings.statement_seconds) as connection,
            open_kept(versions) as kept,
            write_zip(target) as archive,
        ):
            held = describe_held(connection, place=versions.place)
            requests = list_requests(kept, load_ids=[load_id for load_id, _ in held.loads])
            tables = dict(_write_tables(connection, archive))
            write_contents(archive, kept, requests)
            write_manifest(
                archive,
                kind=KIND,
                layout=held.layout,
                alliance_name=held.alliance_name,
                tables=tables,
                requests=list(map(asdict, requests)),
            )
    return len(tables)


def _write_tables(connection: sa.Connection, archive: zipfile.ZipFile) -> Iterator[tuple[str, dict[str, Any]]]:
    """Write each table, one after the other; gives its name with its rows and the hash of its file."""
    columns = list_columns(connection)
    with tempfile.TemporaryDirectory(prefix="threat-picture-") as folder:
        for name in tqdm(sorted(columns), desc="Tables", unit="table", file=sys.stderr, leave=False):
            path = Path(folder) / "table.parquet"
            fields = pa.schema([(column, _TYPES[kind.lower()][0]) for column, kind in columns[name].items()])
            selected = sa.table(name, *map(sa.column, fields.names)).select()
            count = 0
            with pq.ParquetWriter(path, fields) as writer:
                for batch in stream_rows(connection, selected, fields, at_once=ROWS_AT_ONCE):
                    writer.write_batch(batch)
                    count += batch.num_rows
            archive.write(path, f"tables/{name}.parquet", compress_type=zipfile.ZIP_STORED)
            yield name, {"row_count": count, "sha256": hash_file(path)}


def restore(settings: Settings, source: Path) -> Held:
    """Make a backup the version in force, all or nothing; what was in force is held, to roll back to.

    Raises BadFileError for a file that is no whole backup of this alliance.
    """
    versions = open_versions(settings)
    alliance = load_alliance(settings.alliance_config)
    with read_zip(source, kind=KIND) as (archive, manifest):
        requests = parse_requests(manifest, source=source)
        require_alliance(manifest, alliance, source=source)
        with write_version(versions, from_current=False, keeps_all=True) as connection:
            for name, said in manifest.get("tables", {}).items():
                _restore_table(connection, archive, name, said)
            with open_kept(versions) as kept:
                for request in requests:
                    if list_requests(kept, load_ids=request.load_ids):
                        continue
                    with tempfile.TemporaryDirectory(prefix="threat-picture-") as folder:
                        write_files(
                            request, lambda sha256: read_member(archive, f"files/{sha256}"), folder=Path(folder)
                        )
                        keep_files(kept, request, folder=Path(folder))
            return describe_held(connection, place=versions.place)


def _restore_table(connection: sa.Connection, archive: zipfile.ZipFile, name: str, said: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory(prefix="threat-picture-") as folder:
        path = unpack_member(
            archive, f"tables/{name}.parquet", into=Path(folder) / "table.parquet", sha256=str(said["sha256"])
        )
        with closing(pq.ParquetFile(path)) as file:
            fields = file.schema_arrow
            columns = [sa.Column(field.name, _SQL[str(field.type)]) for field in fields]
            table = sa.Table(name, sa.MetaData(), *columns)
            table.create(connection)
            batches = file.iter_batches(batch_size=ROWS_AT_ONCE)
            count = append_rows(connection, table, pa.RecordBatchReader.from_batches(fields, batches))
    if count != said["row_count"]:
        raise BadFileError(Path(archive.filename or "").name, f"{name} in it has not as many rows as said")
