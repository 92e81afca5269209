"""Zips that this program writes and reads again: a manifest, and members that are what it says or nothing is taken."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from data_access.errors import BadFileError, OutputError
from data_access.load.kept import KeptFile, KeptRequest
from geodata.alliance import Alliance

MANIFEST = "manifest.json"
FORMAT = 1
READ_BYTES = 2**20


@contextmanager
def write_zip(target: Path) -> Iterator[zipfile.ZipFile]:
    """A zip to write, there when the block ends without an error; raises OutputError for a name that is taken."""
    if target.exists():
        raise OutputError(f"{target} is there already: give the name of a new file.")
    if not target.parent.is_dir():
        raise OutputError(f"{target.parent} is no folder: give a file in one that is there.")
    partial = target.with_name(f"{target.name}.partial")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            yield archive
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def write_manifest(archive: zipfile.ZipFile, *, kind: str, **said: Any) -> None:
    """Write what a zip is and holds."""
    archive.writestr(MANIFEST, json.dumps({"kind": kind, "format": FORMAT, **said}, indent=2))


@contextmanager
def read_zip(source: Path, *, kind: str) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    """A zip and its manifest; raises BadFileError for one of another kind, and for what is damaged in the block."""
    wrong = BadFileError(source.name, f"this is no whole {kind} of this program")
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _read_manifest(archive)
            if manifest.get("kind") != kind:
                raise wrong
            if manifest.get("format") != FORMAT:
                raise BadFileError(source.name, "a later release wrote it, and that one can read it")
            yield archive, manifest
    except FileNotFoundError as error:
        raise BadFileError(source, "there is no such file") from error
    except IsADirectoryError as error:
        raise BadFileError(source, "this is a folder") from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise wrong from error


def _read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
    except (KeyError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def require_alliance(manifest: dict[str, Any], alliance: Alliance, *, source: Path) -> None:
    """Raise BadFileError for a zip of another alliance's store."""
    if manifest.get("alliance_name") != alliance.name:
        raise BadFileError(source.name, f"it is of {manifest.get('alliance_name')}, not of {alliance.name}")


def write_member(archive: zipfile.ZipFile, name: str, content: Iterable[bytes]) -> None:
    """Write a member part by part."""
    with archive.open(name, "w", force_zip64=True) as member:
        for part in content:
            member.write(part)


def read_member(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A member's content part by part."""
    if name not in archive.namelist():
        raise BadFileError(Path(archive.filename or "").name, f"{name} is missing in it")
    with archive.open(name) as member:
        while data := member.read(READ_BYTES):
            yield data


def unpack_member(archive: zipfile.ZipFile, name: str, *, into: Path, sha256: str) -> Path:
    """Unpack a member as a file; raises BadFileError where its content is not what the manifest says."""
    found = hashlib.sha256()
    with into.open("wb") as target:
        for data in read_member(archive, name):
            found.update(data)
            target.write(data)
    if found.hexdigest() != sha256:
        raise BadFileError(Path(archive.filename or "").name, f"{name} in it is not what its manifest says")
    return into


def parse_requests(manifest: dict[str, Any], *, source: Path) -> list[KeptRequest]:
    """The load commands that a manifest names; raises BadFileError for what is none."""
    try:
        return [
            KeptRequest(
                request_id=str(entry["request_id"]),
                source=str(entry["source"]),
                accepts_rejects=bool(entry["accepts_rejects"]),
                load_ids=tuple(map(str, entry["load_ids"])),
                files=tuple(KeptFile(**file) for file in entry["files"]),
            )
            for entry in manifest["requests"]
        ]
    except (KeyError, TypeError) as error:
        raise BadFileError(source.name, "its manifest is damaged") from error
