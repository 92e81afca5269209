"""What goes wrong with a download: what may be gone at the next try, and sentences for what will not."""

import ssl
from http.client import HTTPException
from socket import gaierror
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from data_access.errors import UserFacingError
from data_access.fetch.addresses import Address

_WORTH_ANOTHER_TRY = (408, 425, 429, 500, 502, 503, 504)


class FetchError(UserFacingError):
    """A file can't be downloaded; nothing stands under its name that wasn't there before."""


class PassingError(Exception):
    """A fault that may be gone at the next try."""


class StaleError(PassingError):
    """The part held is of another file than the server has now."""


def explain_status(address: Address, filled: str, *, error: HTTPError) -> Exception:
    """The error for what a server answered: one that may pass, or a sentence that says where to look."""
    if error.code == 416:
        return StaleError("the part held is longer than the file")
    if error.code in _WORTH_ANOTHER_TRY:
        return PassingError(f"the server answered {error.code}")
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


def explain_failure(filled: str, *, error: OSError | HTTPException, timeout: float) -> Exception:
    """The error for a server that did not answer: one that may pass, or a sentence that says what is amiss."""
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
        return PassingError(f"nothing came for {timeout:g} seconds")
    return PassingError(say_briefly(cause))


def say_briefly(cause: object) -> str:
    """An error in a few words that fit in a sentence."""
    words = (cause.strerror if isinstance(cause, OSError) else "") or str(cause) or type(cause).__name__
    return " ".join(words.split()).replace(". ", ", ").rstrip(".")
