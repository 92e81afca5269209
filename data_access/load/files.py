"""The files of a load: found in folders and zips, checked to be files, told from those already held."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError
from data_access.load.requests import Files, Request
from data_access.load.staging import hash_file

# data.police.uk packs three kinds of file a force and month; only street files are read.
STREET_ENDING = "-street.csv"
OTHER_STREET_ENDINGS = ("-outcomes.csv", "-stop-and-search.csv")
MOST_UNPACKED = 8_000_000_000  # bytes in all; a zip that says it holds more is refused
MOST_TIMES_LARGER = 200  # a CSV packs to about a tenth; far beyond that is a bomb


@contextmanager
def find_files(request: Request) -> Iterator[Files]:
    """The files a request names; zips of street files are unpacked for as long as the block lasts.

    Raises BadFileError for a path that is not there, or where there is nothing to read.
    """
    files = Files()
    with tempfile.TemporaryDirectory(prefix="threat-picture-") as folder:
        for path in request.paths:
            if not path.exists():
                raise BadFileError(path, "there is no such file or folder")
            if request.source == "street-crime":
                _find_street_files(path, files=files, folder=Path(folder))
            elif path.is_dir():
                raise BadFileError(path, "this is a folder; give the files")
            else:
                files.read.append(path)
        if not files.read:
            passed = f" (not read: {', '.join(files.passed_over[:3])})" if files.passed_over else ""
            raise BadFileError(request.paths[0], f"no file ending in {STREET_ENDING} was found{passed}")
        for path in files.read:
            _check_readable(path)
        files.read.extend(extra for extra in (request.vehicles, request.casualties) if extra is not None)
        yield files


def _find_street_files(path: Path, *, files: Files, folder: Path) -> None:
    if path.is_dir():
        for found in sorted(path.rglob("*")):
            if found.is_file():
                _sort_street_file(found, files=files, folder=folder)
    elif path.suffix.lower() == ".zip":
        _unpack(path, files=files, folder=folder)
    else:
        files.read.append(path)


def _sort_street_file(path: Path, *, files: Files, folder: Path) -> None:
    if path.name.endswith(STREET_ENDING):
        files.read.append(path)
    elif path.suffix.lower() == ".zip":
        _unpack(path, files=files, folder=folder)
    elif path.name.endswith(OTHER_STREET_ENDINGS):
        files.passed_over.append(path.name)


def _unpack(path: Path, *, files: Files, folder: Path) -> None:
    """Unpack the street files of a zip into the folder, never outside it."""
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(archive, path=path)
            for number, member in enumerate(archive.infolist()):
                name = PurePosixPath(member.filename).name
                if member.is_dir() or not name.endswith(".csv"):
                    continue
                if not name.endswith(STREET_ENDING):
                    files.passed_over.append(name)
                    continue
                target = folder / f"{path.stem}-{number}" / name
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as packed, target.open("wb") as unpacked:
                    _copy_at_most(packed, unpacked, most=member.file_size, path=path)
                files.read.append(target)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise BadFileError(path.name, f"the zip cannot be unpacked ({error})") from error


def _refuse_bomb(archive: zipfile.ZipFile, *, path: Path) -> None:
    unpacked = sum(member.file_size for member in archive.infolist())
    packed = max(path.stat().st_size, 1)
    if unpacked > MOST_UNPACKED or unpacked > MOST_TIMES_LARGER * packed:
        raise BadFileError(path.name, f"the zip says it unpacks to {unpacked:,} bytes, which no crime file does")


def _copy_at_most(packed: object, unpacked: object, *, most: int, path: Path) -> None:
    """Copy what the zip says a file holds; more than that is a lie about its size."""
    copied = 0
    while block := packed.read(1_000_000):  # type: ignore[attr-defined]
        copied += len(block)
        if copied > most:
            raise BadFileError(path.name, "a file in the zip is larger than the zip says")
        unpacked.write(block)  # type: ignore[attr-defined]


def _check_readable(path: Path) -> None:
    if not path.is_file():
        raise BadFileError(path, "this is no file")
    if path.stat().st_size == 0:
        raise BadFileError(path.name, "the file is empty")


def is_held(engine: sa.Engine, files: Files) -> bool:
    """Whether every file is held already, and by loads whose periods none has replaced since."""
    load_file, load, coverage = schema.core_load_file, schema.core_load, schema.core_coverage
    hashes = {hash_file(path) for path in files.read}
    with engine.connect() as connection:
        in_force = sa.select(sa.func.count()).where(coverage.c.load_id == load.c.load_id).scalar_subquery()
        whole = sa.select(load.c.load_id).where(load.c.period_count == in_force, load.c.period_count > 0)
        held = connection.scalars(sa.select(load_file.c.sha256).where(load_file.c.load_id.in_(whole)))
        result = hashes <= set(held)
    engine.dispose()
    return result
