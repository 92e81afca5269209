"""What a database or the file system means by an error: in words, with what helps against it."""

import errno
import re

import duckdb
import sqlalchemy as sa

LOCKED = "another program has locked it"
NO_ANSWER = "the database does not answer"

# By the words of the error's text, the first that fit: the reason, and the advice (none: go back a version).
_READ_FAULTS: tuple[tuple[str, str, str], ...] = (
    ("permission denied", "this account may not read it", "ask whoever runs the store for the right to read it"),
    (r"\block(ed|s)?\b", LOCKED, "end that program, or wait until it has ended, and try again"),
    ("not a valid duckdb|corrupt|checksum|serializ", "the file is damaged or is no store", ""),
    ("does not exist", "a table is missing", ""),
)
UNREACHED = "see that it runs and can be reached, then try again"

_FULL = ("the disk is full", "make room and try again")
_READ_ONLY = ("its place can only be read", "give a place that can be written to with STORE_URL, or make this one so")
_NO_RIGHT = ("this account may not write there", "use an account that may, or ask whoever runs the store")
_IS_FOLDER = ("a folder stands in the place of one of its files", "take the folder away and try again")

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_BY_NUMBER = {
    **dict.fromkeys(FULL, _FULL),
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EISDIR: _IS_FOLDER,
}
_BY_WORDS = (
    ("no space left|disk full|disk quota|file too large", _FULL),
    ("read-only file system", _READ_ONLY),
    ("permission denied|must be owner", _NO_RIGHT),
    ("is a directory", _IS_FOLDER),
    (r"\block(ed|s)?\b", (LOCKED, "end that program, or wait until it has ended, and try again")),
)
# What PostgreSQL and DuckDB raise where the store is at fault, and not the question.
_STORE_FAULTS = {
    "OperationalError",
    "IOException",
    "SerializationException",
    "FatalException",
    "InternalError",
    "InsufficientPrivilege",
}


def find_cause(error: BaseException) -> BaseException:
    """The database's own error where SQLAlchemy wraps one, else the error."""
    cause = getattr(error, "orig", None)
    return cause if isinstance(cause, BaseException) else error


def is_store_fault(error: Exception) -> bool:
    """Whether an error says that the store is at fault, and not the question."""
    if isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated:
        return True
    cause = find_cause(error)
    return bool({kind.__name__ for kind in type(cause).__mro__} & _STORE_FAULTS) or "does not exist" in str(cause)


def name_read_fault(error: Exception) -> tuple[str, str]:
    """Why a store can't be read, and what to do; no advice where going back a version may help."""
    cause = find_cause(error)
    text = str(cause).lower()
    for words, reason, advice in _READ_FAULTS:
        if re.search(words, text):
            return reason, advice
    return ("the file is damaged or is no store", "") if isinstance(cause, duckdb.Error) else (NO_ANSWER, UNREACHED)


def name_write_fault(error: BaseException) -> tuple[str, str] | None:
    """Why a store can't be written, and what to do; None for an error that says nothing of its place."""
    cause = find_cause(error)
    if isinstance(cause, OSError) and cause.errno in _BY_NUMBER:
        return _BY_NUMBER[cause.errno]
    text = str(cause).lower()
    for words, named in _BY_WORDS:
        if re.search(words, text):
            return named
    return None
