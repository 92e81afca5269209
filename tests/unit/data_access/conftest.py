"""How hypothesis runs here, and a server on this machine for what downloads: `fetch` and its command."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.unit.data_access.fetch.serving import Server

# No time limit on one example: a busy machine is not a fault.
settings.register_profile("data_access", deadline=None, max_examples=50)
settings.load_profile("data_access")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that answers as it is told and stops with the test."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
