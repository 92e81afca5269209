"""A download from the server on this machine, and the file that it is to bring."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data_access.fetch.addresses import Content
from data_access.fetch.download import Fetched, fetch_source
from tests.unit.data_access.fetch.serving import Answer, Server, make_address

PATIENT = 5.0  # seconds
Fetch = Callable[..., list[Fetched]]


@pytest.fixture
def fetch(server: Server, tmp_path: Path) -> Fetch:
    """Let the server answer in turn, and download."""

    def run(
        *answers: Answer, content: Content = Content.CSV, tries: int = 3, timeout: float = PATIENT
    ) -> list[Fetched]:
        server.answers["/file-2023.csv"] = list(answers)
        return fetch_source(
            "collisions",
            year="2023",
            into=tmp_path / "in",
            addresses=[make_address(server, content=content)],
            timeout=timeout,
            tries=tries,
            pause=0.01,
        )

    return run


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "in" / "file-2023.csv"
