"""Whether memory stays flat while people come and go: `python -m tests.bench.memory [--sessions N]`.

Sessions open a page of a real server, choose another area and leave. Streamlit keeps the last 128 sessions that left
for two minutes, so that a lost connection finds its session again: growth is counted once those places are taken.
"""

import argparse
import asyncio
import contextlib
import io
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psutil

from data_access.load.building import build_store
from data_access.settings import read_settings
from tests.bench.client import Reader
from tests.browser.serving import Served, serve_process

PAGE = "crime"
KEPT_BY_STREAMLIT = 128
SESSIONS = 30
TOGETHER = 4  # as many at once
AREAS = 20  # few, so that a cache that fills is not taken for a leak
SEED = 20_261_128
MIB = 2**20


@dataclass(frozen=True)
class Growth:
    """Resident memory of a server in MiB, after the warm-up and after the sessions counted."""

    sessions: int
    before: float
    after: float

    @property
    def mib_a_session(self) -> float:
        """What each session left behind."""
        return (self.after - self.before) / self.sessions


def measure_growth(*, sessions: int) -> Growth:
    """Let sessions come and go in a fresh process on the default store: first the warm-up, then those counted."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"duckdb:///{folder}/memory.duckdb"
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            build_store(read_settings({"STORE_URL": url}))
        with serve_process({"STORE_URL": url}, log=Path(folder) / "app.log") as served:
            asyncio.run(_come_and_go(served, sessions=KEPT_BY_STREAMLIT))
            before = _read_memory(served)
            asyncio.run(_come_and_go(served, sessions=sessions))
            return Growth(sessions, before, _read_memory(served))


def _read_memory(served: Served) -> float:
    return psutil.Process(served.pid).memory_info().rss / MIB


async def _come_and_go(served: Served, *, sessions: int) -> None:
    """A few at once; each opens the page, chooses another area and leaves."""
    places = asyncio.Semaphore(TOGETHER)
    chance = random.Random(SEED)

    async def visit(place: int) -> None:
        async with places:
            reader = await Reader.open(served.address, page=PAGE)
            await reader.run()
            await reader.choose("Area", reader.list_options("Area")[place])
            await reader.close()

    await asyncio.gather(*(visit(chance.randrange(1, AREAS)) for _ in range(sessions)))


def print_growth(sessions: int = SESSIONS) -> Growth:
    """Measure and print one line."""
    growth = measure_growth(sessions=sessions)
    print(
        f"{growth.sessions} sessions came and went after {KEPT_BY_STREAMLIT}: resident memory {growth.before:.0f} MiB, "
        f"then {growth.after:.0f} MiB: {growth.mib_a_session:+.2f} MiB a session"
    )
    return growth


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what sessions leave in memory.")
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    print_growth(parser.parse_args().sessions)


if __name__ == "__main__":
    main()
