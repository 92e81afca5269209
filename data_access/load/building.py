"""The default store as a new version; never over what a force has loaded."""

import sys

from tqdm import tqdm

from data_access import schema
from data_access.database.versions import Versions, open_versions, write_version
from data_access.errors import StoreHeldError, StoreUnreadableError
from data_access.load.bundle import STEPS, build_default_store
from data_access.load.held import Held, describe_held, may_hold_loads, read_version
from data_access.settings import Settings
from geodata.alliance import Alliance, load_alliance


def build_store(settings: Settings, *, only_if_missing: bool = False) -> int:
    """Build the default store as a new version; returns the exit code.

    With only_if_missing a store that this release and configuration can use is left as it is. Raises
    StoreHeldError where the version in force holds what was loaded.
    """
    versions = open_versions(settings)
    alliance = load_alliance(settings.alliance_config)
    seconds = settings.statement_seconds
    held = _find_held(versions, seconds=seconds, may_be_broken=not only_if_missing)
    if held is not None:
        is_usable = held.layout == schema.SCHEMA_VERSION and held.alliance_name == alliance.name
        if only_if_missing and is_usable:
            return 0
        if held.loads:
            _refuse(versions, held, alliance=alliance)
        if not is_usable:
            print(f"{_say_found(versions.place, held)} holds nothing but the bundled figures: it is built again.")
    with (
        tqdm(total=STEPS, desc="Building the store", unit="step", file=sys.stderr, leave=False) as bar,
        write_version(versions, from_current=False, keeps_all=may_hold_loads(versions, seconds=seconds)) as connection,
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


def _find_held(versions: Versions, *, seconds: float, may_be_broken: bool) -> Held | None:
    """What the version in force holds; None where there is none, or where a broken one may be built again."""
    try:
        current = versions.find_current()
        if current is None:
            return None
        with read_version(versions, current, seconds=seconds) as connection:
            return describe_held(connection, place=versions.place)
    except StoreUnreadableError:
        if may_be_broken:
            return None
        raise


def _say_found(place: str, held: Held) -> str:
    return f"The store of figures at {place}, of table layout {held.layout} and about {held.alliance_name},"


def _refuse(versions: Versions, held: Held, *, alliance: Alliance) -> None:
    """Raise StoreHeldError: what was found, and what to do."""
    if held.alliance_name != alliance.name:
        found = f"is about {held.alliance_name}"
        advice = f"give {alliance.name} a store of its own with STORE_URL"
    elif held.layout > schema.SCHEMA_VERSION:
        found = f"has table layout {held.layout}, later than this release's {schema.SCHEMA_VERSION},"
        advice = "run the newer release that made it, or give another place with STORE_URL"
    else:
        found = f"has table layout {held.layout}"
        advice = "run 'python -m data_access upgrade', which builds it again and carries that over"
    raise StoreHeldError(versions.place, found=found, sources=held.sources, advice=advice)
