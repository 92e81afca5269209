"""The real app in a process of its own, and a Chromium to look at it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.ensure_chromium import ADVICE, find_chromium

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 60
IDLE_MILLISECONDS = 45_000
MAP_MILLISECONDS = 2_500  # without a graphics card, a map draws slowly


@dataclass(frozen=True)
class Served:
    """An app that runs: where it answers, and its process."""

    address: str
    pid: int


@contextmanager
def serve_app(environ: Mapping[str, str], *, log: Path) -> Iterator[str]:
    """Run the app as `make run` does, on a free port; gives its address, and ends it afterwards."""
    with serve_process(environ, log=log) as served:
        yield served.address


@contextmanager
def serve_process(environ: Mapping[str, str], *, log: Path, options: tuple[str, ...] = ()) -> Iterator[Served]:
    """As serve_app, for those who look at the process too; `options` overrule the configuration file."""
    port = _find_free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *options]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environ}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _await_health(address, process=process, log=log)
            yield Served(address, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await_health(address: str, *, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"The app did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A Chromium driven by Playwright."""
    path = find_chromium()
    if path is None:
        raise RuntimeError(ADVICE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


def await_idle(page: Page) -> None:
    """Wait until the script has run, nothing is stale or loading, and every chart and map is drawn."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=IDLE_MILLISECONDS)
    page.wait_for_function(
        """() => {
          const all = (what) => [...document.querySelectorAll(what)];
          return all('[data-testid="stMainBlockContainer"] .foot, [data-testid="stAlert"]').length > 0
            && all('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]').length === 0
            && all('[data-stale="true"]').length === 0
            && all('[data-testid="stVegaLiteChart"]').every((chart) => chart.querySelector('canvas, svg'))
            && all('[data-testid="stDeckGlJsonChart"]').every((map) => map.querySelector('canvas'));
        }""",
        timeout=IDLE_MILLISECONDS,
    )


def visit(page: Page, address: str) -> None:
    """Open an address and wait until its page is drawn."""
    page.goto(address, wait_until="domcontentloaded")
    await_idle(page)


def await_maps(page: Page) -> None:
    """Wait until the boundaries of every map have come and it has had time to draw them."""
    if page.locator('[data-testid="stDeckGlJsonChart"]').count():
        page.wait_for_function(
            """() => performance.getEntriesByType('resource')
              .filter((entry) => entry.name.includes('/geodata/style') && entry.responseEnd > 0).length > 0""",
            timeout=IDLE_MILLISECONDS,
        )
        page.wait_for_timeout(MAP_MILLISECONDS)
