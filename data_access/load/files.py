"""The files of a load: found in folders and zips, checked to be files, told from those already held."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError
from data_access.load.archives import unpack
from data_access.load.requests import Files, Request
from data_access.load.staging import hash_file
from data_access.load.street_files import STREET_ENDING, StreetFinder
from geodata.alliance import Alliance

ROAD_ENDINGS = (".gpkg", ".geojson", ".json")


@contextmanager
def find_files(request: Request, *, alliance: Alliance) -> Iterator[Files]:
    """The files a request names; zips of street files and roads are unpacked for as long as the block lasts.

    No two files have the same name: of those that do, each is read under the names of its folders too.
    Raises BadFileError for a path that is not there or leads outside, a zip that can't be trusted, or
    where there is nothing to read.
    """
    with tempfile.TemporaryDirectory(prefix="threat-picture-") as folder:
        files = _collect(request, folder=Path(folder), alliance=alliance)
        _name_apart_all(files, request=request, folder=Path(folder))
        for path in files.every:
            _check_readable(path)
        yield files


def _collect(request: Request, *, folder: Path, alliance: Alliance) -> Files:
    files = Files()
    streets = StreetFinder(files=files, folder=folder, alliance=alliance)
    for path in request.paths:
        if not _is_there(path):
            raise BadFileError(path, "there is no such file or folder")
        if request.source == "street-crime":
            streets.add(path)
        elif path.is_dir():
            raise BadFileError(path, "this is a folder; give the files")
        elif request.source == "roads" and path.suffix.lower() == ".zip":
            files.read.extend(_unpack_roads(path, folder=folder))
        else:
            files.read.append(path)
    if not files.read:
        raise BadFileError(request.paths[0], _explain_nothing(files, alliance=alliance))
    return files


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name longer than any file has
        return False


def _unpack_roads(path: Path, *, folder: Path) -> list[Path]:
    """The road files of a zip, such as the one that Ordnance Survey packs its GeoPackage in."""
    found = unpack(path, folder=folder, choose=lambda name, _: name.lower().endswith(ROAD_ENDINGS))
    if not found:
        raise BadFileError(path.name, "the zip holds no GeoPackage (.gpkg) and no GeoJSON")
    return found


def _explain_nothing(files: Files, *, alliance: Alliance) -> str:
    ours = " or ".join(force.police_name for force in alliance.forces)
    wanted = f"no file ending in {STREET_ENDING} of {ours} was found"
    return "; ".join([wanted, *files.describe_not_read()])


def _name_apart_all(files: Files, *, request: Request, folder: Path) -> None:
    """Give every file a name of its own; a file named twice is read once."""
    files.read = _drop_repeated(files.read)
    extras = {"vehicles": request.vehicles, "casualties": request.casualties}
    given = {option: path for option, path in extras.items() if path is not None}
    for option, path in given.items():
        others = [*files.read, *(other for name, other in given.items() if name != option)]
        if path.resolve() in [other.resolve() for other in others]:
            raise BadFileError(path, f"the same file is given with --{option} and once more")
    apart = name_apart([*files.read, *given.values()], folder=folder)
    files.read = apart[: len(files.read)]
    for option, path in zip(given, apart[len(files.read) :], strict=True):
        setattr(files, option, path)


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
        named = folder / f"apart-{len(apart)}" / " - ".join(part.strip("/\\:") for part in parts[-depth:])[-200:]
        named.parent.mkdir()
        try:
            named.symlink_to(path.absolute())
        except OSError:  # where links take more rights than this account has
            shutil.copyfile(path, named)
        apart.append(named)
    return apart


def _drop_repeated(paths: Sequence[Path]) -> list[Path]:
    """Each file once, however often it was named, where it was named first."""
    first: dict[Path, Path] = {}
    for path in paths:
        first.setdefault(path.resolve(), path)
    return list(first.values())


def _check_readable(path: Path) -> None:
    if not _is_there(path):
        raise BadFileError(path, "there is no such file")
    if not path.is_file():
        raise BadFileError(path, "this is no file")
    if path.stat().st_size == 0:
        raise BadFileError(path.name, "the file is empty")


def find_held_loads(engine: sa.Engine, files: Files, *, source: str) -> list[str] | None:
    """The loads of a source that hold these files and no others; None where not all of them are held.

    Only loads count whose periods none has replaced since. Files that are held beside others give no load.
    """
    load_file, load, coverage = schema.core_load_file, schema.core_load, schema.core_coverage
    with engine.connect() as connection:
        in_force = sa.select(sa.func.count()).where(coverage.c.load_id == load.c.load_id).scalar_subquery()
        whole = sa.select(load.c.load_id).where(
            load.c.command == f"load {source}", load.c.period_count == in_force, load.c.period_count > 0
        )
        held = connection.execute(
            sa.select(load_file.c.load_id, load_file.c.byte_count, load_file.c.sha256).where(
                load_file.c.load_id.in_(whole)
            )
        ).all()
    engine.dispose()
    sizes = {size for _, size, _ in held}
    if any(path.stat().st_size not in sizes for path in files.every):
        return None
    given = {hash_file(path) for path in files.every}
    if not given <= {sha256 for _, _, sha256 in held}:
        return None
    others = {load_id for load_id, _, sha256 in held if sha256 not in given}
    found = {load_id for load_id, _, _ in held} - others
    covered = {sha256 for load_id, _, sha256 in held if load_id in found}
    return sorted(found) if covered == given else []
