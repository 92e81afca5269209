"""Zips that a load takes: only what will be read is unpacked, never outside its folder, never a bomb."""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import IO

from data_access.errors import BadFileError
from data_access.load.text_files import shorten

MOST_UNPACKED = 8_000_000_000  # bytes of what will be read, as the zip gives them; one that says more is refused
MOST_TIMES_LARGER = 200  # a CSV packs to about a tenth; far beyond that is a bomb
MOST_MEMBERS = 100_000  # the archive of all forces and all months since 2010 holds about 24,000

# Whether a member is to be read, by its name and a way to look at its first bytes.
Choose = Callable[[str, Callable[[int], bytes]], bool]


def unpack(path: Path, *, folder: Path, choose: Choose) -> list[Path]:
    """Unpack the members that `choose` takes into folders of their own below a folder; in the zip's order.

    What is not taken is neither unpacked nor counted. Raises BadFileError for a zip that is damaged, names
    a path outside it, or says that what is taken is larger than any official file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            chosen = _choose_members(archive, path=path, choose=choose)
            _refuse_bomb(chosen, path=path)
            return [_unpack_member(archive, member, path=path, folder=folder) for member in chosen]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise BadFileError(path.name, f"the zip cannot be unpacked ({shorten(str(error))})") from error
    except zlib.error as error:
        raise BadFileError(path.name, "the zip is damaged") from error


def name_member(member: zipfile.ZipInfo) -> str:
    """The name of a member without its folders and unprintable letters; of a very long one the end."""
    name = PurePosixPath(member.filename.replace("\\", "/")).name
    return "".join(letter if letter.isprintable() else " " for letter in name)[-100:]


def _choose_members(archive: zipfile.ZipFile, *, path: Path, choose: Choose) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise BadFileError(path.name, f"the zip holds {len(members):,} files, which no official one does")
    chosen = []
    for member in members:
        _refuse_outside(member.filename, path=path)

        def look(count: int, member: zipfile.ZipInfo = member) -> bytes:
            with archive.open(member) as packed:
                return packed.read(count)

        if not member.is_dir() and choose(name_member(member), look):
            chosen.append(member)
    return chosen


def _refuse_outside(name: str, *, path: Path) -> None:
    """A zip that names a place outside the folder it is unpacked in was made to do harm."""
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in "".join(parts.parts[:1]):
        raise BadFileError(path.name, f"the zip holds a path outside it, {shorten(name)}")


def _refuse_bomb(members: list[zipfile.ZipInfo], *, path: Path) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = max(path.stat().st_size, 1)
    if unpacked > MOST_UNPACKED or unpacked > MOST_TIMES_LARGER * packed:
        raise BadFileError(
            path.name, f"the zip says that the files to read unpack to {unpacked:,} bytes, which no official file does"
        )


def _unpack_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, path: Path, folder: Path) -> Path:
    target = folder / str(len(list(folder.iterdir()))) / path.name / name_member(member)
    target.parent.mkdir(parents=True)
    with archive.open(member) as packed, target.open("wb") as unpacked:
        _copy_at_most(packed, unpacked, most=member.file_size, path=path)
    return target


def _copy_at_most(packed: IO[bytes], unpacked: IO[bytes], *, most: int, path: Path) -> None:
    """Copy what the zip says a file holds; more than that is a lie about its size."""
    copied = 0
    while block := packed.read(1_000_000):
        copied += len(block)
        if copied > most:
            raise BadFileError(path.name, "a file in the zip is larger than the zip says")
        unpacked.write(block)
