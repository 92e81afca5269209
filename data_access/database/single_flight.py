"""One computation at a time for each key: whoever asks for the same meanwhile waits and is given it too."""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


class SingleFlight:
    """Keeps nothing: once an answer is given to all who waited, the next who asks has it computed again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[Hashable, Future[Any]] = {}

    def do(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Compute, or wait for whoever is computing the same; an error reaches all of them."""
        while True:
            with self._lock:
                running: Future[T] | None = self._running.get(key)
                if running is None:
                    mine: Future[T] = Future()
                    self._running[key] = mine
                    break
            with suppress(CancelledError):  # the other was stopped before it had an answer: our turn
                return running.result()
        try:
            made = compute()
        except Exception as error:
            self._end(key)
            mine.set_exception(error)
            raise
        except BaseException:
            self._end(key)
            mine.cancel()
            raise
        self._end(key)
        mine.set_result(made)
        return made

    def _end(self, key: Hashable) -> None:
        with self._lock:
            del self._running[key]
