"""Answers that depend on nothing but a store's version, read once for each open store.

A version never changes, so what every area, period and threat shares (the tables of 43 forces, weights,
residents) is the same at each question. A writer's connection remembers nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import pandas as pd
import sqlalchemy as sa

from data_access.database.single_flight import SingleFlight

OPTION = "remembered"
FLIGHTS = "being read"
MOST = 1_000  # answers kept of a store; some depend on a period, of which readers may choose many
P = ParamSpec("P")
T = TypeVar("T")


def begin_remembering(engine: sa.Engine) -> None:
    """Let this engine's connections remember; only for readers of one version."""
    engine.update_execution_options(**{OPTION: {}, FLIGHTS: SingleFlight()})


def remember(read: Callable[Concatenate[sa.Connection, P], T]) -> Callable[Concatenate[sa.Connection, P], T]:
    """Read once for each open store and each set of options, which must be hashable.

    Frames are handed out as copies (pandas copies only what is written to), so no caller changes another's.
    """

    @wraps(read)
    def look_up(connection: sa.Connection, *args: P.args, **options: P.kwargs) -> T:
        kept: dict[Any, Any] | None = connection.get_execution_options().get(OPTION)
        if kept is None:
            return read(connection, *args, **options)
        key = (read.__module__, read.__qualname__, args, tuple(sorted(options.items())))

        def read_once() -> T:
            found = kept.get(key)  # whoever came a moment too late to wait finds it read
            if found is None:
                found = read(connection, *args, **options)
                if len(kept) >= MOST:
                    kept.clear()
                kept[key] = found
            return cast(T, found)

        found = kept.get(key)
        if found is None:
            flights: SingleFlight = connection.get_execution_options()[FLIGHTS]
            found = flights.do(key, read_once)
        return cast(T, found.copy(deep=False) if isinstance(found, pd.DataFrame) else found)

    return cast(Callable[Concatenate[sa.Connection, P], T], look_up)
