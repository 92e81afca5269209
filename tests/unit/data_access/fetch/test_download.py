"""Downloads, against a real server on this machine that misbehaves. Nothing here uses the internet."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from email.message import Message
from pathlib import Path
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.request import Request

import pytest

from data_access.fetch.addresses import Content
from data_access.fetch.download import Fetched, fetch_source
from data_access.fetch.download import _SafeRedirects as SafeRedirects
from data_access.fetch.failures import FetchError
from tests.unit.data_access.fetch.serving import Answer, Server, check_sentence, list_names, make_address, make_zip

CSV = b"collision_index,collision_year\n" + b"".join(b"2023%06d,2023\n" % number for number in range(20_000))
OTHER_CSV = CSV.replace(b"2023", b"2024")
HTML = b"<!DOCTYPE html><html><body>Sorry, we are mending this</body></html>"
PATIENT, IMPATIENT = 5.0, 0.3  # seconds
ZIP = make_zip()
Fetch = Callable[..., list[Fetched]]


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
    assert list_names(target) == ["file-2023.csv"]
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
    check_sentence(error, "/file-2023.csv", "in 2 tries", "nothing came for 0.3 seconds", "repeat the command later")
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
    assert list_names(target) == ["file-2023.csv"]


def test_a_later_run_goes_on_where_an_earlier_one_stopped(fetch: Fetch, server: Server, target: Path) -> None:
    whole = Answer(CSV, headers={"ETag": '"a"'}, honours_ranges=True)
    with pytest.raises(FetchError) as error:
        fetch(replace(whole, sent=70_000), tries=1)
    check_sentence(error, "cut off after 70,000 of", "repeat the command")
    assert list_names(target) == ["file-2023.csv.part", "file-2023.csv.part.from"]
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
    one = replace(make_address(server, path="/a.csv"), file_name="one.csv")
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
    check_sentence(error, "/file-2023.csv", "404", "https://www.example.gov.uk/page", "the file of all years")
    assert len(server.ranges) == 1
    assert list_names(target) == []


def test_a_refusal_is_not_asked_for_again(fetch: Fetch, server: Server) -> None:
    with pytest.raises(FetchError) as error:
        fetch(Answer(b"", status=403))
    check_sentence(error, "refused", "403", "with a browser")
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
    monkeypatch.setattr("data_access.fetch.download.time", SimpleNamespace(sleep=pauses.append))
    with pytest.raises(FetchError, match=r"in 4 tries \(the server answered 500\)"):
        fetch_source(
            "collisions",
            year="2023",
            into=tmp_path,
            addresses=[make_address(server)],
            timeout=PATIENT,
            tries=4,
            pause=0.05,
        )
    assert pauses == [0.05, 0.1, 0.2]


def test_a_server_that_hangs_up_is_given_up(tmp_path: Path, server: Server) -> None:
    closed = Server()
    root = closed.root
    closed.server_close()
    address = replace(make_address(server), template=f"{root}/file.csv")
    with pytest.raises(FetchError) as error:
        fetch_source("collisions", into=tmp_path, addresses=[address], timeout=PATIENT, tries=2, pause=0.01)
    check_sentence(error, root, "in 2 tries", "refused")


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
    check_sentence(error, "/file-2023.csv", "redirect 302", "browser")
    assert list_names(target) == []


def test_a_redirect_never_leaves_https() -> None:
    asked = Request("https://data.police.uk/a.zip")
    with pytest.raises(HTTPError, match="not a safe address") as error:
        SafeRedirects().redirect_request(asked, io.BytesIO(), 302, "", Message(), "http://data.police.uk/a.zip")
    error.value.close()
    onward = SafeRedirects().redirect_request(asked, io.BytesIO(), 302, "", Message(), "https://s3.example/a.zip")
    assert onward is not None
    assert onward.full_url == "https://s3.example/a.zip"


def test_https_asked_of_a_server_without_it_is_given_up(server: Server, tmp_path: Path) -> None:
    address = replace(make_address(server), template=f"https://127.0.0.1:{server.server_port}/file.csv")
    with pytest.raises(FetchError) as error:
        fetch_source("collisions", into=tmp_path, addresses=[address], timeout=PATIENT, tries=2, pause=0.01)
    check_sentence(error, "https://127.0.0.1", "in 2 tries")


@pytest.mark.parametrize("template", ["ftp://127.0.0.1/a.csv", "file:///etc/hostname", "a.csv", "https:///a.csv"])
def test_an_address_off_the_web_is_refused(server: Server, tmp_path: Path, template: str) -> None:
    with pytest.raises(FetchError) as error:
        fetch_source("collisions", into=tmp_path, addresses=[replace(make_address(server), template=template)])
    check_sentence(error, template, "addresses.py")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_named(server: Server, tmp_path: Path) -> None:
    server.answers["/file-2023.csv"] = [Answer(CSV)]
    (tmp_path / "in").write_text("a file")
    with pytest.raises(FetchError) as error:
        fetch_source("collisions", year="2023", into=tmp_path / "in", addresses=[make_address(server)])
    check_sentence(error, str(tmp_path / "in"), "--into")
    assert server.ranges == []
