"""The check proves that a store is whole, and finds what is not."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.commands.check import find_faults
from data_access.database.versions import open_versions, write_version
from data_access.errors import StoreMissingError
from data_access.settings import Settings

out, crime, collision, figure = (
    schema.out_crime_month,
    schema.core_street_crime,
    schema.core_collision,
    schema.core_figure,
)
IN_RUGBY = sa.and_(
    out.c.level == "district",
    out.c.area_code == "E07000220",
    out.c.month == "2014-01",
    out.c.offence_code == "burglary",
)
IN_STRATFORD = sa.and_(
    out.c.level == "district",
    out.c.area_code == "E07000221",
    out.c.month == "2014-01",
    out.c.offence_code == "burglary",
)

FAULTS: dict[str, tuple[sa.Executable, str]] = {
    "one crime too many at a level": (
        out.update().where(IN_RUGBY).values(crime_count=out.c.crime_count + 1),
        "counts are missing or differ from the rows held",
    ),
    "a level without its rows": (
        out.delete().where(out.c.level == "policing_area"),
        "counts are missing or differ from the rows held",
    ),
    "a month that core does not hold": (
        out.insert().values(
            source_id="street-crime",
            month="2016-01",
            level="lsoa",
            area_code="E01031178",
            offence_code="burglary",
            crime_count=1,
        ),
        "counts stand for no rows held",
    ),
    "a row without a place": (
        crime.update().where(crime.c.month == "2014-01").values(place_code="E99"),
        "core_street_crime:",
    ),
    "a collision without a place": (
        collision.update().where(collision.c.road == "A46").values(place_code=None),
        "core_collision: 23 rows have a place_code",
    ),
    "a key that stands twice": (
        schema.core_theme.insert().values(theme_code="asb", theme_name="ASB", definition="again"),
        "core_theme: 1 keys",
    ),
    "a load that does not balance": (
        schema.core_load.update()
        .where(schema.core_load.c.source_id == "collisions")
        .values(stored_count=schema.core_load.c.stored_count - 1),
        "rows read are not rows stored plus rows set aside",
    ),
    "a figure without a source": (
        figure.update().where(figure.c.period_code == "mid-2017").values(source_id="hearsay"),
        "figures have no source",
    ),
    "a blank written as zero": (
        figure.update().where(figure.c.status == "missing").values(value=0.0),
        "a value without the status",
    ),
    "a value without its figure": (
        figure.update().where(figure.c.period_code == "mid-2016").values(value=None),
        "the status without a value",
    ),
}


def test_the_default_store_has_no_fault(store_settings: Settings) -> None:
    assert find_faults(store_settings) == []


@pytest.mark.parametrize("kind", ["duckdb"], indirect=True)
@pytest.mark.parametrize("planted", FAULTS)
def test_a_planted_fault_is_found(own_settings: Settings, planted: str) -> None:
    statement, words = FAULTS[planted]
    with write_version(open_versions(own_settings), from_current=True) as connection:
        assert connection.execute(statement).rowcount != 0
    faults = find_faults(own_settings)
    assert any(words in fault for fault in faults), faults


@pytest.mark.parametrize("kind", ["duckdb"], indirect=True)
def test_faults_of_every_kind_are_found_together(own_settings: Settings) -> None:
    with write_version(open_versions(own_settings), from_current=True) as connection:
        for statement, _ in FAULTS.values():
            connection.execute(statement)
    faults = find_faults(own_settings)
    for name, (_, words) in FAULTS.items():
        assert any(words in fault for fault in faults), name


@pytest.mark.parametrize("kind", ["duckdb"], indirect=True)
def test_a_crime_counted_to_another_district_is_found(own_settings: Settings) -> None:
    with write_version(open_versions(own_settings), from_current=True) as connection:
        connection.execute(out.update().where(IN_RUGBY).values(crime_count=out.c.crime_count - 1))
        connection.execute(out.update().where(IN_STRATFORD).values(crime_count=out.c.crime_count + 1))
    assert find_faults(own_settings) != []


def test_the_check_of_no_store_says_so(empty_settings: Settings) -> None:
    with pytest.raises(StoreMissingError):
        find_faults(empty_settings)


def test_the_check_leaves_the_store_as_it_is(
    own_settings: Settings, kind: str, make_store_url: Callable[[str], str]
) -> None:
    versions = open_versions(own_settings)
    held = versions.list_held()
    place = Path(sa.make_url(own_settings.store_url).database or "").parent
    files = sorted(path.name for path in place.iterdir()) if kind == "duckdb" else []
    assert find_faults(own_settings) == []
    assert versions.list_held() == held
    if kind == "duckdb":
        assert sorted(path.name for path in place.iterdir()) == files
