"""Many people at once: sessions that choose another area every ten seconds, with and without Streamlit's collection.

`python -m tests.bench.sessions [--sessions N] [--seconds S] [--areas A]`, or as a part of `make bench`. Each arm has a
fresh server process; what a reader waits for is measured from the request of a rerun to the message that its script has
finished. One session looks at each of the areas first, so that answers come from the caches: what a first answer costs
is measured elsewhere, and would hide the rest. Prints and never fails: a busy machine is no fault.
"""

import argparse
import asyncio
import contextlib
import io
import os
import random
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from data_access.load.building import build_store
from data_access.settings import read_settings
from tests.bench.client import Reader
from tests.browser.serving import Served, serve_process

PAGE = "crime"
THINK_SECONDS = 10.0
SESSIONS, SECONDS, AREAS = 50, 75, 12
SEED = 20_261_128
ARMS = {"before": "true", "after": "false"}  # runner.postScriptGC
MIB = 2**20


@dataclass
class Arm:
    """What one server process did under the load."""

    seconds: list[float] = field(default_factory=list)  # one a rerun
    cpu_seconds: float = 0.0
    load: float = 0.0  # of the machine, the average of the last minute
    mib_a_session: float = 0.0


def measure_sessions(*, sessions: int = SESSIONS, seconds: float = SECONDS, areas: int = AREAS) -> None:
    """Run both arms on one store, and print them side by side."""
    print(
        f"{sessions} sessions on /{PAGE}, another of {areas} areas every {THINK_SECONDS:.0f} s, "
        f"{seconds:.0f} s for each arm"
    )
    with tempfile.TemporaryDirectory() as folder:
        url = f"duckdb:///{folder}/bench.duckdb"
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            build_store(read_settings({"STORE_URL": url}))
        for name, option in ARMS.items():
            arm = Arm()
            options = (f"--runner.postScriptGC={option}",)
            with serve_process({"STORE_URL": url}, log=Path(folder) / f"{name}.log", options=options) as served:
                asyncio.run(_fill(arm, served, sessions=sessions, seconds=seconds, areas=areas))
            print(describe(f"{name} (postScriptGC = {option})", arm))


async def _fill(arm: Arm, served: Served, *, sessions: int, seconds: float, areas: int) -> None:
    """Warm the process up with one session, let all come, and count from then on: a cold start is no rerun."""
    process = psutil.Process(served.pid)
    first = await Reader.open(served.address, page=PAGE)
    await first.run()
    offered = [area for area in first.list_options("Area") if not area.endswith("(LSOA)")][:areas]
    for area in offered:
        await first.choose("Area", area)
    memory = process.memory_info().rss
    chances = [random.Random(SEED + number) for number in range(sessions)]
    readers = await asyncio.gather(*(_arrive(served, chance) for chance in chances))
    cpu, until = sum(process.cpu_times()[:2]), time.monotonic() + seconds
    await asyncio.gather(
        *(
            _browse(arm, reader, chance, areas=offered, until=until)
            for reader, chance in zip(readers, chances, strict=True)
        )
    )
    arm.cpu_seconds = sum(process.cpu_times()[:2]) - cpu
    arm.load = os.getloadavg()[0]
    arm.mib_a_session = (process.memory_info().rss - memory) / MIB / sessions
    for reader in [first, *readers]:
        await reader.close()


async def _arrive(served: Served, chance: random.Random) -> Reader:
    """Open the page within the first think time."""
    await asyncio.sleep(chance.uniform(0, THINK_SECONDS))
    reader = await Reader.open(served.address, page=PAGE)
    await reader.run()
    return reader


async def _browse(arm: Arm, reader: Reader, chance: random.Random, *, areas: list[str], until: float) -> None:
    """Choose another area again and again; what was begun in time is waited for."""
    while (pause := THINK_SECONDS * chance.uniform(0.5, 1.5)) < until - time.monotonic():
        await asyncio.sleep(pause)
        arm.seconds.append(await reader.choose("Area", chance.choice(areas)))


def describe(name: str, arm: Arm) -> str:
    """One line: reruns, median, 95th percentile, the server's CPU, memory a session, and how busy the machine was."""
    if not arm.seconds:
        return f"{name:30} no rerun: the time is too short"
    times = sorted(arm.seconds)
    return (
        f"{name:30} {len(times)} reruns, median {statistics.median(times):.2f} s, "
        f"p95 {times[int(0.95 * len(times))]:.2f} s, server CPU {arm.cpu_seconds:.0f} s "
        f"({1000 * arm.cpu_seconds / len(times):.0f} ms a rerun), "
        f"{arm.mib_a_session:+.2f} MiB a session (load {arm.load:.1f} on {os.cpu_count()} processors)"
    )


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description="Time reruns of many sessions at once.")
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each arm")
    parser.add_argument("--areas", type=int, default=AREAS, help="how many areas are looked at")
    chosen = parser.parse_args()
    measure_sessions(sessions=chosen.sessions, seconds=chosen.seconds, areas=chosen.areas)


if __name__ == "__main__":
    main()
