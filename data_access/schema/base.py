"""How a table of the store is written down.

Tables carry no database constraints: foreign keys make DuckDB's inserts four times slower, so the
command `check` proves integrity instead. `info["key"]` names the columns that identify a row; on
PostgreSQL they become a unique index once a load is done.
"""

from sqlalchemy import BigInteger, Boolean, Column, Double, MetaData, String, Table

metadata = MetaData()


def make_table(name: str, *columns: Column[object], key: tuple[str, ...] = (), is_for_loading: bool = False) -> Table:
    """A table whose rows are told apart by the columns of `key`; is_for_loading: no account that reads may see it."""
    return Table(name, metadata, *columns, info={"key": key, "is_for_loading": is_for_loading})


def make_text(name: str) -> Column[object]:
    """A column of text."""
    return Column(name, String)


def make_count(name: str) -> Column[object]:
    """A column of whole numbers."""
    return Column(name, BigInteger)


def make_number(name: str) -> Column[object]:
    """A column of numbers."""
    return Column(name, Double)


def make_flag(name: str) -> Column[object]:
    """A column of yes or no."""
    return Column(name, Boolean)
