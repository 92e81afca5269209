"""A store made again for this release, with everything that was loaded: from kept files, else from its tables."""

import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from tqdm import tqdm

from data_access import schema
from data_access.database.versions import Versions, open_versions, write_version
from data_access.errors import LoadRunningError, StoreMissingError, StoreOutdatedError
from data_access.load.bundle import STEPS, build_default_store
from data_access.load.carrying import carry_sources
from data_access.load.held import Held, describe_held, read_version
from data_access.load.kept import KeptRequest, list_not_kept, list_requests, open_kept, read_content, write_files
from data_access.load.loading import load_into, refresh, require_alliance_name
from data_access.load.protection import carry_secret
from data_access.settings import Settings
from geodata.alliance import Alliance, load_alliance


def upgrade_store(settings: Settings) -> list[str]:
    """Make the store again and carry over what was loaded, all or nothing; returns a sentence for each load.

    Raises UserFacingError, with the store as it was, where a source can't be carried over.
    """
    versions = open_versions(settings)
    current = versions.find_current()
    if current is None:
        raise StoreMissingError(versions.place)
    alliance = load_alliance(settings.alliance_config)
    with read_version(versions, current, seconds=settings.statement_seconds) as old:
        held = describe_held(old, place=versions.place)
        require_alliance_name(held.alliance_name, alliance)
        if held.layout > schema.SCHEMA_VERSION:
            raise StoreOutdatedError(found=held.layout, expected=schema.SCHEMA_VERSION)
        with (
            tqdm(total=STEPS, desc="Building the store", unit="step", file=sys.stderr, leave=False) as bar,
            write_version(versions, from_current=False, keeps_all=True) as new,
        ):
            if versions.find_current() != current:
                raise LoadRunningError
            build_default_store(
                new,
                alliance=alliance,
                reference_dir=settings.reference_dir,
                base=settings.small_number_threshold,
                progress=lambda _: bar.update(),
            )
            carry_secret(old, new)
            return _carry_over(versions, old, new, held=held, alliance=alliance)


def _carry_over(
    versions: Versions, old: sa.Connection, new: sa.Connection, *, held: Held, alliance: Alliance
) -> list[str]:
    with open_kept(versions) as kept:
        requests = list_requests(kept, load_ids=[load_id for load_id, _ in held.loads])
        carried, replayed = choose_ways(held, requests)
        carry_sources(old, new, sources=carried, layout=held.layout)
        sentences = [f"{source_id}: carried over as it was held." for source_id in sorted(carried)]
        if carried:
            refresh(new, alliance=alliance)
        for each in replayed:
            with tempfile.TemporaryDirectory(prefix="threat-picture-") as folder:
                request = write_files(each, partial(read_content, kept), folder=Path(folder))
                reports = load_into(new, kept, request, alliance=alliance)
            sentences += [report.describe() for report in reports]
        return sentences


def choose_ways(held: Held, requests: Sequence[KeptRequest]) -> tuple[set[str], list[KeptRequest]]:
    """The sources whose rows are carried over as they are, and the commands to run again for the others.

    A source with a load whose files are not kept is carried whole, and so is every source loaded with it: run
    again on top, its later loads would stand there twice.
    """
    source_of = dict(held.loads)
    carried = set(list_not_kept(held.loads, requests))
    touched = [{source_of[load_id] for load_id in request.load_ids if load_id in source_of} for request in requests]
    while more := set().union(*(sources for sources in touched if sources & carried)) - carried:
        carried |= more
    return carried, [request for request, sources in zip(requests, touched, strict=True) if not sources & carried]
