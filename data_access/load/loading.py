"""A load from the first file to the switched version: all or nothing, with a progress bar."""

import sys
from contextlib import closing

import sqlalchemy as sa
from tqdm import tqdm

from data_access import schema
from data_access.database.versions import open_versions, write_version
from data_access.errors import StoreMissingError, StoreOutdatedError, UserFacingError
from data_access.load.bundle import STEPS, build_default_store
from data_access.load.files import find_files, is_held
from data_access.load.protection import protect_force_crimes
from data_access.load.provenance import LoadReport, record_load, refuse_many_faults
from data_access.load.registry import LOADERS
from data_access.load.requests import Request, Work, make_bar
from data_access.load.road_sections import SOURCES as ROAD_SOURCES
from data_access.load.road_sections import rebuild_road_sections
from data_access.load.rollups import rebuild_rollups
from data_access.load.sources import describe_sources, store_source
from data_access.settings import Settings
from data_access.store import open_store
from geodata.alliance import Alliance, load_alliance


def build_store(settings: Settings, *, only_if_missing: bool = False) -> int:
    """Build the default store as a new version; returns the exit code."""
    versions = open_versions(settings)
    if only_if_missing and _is_usable(settings):
        return 0
    alliance = load_alliance(settings.alliance_config)
    with (
        tqdm(total=STEPS, desc="Building the store", unit="step", file=sys.stderr, leave=False) as bar,
        write_version(versions, from_current=False) as connection,
    ):

        def show(step: str) -> None:
            bar.set_postfix_str(step)
            bar.update()

        reports = build_default_store(
            connection,
            alliance=alliance,
            reference_dir=settings.reference_dir,
            base=settings.small_number_threshold,
            progress=show,
        )
    for report in reports:
        print(report.describe())
    print(f"The store is ready at {versions.place}.")
    return 0


def _is_usable(settings: Settings) -> bool:
    """Whether the store can be read by this release and is about the configured alliance."""
    try:
        with closing(open_store(settings)) as store:
            info = store.read_info()
    except (StoreMissingError, StoreOutdatedError):
        return False
    return info.alliance_name == load_alliance(settings.alliance_config).name


def load_source(settings: Settings, request: Request) -> list[LoadReport]:
    """Load files of one source as a new version of the store; a repeat of what is held makes none.

    Raises UserFacingError, with the store as it was, when a file can't be loaded whole.
    """
    versions = open_versions(settings)
    with closing(open_store(settings)) as store:
        version = store.read_info().version
    alliance = load_alliance(settings.alliance_config)
    with find_files(request, alliance=alliance) as files:
        if is_held(versions.open_reader(version), files, source=request.source):
            return []
        with write_version(versions, from_current=True) as connection, make_bar(files) as bar:
            require_same_alliance(connection, alliance)
            return _write(connection, Work(request, files, alliance, bar), base=settings.small_number_threshold)


def _write(connection: sa.Connection, work: Work, *, base: int) -> list[LoadReport]:
    """Load, refuse what is mostly faulty, record where it came from, protect counts, bring the rollups up to date."""
    reports = LOADERS[work.request.source](connection, work)
    for report in reports:
        if not work.request.accepts_rejects:
            refuse_many_faults(report)
        store_source(connection, report.source_id)
        record_load(connection, report)
    protect_force_crimes(connection, base=base)
    rebuild_rollups(connection)
    if work.request.source in ROAD_SOURCES:
        rebuild_road_sections(connection, alliance=work.alliance)
    describe_sources(connection)
    return reports


def require_same_alliance(connection: sa.Connection, alliance: Alliance) -> None:
    """Raise UserFacingError where the store is about other forces than the configuration."""
    held = connection.scalar(sa.select(schema.meta_store.c.alliance_name))
    if held != alliance.name:
        raise UserFacingError(
            f"The store is about {held} and the configuration names {alliance.name}: "
            "give each alliance a store of its own with STORE_URL."
        )
