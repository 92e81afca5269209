"""Whether what was downloaded is the file it should be: its first bytes, and for packed ones their end."""

import zipfile
from pathlib import Path

from data_access.fetch.addresses import Address, Content
from data_access.fetch.failures import FetchError

PACKED = (Content.ZIP, Content.ODS, Content.XLSX)  # these show their own end
_GEOPACKAGE_START = b"SQLite format 3\x00"
_ZIP_START = b"PK\x03\x04"


def refuse_page(address: Address, filled: str, *, kind: str) -> None:
    """Raise FetchError where a web page comes in place of a file."""
    if kind in ("text/html", "application/xhtml+xml"):
        raise FetchError(
            f"{filled} gave a web page instead of a {address.content} file: open it in a browser to see what the "
            f"page says, and look for the file on {address.page}."
        )


def check_content(address: Address, filled: str, *, path: Path) -> None:
    """Whether a whole file is of the kind it should be; raises FetchError."""
    with path.open("rb") as file:
        start = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise FetchError(f"{filled} gave an empty file: try again later, or look for it on {address.page}.")
    if start[:1] == b"<":
        refuse_page(address, filled, kind="text/html")
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
