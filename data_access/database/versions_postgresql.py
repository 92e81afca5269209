"""Versions as PostgreSQL schemas, with a one-row table that says which is read."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

import sqlalchemy as sa

from data_access import schema
from data_access.database.columns import list_columns
from data_access.database.engine import connect_for_reading, describe_url, open_postgresql
from data_access.errors import LoadRunningError

_PREFIX = "threat_picture_v"
_HOME = "threat_picture"
_LOADED = "threat_picture_loaded"
_LOCK_NUMBER = 7_415_201_604  # any constant: the advisory lock that one load holds


def _list_readable() -> list[str]:
    """The tables that readers may read: all but those that a table's own description keeps for loading."""
    return [table.name for table in schema.metadata.sorted_tables if not table.info.get("is_for_loading")]


class PostgresqlVersions:
    """Schemas threat_picture_v<n>; threat_picture.current_version holds the one being read."""

    def __init__(self, url: sa.URL, *, seconds: float, reader: str = "") -> None:
        """reader is an account besides the loading one that may read every version made from now on."""
        self.place = describe_url(url)
        self._url = url
        self._seconds = seconds
        self._reader = reader
        self._home = open_postgresql(url, schema=_HOME, is_read_only=False, seconds=seconds)
        self._looking = open_postgresql(url, schema=_HOME, is_read_only=True, seconds=seconds, is_kept=False)

    def find_current(self) -> int | None:
        """The version being read; None when there is no store."""
        with connect_for_reading(self._looking, place=self.place, seconds=self._seconds) as connection:
            if connection.scalar(sa.text(f"SELECT to_regclass('{_HOME}.current_version')")) is None:
                return None
            version = connection.scalar(sa.text(f"SELECT version FROM {_HOME}.current_version"))
        return None if version is None else int(version)

    def list_held(self) -> list[int]:
        """All complete versions, oldest first."""
        names = sa.text("SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE :like")
        with connect_for_reading(self._looking, place=self.place, seconds=self._seconds) as connection:
            found = connection.scalars(names, {"like": _PREFIX.replace("_", r"\_") + "%"})
            numbers = (re.fullmatch(_PREFIX + r"(\d+)", name) for name in found)
            return sorted(int(number[1]) for number in numbers if number)

    def open_reader(self, version: int) -> sa.Engine:
        """A read-only engine on one version."""
        return open_postgresql(self._url, schema=f"{_PREFIX}{version}", is_read_only=True, seconds=self._seconds)

    @contextmanager
    def lock_for_writing(self) -> Iterator[None]:
        """Keep other loads out; raises LoadRunningError."""
        with self._home.connect() as connection:
            taken = connection.scalar(sa.text(f"SELECT pg_try_advisory_lock({_LOCK_NUMBER})"))
            connection.commit()
            if not taken:
                raise LoadRunningError
            try:
                yield
            finally:
                # A database that went away has let go of the lock by itself.
                with suppress(sa.exc.OperationalError):
                    connection.scalar(sa.text(f"SELECT pg_advisory_unlock({_LOCK_NUMBER})"))
                    connection.commit()

    @contextmanager
    def write_next(self, *, version: int, copy_of: int | None) -> Iterator[sa.Connection]:
        """A connection on a new version, complete when the block ends without an error."""
        name = f"{_PREFIX}{version}"
        engine = open_postgresql(self._url, schema=name, is_read_only=False, seconds=self._seconds)
        try:
            # One transaction: a failed or killed load leaves no schema behind.
            with engine.begin() as connection:
                connection.execute(sa.text(f"CREATE SCHEMA {name}"))
                if copy_of is not None:
                    schema.metadata.create_all(connection)
                    for table in schema.metadata.sorted_tables:
                        old = f'{_PREFIX}{copy_of}."{table.name}"'
                        columns = ", ".join(f'"{column.name}"' for column in table.columns)
                        connection.execute(
                            sa.text(f'INSERT INTO {name}."{table.name}" ({columns}) SELECT {columns} FROM {old}')
                        )
                yield connection
                self._index(connection)
                self._let_read(connection, name, tables=_list_readable())
        finally:
            engine.dispose()

    def switch_to(self, version: int) -> None:
        """Make readers read this version from their next question on."""
        with self._home.begin() as connection:
            connection.execute(sa.text(f"CREATE SCHEMA IF NOT EXISTS {_HOME}"))
            connection.execute(sa.text(f"CREATE TABLE IF NOT EXISTS {_HOME}.current_version (version integer)"))
            connection.execute(sa.text(f"DELETE FROM {_HOME}.current_version"))
            connection.execute(sa.text(f"INSERT INTO {_HOME}.current_version VALUES (:version)"), {"version": version})
            self._let_read(connection, _HOME, tables=["current_version"])

    def drop(self, version: int) -> None:
        """Remove a version that is neither current nor kept."""
        with self._home.begin() as connection:
            connection.execute(sa.text(f"DROP SCHEMA IF EXISTS {_PREFIX}{version} CASCADE"))

    def _let_read(self, connection: sa.Connection, name: str, *, tables: Iterable[str]) -> None:
        """Give the accounts that read the store the right to read a schema, or the next load would shut them out.

        Every version is a schema of its own, so rights given once by hand would end with the version.
        """
        quote = connection.dialect.identifier_preparer.quote
        for role in self._list_readers(connection):
            to = "PUBLIC" if role is None else quote(role)
            connection.execute(sa.text(f"GRANT USAGE ON SCHEMA {name} TO {to}"))
            for table in tables:
                connection.execute(sa.text(f"GRANT SELECT ON {name}.{quote(table)} TO {to}"))

    def _list_readers(self, connection: sa.Connection) -> list[str | None]:
        """The account of STORE_URL, and whoever was given the use of our first schema; None is everybody."""
        granted = sa.text(
            "SELECT DISTINCT r.rolname FROM pg_namespace n CROSS JOIN aclexplode(n.nspacl) a "
            "LEFT JOIN pg_roles r ON r.oid = a.grantee "
            "WHERE n.nspname = :home AND a.privilege_type = 'USAGE' AND a.grantee <> n.nspowner"
        )
        found = set(connection.scalars(granted, {"home": _HOME}))
        own = connection.scalar(sa.text("SELECT current_user"))
        named = {self._reader} if self._reader else set()
        return sorted((found | named) - {own}, key=str)

    @contextmanager
    def open_kept(self) -> Iterator[sa.Connection]:
        """A connection for writing beside the versions, where loaded files are kept; all or nothing."""
        engine = open_postgresql(self._url, schema=_LOADED, is_read_only=False, seconds=self._seconds)
        try:
            with engine.begin() as connection:
                connection.execute(sa.text(f"CREATE SCHEMA IF NOT EXISTS {_LOADED}"))
                yield connection
        finally:
            engine.dispose()

    @staticmethod
    def _index(connection: sa.Connection) -> None:
        held = list_columns(connection)
        for table in schema.metadata.sorted_tables:
            # A backup of an older layout is restored with the tables it has.
            if not {column.name for column in table.columns} <= set(held.get(table.name, {})):
                continue
            key = ", ".join(f'"{column}"' for column in table.info.get("key", ()))
            if key:
                connection.execute(sa.text(f'CREATE UNIQUE INDEX ON "{table.name}" ({key})'))
            indexes = list(schema.QUESTION_INDEXES.get(table.name, ()))
            for columns in indexes:
                listed = ", ".join(f'"{column}"' for column in columns)
                connection.execute(sa.text(f'CREATE INDEX ON "{table.name}" ({listed})'))
            connection.execute(sa.text(f'ANALYZE "{table.name}"'))
