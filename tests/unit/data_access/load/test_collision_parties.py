"""Vehicles and casualties of STATS19: what is read, and what is never kept."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data_access.errors import BadFileError
from data_access.load.collision_parties import read_casualties, read_vehicles
from data_access.load.collision_reading import read_collisions
from data_access.load.reading import LEFT_OUT
from geodata.alliance import load_alliance
from tests.unit.data_access.load.made_collisions import make_text

ROOT = Path(__file__).resolve().parents[4]
SHARED = ROOT.parent / "shared" / "data" / "collisions"
needs_real_files = pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is absent")
NAME = "collision-2023.csv"
Write = Callable[..., Path]


@needs_real_files
def test_the_real_vehicles_are_read_whole() -> None:
    collisions = read_collisions(SHARED / "Accidents_2015_alliance.csv", alliance=load_alliance()).rows
    held = set(collisions["collision_id"])
    reading = read_vehicles(SHARED / "Vehicles_2015_alliance.csv", held=held)
    assert (len(reading.rows), len(reading.rejects)) == (5_936, 0)
    assert len(held - set(reading.rows["collision_id"])) == 679


SOUND = make_text({}, {})
CASUALTY_HEADER = (
    "collision_index,collision_year,vehicle_reference,casualty_reference,casualty_class,sex_of_casualty,"
    "age_of_casualty,age_band_of_casualty,casualty_severity,casualty_type,casualty_imd_decile,lsoa_of_casualty,"
    "casualty_injury_based,casualty_adjusted_serious"
)
HOME = "E01099999"


def write_casualties(write_text: Write, *rows: str) -> Path:
    return write_text("\n".join([CASUALTY_HEADER, *rows]) + "\n", name="casualty-2023.csv")


def test_casualties_are_read_without_age_or_home(write_text: Write) -> None:
    path = write_casualties(
        write_text,
        f"A,2023,1,1,1,1,83,11,3,9,4,{HOME},1,0.1",
        f"A,2023,1,2,Pedestrian,Female,7,6 - 10,Serious,Pedestrian,4,{HOME},0,-1",
        f"A,2023,2,1,2,9,-1,-1,1,-1,4,{HOME},-1,",
    )
    rows = read_casualties(path, held={"A"}).rows
    columns = ["casualty_class", "sex", "age_band", "severity", "casualty_type"]
    assert rows[columns].to_numpy().tolist() == [
        ["Driver or rider", "Male", "Over 75", "slight", "9"],
        ["Pedestrian", "Female", "6 to 10", "serious", "0"],
        ["Passenger", "", "", "fatal", "-1"],
    ]
    assert rows["is_injury_based"].tolist()[:2] == [True, False]
    assert rows["is_injury_based"].isna().tolist() == [False, False, True]
    assert rows["adjusted_serious"].isna().tolist() == [False, True, True]
    assert HOME not in rows.to_csv()
    assert not {"age_of_casualty", "age", "lsoa_code"} & set(rows.columns)


def test_a_casualty_set_aside_keeps_its_home_to_itself(write_text: Write) -> None:
    path = write_casualties(
        write_text,
        f"A,2023,1,1,1,1,83,11,3,9,4,{HOME},1,0.1",
        f"A,2023,1,1,1,1,83,11,3,9,4,{HOME},1,0.1",
        f"A,2023,1,2,1,1,83,11,7,9,4,{HOME},1,0.1",
        f"A,2023,x,2,1,1,83,11,3,9,4,{HOME},1,0.1",
        f"B,2023,1,1,1,1,83,11,3,9,4,{HOME},1,0.1",
    )
    reading = read_casualties(path, held={"A"})
    rejects = reading.rejects
    assert rejects["line_number"].tolist() == [3, 4, 5, 6]
    assert rejects["column_name"].tolist() == [
        "casualty_reference",
        "casualty_severity",
        "vehicle_reference",
        "collision_index",
    ]
    assert rejects["reason"].isin(LEFT_OUT).tolist() == [False, False, False, True]
    assert HOME not in rejects.to_csv()
    assert ",83," not in rejects.to_csv()


def test_a_file_of_another_years_casualties_is_refused(write_text: Write) -> None:
    path = write_casualties(write_text, f"B,2023,1,1,1,1,83,11,3,9,4,{HOME},1,0.1")
    with pytest.raises(BadFileError, match="none of its 1 rows belongs to a collision loaded with it"):
        read_casualties(path, held={"A"})


def test_vehicles_are_read_in_codes_or_labels(write_text: Write) -> None:
    text = "Accident_Index,Vehicle_Reference,Vehicle_Type\nA,1,9\nA,2,Pedal cycle\nA,3,-1\nA,3,9\nB,1,9\nA,,9\n"
    reading = read_vehicles(write_text(text, name="vehicle.csv"), held={"A"})
    assert reading.rows["vehicle_type"].tolist() == ["9", "1", "-1"]
    assert reading.rejects["line_number"].tolist() == [5, 6, 7]
    assert reading.rejects["column_name"].tolist() == ["Vehicle_Reference", "Accident_Index", "Vehicle_Reference"]


def test_a_collision_file_is_no_vehicle_file(write_text: Write) -> None:
    with pytest.raises(BadFileError, match="the column 'vehicle_reference' is missing, so this is no STATS19 vehicle"):
        read_vehicles(write_text(SOUND, name=NAME), held={"A"})
