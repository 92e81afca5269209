"""A load from the first file to the switched version: all or nothing, with a progress bar."""

from collections.abc import Sequence
from contextlib import closing

import sqlalchemy as sa

from data_access import schema
from data_access.database.columns import find_damage
from data_access.database.versions import Versions, hold_for_writing, open_versions, write_version
from data_access.errors import StoreDamagedError, UserFacingError
from data_access.load.files import find_files, find_held_loads
from data_access.load.held import describe_held, read_version
from data_access.load.kept import forget_requests, keep_request, list_requests, open_kept
from data_access.load.protection import choose_base, protect_force_crimes
from data_access.load.provenance import LoadReport, record_load, refuse_many_faults
from data_access.load.registry import LOADERS
from data_access.load.requests import Files, Request, Work, make_bar
from data_access.load.road_sections import SOURCES as ROAD_SOURCES
from data_access.load.road_sections import rebuild_road_sections
from data_access.load.rollups import rebuild_rollups
from data_access.load.sources import describe_sources, store_source
from data_access.settings import Settings
from data_access.store import open_store
from geodata.alliance import Alliance, load_alliance


def load_source(settings: Settings, request: Request) -> list[LoadReport]:
    """Load files of one source as a new version of the store; a repeat of what is held makes none.

    Raises UserFacingError, with the store as it was, when a file can't be loaded whole or the store is damaged.
    """
    versions = open_versions(settings)
    with closing(open_store(settings)) as store:
        version = store.read_info().version
    require_whole(versions, version, seconds=settings.statement_seconds)
    alliance = load_alliance(settings.alliance_config)
    with find_files(request, alliance=alliance) as files:
        held = find_held_loads(versions.open_reader(version), files, source=request.source)
        if held is not None:
            _keep_held(versions, request, files, load_ids=held)
            return []
        with write_version(versions, from_current=True) as connection, make_bar(files) as bar:
            require_same_alliance(connection, alliance)
            choose_base(connection, base=settings.small_number_threshold)
            reports = _write(connection, Work(request, files, alliance, bar))
            with open_kept(versions) as kept:
                _forget_others(versions, kept, seconds=settings.statement_seconds)
                keep_request(kept, request, files, load_ids=[report.load_id for report in reports])
        return reports


def load_into(
    connection: sa.Connection, kept: sa.Connection, request: Request, *, alliance: Alliance
) -> list[LoadReport]:
    """Load files of one source into a version being written, and keep them.

    Raises UserFacingError for a source that this release has no loader for.
    """
    if request.source not in LOADERS:
        raise UserFacingError(f"This release loads no {request.source}: run the release that made it.")
    with find_files(request, alliance=alliance) as files, make_bar(files) as bar:
        reports = _write(connection, Work(request, files, alliance, bar))
        keep_request(kept, request, files, load_ids=[report.load_id for report in reports])
        return reports


def _write(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load, refuse what is mostly faulty, record where it came from, bring the rollups up to date."""
    reports = LOADERS[work.request.source](connection, work)
    for report in reports:
        if not work.request.accepts_rejects:
            refuse_many_faults(report)
        store_source(connection, report.source_id)
        record_load(connection, report)
    refresh(connection, alliance=work.alliance, has_roads=work.request.source in ROAD_SOURCES)
    return reports


def refresh(connection: sa.Connection, *, alliance: Alliance, has_roads: bool = True) -> None:
    """Bring what is worked out of loaded rows up to date with them."""
    protect_force_crimes(connection)
    rebuild_rollups(connection)
    if has_roads:
        rebuild_road_sections(connection, alliance=alliance)
    describe_sources(connection)


def require_whole(versions: Versions, version: int, *, seconds: float) -> None:
    """Raise StoreDamagedError where a version lacks a table or a column of this layout."""
    with read_version(versions, version, seconds=seconds) as connection:
        damage = find_damage(connection)
    if damage:
        raise StoreDamagedError(versions.place, damage=damage[0])


def _forget_others(versions: Versions, kept: sa.Connection, *, seconds: float) -> None:
    """Forget the files that no version held rests on; where one can't say what it rests on, none."""
    load_ids: set[str] = set()
    for version in versions.list_held():
        try:
            with read_version(versions, version, seconds=seconds) as connection:
                load_ids |= {load_id for load_id, _ in describe_held(connection, place=versions.place).loads}
        except UserFacingError:
            return
    forget_requests(kept, load_ids=load_ids)


def _keep_held(versions: Versions, request: Request, files: Files, *, load_ids: Sequence[str]) -> None:
    """Keep the files of loads made before files were kept, once they are given again; else change nothing."""
    if not load_ids:
        return
    with hold_for_writing(versions), open_kept(versions) as kept:
        if not list_requests(kept, load_ids=load_ids):
            keep_request(kept, request, files, load_ids=load_ids)


def require_same_alliance(connection: sa.Connection, alliance: Alliance) -> None:
    """Raise UserFacingError where the store is about other forces than the configuration."""
    require_alliance_name(str(connection.scalar(sa.select(schema.meta_store.c.alliance_name))), alliance)


def require_alliance_name(held: str, alliance: Alliance) -> None:
    """Raise UserFacingError where a store about these forces is not the configuration's."""
    if held != alliance.name:
        raise UserFacingError(
            f"The store is about {held} and the configuration names {alliance.name}: "
            "give each alliance a store of its own with STORE_URL."
        )
