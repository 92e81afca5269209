"""The files of every load, kept as they were given: a store of another layout is made again from them.

They lie beside the versions, once however many versions rest on them, in tables that no layout of the
store touches: with DuckDB in NAME.loaded.duckdb, with PostgreSQL in the schema threat_picture_loaded,
which readers need no right to. A request that no version held rests on is forgotten at the next load.
"""

import json
import os
import uuid
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from data_access.database.versions import Versions
from data_access.errors import BadFileError
from data_access.load.requests import Files, Request
from data_access.load.staging import hash_file

PART_BYTES = 4 * 2**20  # of a file in one row, before it is compressed: what a load needs of memory for it
metadata = sa.MetaData()

# One row a load command; load_ids are those of core_load that it made, in a list as JSON.
kept_request = sa.Table(
    "kept_request",
    metadata,
    sa.Column("request_id", sa.String),
    sa.Column("position", sa.Integer),
    sa.Column("source", sa.String),
    sa.Column("accepts_rejects", sa.Boolean),
    sa.Column("load_ids", sa.String),
)
# One row a file of a command; role is 'read', 'vehicles' or 'casualties', modified its time in the file system.
kept_file = sa.Table(
    "kept_file",
    metadata,
    sa.Column("request_id", sa.String),
    sa.Column("position", sa.Integer),
    sa.Column("role", sa.String),
    sa.Column("file_name", sa.String),
    sa.Column("sha256", sa.String),
    sa.Column("byte_count", sa.BigInteger),
    sa.Column("modified", sa.Double),
)
# One row a part of a file's content, compressed; a file that several commands gave is kept once.
kept_part = sa.Table(
    "kept_part",
    metadata,
    sa.Column("sha256", sa.String),
    sa.Column("part", sa.Integer),
    sa.Column("content", sa.LargeBinary),
)


@dataclass(frozen=True)
class KeptFile:
    """One file of a load, by its content's hash."""

    role: str
    file_name: str
    sha256: str
    byte_count: int
    modified: float


@dataclass(frozen=True)
class KeptRequest:
    """One load command with its files, and the loads it made."""

    request_id: str
    source: str
    accepts_rejects: bool
    load_ids: tuple[str, ...]
    files: tuple[KeptFile, ...]


@contextmanager
def open_kept(versions: Versions) -> Iterator[sa.Connection]:
    """The files kept of a store, in one transaction; only while no other load runs."""
    with versions.open_kept() as connection:
        metadata.create_all(connection)
        yield connection


def describe_files(files: Files) -> list[tuple[Path, KeptFile]]:
    """Each file of a load with what is kept of it."""
    roles = [(path, "read") for path in files.read]
    roles += [(path, role) for role, path in (("vehicles", files.vehicles), ("casualties", files.casualties)) if path]
    return [
        (path, KeptFile(role, path.name, hash_file(path), path.stat().st_size, path.stat().st_mtime))
        for path, role in roles
    ]


def keep_request(connection: sa.Connection, request: Request, files: Files, *, load_ids: Iterable[str]) -> None:
    """Keep a command with its files, after those kept already."""
    described = describe_files(files)
    kept = KeptRequest(
        uuid.uuid4().hex[:12],
        request.source,
        request.accepts_rejects,
        tuple(load_ids),
        tuple(file for _, file in described),
    )
    _keep(connection, kept, {file.sha256: path for path, file in described})


def keep_files(connection: sa.Connection, kept: KeptRequest, *, folder: Path) -> None:
    """Keep a command that was kept elsewhere; its files lie in a folder."""
    _keep(connection, kept, {file.sha256: folder / file.file_name for file in kept.files})


def _keep(connection: sa.Connection, kept: KeptRequest, paths: Mapping[str, Path]) -> None:
    held = set(connection.scalars(sa.select(kept_part.c.sha256).distinct()))
    for sha256, path in paths.items():
        if sha256 not in held:
            _keep_content(connection, path, sha256=sha256)
    last = connection.scalar(sa.select(sa.func.max(kept_request.c.position))) or 0
    connection.execute(
        kept_request.insert().values(
            request_id=kept.request_id,
            position=last + 1,
            source=kept.source,
            accepts_rejects=kept.accepts_rejects,
            load_ids=json.dumps(kept.load_ids),
        )
    )
    for position, file in enumerate(kept.files):
        values = {name: getattr(file, name) for name in KeptFile.__dataclass_fields__}
        connection.execute(kept_file.insert().values(request_id=kept.request_id, position=position, **values))


def _keep_content(connection: sa.Connection, path: Path, *, sha256: str) -> None:
    with path.open("rb") as file:
        part = 0
        while data := file.read(PART_BYTES):
            connection.execute(kept_part.insert().values(sha256=sha256, part=part, content=zlib.compress(data)))
            part += 1


def list_requests(connection: sa.Connection, *, load_ids: Collection[str]) -> list[KeptRequest]:
    """The commands kept that made any of these loads, in the order in which they ran."""
    found = []
    for row in connection.execute(sa.select(kept_request).order_by(kept_request.c.position)).mappings().all():
        made = tuple(json.loads(row["load_ids"]))
        if set(made).isdisjoint(load_ids):
            continue
        files = connection.execute(
            sa.select(*(kept_file.c[name] for name in KeptFile.__dataclass_fields__))
            .where(kept_file.c.request_id == row["request_id"])
            .order_by(kept_file.c.position)
        )
        kept = tuple(KeptFile(*file) for file in files)
        found.append(KeptRequest(row["request_id"], row["source"], bool(row["accepts_rejects"]), made, kept))
    return found


def read_content(connection: sa.Connection, sha256: str) -> Iterator[bytes]:
    """The content of a kept file, part by part."""
    parts = connection.scalars(
        sa.select(kept_part.c.part).where(kept_part.c.sha256 == sha256).order_by(kept_part.c.part)
    ).all()
    for part in parts:
        content = connection.execute(
            sa.select(kept_part.c.content).where(kept_part.c.sha256 == sha256, kept_part.c.part == part)
        ).scalar_one()
        yield zlib.decompress(content)


def list_not_kept(loads: Iterable[tuple[str, str]], requests: Iterable[KeptRequest]) -> list[str]:
    """The sources of which some load's files are not kept; loads are pairs of load_id and source_id."""
    kept = {load_id for request in requests for load_id in request.load_ids}
    return sorted({source_id for load_id, source_id in loads if load_id not in kept})


def write_files(kept: KeptRequest, read: Callable[[str], Iterable[bytes]], *, folder: Path) -> Request:
    """Write the files of a command into a folder as they were given, from what `read` gives for a hash.

    Raises BadFileError where a content is not what its hash says, or a name leads out of the folder.
    """
    given: dict[str, list[Path]] = {"read": [], "vehicles": [], "casualties": []}
    for file in kept.files:
        path = folder / file.file_name
        if path.parent != folder or file.role not in given:
            raise BadFileError(file.file_name, "this is no name of a loaded file")
        with path.open("wb") as target:
            for part in read(file.sha256):
                target.write(part)
        if hash_file(path) != file.sha256:
            raise BadFileError(file.file_name, "the file kept of it is damaged")
        os.utime(path, (file.modified, file.modified))
        given[file.role].append(path)
    return Request(
        source=kept.source,
        paths=tuple(given["read"]),
        vehicles=next(iter(given["vehicles"]), None),
        casualties=next(iter(given["casualties"]), None),
        accepts_rejects=kept.accepts_rejects,
    )


def forget_requests(connection: sa.Connection, *, load_ids: Collection[str]) -> None:
    """Forget the commands that made none of these loads, and files that no command gave."""
    keep = [request.request_id for request in list_requests(connection, load_ids=load_ids)]
    for table in (kept_request, kept_file):
        connection.execute(table.delete().where(table.c.request_id.not_in(keep)))
    connection.execute(kept_part.delete().where(kept_part.c.sha256.not_in(sa.select(kept_file.c.sha256))))
