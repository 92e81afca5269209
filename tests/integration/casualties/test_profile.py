"""Profile, vehicles and people: every collision once, people in totals only."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.database.versions import open_versions, write_version
from data_access.settings import Settings
from data_access.store import Store


def test_the_profile_counts_every_collision_once_in_each_dimension(store: Store) -> None:
    profile = store.ask("casualties.profile")
    totals = profile.groupby("dimension")["ksi_count"].sum().to_dict()
    assert totals.pop("vehicle_group") > 711
    assert set(totals.values()) == {711}
    by_day = profile[profile["dimension"] == "weekday"].set_index("value")["ksi_count"]
    assert by_day.to_dict() == {
        **{"Monday": 93, "Tuesday": 111, "Wednesday": 93, "Thursday": 109},
        **{"Friday": 103, "Saturday": 106, "Sunday": 96},
    }
    hours = profile[profile["dimension"] == "hour"].set_index("value")["ksi_count"]
    assert hours["07:00"] == 24, "times are written '7:05' as well as '17:05'"
    assert len(hours) == 24
    assert profile.groupby("dimension")["fatal_count"].sum().drop("vehicle_group").eq(66).all()


def test_vehicles_that_are_not_held_are_counted_apart(store: Store) -> None:
    vehicles = store.ask("casualties.vehicles").set_index("vehicle_group")
    assert (vehicles["held_count"] == 550).all()
    assert (vehicles["not_held_count"] == 161).all()
    motorcycles = vehicles.loc["Motorcycle"]
    assert motorcycles["ksi_count"] == 158
    assert motorcycles["share_pct"] == pytest.approx(100 * 158 / 550)
    assert motorcycles["share_lower"] < motorcycles["share_pct"] < motorcycles["share_upper"]
    profile = store.ask("casualties.profile").query("dimension == 'vehicle_group'").set_index("value")
    assert profile.loc["Not held", "ksi_count"] == 161
    assert not profile.loc["Not held", "is_held"]


def test_people_are_not_held_until_a_casualty_file_is_loaded(store: Store) -> None:
    assert store.ask("casualties.people").empty


def test_people_are_given_in_totals_of_five_or_more(
    own_settings: Settings, reopen: Callable[[Settings], Store]
) -> None:
    with write_version(open_versions(own_settings), from_current=True) as connection:
        ids = list(connection.scalars(sa.select(schema.core_collision.c.collision_id).limit(40)))
        rows = [
            {
                "source_id": "collisions",
                "collision_id": each,
                "vehicle_reference": 1,
                "casualty_reference": 1,
                "severity": "serious",
                "casualty_class": "Driver or rider",
                "age_band": "16 to 20" if number < 3 else "26 to 35" if number < 20 else "36 to 45",
                "sex": "Male" if number < 36 else "Female",
                "casualty_type": "9",
                "enhanced_severity": "",
            }
            for number, each in enumerate(ids)
        ]
        connection.execute(schema.core_casualty.insert(), rows)
    people = reopen(own_settings).ask("casualties.people")
    ages = people[people["dimension"] == "age_band"].set_index("value")
    assert ages.loc["16 to 20", "is_suppressed"]
    assert ages["is_suppressed"].sum() >= 2, "one hidden count alone could be worked out from the total"
    assert people["casualty_count"].dropna().ge(5).all()
    sexes = people[people["dimension"] == "sex"]
    assert sexes["casualty_count"].isna().all(), "four women would follow from 36 men of 40"
