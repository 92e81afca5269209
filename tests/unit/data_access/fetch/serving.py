"""A server on this machine that misbehaves as told, and what is asked of it."""

import io
import time
import zipfile
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from data_access.fetch.addresses import Address, Content
from data_access.fetch.failures import FetchError

CSV = b"collision_index,collision_year\n" + b"".join(b"2023%06d,2023\n" % number for number in range(20_000))


def make_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("2024-02/2024-02-warwickshire-street.csv", CSV)
    return buffer.getvalue()


@dataclass
class Answer:
    """One answer of the server. `sent` is how many bytes of the body it sends before it hangs up."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/csv"
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    sent: int | None = None
    waits: float = 0.0
    waits_midway: float = 0.0
    is_unsized: bool = False
    is_chunked: bool = False
    honours_ranges: bool = False


class Server(ThreadingHTTPServer):
    """Gives each path's answers in turn, the last one for ever; remembers what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, list[Answer]] = {}
        self.ranges: list[str] = []
        self.statuses: list[int] = []

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        asked = self.headers.get("Range", "")
        self.server.ranges.append(asked)
        answers = self.server.answers[urlsplit(self.path).path]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        self.close_connection = True
        time.sleep(answer.waits)
        try:
            self._send(answer, asked=asked)
        except (BrokenPipeError, ConnectionResetError):
            return

    def _send(self, answer: Answer, *, asked: str) -> None:
        body, status, headers = answer.body, answer.status, dict(answer.headers)
        is_same = self.headers.get("If-Range", "") in (headers.get("ETag"), headers.get("Last-Modified"))
        if asked and answer.honours_ranges and is_same:
            first = int(asked.removeprefix("bytes=").removesuffix("-"))
            headers["Content-Range"] = f"bytes {first}-{len(body) - 1}/{len(body)}"
            body, status = body[first:], 206
        self.server.statuses.append(status)
        self.send_response(status)
        self.send_header("Content-Type", answer.kind)
        for name, value in headers.items():
            self.send_header(name, value)
        if answer.is_chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif not answer.is_unsized:
            self.send_header("Content-Length", str(len(body) if answer.length is None else answer.length))
        self.send_header("Connection", "close")
        self.end_headers()
        sent = body if answer.sent is None else body[: answer.sent]
        if answer.is_chunked:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(sent), sent))
            self.wfile.write(b"0\r\n\r\n" if answer.sent is None else b"")
            return
        middle = len(sent) // 2
        self.wfile.write(sent[:middle])
        self.wfile.flush()
        time.sleep(answer.waits_midway)
        self.wfile.write(sent[middle:])


def make_address(server: Server, *, path: str = "/file-{year}.csv", content: Content = Content.CSV) -> Address:
    return Address(
        source="collisions",
        title="A file",
        template=server.root + path,
        publisher="Department for Transport",
        licence="OGL",
        content=content,
        page="https://www.example.gov.uk/page",
        advice="Earlier years are in the file of all years",
    )


def list_names(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


def check_sentence(error: pytest.ExceptionInfo[FetchError], *words: str) -> None:
    text = str(error.value)
    assert text.endswith(".")
    assert ". " not in text
    assert "\n" not in text
    for word in words:
        assert word in text
