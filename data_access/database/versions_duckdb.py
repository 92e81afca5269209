"""Versions as DuckDB files beside the name in the address."""

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout

from data_access.database.engine import describe_url, open_duckdb
from data_access.errors import LoadRunningError, StoreUnreadableError


class DuckDbVersions:
    """NAME.duckdb names the store: NAME.<n>.duckdb are its versions, NAME.current says which is read."""

    def __init__(self, url: sa.URL, *, seconds: float) -> None:
        base = Path(url.database or "").absolute()
        self.place = describe_url(url)
        self._folder = base.parent
        self._stem = base.name.removesuffix(".duckdb")
        self._pointer = self._folder / f"{self._stem}.current"
        self._seconds = seconds

    def find_current(self) -> int | None:
        """The version being read; None when there is no store."""
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            if self._pointer.is_dir():
                raise StoreUnreadableError(
                    self.place,
                    reason=f"{self._pointer.name} is a folder",
                    advice="take the folder away, then run 'python -m data_access rollback'",
                ) from error
            raise StoreUnreadableError(self.place, reason=f"{self._pointer.name} is unreadable") from error
        version = self._parse(name)
        if version is None:
            raise StoreUnreadableError(self.place, reason=f"{self._pointer.name} names no version")
        if not self._path(version).exists():
            raise StoreUnreadableError(self.place, reason=f"{name} is missing")
        return version

    def list_held(self) -> list[int]:
        """All complete versions, oldest first."""
        if not self._folder.is_dir():
            return []
        found = (self._parse(path.name) for path in self._folder.iterdir())
        return sorted(version for version in found if version is not None)

    def open_reader(self, version: int) -> sa.Engine:
        """A read-only engine on one version."""
        return open_duckdb(str(self._path(version)), is_read_only=True, seconds=self._seconds)

    @contextmanager
    def lock_for_writing(self) -> Iterator[None]:
        """Keep other loads out; raises LoadRunningError, or OSError where nothing can be written."""
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / f"{self._stem}.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise LoadRunningError from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def write_next(self, *, version: int, copy_of: int | None) -> Iterator[sa.Connection]:
        """A connection on a new version, complete when the block ends without an error."""
        partial = self._folder / f"{self._stem}.partial"
        self._remove_partial(partial)
        engine = open_duckdb(str(partial), is_read_only=False, seconds=self._seconds)
        try:
            if copy_of is not None:
                shutil.copyfile(self._path(copy_of), partial)
            with engine.connect() as connection:
                yield connection
                connection.commit()
                connection.execute(sa.text("CHECKPOINT"))
            engine.dispose()
            partial.replace(self._path(version))
        finally:
            engine.dispose()
            self._remove_partial(partial)

    def switch_to(self, version: int) -> None:
        """Make readers read this version from their next question on."""
        # Said here for every system: each has another error for a file renamed to a folder.
        if self._pointer.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder stands in its place", str(self._pointer))
        waiting = self._pointer.with_suffix(".current.new")
        with waiting.open("w", encoding="utf-8") as file:
            file.write(self._path(version).name + "\n")
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(self._pointer)

    def drop(self, version: int) -> None:
        """Remove a version that is neither current nor kept."""
        try:
            self._path(version).unlink(missing_ok=True)
        except PermissionError:
            # Windows keeps a file that is open; the next load tries again.
            return

    @contextmanager
    def open_kept(self) -> Iterator[sa.Connection]:
        """A connection for writing beside the versions, where loaded files are kept; all or nothing."""
        path = self._folder / f"{self._stem}.loaded.duckdb"
        is_new = not path.exists()
        engine = open_duckdb(str(path), is_read_only=False, seconds=self._seconds)
        try:
            with engine.begin() as connection:
                yield connection
        except BaseException:
            engine.dispose()
            if is_new:
                self._remove_partial(path)
            raise
        engine.dispose()

    def _path(self, version: int) -> Path:
        return self._folder / f"{self._stem}.{version}.duckdb"

    def _parse(self, name: str) -> int | None:
        match = re.fullmatch(re.escape(self._stem) + r"\.(\d+)\.duckdb", name)
        return int(match.group(1)) if match else None

    @staticmethod
    def _remove_partial(partial: Path) -> None:
        partial.unlink(missing_ok=True)
        partial.with_name(partial.name + ".wal").unlink(missing_ok=True)
