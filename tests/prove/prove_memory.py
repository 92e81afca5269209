"""Hundreds of sessions leave next to nothing in the server's memory, though nothing is collected after each run."""

from tests.bench.memory import print_growth

SESSIONS = 300
MOST_MIB_A_SESSION = 0.3  # an open session takes about one, so a limit of one would not notice that none is let go


def test_memory_stays_flat_while_sessions_come_and_go() -> None:
    growth = print_growth(SESSIONS)
    assert growth.mib_a_session < MOST_MIB_A_SESSION, growth
