"""Failures as a user sees them: one sentence on screen, the rest in the log."""

import hashlib
import logging
import re
import secrets
from typing import Any

from components import cache
from components.plain import draw_error
from data_access.database.engine import describe_url, parse_url
from data_access.errors import UserFacingError
from geodata.alliance import AllianceConfigError
from geodata.boundaries import BoundariesMissingError

LOG = logging.getLogger("threat_picture")

UNEXPECTED = (
    "This page could not be drawn. Reload it; if it happens again, tell whoever runs this dashboard: the log says why."
)

# Addresses of servers and paths of files are for those who run the dashboard, not for everybody who looks at it.
_PLACE = re.compile(r"\b[A-Za-z][\w+.-]*:/{2,}[^\s'\"]+|(?<![\w.<])(?:~|\b[A-Za-z]:)?[/\\][^\s'\":;,()]+")
_SALT = secrets.token_bytes(16)


def log_script_error(error: Exception, *_: Any) -> None:
    """Write an unexpected error to the log; the screen gets Streamlit's plain notice."""
    LOG.error("a page failed", exc_info=error)


def draw_failure(error: Exception) -> None:
    """Show one sentence: the error's own where it is meant for users, else a plain one."""
    if isinstance(error, UserFacingError | AllianceConfigError | BoundariesMissingError):
        code = _make_code(str(error))
        LOG.warning("%s: %s", code, error)
        draw_error(hide_places(str(error), code=code, known=_list_places()))
    else:
        LOG.error("a page failed", exc_info=error)
        draw_error(UNEXPECTED)


def hide_places(sentence: str, *, code: str, known: tuple[str, ...] = ()) -> str:
    """The sentence with a code in place of every address and path; the log has the whole under the code.

    known are places of the configuration, which may hold spaces or be no whole path.
    """
    for place in sorted(known, key=len, reverse=True):
        sentence = sentence.replace(place, "\0")
    return re.sub(r"\0[^\s'\":;,()]*", f"{code} (see the log)", _PLACE.sub("\0", sentence))


def _make_code(sentence: str) -> str:
    """The same code for the same failure as long as the app runs, from which the failure can't be worked out."""
    return hashlib.blake2s(sentence.encode(), key=_SALT, digest_size=3).hexdigest()


def _list_places() -> tuple[str, ...]:
    try:
        settings = cache.get_settings()
        place = describe_url(parse_url(settings.store_url))
    except UserFacingError:
        return ()
    config = str(settings.alliance_config or "")
    return tuple(each for each in (place, config) if len(each) > 1)
