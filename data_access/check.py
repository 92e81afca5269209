"""Proof that a store is whole: levels add up, rows have areas and sources, loads balance."""

import sqlalchemy as sa

from data_access import schema
from data_access.errors import StoreMissingError
from data_access.settings import Settings
from data_access.versions import open_versions


def find_faults(settings: Settings) -> list[str]:
    """Sentences that name what does not add up in the version in force; none for a sound store."""
    versions = open_versions(settings)
    version = versions.find_current()
    if version is None:
        raise StoreMissingError(versions.place)
    engine = versions.open_reader(version)
    with engine.connect() as connection:
        return [
            *_check_keys(connection),
            *_check_loads(connection),
            *_check_places(connection),
            *_check_levels(connection),
            *_check_figures(connection),
        ]


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


def _check_levels(connection: sa.Connection) -> list[str]:
    """Each level of the rollup sums to what core holds, for every month and category."""
    out = schema.out_crime_month
    keys = ("source_id", "month", "offence_code")
    core = {}
    for crime in (schema.core_street_crime, schema.core_force_crime):
        columns = [crime.c[key] for key in keys]
        sums = sa.select(*columns, sa.func.sum(crime.c.crime_count)).group_by(*columns)
        core.update({tuple(row[:3]): row[3] for row in connection.execute(sums)})
    faults = []
    for level in ("alliance", "force", "policing_area", "district", "lsoa"):
        rolled = {
            tuple(row[:3]): row[3]
            for row in connection.execute(
                sa.select(*(out.c[key] for key in keys), sa.func.sum(out.c.crime_count))
                .where(out.c.level == level, out.c.offence_code.not_like("flag:%"))
                .group_by(*(out.c[key] for key in keys))
            )
        }
        wrong = sum(rolled.get(key) != count for key, count in core.items()) + len(rolled.keys() - core.keys())
        if wrong:
            faults.append(f"out_crime_month: {wrong} sums at level {level} are not those of the rows held")
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
