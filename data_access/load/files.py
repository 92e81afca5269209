"""The files of a load: found in folders and zips, checked to be files, told from those already held."""

import shutil
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError
from data_access.load.requests import Files, Request
from data_access.load.staging import hash_file
from data_access.load.text_files import shorten

# data.police.uk packs three kinds of file a force and month; only street files are read.
STREET_ENDING = "-street.csv"
OTHER_STREET_ENDINGS = ("-outcomes.csv", "-stop-and-search.csv")
MOST_UNPACKED = 8_000_000_000  # bytes in all; a zip that says it holds more is refused
MOST_TIMES_LARGER = 200  # a CSV packs to about a tenth; far beyond that is a bomb


@contextmanager
def find_files(request: Request) -> Iterator[Files]:
    """The files a request names; zips of street files are unpacked for as long as the block lasts.

    No two files have the same name: of those that do, each is read under the names of its folders too.
    Raises BadFileError for a path that is not there or leads outside, a zip that can't be trusted, or
    where there is nothing to read.
    """
    with tempfile.TemporaryDirectory(prefix="threat-picture-") as folder:
        yield _collect(request, folder=Path(folder))


def _collect(request: Request, *, folder: Path) -> Files:
    files = Files()
    for path in request.paths:
        if not path.exists():
            raise BadFileError(path, "there is no such file or folder")
        if request.source == "street-crime":
            _find_street_files(path, files=files, folder=folder)
        elif path.is_dir():
            raise BadFileError(path, "this is a folder; give the files")
        else:
            files.read.append(path)
    if not files.read:
        passed = f" (not read: {', '.join(files.passed_over[:3])})" if files.passed_over else ""
        raise BadFileError(request.paths[0], f"no file ending in {STREET_ENDING} was found{passed}")
    files.read = name_apart(_drop_repeated(files.read), folder=folder)
    files.read.extend(extra for extra in (request.vehicles, request.casualties) if extra is not None)
    for path in files.read:
        _check_readable(path)
    return files


def name_apart(paths: Sequence[Path], *, folder: Path) -> list[Path]:
    """The same files in the same order, no two of the same name.

    A file whose name another has too is given by a link in the folder, named after as many of the
    folders it lies in as it takes: '2015 - collisions.csv'.
    """
    counts = Counter(path.name for path in paths)
    apart = []
    for path in paths:
        if counts[path.name] == 1:
            apart.append(path)
            continue
        others = [other for other in paths if other.name == path.name and other != path]
        parts = path.absolute().parts
        depth = 2
        while any(other.absolute().parts[-depth:] == parts[-depth:] for other in others) and depth < len(parts):
            depth += 1
        named = folder / "apart" / " - ".join(part.strip("/\\:") for part in parts[-depth:])[-200:]
        named.parent.mkdir(exist_ok=True)
        try:
            named.symlink_to(path.absolute())
        except OSError:  # where links take more rights than this account has
            shutil.copyfile(path, named)
        apart.append(named)
    return apart


def _drop_repeated(paths: Sequence[Path]) -> list[Path]:
    """Each file once, however often it was named."""
    return list({path.resolve(): path for path in reversed(paths)}.values())[::-1]


def _find_street_files(path: Path, *, files: Files, folder: Path) -> None:
    if not path.is_dir():
        if not _sort_street_file(path, files=files, folder=folder):
            files.read.append(path)
        return
    for found in sorted(path.rglob("*")):
        if not found.is_file():
            continue
        if not found.resolve().is_relative_to(path.resolve()):
            raise BadFileError(found, f"this is a link to a place outside {path}")
        _sort_street_file(found, files=files, folder=folder)


def _sort_street_file(path: Path, *, files: Files, folder: Path) -> bool:
    """Whether a file is of one of the kinds that data.police.uk packs; it is then put where it belongs."""
    name = path.name.lower()
    if name.endswith(STREET_ENDING):
        files.read.append(path)
    elif name.endswith(".zip"):
        _unpack(path, files=files, folder=folder)
    elif name.endswith(OTHER_STREET_ENDINGS):
        files.passed_over.append(path.name)
    else:
        return False
    return True


def _unpack(path: Path, *, files: Files, folder: Path) -> None:
    """Unpack the street files of a zip into the folder, never outside it."""
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(archive, path=path)
            for number, member in enumerate(archive.infolist()):
                _refuse_outside(member.filename, path=path)
                name = shorten(PurePosixPath(member.filename).name)
                if member.is_dir() or not name.lower().endswith((".csv", ".zip")):
                    continue
                if not name.lower().endswith(STREET_ENDING):
                    files.passed_over.append(name)
                    continue
                target = folder / f"{len(files.read)}-{number}" / path.name / name
                target.parent.mkdir(parents=True)
                with archive.open(member) as packed, target.open("wb") as unpacked:
                    _copy_at_most(packed, unpacked, most=member.file_size, path=path)
                files.read.append(target)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise BadFileError(path.name, f"the zip cannot be unpacked ({shorten(str(error))})") from error
    except zlib.error as error:
        raise BadFileError(path.name, "the zip is damaged") from error


def _refuse_outside(name: str, *, path: Path) -> None:
    """A zip that names a place outside the folder it is unpacked in was made to do harm."""
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in parts.parts[0]:
        raise BadFileError(path.name, f"the zip holds a path outside it, {shorten(name)}")


def _refuse_bomb(archive: zipfile.ZipFile, *, path: Path) -> None:
    unpacked = sum(member.file_size for member in archive.infolist())
    packed = max(path.stat().st_size, 1)
    if unpacked > MOST_UNPACKED or unpacked > MOST_TIMES_LARGER * packed:
        raise BadFileError(path.name, f"the zip says it unpacks to {unpacked:,} bytes, which no crime file does")


def _copy_at_most(packed: IO[bytes], unpacked: IO[bytes], *, most: int, path: Path) -> None:
    """Copy what the zip says a file holds; more than that is a lie about its size."""
    copied = 0
    while block := packed.read(1_000_000):
        copied += len(block)
        if copied > most:
            raise BadFileError(path.name, "a file in the zip is larger than the zip says")
        unpacked.write(block)


def _check_readable(path: Path) -> None:
    if not path.exists():
        raise BadFileError(path, "there is no such file")
    if not path.is_file():
        raise BadFileError(path, "this is no file")
    if path.stat().st_size == 0:
        raise BadFileError(path.name, "the file is empty")


def is_held(engine: sa.Engine, files: Files) -> bool:
    """Whether every file is held already, and by loads whose periods none has replaced since."""
    load_file, load, coverage = schema.core_load_file, schema.core_load, schema.core_coverage
    with engine.connect() as connection:
        in_force = sa.select(sa.func.count()).where(coverage.c.load_id == load.c.load_id).scalar_subquery()
        whole = sa.select(load.c.load_id).where(load.c.period_count == in_force, load.c.period_count > 0)
        held = connection.execute(
            sa.select(load_file.c.byte_count, load_file.c.sha256).where(load_file.c.load_id.in_(whole))
        ).all()
    engine.dispose()
    sizes = {size for size, _ in held}
    if any(path.stat().st_size not in sizes for path in files.read):
        return False
    return {hash_file(path) for path in files.read} <= {sha256 for _, sha256 in held}
