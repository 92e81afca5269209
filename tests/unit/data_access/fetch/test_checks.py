"""What a server sends is kept only if it is the file asked for, whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data_access.fetch.addresses import Content
from data_access.fetch.download import Fetched
from data_access.fetch.failures import FetchError
from tests.unit.data_access.fetch.serving import Answer, check_sentence, list_names, make_zip

CSV = b"collision_index,collision_year\n" + b"".join(b"2023%06d,2023\n" % number for number in range(20_000))
HTML = b"<!DOCTYPE html><html><body>Sorry, we are mending this</body></html>"
ZIP = make_zip()
Fetch = Callable[..., list[Fetched]]


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "text/csv", "application/octet-stream"])
@pytest.mark.parametrize("content", [Content.CSV, Content.ZIP])
@pytest.mark.parametrize("body", [HTML, b"\xef\xbb\xbf\n " + HTML, b'<?xml version="1.0"?><Error>no</Error>'])
def test_a_web_page_is_never_kept(fetch: Fetch, target: Path, kind: str, content: Content, body: bytes) -> None:
    with pytest.raises(FetchError) as error:
        fetch(Answer(body, kind=kind), content=content)
    check_sentence(error, "/file-2023.csv", f"a web page instead of a {content} file", "browser")
    assert list_names(target) == []


def test_what_the_server_calls_a_web_page_is_one(fetch: Fetch, target: Path) -> None:
    with pytest.raises(FetchError, match="a web page instead of a csv file"):
        fetch(Answer(b"Sign in, please, to go on\n", kind="text/html; charset=utf-8"))
    assert list_names(target) == []


def test_a_web_page_leaves_the_file_already_there(fetch: Fetch, target: Path) -> None:
    fetch(Answer(CSV))
    with pytest.raises(FetchError):
        fetch(Answer(HTML))
    assert target.read_bytes() == CSV
    assert list_names(target) == ["file-2023.csv"]


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
    check_sentence(error, "/file-2023.csv", f"sound {content} file", "nothing was kept")
    assert list_names(target) == []


def test_a_length_too_great_is_never_kept(fetch: Fetch, target: Path) -> None:
    with pytest.raises(FetchError) as error:
        fetch(Answer(CSV, length=len(CSV) + 5))
    check_sentence(error, f"cut off after {len(CSV):,} of {len(CSV) + 5:,} bytes")
    assert not target.exists()


def test_a_length_too_small_for_a_zip_is_never_kept(fetch: Fetch, target: Path) -> None:
    with pytest.raises(FetchError, match="sound zip file"):
        fetch(Answer(ZIP, kind="application/zip", length=len(ZIP) - 10), content=Content.ZIP)
    assert list_names(target) == []


def test_a_csv_without_its_size_is_never_kept(fetch: Fetch, target: Path) -> None:
    with pytest.raises(FetchError) as error:
        fetch(Answer(CSV, is_unsized=True))
    check_sentence(error, "without its size", "https://www.example.gov.uk/page")
    assert list_names(target) == []


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
    check_sentence(error, "/file-2023.csv", "empty file")
    assert list_names(target) == []
