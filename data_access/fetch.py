"""Download official files: the one part of the product that uses the internet, and only when told to.

A file grows as NAME.part and gets its name once it is whole and is what it should be. What the server
called the file (ETag or date) is kept in NAME.part.from: a download goes on only where that still holds,
so two releases of a file are never joined.
"""

import hashlib
import re
import ssl
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from pathlib import Path, PurePosixPath
from socket import gaierror
from typing import IO
from urllib.error import HTTPError, URLError
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

from data_access.addresses import ADDRESSES, Address, Content
from data_access.errors import UserFacingError
from data_access.months import MONTH

TIMEOUT = 30.0  # seconds without a byte
TRIES = 5
PAUSE = 2.0  # seconds before the second try; each further one waits twice as long
BLOCK = 1_000_000

YEAR = re.compile(r"(?:19|20)\d\d")
_PACKED = (Content.ZIP, Content.ODS, Content.XLSX)
_GEOPACKAGE_START = b"SQLite format 3\x00"
_REST = re.compile(r"bytes (?P<first>\d+)-\d+/(?P<total>\d+)")
_ZIP_START = b"PK\x03\x04"
_WORTH_ANOTHER_TRY = (408, 425, 429, 500, 502, 503, 504)


class FetchError(UserFacingError):
    """A file can't be downloaded; nothing stands under its name that wasn't there before."""


@dataclass(frozen=True)
class Fetched:
    """A file that was downloaded whole."""

    path: Path
    byte_count: int
    sha256: str
    address: str


class _PassingError(Exception):
    """A fault that may be gone at the next try."""


class _StaleError(_PassingError):
    """The part held is of another file than the server has now."""


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
            f"{into}: the download cannot be written here ({_say(error)}); make room, or give another folder "
            "with --into."
        ) from error


def find_addresses(source: str, *, addresses: Sequence[Address] = ADDRESSES) -> list[Address]:
    """The entries of a source; raises FetchError for one that has none."""
    found = [address for address in addresses if address.source == source]
    if not found:
        names = ", ".join(dict.fromkeys(address.source for address in addresses))
        raise FetchError(f"There is no official address for '{source}': the sources are {names}.")
    return found


def fill_address(address: Address, *, month: str, year: str) -> str:
    """The address with its month or year; raises FetchError where one is missing, malformed or not wanted."""
    _check_period(address, "month", month, is_valid=bool(MONTH.fullmatch(month)), form="YYYY-MM")
    is_year = bool(YEAR.fullmatch(year)) or bool(address.every_year and year == "all")
    _check_period(address, "year", year, is_valid=is_year, form="YYYY or all" if address.every_year else "YYYY")
    filled = address.template.format(month=month, year=address.every_year if year == "all" else year)
    parts = urlsplit(filled)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{filled} is no http or https address: correct it in data_access/addresses.py.")
    return filled


def _check_period(address: Address, name: str, value: str, *, is_valid: bool, form: str) -> None:
    is_wanted = f"{{{name}}}" in address.template
    if value and not is_wanted:
        raise FetchError(f"{address.source} is not published by {name} at {address.page}: leave out --{name}.")
    if is_wanted and not is_valid:
        given = f"'{value}' is not a {name}" if value else f"{address.source} is published by {name}"
        raise FetchError(f"{given}: give --{name} {form} (see {address.page}).")


def _fetch_file(address: Address, filled: str, *, into: Path, timeout: float, tries: int, pause: float) -> Fetched:
    target = into / (address.file_name or PurePosixPath(urlsplit(filled).path).name)
    part = _Part.of(target)
    for attempt in range(1, tries + 1):
        try:
            _download(address, filled, part=part, timeout=timeout)
            break
        except _PassingError as error:
            if isinstance(error, _StaleError):
                part.drop()
            if attempt == tries:
                raise FetchError(
                    f"{filled} could not be downloaded in {tries} tries ({error}): repeat the command later, and "
                    "what has come so far is used where it still can be."
                ) from error
            time.sleep(pause * 2 ** (attempt - 1))
    try:
        _check_content(address, filled, path=part.path)
    except FetchError:
        part.drop()
        raise
    fetched = Fetched(path=target, byte_count=part.path.stat().st_size, sha256=_hash(part.path), address=filled)
    part.path.replace(target)
    part.drop()
    return fetched


def _download(address: Address, filled: str, *, part: _Part, timeout: float) -> None:
    """Ask once for the file, or for the rest of it; raises _PassingError where another try may do better."""
    validator = part.read_validator(filled)
    held = part.path.stat().st_size if validator else 0
    headers = {"User-Agent": "threat-picture fetch", "Accept-Encoding": "identity"}
    if held:
        headers |= {"Range": f"bytes={held}-", "If-Range": validator}
    with _ask(address, filled, headers=headers, timeout=timeout) as response:
        is_rest = response.status == 206
        total = _read_total(response, held=held, validator=validator) if is_rest else response.length
        _refuse_page(address, filled, kind=response.headers.get_content_type())
        if not is_rest:
            held = 0
            part.begin(filled, validator=_name_version(response))
        if total is None and not response.chunked and address.content not in _PACKED:
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
        raise _explain_status(address, filled, error=error) from error
    except (OSError, HTTPException) as error:
        raise _explain_failure(filled, error=error, timeout=timeout) from error
    assert isinstance(response, HTTPResponse)
    return response


def _explain_status(address: Address, filled: str, *, error: HTTPError) -> Exception:
    if error.code == 416:
        return _StaleError("the part held is longer than the file")
    if error.code in _WORTH_ANOTHER_TRY:
        return _PassingError(f"the server answered {error.code}")
    if error.code in (404, 410):
        return FetchError(
            f"{filled} is not there (the server answered {error.code}): look for the file on {address.page} "
            f"({address.advice})."
        )
    if 300 <= error.code < 400:
        return FetchError(
            f"{filled} sends the download round in a circle or to an address that is not safe "
            f"(redirect {error.code}): download it with a browser from {address.page}."
        )
    return FetchError(
        f"{filled} was refused (the server answered {error.code}): download it with a browser from {address.page}."
    )


def _explain_failure(filled: str, *, error: OSError | HTTPException, timeout: float) -> Exception:
    cause = error.reason if isinstance(error, URLError) else error
    host = urlsplit(filled).hostname
    if isinstance(cause, ssl.SSLCertVerificationError):
        return FetchError(
            f"{filled}: the certificate of {host} is not trusted on this machine ({cause.verify_message}); ask "
            "whoever looks after the network to install the certificate it needs."
        )
    if isinstance(cause, gaierror):
        return FetchError(
            f"{filled}: {host} cannot be found from this machine; run the command where there is internet, or set "
            "HTTPS_PROXY to the proxy of this network."
        )
    if isinstance(cause, TimeoutError):
        return _PassingError(f"nothing came for {timeout:g} seconds")
    return _PassingError(_say(cause))


def _say(cause: object) -> str:
    """An error in a few words that fit in a sentence."""
    words = (cause.strerror if isinstance(cause, OSError) else "") or str(cause) or type(cause).__name__
    return " ".join(words.split()).replace(". ", ", ").rstrip(".")


def _name_version(response: HTTPResponse) -> str:
    """What tells this release of the file from another: a strong ETag, else its date, else ''."""
    etag: str = response.headers.get("ETag", "")
    return etag if etag.startswith('"') else str(response.headers.get("Last-Modified", ""))


def _read_total(response: HTTPResponse, *, held: int, validator: str) -> int:
    """The size of the whole file a rest belongs to; raises _StaleError for a rest that doesn't fit the part held."""
    rest = _REST.fullmatch(response.headers.get("Content-Range", ""))
    if rest is None or int(rest["first"]) != held or _name_version(response) != validator:
        raise _StaleError("the server answered with another part than was asked for")
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
        raise _PassingError(f"it was cut off after {held:,} of {total:,} bytes")
    if total is not None and held > total:
        raise _StaleError("more came than the server said")


def _read_blocks(response: HTTPResponse) -> Iterator[bytes]:
    """Blocks as they come, so that what came before a cut-off is kept."""
    while True:
        try:
            block = response.read1(BLOCK)
        except (OSError, HTTPException) as error:
            raise _PassingError("the connection was lost while it came") from error
        if not block:
            return
        yield block


def _refuse_page(address: Address, filled: str, *, kind: str) -> None:
    if kind in ("text/html", "application/xhtml+xml"):
        raise FetchError(
            f"{filled} gave a web page instead of a {address.content} file: open it in a browser to see what the "
            f"page says, and look for the file on {address.page}."
        )


def _check_content(address: Address, filled: str, *, path: Path) -> None:
    """Whether a whole file is of the kind it should be; raises FetchError."""
    with path.open("rb") as file:
        start = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise FetchError(f"{filled} gave an empty file: try again later, or look for it on {address.page}.")
    if start[:1] == b"<":
        _refuse_page(address, filled, kind="text/html")
    if not _is_of_kind(address.content, path=path, start=start):
        raise FetchError(
            f"{filled} did not give a sound {address.content} file and nothing was kept: look for it on {address.page}."
        )


def _is_of_kind(content: Content, *, path: Path, start: bytes) -> bool:
    if content is Content.CSV:
        return b"\x00" not in start and b"," in start.partition(b"\n")[0]
    if content is Content.GPKG:
        return start.startswith(_GEOPACKAGE_START)
    try:
        with zipfile.ZipFile(path):
            return start.startswith(_ZIP_START)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
