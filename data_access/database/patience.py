"""How long a reader waits for PostgreSQL: the server's own limit ends a slow question, this one a frozen server."""

from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy import event

# The server's statement timeout ends first where the server lives, and its sentence says what to choose instead.
GRACE_SECONDS = 1.0


class ImpatientConnection(psycopg.Connection[Any]):
    """A connection each of whose waits ends: also the tests of a pool, which no statement timer sees."""

    most_seconds: float | None = None

    def wait(self, gen: Any, *args: Any, **options: Any) -> Any:
        """Wait for the server, and hang up on one that stays silent for too long."""
        try:
            return super().wait(gen, *args, **{"timeout": self.most_seconds, **options})
        except psycopg.errors._WaitTimeout as error:
            self.close()
            raise psycopg.OperationalError(f"no answer from the server in {self.most_seconds:g} seconds") from error


def give_up_waiting(engine: sa.Engine, *, seconds: float) -> None:
    """Let this engine's connections wait for no answer longer than a statement may take."""

    @event.listens_for(engine, "do_connect")
    def connect(_: Any, __: Any, arguments: list[Any], options: dict[str, Any]) -> ImpatientConnection:
        connection = ImpatientConnection.connect(*arguments, **options)
        connection.most_seconds = seconds + GRACE_SECONDS
        return connection
