"""Everything a force loaded, in one file: the files as they were given, and a manifest of how."""

import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import sqlalchemy as sa
from tqdm import tqdm

from data_access.database.versions import hold_for_writing, open_versions, write_version
from data_access.errors import StoreMissingError, UserFacingError
from data_access.load.held import describe_held, read_version
from data_access.load.kept import KeptRequest, list_not_kept, list_requests, open_kept, read_content, write_files
from data_access.load.loading import load_into, require_same_alliance, require_whole
from data_access.load.provenance import LoadReport
from data_access.load.zips import (
    parse_requests,
    read_member,
    read_zip,
    require_alliance,
    write_manifest,
    write_member,
    write_zip,
)
from data_access.settings import Settings
from geodata.alliance import load_alliance

KIND = "export"


def export_loaded(settings: Settings, target: Path) -> int:
    """Write every file loaded into the version in force, with its order and options; returns how many commands.

    Raises UserFacingError, and leaves no file, where there is nothing to export or the files of a load are not kept.
    """
    versions = open_versions(settings)
    with hold_for_writing(versions):
        current = versions.find_current()
        if current is None:
            raise StoreMissingError(versions.place)
        with read_version(versions, current, seconds=settings.statement_seconds) as connection:
            held = describe_held(connection, place=versions.place)
        if not held.loads:
            raise UserFacingError("Nothing was loaded into this store, which holds the bundled figures alone.")
        with open_kept(versions) as kept:
            requests = list_requests(kept, load_ids=[load_id for load_id, _ in held.loads])
            missing = list_not_kept(held.loads, requests)
            if missing:
                raise UserFacingError(
                    f"The files of {', '.join(missing)} were loaded before files were kept: give them to "
                    "'python -m data_access load' again, which keeps them and changes nothing, then export."
                )
            with write_zip(target) as archive:
                write_manifest(
                    archive, kind=KIND, alliance_name=held.alliance_name, requests=list(map(asdict, requests))
                )
                write_contents(archive, kept, requests)
    return len(requests)


def write_contents(archive: zipfile.ZipFile, kept: sa.Connection, requests: Sequence[KeptRequest]) -> None:
    """Write the content of every file of these commands, once each, under its hash."""
    contents = sorted({file.sha256 for request in requests for file in request.files})
    for sha256 in tqdm(contents, desc="Writing", unit="file", file=sys.stderr, leave=False):
        write_member(archive, f"files/{sha256}", read_content(kept, sha256))


def import_loaded(settings: Settings, source: Path) -> list[LoadReport]:
    """Load everything an export holds, in its order, as one new version: all or nothing.

    Raises BadFileError for a file that is no whole export of this alliance.
    """
    versions = open_versions(settings)
    alliance = load_alliance(settings.alliance_config)
    current = versions.find_current()
    if current is None:
        raise StoreMissingError(versions.place)
    require_whole(versions, current, seconds=settings.statement_seconds)
    reports: list[LoadReport] = []
    with read_zip(source, kind=KIND) as (archive, manifest):
        requests = parse_requests(manifest, source=source)
        require_alliance(manifest, alliance, source=source)
        with write_version(versions, from_current=True) as connection, open_kept(versions) as kept:
            require_same_alliance(connection, alliance)
            for each in requests:
                with tempfile.TemporaryDirectory(prefix="threat-picture-") as folder:
                    request = write_files(
                        each, lambda sha256: read_member(archive, f"files/{sha256}"), folder=Path(folder)
                    )
                    reports += load_into(connection, kept, request, alliance=alliance)
    return reports
