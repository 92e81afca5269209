"""`make bench`: how long files take to load, pages to run on 1.2 million made crimes, and many sessions at once.

Prints times and their ratio to the budget; it never fails, because a busy machine is no fault.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from components.registry import PAGES
from components.request import PageEntry
from data_access.load.building import build_store
from data_access.settings import read_settings
from data_access.store import open_store
from tests.bench.loading import measure_loading
from tests.bench.made import load_made_crimes
from tests.bench.memory import print_growth
from tests.bench.sessions import measure_sessions

ROOT = Path(__file__).resolve().parents[2]
SCRIPT_BUDGET_MS = 150
QUESTION_BUDGETS_MS = {"threats.coverage": 100}  # what a page pays for although it could be heavy
RUNS = 30


def measure(run: Callable[[], object]) -> list[float]:
    """Milliseconds of each of a number of runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - start))
    return times


def list_views() -> list[tuple[PageEntry, str]]:
    """Every page with each of its views; '' for a page that has one only."""
    return [(entry, code) for entry in PAGES for code, _ in entry.views or (("", ""),)]


def main() -> None:
    """Load the street files, visit every page warm, then let many sessions browse; prints a line for each."""
    measure_loading()
    measure_pages()
    measure_sessions()
    print_growth()


def measure_pages() -> None:
    """Build the store, visit every view of every page warm, print a line for each."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STORE_URL"] = f"duckdb:///{folder}/bench.duckdb"
        settings = read_settings()
        build_store(settings)
        start = time.perf_counter()
        crimes = load_made_crimes(settings)
        print(f"{crimes:,} made crimes stored and rolled up in {time.perf_counter() - start:.1f} s")
        store = open_store(settings)
        for question, budget in QUESTION_BUDGETS_MS.items():
            report(question, measure(lambda question=question: store.ask(question)), budget=budget)
        store.close()
        app = AppTest.from_file(str(ROOT / "components" / "shell.py"), default_timeout=60).run()
        for entry, code in list_views():
            app.query_params.clear()
            if code:
                app.query_params["view"] = code
            app.switch_page(f"../pages/{entry.topic}.py").run()
            report(f"{entry.topic} {code}", measure(app.run))


def report(name: str, times: list[float], *, budget: float = SCRIPT_BUDGET_MS) -> None:
    """Print one line: median, p95 and its share of the budget."""
    p95 = sorted(times)[int(0.95 * len(times))]
    print(
        f"{name:22} median {statistics.median(times):5.0f} ms, p95 {p95:5.0f} ms "
        f"= {p95 / budget:.2f} of the budget of {budget} ms"
    )


if __name__ == "__main__":
    main()
