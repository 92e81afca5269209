"""Downloads, against a real server on this machine that misbehaves. Nothing here uses the internet."""

import argparse
import hashlib
import io
import re
import ssl
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import gaierror
from types import SimpleNamespace
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request

import pytest

from data_access.commands.fetch import add_fetch_command, run_fetch
from data_access.fetch.addresses import ADDRESSES, Address, Content
from data_access.fetch.choosing import fill_address, find_addresses
from data_access.fetch.download import Fetched, fetch_source
from data_access.fetch.download import _SafeRedirects as SafeRedirects
from data_access.fetch.failures import FetchError, explain_failure
from data_access.load.registry import LOADERS
from data_access.settings import read_settings

CSV = b"collision_index,collision_year\n" + b"".join(b"2023%06d,2023\n" % number for number in range(20_000))
OTHER_CSV = CSV.replace(b"2023", b"2024")
HTML = b"<!DOCTYPE html><html><body>Sorry, we are mending this</body></html>"
PATIENT, IMPATIENT = 5.0, 0.3  # seconds


def _make_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("2024-02/2024-02-warwickshire-street.csv", CSV)
    return buffer.getvalue()


ZIP = _make_zip()


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


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _address(server: Server, *, path: str = "/file-{year}.csv", content: Content = Content.CSV) -> Address:
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
            addresses=[_address(server, content=content)],
            timeout=timeout,
            tries=tries,
            pause=0.01,
        )

    return run


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "in" / "file-2023.csv"


def _names(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


def _untrusted() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_message = "self-signed certificate"
    return error


def _check_sentence(error: pytest.ExceptionInfo[FetchError], *words: str) -> None:
    text = str(error.value)
    assert text.endswith(".")
    assert ". " not in text
    assert "\n" not in text
    for word in words:
        assert word in text


def test_a_file_comes_whole_with_its_size_and_checksum(fetch: Fetch, server: Server, target: Path) -> None:
    fetched = fetch(Answer(CSV))
    assert fetched == [
        Fetched(
            path=target,
            byte_count=len(CSV),
            sha256=hashlib.sha256(CSV).hexdigest(),
            address=f"{server.root}/file-2023.csv",
        )
    ]
    assert target.read_bytes() == CSV
    assert _names(target) == ["file-2023.csv"]
    assert server.ranges == [""]


def test_a_file_of_a_release_before_is_replaced(fetch: Fetch, target: Path) -> None:
    fetch(Answer(CSV))
    fetch(Answer(OTHER_CSV))
    assert target.read_bytes() == OTHER_CSV


@pytest.mark.parametrize("content", [Content.ZIP, Content.ODS, Content.XLSX])
def test_a_packed_file_is_kept(fetch: Fetch, target: Path, content: Content) -> None:
    assert fetch(Answer(ZIP, kind="application/octet-stream"), content=content)[0].byte_count == len(ZIP)
    assert target.read_bytes() == ZIP


def test_a_geopackage_is_kept(fetch: Fetch, target: Path) -> None:
    body = b"SQLite format 3\x00" + bytes(1000)
    fetch(Answer(body, kind="application/octet-stream"), content=Content.GPKG)
    assert target.read_bytes() == body


def test_a_server_too_slow_at_first_is_asked_again(fetch: Fetch, server: Server, target: Path) -> None:
    fetch(Answer(CSV, waits=2 * IMPATIENT), Answer(CSV), timeout=IMPATIENT)
    assert target.read_bytes() == CSV
    assert len(server.ranges) > 1


def test_a_server_always_too_slow_is_given_up(fetch: Fetch, target: Path) -> None:
    with pytest.raises(FetchError) as error:
        fetch(Answer(CSV, waits=2 * IMPATIENT), tries=2, timeout=IMPATIENT)
    _check_sentence(error, "/file-2023.csv", "in 2 tries", "nothing came for 0.3 seconds", "repeat the command later")
    assert not target.exists()


@pytest.mark.parametrize("headers", [{"ETag": '"a"'}, {"Last-Modified": "Thu, 25 Sep 2025 08:30:00 GMT"}])
@pytest.mark.parametrize("fault", [{"sent": 70_000}, {"waits_midway": 2 * IMPATIENT}], ids=["cut off", "stalled"])
def test_a_file_cut_off_goes_on_where_it_stopped(
    fetch: Fetch, server: Server, target: Path, headers: dict[str, str], fault: dict[str, float]
) -> None:
    whole = Answer(CSV, headers=headers, honours_ranges=True)
    fetch(replace(whole, **fault), whole, timeout=IMPATIENT)
    assert target.read_bytes() == CSV
    assert server.ranges[0] == ""
    assert server.statuses[:2] == [200, 206]
    first = int(server.ranges[1].removeprefix("bytes=").removesuffix("-"))
    assert 0 < first < len(CSV)
    assert _names(target) == ["file-2023.csv"]


def test_a_later_run_goes_on_where_an_earlier_one_stopped(fetch: Fetch, server: Server, target: Path) -> None:
    whole = Answer(CSV, headers={"ETag": '"a"'}, honours_ranges=True)
    with pytest.raises(FetchError) as error:
        fetch(replace(whole, sent=70_000), tries=1)
    _check_sentence(error, "cut off after 70,000 of", "repeat the command")
    assert _names(target) == ["file-2023.csv.part", "file-2023.csv.part.from"]
    fetch(whole)
    assert target.read_bytes() == CSV
    assert server.ranges == ["", "bytes=70000-"]
    assert server.statuses == [200, 206]


def test_a_server_that_ignores_ranges_sends_all_of_it_again(fetch: Fetch, server: Server, target: Path) -> None:
    fetch(Answer(CSV, headers={"ETag": '"a"'}, sent=70_000), Answer(CSV, headers={"ETag": '"a"'}))
    assert target.read_bytes() == CSV
    assert server.ranges == ["", "bytes=70000-"]


def test_two_releases_of_a_file_are_never_joined(fetch: Fetch, target: Path) -> None:
    with pytest.raises(FetchError):
        fetch(Answer(CSV, headers={"ETag": '"a"'}, sent=70_000), tries=1)
    fetch(Answer(OTHER_CSV, headers={"ETag": '"b"'}, honours_ranges=True))
    assert target.read_bytes() == OTHER_CSV


def test_files_of_two_addresses_are_never_joined(server: Server, tmp_path: Path) -> None:
    server.answers["/a.csv"] = [Answer(CSV, headers={"ETag": '"a"'}, sent=70_000)]
    server.answers["/b.csv"] = [Answer(OTHER_CSV, headers={"ETag": '"a"'}, honours_ranges=True)]
    one = replace(_address(server, path="/a.csv"), file_name="one.csv")
    with pytest.raises(FetchError, match="cut off"):
        fetch_source("collisions", into=tmp_path, addresses=[one], tries=1)
    fetch_source("collisions", into=tmp_path, addresses=[replace(one, template=f"{server.root}/b.csv")], tries=1)
    assert (tmp_path / "one.csv").read_bytes() == OTHER_CSV
    assert server.ranges == ["", ""]


@pytest.mark.parametrize(
    "headers",
    [
        {"ETag": '"b"', "Content-Range": f"bytes 70000-{len(CSV) - 1}/{len(CSV)}"},
        {"ETag": '"a"', "Content-Range": f"bytes 5-{len(CSV) - 1}/{len(CSV)}"},
        {"ETag": '"a"'},
    ],
    ids=["of another release", "from another place", "from an unknown place"],
)
def test_a_rest_that_does_not_fit_is_thrown_away(fetch: Fetch, target: Path, headers: dict[str, str]) -> None:
    begun = Answer(CSV, headers={"ETag": '"a"'}, sent=70_000)
    wrong = Answer(OTHER_CSV[70_000:], status=206, headers=headers)
    fetch(begun, wrong, Answer(CSV))
    assert target.read_bytes() == CSV


def test_a_rest_that_comes_in_pieces_is_put_together(fetch: Fetch, server: Server, target: Path) -> None:
    head = {"ETag": '"a"'}
    piece = Answer(CSV[70_000:90_000], status=206, headers={**head, "Content-Range": f"bytes 70000-89999/{len(CSV)}"})
    fetch(Answer(CSV, headers=head, sent=70_000), piece, Answer(CSV, headers=head, honours_ranges=True))
    assert target.read_bytes() == CSV
    assert server.ranges == ["", "bytes=70000-", "bytes=90000-"]


def test_without_a_release_to_compare_nothing_is_joined(fetch: Fetch, server: Server, target: Path) -> None:
    fetch(Answer(CSV, headers={"ETag": 'W/"a"'}, sent=70_000), Answer(OTHER_CSV, honours_ranges=True))
    assert target.read_bytes() == OTHER_CSV
    assert server.ranges == ["", ""]


def test_a_part_longer_than_the_file_is_thrown_away(fetch: Fetch, server: Server, target: Path) -> None:
    whole = Answer(CSV, headers={"ETag": '"a"'})
    fetch(replace(whole, sent=70_000), Answer(b"", status=416), whole)
    assert target.read_bytes() == CSV
    assert server.ranges == ["", "bytes=70000-", ""]


def test_a_missing_file_is_not_asked_for_again(fetch: Fetch, server: Server, target: Path) -> None:
    with pytest.raises(FetchError) as error:
        fetch(Answer(HTML, status=404, kind="text/html"))
    _check_sentence(error, "/file-2023.csv", "404", "https://www.example.gov.uk/page", "the file of all years")
    assert len(server.ranges) == 1
    assert _names(target) == []


def test_a_refusal_is_not_asked_for_again(fetch: Fetch, server: Server) -> None:
    with pytest.raises(FetchError) as error:
        fetch(Answer(b"", status=403))
    _check_sentence(error, "refused", "403", "with a browser")
    assert len(server.ranges) == 1


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_twice_is_asked_a_third_time(
    fetch: Fetch, server: Server, target: Path, status: int
) -> None:
    fetch(Answer(b"", status=status), Answer(b"", status=status), Answer(CSV))
    assert target.read_bytes() == CSV
    assert len(server.ranges) == 3


def test_pauses_grow(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/file-2023.csv"] = [Answer(b"", status=500)]
    pauses: list[float] = []
    monkeypatch.setattr("data_access.fetch.time", SimpleNamespace(sleep=pauses.append))
    with pytest.raises(FetchError, match=r"in 4 tries \(the server answered 500\)"):
        fetch_source(
            "collisions", year="2023", into=tmp_path, addresses=[_address(server)], timeout=PATIENT, tries=4, pause=0.05
        )
    assert pauses == [0.05, 0.1, 0.2]


def test_a_server_that_hangs_up_is_given_up(tmp_path: Path, server: Server) -> None:
    closed = Server()
    root = closed.root
    closed.server_close()
    address = replace(_address(server), template=f"{root}/file.csv")
    with pytest.raises(FetchError) as error:
        fetch_source("collisions", into=tmp_path, addresses=[address], timeout=PATIENT, tries=2, pause=0.01)
    _check_sentence(error, root, "in 2 tries", "refused")


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "text/csv", "application/octet-stream"])
@pytest.mark.parametrize("content", [Content.CSV, Content.ZIP])
@pytest.mark.parametrize("body", [HTML, b"\xef\xbb\xbf\n " + HTML, b'<?xml version="1.0"?><Error>no</Error>'])
def test_a_web_page_is_never_kept(fetch: Fetch, target: Path, kind: str, content: Content, body: bytes) -> None:
    with pytest.raises(FetchError) as error:
        fetch(Answer(body, kind=kind), content=content)
    _check_sentence(error, "/file-2023.csv", f"a web page instead of a {content} file", "browser")
    assert _names(target) == []


def test_what_the_server_calls_a_web_page_is_one(fetch: Fetch, target: Path) -> None:
    with pytest.raises(FetchError, match="a web page instead of a csv file"):
        fetch(Answer(b"Sign in, please, to go on\n", kind="text/html; charset=utf-8"))
    assert _names(target) == []


def test_a_web_page_leaves_the_file_already_there(fetch: Fetch, target: Path) -> None:
    fetch(Answer(CSV))
    with pytest.raises(FetchError):
        fetch(Answer(HTML))
    assert target.read_bytes() == CSV
    assert _names(target) == ["file-2023.csv"]


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (Content.CSV, b"\x1f\x8b\x08\x00\x00\x00\x00,\x00"),
        (Content.CSV, b"service unavailable\n"),
        (Content.ZIP, CSV),
        (Content.ZIP, ZIP[:-100]),
        (Content.ZIP, b"PK\x03\x04 and no more"),
        (Content.ZIP, b"rubbish before it" + ZIP),
        (Content.ODS, CSV),
        (Content.GPKG, ZIP),
    ],
    ids=["gzip", "one sentence", "csv for zip", "cut zip", "zip in name", "late zip", "csv for ods", "zip for gpkg"],
)
def test_a_file_of_another_kind_is_never_kept(fetch: Fetch, target: Path, content: Content, body: bytes) -> None:
    with pytest.raises(FetchError) as error:
        fetch(Answer(body, kind="application/octet-stream"), content=content)
    _check_sentence(error, "/file-2023.csv", f"sound {content} file", "nothing was kept")
    assert _names(target) == []


def test_a_length_too_great_is_never_kept(fetch: Fetch, target: Path) -> None:
    with pytest.raises(FetchError) as error:
        fetch(Answer(CSV, length=len(CSV) + 5))
    _check_sentence(error, f"cut off after {len(CSV):,} of {len(CSV) + 5:,} bytes")
    assert not target.exists()


def test_a_length_too_small_for_a_zip_is_never_kept(fetch: Fetch, target: Path) -> None:
    with pytest.raises(FetchError, match="sound zip file"):
        fetch(Answer(ZIP, kind="application/zip", length=len(ZIP) - 10), content=Content.ZIP)
    assert _names(target) == []


def test_a_csv_without_its_size_is_never_kept(fetch: Fetch, target: Path) -> None:
    with pytest.raises(FetchError) as error:
        fetch(Answer(CSV, is_unsized=True))
    _check_sentence(error, "without its size", "https://www.example.gov.uk/page")
    assert _names(target) == []


def test_a_zip_without_its_size_shows_its_own_end(fetch: Fetch, target: Path) -> None:
    fetch(Answer(ZIP, kind="application/zip", is_unsized=True), content=Content.ZIP)
    assert target.read_bytes() == ZIP
    with pytest.raises(FetchError, match="sound zip file"):
        fetch(Answer(ZIP, kind="application/zip", is_unsized=True, sent=len(ZIP) // 2), content=Content.ZIP)
    assert target.read_bytes() == ZIP


def test_a_file_in_chunks_shows_its_own_end(fetch: Fetch, target: Path) -> None:
    fetch(Answer(CSV, is_chunked=True, sent=70_000), Answer(CSV, is_chunked=True))
    assert target.read_bytes() == CSV
    target.unlink()
    with pytest.raises(FetchError, match="the connection was lost"):
        fetch(Answer(CSV, is_chunked=True, sent=70_000))
    assert not target.exists()


def test_an_empty_file_is_never_kept(fetch: Fetch, target: Path) -> None:
    with pytest.raises(FetchError) as error:
        fetch(Answer(b""))
    _check_sentence(error, "/file-2023.csv", "empty file")
    assert _names(target) == []


def test_redirects_are_followed(fetch: Fetch, server: Server, target: Path) -> None:
    server.answers["/elsewhere"] = [Answer(CSV)]
    fetch(Answer(b"", status=302, headers={"Location": "/elsewhere"}))
    assert target.read_bytes() == CSV


@pytest.mark.parametrize(
    "place", ["/file-2023.csv", "ftp://127.0.0.1/file.csv", "file:///etc/hostname"], ids=["loop", "ftp", "file"]
)
def test_a_redirect_in_a_circle_or_off_the_web_is_refused(fetch: Fetch, target: Path, place: str) -> None:
    with pytest.raises(FetchError) as error:
        fetch(Answer(b"", status=302, headers={"Location": place}))
    _check_sentence(error, "/file-2023.csv", "redirect 302", "browser")
    assert _names(target) == []


def test_a_redirect_never_leaves_https() -> None:
    asked = Request("https://data.police.uk/a.zip")
    with pytest.raises(HTTPError, match="not a safe address") as error:
        SafeRedirects().redirect_request(asked, io.BytesIO(), 302, "", Message(), "http://data.police.uk/a.zip")
    error.value.close()
    onward = SafeRedirects().redirect_request(asked, io.BytesIO(), 302, "", Message(), "https://s3.example/a.zip")
    assert onward is not None
    assert onward.full_url == "https://s3.example/a.zip"


def test_https_asked_of_a_server_without_it_is_given_up(server: Server, tmp_path: Path) -> None:
    address = replace(_address(server), template=f"https://127.0.0.1:{server.server_port}/file.csv")
    with pytest.raises(FetchError) as error:
        fetch_source("collisions", into=tmp_path, addresses=[address], timeout=PATIENT, tries=2, pause=0.01)
    _check_sentence(error, "https://127.0.0.1", "in 2 tries")


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (URLError(gaierror(-2, "Name or service not known")), ["cannot be found from this machine", "HTTPS_PROXY"]),
        (URLError(_untrusted()), ["certificate of data.police.uk is not trusted", "self-signed certificate"]),
    ],
    ids=["no internet", "certificate not trusted"],
)
def test_a_machine_that_cannot_reach_the_publisher_is_told_so(cause: URLError, words: list[str]) -> None:
    explained = explain_failure("https://data.police.uk/a.zip", error=cause, timeout=1)
    assert isinstance(explained, FetchError)
    with pytest.raises(FetchError) as error:
        raise explained
    _check_sentence(error, "https://data.police.uk/a.zip", *words)


@pytest.mark.parametrize("template", ["ftp://127.0.0.1/a.csv", "file:///etc/hostname", "a.csv", "https:///a.csv"])
def test_an_address_off_the_web_is_refused(server: Server, tmp_path: Path, template: str) -> None:
    with pytest.raises(FetchError) as error:
        fetch_source("collisions", into=tmp_path, addresses=[replace(_address(server), template=template)])
    _check_sentence(error, template, "addresses.py")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_named(server: Server, tmp_path: Path) -> None:
    server.answers["/file-2023.csv"] = [Answer(CSV)]
    (tmp_path / "in").write_text("a file")
    with pytest.raises(FetchError) as error:
        fetch_source("collisions", year="2023", into=tmp_path / "in", addresses=[_address(server)])
    _check_sentence(error, str(tmp_path / "in"), "--into")
    assert server.ranges == []


@pytest.mark.parametrize(
    ("source", "month", "year", "words"),
    [
        ("street-crime", "", "", ["published by month", "--month YYYY-MM"]),
        ("street-crime", "2024-13", "", ["'2024-13' is not a month"]),
        ("street-crime", "2024-02\n", "", ["is not a month"]),
        ("street-crime", "2024-02", "2024", ["not published by year", "leave out --year"]),
        ("collisions", "", "", ["published by year", "--year YYYY or all"]),
        ("collisions", "", "../2015", ["'../2015' is not a year"]),
        ("roads", "", "2024", ["leave out --year"]),
        ("horoscopes", "", "", ["'horoscopes'", "street-crime, collisions"]),
    ],
)
def test_a_period_missing_or_malformed_is_refused(
    tmp_path: Path, source: str, month: str, year: str, words: list[str]
) -> None:
    with pytest.raises(FetchError) as error:
        fetch_source(source, month=month, year=year, into=tmp_path)
    for word in words:
        assert word in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_every_official_source_has_an_address() -> None:
    sources = {address.source for address in ADDRESSES}
    assert sources == {"street-crime", "collisions", "recorded-crime", "workforce", "population", "traffic", "roads"}
    assert sources <= set(LOADERS)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: f"{address.source}-{address.content}")
def test_an_official_address_is_complete(address: Address) -> None:
    months = "2024-02" if "{month}" in address.template else ""
    years = ("2015", "all") if "{year}" in address.template else ("",)
    for year in years:
        filled = fill_address(address, month=months, year=year)
        assert urlsplit(filled).scheme == "https"
        assert urlsplit(filled).hostname.endswith((".police.uk", ".gov.uk", ".os.uk"))
        assert not re.search(r"[{}\s]", filled)
    assert urlsplit(address.page).scheme == "https"
    assert address.publisher
    assert address.licence.startswith("Open Government Licence")
    assert address.advice
    assert ". " not in address.advice
    assert not address.advice.endswith(".")
    assert address.is_page == (address.template == address.page)


def test_the_addresses_of_files_are_these() -> None:
    filled = [
        fill_address(address, month="2024-02" * ("{month}" in address.template), year=year)
        for source, year in (("street-crime", ""), ("collisions", "2023"), ("collisions", "all"), ("roads", ""))
        for address in find_addresses(source)
    ]
    road_safety = "https://data.dft.gov.uk/road-accidents-safety-data/dft-road-casualty-statistics"
    assert filled == [
        "https://data.police.uk/data/archive/2024-02.zip",
        *(f"{road_safety}-{kind}-2023.csv" for kind in ("collision", "vehicle", "casualty")),
        *(f"{road_safety}-{kind}-1979-latest-published-year.csv" for kind in ("collision", "vehicle", "casualty")),
        "https://api.os.uk/downloads/v1/products/OpenRoads/downloads?area=GB&format=GeoPackage&redirect",
    ]


def _parse(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_fetch_command(parser.add_subparsers())
    return parser.parse_args(["fetch", *arguments])


def test_the_command_takes_a_source_a_period_and_a_folder() -> None:
    chosen = _parse("collisions", "--year", "2023", "--into", "a folder")
    assert chosen.run is run_fetch
    assert (chosen.source, chosen.month, chosen.year, chosen.into) == ("collisions", "", "2023", Path("a folder"))
    assert _parse("workforce").into == Path("downloads")


def test_the_command_says_what_came_and_how_to_load_it(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    addresses = [
        replace(_address(server, path=f"/{kind}-{{year}}.csv"), load_option=option)
        for kind, option in (("collision", ""), ("vehicle", "--vehicles"), ("casualty", "--casualties"))
    ]
    for kind in ("collision", "vehicle", "casualty"):
        server.answers[f"/{kind}-2023.csv"] = [Answer(CSV)]
    folder = tmp_path / "a folder"
    code = run_fetch(
        _parse("collisions", "--year", "2023", "--into", str(folder)), read_settings({}), addresses=addresses
    )
    out = capsys.readouterr().out
    assert code == 0
    for kind in ("collision", "vehicle", "casualty"):
        assert f"{folder}/{kind}-2023.csv: {len(CSV):,} bytes, SHA-256 {hashlib.sha256(CSV).hexdigest()}" in out
        assert f"from {server.root}/{kind}-2023.csv" in out
    assert out.splitlines()[-1] == (
        f"Now run: python -m data_access load collisions '{folder}/collision-2023.csv' "
        f"--vehicles '{folder}/vehicle-2023.csv' --casualties '{folder}/casualty-2023.csv'"
    )
    assert out.count("Earlier years are in the file of all years.") == 1


def test_a_zip_of_roads_is_loaded_as_it_comes(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers["/roads"] = [Answer(ZIP, kind="application/zip")]
    (official,) = find_addresses("roads")
    address = replace(official, template=f"{server.root}/roads")
    assert run_fetch(_parse("roads", "--into", str(tmp_path)), read_settings({}), addresses=[address]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"Now run: python -m data_access load roads {tmp_path}/oproad_gpkg_gb.zip"
    assert (tmp_path / "oproad_gpkg_gb.zip").read_bytes() == ZIP


def test_a_source_without_a_loader_has_no_load_command(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers["/maps"] = [Answer(ZIP, kind="application/zip")]
    address = replace(
        _address(server, path="/maps?area=GB&redirect", content=Content.ZIP), source="maps", file_name="maps.zip"
    )
    chosen = argparse.Namespace(source="maps", month="", year="", into=tmp_path)
    assert run_fetch(chosen, read_settings({}), addresses=[address]) == 0
    out = capsys.readouterr().out
    assert f"{tmp_path}/maps.zip" in out
    assert "data_access load" not in out


@pytest.mark.parametrize("source", ["recorded-crime", "workforce", "population", "traffic"])
def test_a_source_on_a_page_is_taken_by_hand(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run_fetch(_parse(source, "--into", str(tmp_path / "in")), read_settings({}))
    out = capsys.readouterr().out
    assert code == 1
    for address in find_addresses(source):
        assert f"Open {address.page}\n  {address.advice}." in out
    assert out.endswith(f"Then run: python -m data_access load {source} FILE\n")
