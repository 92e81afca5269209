"""Find a Chromium for the browser tests, or install one; run by `make test`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
ADVICE = (
    "The browser tests need a Chromium and none could be installed: install one with 'apt-get install chromium' "
    "as root, or put a chromium or google-chrome on the PATH."
)


def find_chromium() -> str | None:
    """The path of a Chromium: one on the PATH, else the one Playwright installed; None where there is none."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    return _find_playwright_chromium()


def _find_playwright_chromium() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_chromium() -> None:
    """Try the system's packages where we may, then Playwright's own download; says nothing where both fail."""
    may_install = shutil.which("apt-get") is not None and os.geteuid() == 0
    install = ("apt-get", "install", "-y", "--no-install-recommends", "chromium")
    if may_install and _run("apt-get", "update") and _run(*install):
        return
    _run(sys.executable, "-m", "playwright", "install", "chromium")


def _run(*command: str) -> bool:
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def main() -> int:
    """0 where a Chromium is there in the end; else 1 and one sentence."""
    if find_chromium():
        return 0
    print("Installing Chromium for the browser tests ...")
    install_chromium()
    if find_chromium():
        return 0
    print(ADVICE, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
