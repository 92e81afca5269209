"""The store as readers use it: find the version in force, check it, ask it questions."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.engine import connect_for_reading
from data_access.database.remembered import begin_remembering
from data_access.database.single_flight import SingleFlight
from data_access.database.versions import Versions, open_versions
from data_access.errors import StoreMissingError, StoreOutdatedError, StoreUnreadableError
from data_access.filters import Filters
from data_access.questions import Answer, answer_question
from data_access.settings import Settings


def _as_key(value: Any) -> Any:
    """An option's value as a key holds it; True and 1 are two things to a question."""
    return type(value).__name__, repr(value)


@dataclass(frozen=True)
class StoreInfo:
    """What a version says about itself."""

    version: int
    alliance_code: str
    alliance_name: str
    built_at: str


class Store:
    """One version of the store, open for reading."""

    def __init__(self, versions: Versions, version: int, *, seconds: float, threshold: int) -> None:
        self.version = version
        self.place = versions.place
        self._seconds = seconds
        self._threshold = threshold
        self._engine = versions.open_reader(version)
        self._flights = SingleFlight()
        begin_remembering(self._engine)

    def read_info(self) -> StoreInfo:
        """Check the table layout and say what this version is; raises StoreOutdatedError."""
        meta = schema.meta_store
        with connect_for_reading(self._engine, place=self.place, seconds=self._seconds) as connection:
            rows = connection.execute(sa.select(meta)).mappings().all()
        if len(rows) != 1:
            raise StoreUnreadableError(self.place, reason="it does not say what it is")
        row = rows[0]
        if row["schema_version"] != schema.SCHEMA_VERSION:
            raise StoreOutdatedError(found=row["schema_version"], expected=schema.SCHEMA_VERSION)
        return StoreInfo(self.version, row["alliance_code"], row["alliance_name"], str(row["built_at"]))

    def ask(self, name: str, filters: Filters | None = None, **options: Any) -> pd.DataFrame:
        """The frame that answers a question of data_access.questions."""
        return self.answer(name, filters, **options).frame

    def answer(self, name: str, filters: Filters | None = None, **options: Any) -> Answer:
        """Answer a question: the frame with the sources it rests on and the methods behind it.

        Whoever asks the same while an answer is being worked out waits for that one: many sessions that open
        a page at once cost one of them, and one connection.
        """
        key = (name, filters, tuple(sorted((option, _as_key(value)) for option, value in options.items())))
        answer = self._flights.do(key, lambda: self._work_out(name, filters, options))
        # A copy each (pandas copies only what is written to), so no caller changes another's.
        return replace(answer, frame=answer.frame.copy(deep=False))

    def _work_out(self, name: str, filters: Filters | None, options: dict[str, Any]) -> Answer:
        with connect_for_reading(self._engine, place=self.place, seconds=self._seconds) as connection:
            return answer_question(connection, name=name, filters=filters, threshold=self._threshold, **options)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()


def find_version(settings: Settings) -> int:
    """The version in force; raises StoreMissingError where there is no store."""
    versions = open_versions(settings)
    version = versions.find_current()
    if version is None:
        raise StoreMissingError(versions.place)
    return version


def open_store(settings: Settings, *, version: int | None = None) -> Store:
    """Open the version in force (or another) for reading; raises StoreMissingError where there is none."""
    versions = open_versions(settings)
    chosen = find_version(settings) if version is None else version
    return Store(versions, chosen, seconds=settings.statement_seconds, threshold=settings.small_number_threshold)
