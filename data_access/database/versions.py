"""Versions of the store: readers keep one while a load makes the next.

With DuckDB a version is a file NAME.<n>.duckdb and NAME.current holds the name of the one being
read; with PostgreSQL a version is a schema and a one-row table says which. A load works on a copy
that nobody reads: when it fails or is killed, the last good version goes on serving.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import duckdb
import sqlalchemy as sa

from data_access.database.engine import DUCKDB, parse_url
from data_access.database.faults import FULL, NO_ANSWER, UNREACHED, name_write_fault
from data_access.errors import NoEarlierVersionError, SettingsError, StoreUnreadableError, StoreUnwritableError
from data_access.settings import Settings

KEPT_VERSIONS = 3


class Versions(Protocol):
    """What a kind of database offers; a version is a whole number that only grows."""

    place: str

    def find_current(self) -> int | None:
        """The version being read; None when there is no store. Raises StoreUnreadableError."""

    def list_held(self) -> list[int]:
        """All complete versions, oldest first."""

    def open_reader(self, version: int) -> sa.Engine:
        """A read-only engine on one version."""

    def lock_for_writing(self) -> AbstractContextManager[None]:
        """Keep other loads out; raises LoadRunningError at once if one is running."""

    def write_next(self, *, version: int, copy_of: int | None) -> AbstractContextManager[sa.Connection]:
        """A connection on a new version, complete when the block ends without an error."""

    def switch_to(self, version: int) -> None:
        """Make readers read this version from their next question on."""

    def drop(self, version: int) -> None:
        """Remove a version that is neither current nor kept."""

    def open_kept(self) -> AbstractContextManager[sa.Connection]:
        """A connection for writing beside the versions, where loaded files are kept; all or nothing.

        Only inside lock_for_writing.
        """


def open_versions(settings: Settings) -> Versions:
    """The versions of the store the settings name."""
    url = parse_url(settings.store_url)
    if settings.reader_url and url.get_backend_name() == DUCKDB:
        raise SettingsError("LOADER_URL is for PostgreSQL, where accounts have rights of their own: leave it out.")
    if url.get_backend_name() == DUCKDB:
        from data_access.database.versions_duckdb import DuckDbVersions

        return DuckDbVersions(url, seconds=settings.statement_seconds)
    from data_access.database.versions_postgresql import PostgresqlVersions

    reader = parse_url(settings.reader_url) if settings.reader_url else url
    if (reader.get_backend_name(), reader.database) != (url.get_backend_name(), url.database):
        raise SettingsError("LOADER_URL names another database than STORE_URL: give the same one, with two accounts.")
    return PostgresqlVersions(url, seconds=settings.statement_seconds, reader=reader.username or "")


@contextmanager
def write_version(versions: Versions, *, from_current: bool, keeps_all: bool = False) -> Iterator[sa.Connection]:
    """Make the next version and switch to it when the block ends without an error.

    With from_current it starts as a copy of what is held, else empty. Versions that were rolled back from
    go, so that the one before this is always the one it was made of. On any error nothing changes. With
    keeps_all no older version goes: a rebuild deletes nothing that was loaded.
    """
    with hold_for_writing(versions):
        current = versions.find_current() if from_current else None
        next_version = max(versions.list_held(), default=0) + 1
        copy_of = current if from_current else None
        with versions.write_next(version=next_version, copy_of=copy_of) as connection:
            yield connection
        try:
            versions.switch_to(next_version)
        except BaseException:
            versions.drop(next_version)
            raise
        for left in range((current or next_version) + 1, next_version):
            versions.drop(left)
        for old in [] if keeps_all else versions.list_held()[:-KEPT_VERSIONS]:
            versions.drop(old)


@contextmanager
def hold_for_writing(versions: Versions) -> Iterator[None]:
    """Keep other loads out; faults of the store's place come out as named errors.

    Raises LoadRunningError, StoreUnwritableError, or StoreUnreadableError where the database is away.
    """
    try:
        with versions.lock_for_writing():
            yield
    except (sa.exc.DBAPIError, duckdb.Error, OSError) as error:
        named = name_write_fault(error) if _is_of_place(error, place=versions.place) else None
        if named:
            raise StoreUnwritableError(versions.place, reason=named[0], advice=named[1]) from error
        if isinstance(error, sa.exc.OperationalError):
            raise StoreUnreadableError(versions.place, reason=NO_ANSWER, advice=UNREACHED) from error
        raise


def _is_of_place(error: Exception, *, place: str) -> bool:
    """Whether an error is about the store; files that are read may lie elsewhere, and a full disk is full for both."""
    if not isinstance(error, OSError) or not error.filename or error.errno in FULL:
        return True
    return Path(place).absolute().parent in Path(str(error.filename)).absolute().parents


def roll_back(versions: Versions) -> tuple[int, int]:
    """Go back to the version before the current one; returns (from, to).

    The version left stays until the next load drops it, so that its number is never used for other
    figures. Where the pointer is lost or points nowhere, the last version held is taken up again.
    Raises NoEarlierVersionError when none is held.
    """
    with hold_for_writing(versions):
        held = versions.list_held()
        try:
            current = versions.find_current()
        except StoreUnreadableError:
            current = max(held, default=0) + 1
        earlier = [version for version in held if current is not None and version < current]
        if current is None or not earlier:
            raise NoEarlierVersionError
        versions.switch_to(earlier[-1])
        return current, earlier[-1]
