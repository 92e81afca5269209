"""What of a version came from loads, told from what is bundled: readable in every layout."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from data_access.database.engine import connect_for_reading
from data_access.database.versions import Versions
from data_access.errors import StoreUnreadableError

LOAD = "load "


@dataclass(frozen=True)
class Held:
    """What a version is and what was loaded into it: load_id and source_id of each load, in order."""

    layout: int
    alliance_name: str
    loads: tuple[tuple[str, str], ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that loads brought, each once."""
        return tuple(sorted({source_id for _, source_id in self.loads}))


@contextmanager
def read_version(versions: Versions, version: int, *, seconds: float) -> Iterator[sa.Connection]:
    """A connection on one version for as long as the block lasts."""
    engine = versions.open_reader(version)
    try:
        with connect_for_reading(engine, place=versions.place, seconds=seconds) as connection:
            yield connection
    finally:
        engine.dispose()


def describe_held(connection: sa.Connection, *, place: str) -> Held:
    """What a version holds; raises StoreUnreadableError where it does not say what it is.

    The few columns read are those that every layout has: a later one keeps them.
    """
    meta = connection.execute(sa.text("SELECT schema_version, alliance_name FROM meta_store")).all()
    if len(meta) != 1:
        raise StoreUnreadableError(place, reason="it does not say what it is")
    loads = connection.execute(
        sa.text("SELECT load_id, source_id FROM core_load WHERE command LIKE :like ORDER BY loaded_at, load_id"),
        {"like": f"{LOAD}%"},
    ).all()
    return Held(int(meta[0][0]), str(meta[0][1]), tuple((str(load), str(source)) for load, source in loads))


def may_hold_loads(versions: Versions, *, seconds: float) -> bool:
    """Whether any version held has something that was loaded, or can't say that it has nothing."""
    for version in versions.list_held():
        try:
            with read_version(versions, version, seconds=seconds) as connection:
                if describe_held(connection, place=versions.place).loads:
                    return True
        except StoreUnreadableError:
            return True
    return False
