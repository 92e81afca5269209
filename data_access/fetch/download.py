"""Download official files: the one part of the product that uses the internet, and only when told to.

A file grows as NAME.part and gets its name once it is whole and is what it should be. What the server
called the file (ETag or date) is kept in NAME.part.from: a download goes on only where that still holds,
so two releases of a file are never joined.
"""

import hashlib
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from tqdm import tqdm

from data_access.fetch.addresses import ADDRESSES, Address
from data_access.fetch.checks import PACKED, check_content, refuse_page
from data_access.fetch.choosing import fill_address, find_addresses
from data_access.fetch.failures import (
    FetchError,
    PassingError,
    StaleError,
    explain_failure,
    explain_status,
    say_briefly,
)

TIMEOUT = 30.0  # seconds without a byte
TRIES = 5
PAUSE = 2.0  # seconds before the second try; each further one waits twice as long
BLOCK = 1_000_000

_REST = re.compile(r"bytes (?P<first>\d+)-\d+/(?P<total>\d+)")


@dataclass(frozen=True)
class Fetched:
    """A file that was downloaded whole."""

    path: Path
    byte_count: int
    sha256: str
    address: str


class _SafeRedirects(HTTPRedirectHandler):
    """Redirects, but never off the web, nor from https to what anybody on the way could change."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        """The request to send instead; raises HTTPError where that isn't safe."""
        safe = ("https",) if req.type == "https" else ("http", "https")
        if urlsplit(newurl).scheme not in safe:
            raise HTTPError(req.full_url, code, "not a safe address", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


@dataclass(frozen=True)
class _Part:
    """A download that isn't whole yet."""

    path: Path
    origin: Path

    @classmethod
    def of(cls, target: Path) -> "_Part":
        return cls(path=target.with_name(f"{target.name}.part"), origin=target.with_name(f"{target.name}.part.from"))

    def read_validator(self, address: str) -> str:
        """What the server called the file when the part was begun; '' where the download can't go on."""
        if not self.path.exists() or not self.origin.exists():
            return ""
        begun, _, validator = self.origin.read_text(encoding="utf-8").partition("\n")
        return validator if begun == address else ""

    def begin(self, address: str, *, validator: str) -> None:
        self.path.write_bytes(b"")
        self.origin.write_text(f"{address}\n{validator}", encoding="utf-8")

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)
        self.origin.unlink(missing_ok=True)


def fetch_source(
    source: str,
    *,
    month: str = "",
    year: str = "",
    into: Path,
    addresses: Sequence[Address] = ADDRESSES,
    timeout: float = TIMEOUT,
    tries: int = TRIES,
    pause: float = PAUSE,
) -> list[Fetched]:
    """Download the files of a source into a folder; those it has only a page for are passed over.

    `month` is YYYY-MM and `year` YYYY or 'all', where the source's addresses ask for one; `timeout` and
    `pause` are seconds. A file already there is replaced once the new one is whole. Raises FetchError.
    """
    wanted = [
        (address, fill_address(address, month=month, year=year))
        for address in find_addresses(source, addresses=addresses)
        if not address.is_page
    ]
    try:
        into.mkdir(parents=True, exist_ok=True)
        return [
            _fetch_file(address, filled, into=into, timeout=timeout, tries=tries, pause=pause)
            for address, filled in wanted
        ]
    except OSError as error:
        raise FetchError(
            f"{into}: the download cannot be written here ({say_briefly(error)}); make room, or give another folder "
            "with --into."
        ) from error


def _fetch_file(address: Address, filled: str, *, into: Path, timeout: float, tries: int, pause: float) -> Fetched:
    target = into / (address.file_name or PurePosixPath(urlsplit(filled).path).name)
    part = _Part.of(target)
    for attempt in range(1, tries + 1):
        try:
            _download(address, filled, part=part, timeout=timeout)
            break
        except PassingError as error:
            if isinstance(error, StaleError):
                part.drop()
            if attempt == tries:
                raise FetchError(
                    f"{filled} could not be downloaded in {tries} tries ({error}): repeat the command later, and "
                    "what has come so far is used where it still can be."
                ) from error
            time.sleep(pause * 2 ** (attempt - 1))
    try:
        check_content(address, filled, path=part.path)
    except FetchError:
        part.drop()
        raise
    fetched = Fetched(path=target, byte_count=part.path.stat().st_size, sha256=_hash(part.path), address=filled)
    part.path.replace(target)
    part.drop()
    return fetched


def _download(address: Address, filled: str, *, part: _Part, timeout: float) -> None:
    """Ask once for the file, or for the rest of it; raises PassingError where another try may do better."""
    validator = part.read_validator(filled)
    held = part.path.stat().st_size if validator else 0
    headers = {"User-Agent": "threat-picture fetch", "Accept-Encoding": "identity"}
    if held:
        headers |= {"Range": f"bytes={held}-", "If-Range": validator}
    with _ask(address, filled, headers=headers, timeout=timeout) as response:
        is_rest = response.status == 206
        total = _read_total(response, held=held, validator=validator) if is_rest else response.length
        refuse_page(address, filled, kind=response.headers.get_content_type())
        if not is_rest:
            held = 0
            part.begin(filled, validator=_name_version(response))
        if total is None and not response.chunked and address.content not in PACKED:
            part.drop()
            raise FetchError(
                f"{filled} comes without its size, so a cut-off file could not be told from a whole one: "
                f"download it with a browser from {address.page}."
            )
        _receive(response, part=part, held=held, total=total)


def _ask(address: Address, filled: str, *, headers: dict[str, str], timeout: float) -> HTTPResponse:
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        UnknownHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        _SafeRedirects(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    try:
        response = opener.open(Request(filled, headers=headers), timeout=timeout)  # noqa: S310  checked in fill_address
    except HTTPError as error:
        error.close()
        raise explain_status(address, filled, error=error) from error
    except (OSError, HTTPException) as error:
        raise explain_failure(filled, error=error, timeout=timeout) from error
    assert isinstance(response, HTTPResponse)
    return response


def _name_version(response: HTTPResponse) -> str:
    """What tells this release of the file from another: a strong ETag, else its date, else ''."""
    etag: str = response.headers.get("ETag", "")
    return etag if etag.startswith('"') else str(response.headers.get("Last-Modified", ""))


def _read_total(response: HTTPResponse, *, held: int, validator: str) -> int:
    """The size of the whole file a rest belongs to; raises StaleError for a rest that doesn't fit the part held."""
    rest = _REST.fullmatch(response.headers.get("Content-Range", ""))
    if rest is None or int(rest["first"]) != held or _name_version(response) != validator:
        raise StaleError("the server answered with another part than was asked for")
    return int(rest["total"])


def _receive(response: HTTPResponse, *, part: _Part, held: int, total: int | None) -> None:
    with (
        part.path.open("ab") as file,
        tqdm(
            total=total, initial=held, unit="B", unit_scale=True, desc=part.path.stem, file=sys.stderr, leave=False
        ) as bar,
    ):
        for block in _read_blocks(response):
            file.write(block)
            held += len(block)
            bar.update(len(block))
    if total is not None and held < total:
        raise PassingError(f"it was cut off after {held:,} of {total:,} bytes")
    if total is not None and held > total:
        raise StaleError("more came than the server said")


def _read_blocks(response: HTTPResponse) -> Iterator[bytes]:
    """Blocks as they come, so that what came before a cut-off is kept."""
    while True:
        try:
            block = response.read1(BLOCK)
        except (OSError, HTTPException) as error:
            raise PassingError("the connection was lost while it came") from error
        if not block:
            return
        yield block


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
