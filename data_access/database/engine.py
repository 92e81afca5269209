"""Engines on the store, and every difference between DuckDB and PostgreSQL in one place."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.csv as pa_csv
import sqlalchemy as sa
from psycopg.pq import Conninfo
from sqlalchemy import event

from data_access.database.faults import is_store_fault, name_read_fault
from data_access.database.patience import give_up_waiting
from data_access.errors import QueryTooSlowError, SettingsError, StoreUnreadableError

DUCKDB = "duckdb"
POSTGRESQL = "postgresql"


_ADDRESS_ADVICE = "give duckdb:///PATH or postgresql://USER:PASSWORD@HOST/DATABASE."

# Nothing is fetched from the internet, also not an extension that a statement might name.
OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


def parse_url(url: str) -> sa.URL:
    """Check a store address; raises SettingsError for one that is no address or another database."""
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise SettingsError(f"STORE_URL is not a database address: {_ADDRESS_ADVICE}") from error
    kind = parsed.get_backend_name()
    if kind == POSTGRESQL:
        _refuse_options(parsed, known={option.keyword.decode() for option in Conninfo.get_defaults()})
        return parsed.set(drivername="postgresql+psycopg")
    if kind == DUCKDB and parsed.database and parsed.database != ":memory:":
        _refuse_options(parsed, known=set())
        return parsed
    raise SettingsError(f"STORE_URL '{_write_shown(parsed)}' cannot be used: {_ADDRESS_ADVICE}")


def _refuse_options(url: sa.URL, *, known: set[str]) -> None:
    for name in url.query:
        if name not in known:
            kind = "PostgreSQL" if known else "an address of DuckDB"
            raise SettingsError(f"STORE_URL has the option '{name}', which {kind} does not know: {_ADDRESS_ADVICE}")


def describe_url(url: sa.URL) -> str:
    """The address as it may be shown: a path, or a database without its password."""
    return url.database or "" if url.get_backend_name() == DUCKDB else _write_shown(url)


def _write_shown(url: sa.URL) -> str:
    """An address without its password, and without parameters: a password may stand there too."""
    return url.set(query={}).render_as_string(hide_password=True)


def open_duckdb(path: str, *, is_read_only: bool, seconds: float) -> sa.Engine:
    """An engine on one DuckDB file; connections share one instance of the file in this process."""
    engine = sa.create_engine(
        sa.URL.create(DUCKDB, database=path),
        connect_args={"read_only": is_read_only, "config": OFFLINE},
        pool_pre_ping=not is_read_only,
        pool_timeout=seconds,
    )
    if is_read_only:
        _limit_duckdb_statements(engine, seconds=seconds)
    return engine


def open_postgresql(url: sa.URL, *, schema: str, is_read_only: bool, seconds: float, is_kept: bool = True) -> sa.Engine:
    """An engine whose unqualified tables are those of one schema, that is one version of the store.

    Readers keep connections and test them before use, so a database that went away and came back is
    found again; writers, and readers that are not kept, open one and close it.
    """
    options = [f"-csearch_path={schema}"]
    if is_read_only:
        options += ["-cdefault_transaction_read_only=on", f"-cstatement_timeout={int(seconds * 1000)}"]
    kept: dict[str, Any] = (
        {"pool_pre_ping": True, "pool_size": 8, "pool_timeout": seconds}
        if is_read_only and is_kept
        else {"poolclass": sa.NullPool}
    )
    engine = sa.create_engine(url, connect_args={"options": " ".join(options), "connect_timeout": 5}, **kept)
    if is_read_only:
        give_up_waiting(engine, seconds=seconds)
    return engine


def _limit_duckdb_statements(engine: sa.Engine, *, seconds: float) -> None:
    """DuckDB has no statement timeout: a timer interrupts the connection instead."""

    @event.listens_for(engine, "before_cursor_execute")
    def start_timer(conn: sa.Connection, cursor: Any, *_: Any) -> None:
        raw: Any = conn.connection.dbapi_connection
        timer = threading.Timer(seconds, raw.interrupt)
        timer.daemon = True
        timer.start()
        conn.info["statement_timer"] = timer

    @event.listens_for(engine, "after_cursor_execute")
    def stop_timer(conn: sa.Connection, *_: Any) -> None:
        _cancel_timer(conn)

    @event.listens_for(engine, "handle_error")
    def stop_timer_on_error(context: Any) -> None:
        if context.connection is not None:
            _cancel_timer(context.connection)


def _cancel_timer(conn: sa.Connection) -> None:
    timer = conn.info.pop("statement_timer", None)
    if timer is not None:
        timer.cancel()


@contextmanager
def connect_for_reading(engine: sa.Engine, *, place: str, seconds: float) -> Iterator[sa.Connection]:
    """A connection whose faults come out as named errors that a user can act on."""
    try:
        with engine.connect() as connection:
            yield connection
    except sa.exc.TimeoutError as error:
        # No connection of the pool came free: other sessions hold all of them.
        advice = "try again in a moment"
        raise StoreUnreadableError(place, reason="too many ask it at once", advice=advice) from error
    except (sa.exc.DBAPIError, duckdb.Error) as error:
        cause = getattr(error, "orig", error)
        text = str(cause).lower()
        if "interrupt" in text or "statement timeout" in text:
            raise QueryTooSlowError(seconds=seconds) from error
        if is_store_fault(error):
            reason, advice = name_read_fault(error)
            raise StoreUnreadableError(place, reason=reason, advice=advice) from error
        raise


def append_rows(connection: sa.Connection, table: sa.Table, rows: pa.Table | pa.RecordBatchReader) -> int:
    """Add rows to a table in bulk and return how many; columns are matched by name.

    DuckDB reads Arrow directly and PostgreSQL takes COPY: SQLAlchemy's executemany manages
    about 5,000 rows a second.
    """
    if isinstance(rows, pa.Table):
        rows = rows.to_reader(max_chunksize=100_000)
    names = list(rows.schema.names)
    unknown = set(names) - {column.name for column in table.columns}
    if unknown:
        raise KeyError(f"{table.name} has no column {sorted(unknown)}")
    if connection.dialect.name == DUCKDB:
        return _append_duckdb(connection, table, rows, names)
    return _append_postgresql(connection, table, rows, names)


def _append_duckdb(connection: sa.Connection, table: sa.Table, rows: pa.RecordBatchReader, names: list[str]) -> int:
    columns = ", ".join(f'"{name}"' for name in names)
    raw: Any = connection.connection.dbapi_connection
    raw.register("incoming_rows", rows)
    try:
        result = raw.execute(f'INSERT INTO "{table.name}" ({columns}) SELECT {columns} FROM incoming_rows')
        return int(result.fetchone()[0])
    finally:
        raw.unregister("incoming_rows")


def _append_postgresql(connection: sa.Connection, table: sa.Table, rows: pa.RecordBatchReader, names: list[str]) -> int:
    columns = ", ".join(f'"{name}"' for name in names)
    raw: Any = connection.connection.dbapi_connection
    options = pa_csv.WriteOptions(include_header=False)
    count = 0
    with (
        raw.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN (FORMAT csv)') as copy,
    ):
        for batch in rows:
            sink = pa.BufferOutputStream()
            pa_csv.write_csv(batch, sink, write_options=options)
            copy.write(sink.getvalue().to_pybytes())
            count += batch.num_rows
    return count
