"""The command `check`: proof that a store is whole. Levels add up, rows have areas and sources, loads balance."""

import argparse
from typing import Any

import sqlalchemy as sa

from data_access import schema
from data_access.database.columns import find_damage
from data_access.database.engine import connect_for_reading
from data_access.database.versions import open_versions
from data_access.errors import StoreMissingError
from data_access.load.denominators import find_partial_denominators
from data_access.load.rollups import COLUMNS, select_rollups
from data_access.settings import Settings


def find_faults(settings: Settings) -> list[str]:
    """Sentences that name what does not add up in the version in force; none for a sound store."""
    versions = open_versions(settings)
    version = versions.find_current()
    if version is None:
        raise StoreMissingError(versions.place)
    engine = versions.open_reader(version)
    try:
        with connect_for_reading(engine, place=versions.place, seconds=settings.statement_seconds) as connection:
            damage = find_damage(connection)
            if damage:
                return damage
            return [
                *_check_keys(connection),
                *_check_loads(connection),
                *_check_places(connection),
                *_check_rollups(connection),
                *_check_figures(connection),
                *find_partial_denominators(connection),
            ]
    finally:
        engine.dispose()


def _check_keys(connection: sa.Connection) -> list[str]:
    faults = []
    for table in schema.metadata.sorted_tables:
        key = [table.c[name] for name in table.info.get("key", ())]
        if not key:
            continue
        repeated = sa.select(*key).group_by(*key).having(sa.func.count() > 1).subquery()
        count = connection.scalar(sa.select(sa.func.count()).select_from(repeated))
        if count:
            faults.append(f"{table.name}: {count} keys stand more than once")
    return faults


def _check_loads(connection: sa.Connection) -> list[str]:
    load = schema.core_load
    wrong = connection.scalars(
        sa.select(load.c.load_id).where(load.c.read_count != load.c.stored_count + load.c.rejected_count)
    )
    return [f"load {load_id}: rows read are not rows stored plus rows set aside" for load_id in wrong]


def _check_places(connection: sa.Connection) -> list[str]:
    faults = []
    for table in (schema.core_street_crime, schema.core_force_crime, schema.core_collision):
        known = sa.select(schema.core_area.c.area_code)
        for column in (table.c.place_code, table.c.force_code):
            lost = connection.scalar(sa.select(sa.func.count()).where(sa.or_(column.is_(None), column.not_in(known))))
            if lost:
                faults.append(f"{table.name}: {lost} rows have a {column.name} that is no area")
    return faults


def _check_rollups(connection: sa.Connection) -> list[str]:
    """Every count of the rollup, at every level, is what the rows held add up to."""
    out = schema.out_crime_month
    columns = [out.c[name] for name in COLUMNS]
    expected = sa.union_all(*select_rollups()).subquery()
    wanted = sa.select(*(expected.c[name] for name in COLUMNS))
    faults = []
    for name, difference in (
        ("counts are missing or differ from the rows held", sa.except_(wanted, sa.select(*columns))),
        ("counts stand for no rows held", sa.except_(sa.select(*columns), wanted)),
    ):
        found = connection.scalar(sa.select(sa.func.count()).select_from(difference.subquery()))
        if found:
            faults.append(f"out_crime_month: {found} {name}")
    return faults


def _check_figures(connection: sa.Connection) -> list[str]:
    figure, source = schema.core_figure, schema.core_source
    known = sa.select(source.c.source_id)
    faults = []
    without_source = connection.scalar(sa.select(sa.func.count()).where(figure.c.source_id.not_in(known)))
    if without_source:
        faults.append(f"core_figure: {without_source} figures have no source")
    wrong = connection.scalar(
        sa.select(sa.func.count()).where((figure.c.status == "value") != figure.c.value.is_not(None))
    )
    if wrong:
        faults.append(f"core_figure: {wrong} figures have a value without the status or the status without a value")
    return faults


def add_check_command(commands: Any) -> None:
    """Add `check` to the command line."""
    check = commands.add_parser("check", help="prove that the store's parts add up")
    check.set_defaults(run=run_check)


def run_check(_: argparse.Namespace, settings: Settings) -> int:
    """Print what does not add up; exit code 1 where anything doesn't."""
    faults = find_faults(settings)
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults found." if faults else "Every level adds up and every row has its source.")
    return 1 if faults else 0
