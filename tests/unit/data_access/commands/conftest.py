"""Commands run as a user types them, with what they print."""

from collections.abc import Callable

import pytest

from data_access.commands.main import main
from data_access.settings import Settings

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; gives its exit code, and what it printed to stdout and stderr."""

    def run_command(*arguments: str, store_url: str = "") -> tuple[int, str, str]:
        monkeypatch.setenv("STORE_URL", store_url)
        capsys.readouterr()
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_command


@pytest.fixture
def ask(run: Run, default_settings: Callable[[str], Settings]) -> Run:
    """Run a command on the default store."""
    url = default_settings("duckdb").store_url
    return lambda *arguments: run(*arguments, store_url=url)
