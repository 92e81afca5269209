"""Road collisions loaded into a store, in the column names of every year."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.commands.check import find_faults
from data_access.database.versions import open_versions
from data_access.errors import BadFileError, UserFacingError
from data_access.filters import Filters
from data_access.load.collisions import read_collisions
from data_access.load.loading import load_source
from data_access.load.provenance import LoadReport
from data_access.load.requests import Request
from data_access.settings import Settings
from data_access.store import find_version, open_store
from geodata.alliance import load_alliance

WEST_MERCIA, WARWICKSHIRE = "E23000016", "E23000017"
# Samples are for where the official files are not; then the whole is the samples too.
WHOLE_ON_BOTH = [("duckdb", "whole"), ("duckdb", "sample"), ("postgresql", "whole")]
ONE_DATABASE = pytest.mark.parametrize("kind", ["duckdb"], indirect=True)  # for what happens before a store is touched

Row = dict[str, str]

# What a row says, under the names that DfT's files carry now.
GOOD: Row = {
    "collision_index": "2016230000001",
    "collision_year": "2016",
    "longitude": "-1.261",
    "latitude": "52.37",
    "police_force": "23",
    "collision_severity": "2",
    "number_of_vehicles": "2",
    "number_of_casualties": "1",
    "date": "5/6/2016",
    "time": "17:05",
    "first_road_class": "3",
    "first_road_number": "426",
    "road_type": "6",
    "speed_limit": "60",
    "junction_detail": "13",
    "light_conditions": "1",
    "weather_conditions": "2",
    "road_surface_conditions": "2",
    "urban_or_rural_area": "2",
    "lsoa_of_collision_location": "E01031178",
}
NAMES_OF_2015 = {
    "collision_index": "Accident_Index",
    "collision_severity": "Accident_Severity",
    "longitude": "Longitude",
    "latitude": "Latitude",
    "police_force": "Police_Force",
    "number_of_vehicles": "Number_of_Vehicles",
    "number_of_casualties": "Number_of_Casualties",
    "date": "Date",
    "time": "Time",
    "first_road_class": "1st_Road_Class",
    "first_road_number": "1st_Road_Number",
    "road_type": "Road_Type",
    "speed_limit": "Speed_limit",
    "junction_detail": "Junction_Detail",
    "light_conditions": "Light_Conditions",
    "weather_conditions": "Weather_Conditions",
    "road_surface_conditions": "Road_Surface_Conditions",
    "urban_or_rural_area": "Urban_or_Rural_Area",
    "lsoa_of_collision_location": "LSOA_of_Accident_Location",
}
VINTAGES: dict[str, dict[str, str]] = {
    "2015": NAMES_OF_2015,
    "2015 to 2018, other accidents' index": NAMES_OF_2015 | {"collision_index": "Acc_Index"},
    "2020": {
        "collision_index": "accident_index",
        "collision_year": "accident_year",
        "collision_severity": "accident_severity",
        "lsoa_of_collision_location": "lsoa_of_accident_location",
    },
    "2024": {},
}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write rows as a collision file."""

    def write_file(*rows: Row, name: str = "collisions.csv") -> Path:
        text = io.StringIO()
        writer = csv.DictWriter(text, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        path = tmp_path / name
        path.write_text(text.getvalue(), encoding="utf-8")
        return path

    return write_file


def make_rows(*changes: Row) -> list[Row]:
    """Good rows with some cells changed, each with a reference of its own."""
    return [GOOD | {"collision_index": f"20162300000{number:02d}"} | change for number, change in enumerate(changes)]


def load(settings: Settings, *paths: Path, vehicles: Path | None = None) -> LoadReport:
    return load_source(settings, Request("collisions", paths, vehicles=vehicles, accepts_rejects=True))[0]


def ask(settings: Settings, question: str, filters: Filters | None = None, **options: str) -> pd.DataFrame:
    store = open_store(settings)
    try:
        return store.ask(question, filters, **options)
    finally:
        store.close()


def count_vehicles(settings: Settings) -> int:
    engine = open_versions(settings).open_reader(find_version(settings))
    with engine.connect() as connection:
        count = connection.scalar(sa.select(sa.func.count()).select_from(schema.core_vehicle))
    engine.dispose()
    return int(count or 0)


# --- official files --------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "shared_or_sample"), WHOLE_ON_BOTH, indirect=True)
def test_the_file_of_2015_is_loaded_whole(own_settings: Settings, shared_or_sample) -> None:
    folder = shared_or_sample.folder / "collisions"
    path, vehicles = folder / "Accidents_2015_alliance.csv", folder / "Vehicles_2015_alliance.csv"
    roads = ask(own_settings, "casualties.roads")
    report = load(own_settings, path, vehicles=vehicles)
    assert [file.read_count for file in report.files] == shared_or_sample.expect(whole=[3801, 5936], sample=[43, 34])
    assert report.rejected_count == 0
    listed = ask(own_settings, "casualties.collisions")
    assert len(listed) == shared_or_sample.expect(whole=3801, sample=43)
    assert listed["severity"].value_counts().to_dict() == shared_or_sample.expect(
        whole={"fatal": 66, "serious": 645, "slight": 3090}, sample={"fatal": 7, "serious": 16, "slight": 20}
    )
    ksi = ask(own_settings, "casualties.collisions", severity="ksi")
    assert ksi["force_code"].value_counts().to_dict() == shared_or_sample.expect(
        whole={WEST_MERCIA: 431, WARWICKSHIRE: 280}, sample={WEST_MERCIA: 18, WARWICKSHIRE: 5}
    )
    assert count_vehicles(own_settings) == shared_or_sample.expect(whole=5936, sample=34)
    if shared_or_sample.is_whole:
        pd.testing.assert_frame_equal(ask(own_settings, "casualties.roads"), roads)
    assert find_faults(own_settings) == []


def test_collisions_without_a_date_come_last_and_are_in_no_month(own_settings: Settings) -> None:
    samples = Path(__file__).resolve().parents[2] / "data" / "collisions"
    load(own_settings, samples / "Accidents_2015_alliance.csv")
    dates = ask(own_settings, "casualties.collisions")["collision_date"]
    undated = dates.isna()
    assert undated.any()
    assert undated.is_monotonic_increasing
    year = ask(own_settings, "casualties.collisions", Filters(from_month="2015-01", to_month="2015-12"))
    assert len(year) == (~undated).sum()


def test_a_collision_counts_to_its_lsoa_else_to_the_district_of_its_position_else_to_a_remainder(
    own_settings: Settings, write: Write
) -> None:
    none = {"lsoa_of_collision_location": "-1"}
    nowhere = {"longitude": "-1", "latitude": "-1"}
    rows = make_rows({}, none, none | nowhere, {"lsoa_of_collision_location": "E01000001"}, none | {"longitude": "0.1"})
    load(own_settings, write(*rows))
    listed = ask(own_settings, "casualties.collisions", Filters(from_month="2016-01")).sort_values("collision_id")
    assert listed["area_code"].tolist() == [
        "E01031178",
        "E07000220",
        f"{WARWICKSHIRE}-NOLOC",
        f"{WARWICKSHIRE}-OUTSIDE",
        f"{WARWICKSHIRE}-OUTSIDE",
    ]
    rugby = ask(own_settings, "casualties.collisions", Filters(area_code="E07000220", from_month="2016-01"))
    assert len(rugby) == 2


def test_another_year_is_added_and_the_year_held_stays(own_settings: Settings, write: Write) -> None:
    load(own_settings, write(GOOD))
    listed = ask(own_settings, "casualties.collisions", severity="ksi")
    assert len(listed) == 712
    first = listed.iloc[0]
    assert (str(first["collision_date"]), first["road"], first["severity"]) == ("2016-06-05", "A426", "serious")
    load(own_settings, write(*make_rows({}, {})))
    assert len(ask(own_settings, "casualties.collisions", severity="ksi")) == 713


@ONE_DATABASE
def test_loading_a_year_again_replaces_it_with_its_vehicles(own_settings: Settings, write: Write) -> None:
    before = count_vehicles(own_settings)
    path = write(GOOD)
    vehicle = {"collision_index": GOOD["collision_index"], "vehicle_reference": "1", "vehicle_type": "9"}
    vehicles = write(vehicle, vehicle | {"vehicle_reference": "2"}, name="vehicles.csv")
    load(own_settings, path, vehicles=vehicles)
    vehicles = write(vehicle | {"vehicle_type": "1"}, vehicle | {"vehicle_reference": "2"}, name="vehicles.csv")
    load(own_settings, path, vehicles=vehicles)
    assert count_vehicles(own_settings) == before + 2
    load(own_settings, write(GOOD | {"time": "10:11"}))
    assert count_vehicles(own_settings) == before + 2  # vehicles held stay with a collision that is held
    assert find_faults(own_settings) == []


# --- column names of all years -----------------------------------------------------------------------


@pytest.mark.parametrize("vintage", VINTAGES)
def test_the_column_names_of_every_year_mean_the_same(write: Write, vintage: str) -> None:
    names = VINTAGES[vintage]
    expected, *_ = read_collisions(write(GOOD), alliance=load_alliance())
    old = {names.get(name, name): value for name, value in GOOD.items()}
    rows, _, rejects, _ = read_collisions(write(old, name="old.csv"), alliance=load_alliance())
    assert rejects.empty
    pd.testing.assert_frame_equal(rows, expected)
    row = rows.iloc[0]
    assert (row["road"], row["severity"], row["force_code"]) == ("A426", "serious", WARWICKSHIRE)
    assert (str(row["collision_date"]), row["collision_time"], row["collision_year"]) == ("2016-06-05", "17:05", 2016)
    assert (row["speed_limit"], row["lsoa_code"], row["weather"]) == (60, "E01031178", "Raining")
    assert row["junction_detail"] == "T or staggered junction"


def test_both_spellings_of_the_official_files_are_read(shared_or_sample) -> None:
    folder = shared_or_sample.folder / "collisions"
    plain, _, set_aside, _ = read_collisions(folder / "sample-all-32-columns-2015.csv", alliance=load_alliance())
    bracketed, *_ = read_collisions(folder / "Accidents_2015_alliance.csv", alliance=load_alliance())
    assert set_aside.empty
    assert len(plain) == shared_or_sample.expect(whole=25, sample=8)
    assert set(plain["collision_year"]) == set(bracketed["collision_year"]) == {2015}
    assert plain["road"].ne("").all()


def test_junctions_of_the_older_specification_and_of_2024_are_both_read(write: Write) -> None:
    rows = [
        GOOD | {"junction_detail_historic": "3", "junction_detail": "13"},
        GOOD | {"junction_detail_historic": "-1", "junction_detail": "16", "collision_index": "2016230000002"},
    ]
    read, *_ = read_collisions(write(*rows), alliance=load_alliance())
    assert read["junction_detail"].tolist() == ["T or staggered junction", "Crossroads"]


@pytest.mark.parametrize(
    ("road_class", "number", "road"),
    [
        ("1", "6", "M6"),
        ("2", "1", "A1(M)"),
        ("3", "46", "A46"),
        ("4", "4373", "B4373"),
        ("5", "12", "C12"),
        ("6", "0", "Unclassified"),
        ("6", "-1", "Unclassified"),
        ("3", "-1", "A road"),
        ("5", "0", "C road"),
        ("-1", "-1", ""),
        ("", "", ""),
    ],
)
def test_a_road_is_named_as_people_name_it(write: Write, road_class: str, number: str, road: str) -> None:
    row = GOOD | {"first_road_class": road_class, "first_road_number": number}
    read, *_ = read_collisions(write(row), alliance=load_alliance())
    assert read["road"].tolist() == [road]


def test_what_is_not_held_is_missing_and_not_minus_one(write: Write) -> None:
    kept = ("collision_index", "police_force", "collision_severity", "collision_year")
    row = {name: value if name in kept else "-1" for name, value in GOOD.items()}
    read, _, rejects, _ = read_collisions(write(row, GOOD | {"collision_index": "2"}), alliance=load_alliance())
    assert rejects.empty
    first = read.iloc[0]
    for column in ("collision_date", "longitude", "latitude", "speed_limit", "vehicle_count", "casualty_count"):
        assert pd.isna(first[column]), column
    for column in ("collision_time", "lsoa_code", "road", "road_class", "road_type", "light", "weather", "surface"):
        assert first[column] == "", column


# --- rows set aside ----------------------------------------------------------------------------------

BAD_ROWS = [
    ("date", "31/02/2016", "this is no day written DD/MM/YYYY"),
    ("date", "2016-06-05", "this is no day written DD/MM/YYYY"),
    ("date", "06/13/2016", "this is no day written DD/MM/YYYY"),
    ("collision_severity", "4", "the severity is not one of DfT's three"),
    ("collision_severity", "", "the severity is not one of DfT's three"),
    ("police_force", "1", "a collision of a force outside this alliance"),
    ("collision_index", "", "the collision has no reference"),
    ("collision_index", "2016230000000", "the reference stands in the file twice"),
    ("longitude", "west", "this is no number of degrees"),
    ("latitude", "north", "this is no number of degrees"),
]


@pytest.mark.parametrize(("column", "value", "reason"), BAD_ROWS)
def test_a_bad_row_is_set_aside_with_its_line_column_and_reason(
    write: Write, column: str, value: str, reason: str
) -> None:
    path = write(*make_rows({}, {column: value}, {}))
    rows, raw, rejects, _ = read_collisions(path, alliance=load_alliance())
    assert (len(raw), len(rows), len(rejects)) == (2, 2, 1)
    reject = rejects.iloc[0]
    assert (reject["file_name"], reject["line_number"]) == ("collisions.csv", 3)
    assert reject["column_name"] == column
    assert reject["reason"].startswith(reason)


@ONE_DATABASE
def test_what_was_read_is_what_was_stored_and_set_aside(own_settings: Settings, write: Write) -> None:
    bad = [{column: value} for column, value, _ in BAD_ROWS]
    report = load(own_settings, write(*make_rows({}, *bad, {})))
    assert (report.read_count, report.stored_count, report.rejected_count) == (12, 2, 10)
    rejects = ask(own_settings, "sources.rejects", source_id="collisions")
    assert rejects["line_number"].tolist() == list(range(3, 13))
    assert find_faults(own_settings) == []


@ONE_DATABASE
def test_a_file_of_nothing_but_bad_rows_replaces_nothing(own_settings: Settings, write: Write) -> None:
    report = load(own_settings, write(*make_rows({"collision_severity": "9"}, {"police_force": "1"})))
    assert (report.read_count, report.stored_count, report.rejected_count) == (2, 0, 2)
    assert len(ask(own_settings, "casualties.collisions")) == 711


@ONE_DATABASE
def test_rows_without_a_date_belong_to_the_year_they_name(own_settings: Settings, write: Write) -> None:
    other = {"date": "7/8/2017", "collision_year": "2017"}
    report = load(own_settings, write(*make_rows({}, other, {"date": "-1", "collision_year": "2017"})))
    assert report.stored_count == 3
    held = ask(own_settings, "sources.coverage", source_id="collisions")
    ours = held[held["area_code"] == WARWICKSHIRE].set_index("period_code")["row_count"].to_dict()
    assert ours == {"2015": 280, "2016": 1, "2017": 2}


@ONE_DATABASE
def test_rows_whose_year_nobody_can_tell_are_set_aside_or_refused(own_settings: Settings, write: Write) -> None:
    rows = make_rows({}, {"date": "7/8/2017"}, {"date": "-1"})
    path = write(*[{name: value for name, value in row.items() if name != "collision_year"} for row in rows])
    try:
        report = load(own_settings, path)
    except UserFacingError:
        return
    assert report.read_count == report.stored_count + report.rejected_count == 3


@ONE_DATABASE
def test_a_vehicle_of_no_collision_held_is_set_aside(own_settings: Settings, write: Write) -> None:
    vehicle = {"Accident_Index": GOOD["collision_index"], "Vehicle_Reference": "1", "Vehicle_Type": "9"}
    vehicles = [vehicle, vehicle | {"Accident_Index": "elsewhere"}, vehicle | {"Vehicle_Reference": "first"}]
    report = load(own_settings, write(GOOD), vehicles=write(*vehicles, name="vehicles.csv"))
    assert [(file.read_count, file.stored_count, file.rejected_count) for file in report.files] == [
        (1, 1, 0),
        (3, 1, 2),
    ]
    rejects = ask(own_settings, "sources.rejects")
    assert rejects[["file_name", "line_number"]].to_numpy().tolist() == [["vehicles.csv", 3], ["vehicles.csv", 4]]


@ONE_DATABASE
def test_a_vehicle_that_stands_twice_is_stored_once(own_settings: Settings, write: Write) -> None:
    vehicle = {"collision_index": GOOD["collision_index"], "vehicle_reference": "1", "vehicle_type": "9"}
    report = load(own_settings, write(GOOD), vehicles=write(vehicle, vehicle, name="vehicles.csv"))
    assert report.read_count == report.stored_count + report.rejected_count == 3
    assert find_faults(own_settings) == []


# --- files refused -----------------------------------------------------------------------------------


def _assert_refused(settings: Settings, *paths: Path, vehicles: Path | None = None, words: str) -> None:
    version = find_version(settings)
    with pytest.raises(UserFacingError) as caught:
        load(settings, *paths, vehicles=vehicles)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert find_version(settings) == version
    assert len(ask(settings, "casualties.collisions")) == 711


@pytest.mark.parametrize("column", [name for name in GOOD if name != "collision_year"])
def test_a_missing_column_is_named(write: Write, column: str) -> None:
    path = write({name: value for name, value in GOOD.items() if name != column})
    with pytest.raises(
        BadFileError, match=r"collisions\.csv: line 1: the column '.+' is missing.*; nothing was loaded"
    ):
        read_collisions(path, alliance=load_alliance())


@ONE_DATABASE
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 4096,
        bytes(range(256)) * 64,
        b"<html><body>Not found</body></html>",
        ",".join(GOOD).encode(),
        (",".join(GOOD) + "\n" + ",".join(GOOD.values()) + ",more\n").encode(),
        (",".join(GOOD) + "\n" + ",".join(GOOD.values()) + "\n1,2,3\n").encode(),
    ],
    ids=["empty", "zeros", "binary", "page", "header only", "long row", "short row"],
)
def test_a_file_that_is_no_collision_file_is_refused_whole(
    own_settings: Settings, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "collisions.csv"
    path.write_bytes(content)
    _assert_refused(own_settings, path, words="collisions.csv")


@ONE_DATABASE
def test_a_file_that_is_not_there_is_refused(own_settings: Settings, write: Write, tmp_path: Path) -> None:
    _assert_refused(own_settings, tmp_path / "none.csv", words="none.csv: there is no such file")
    _assert_refused(own_settings, tmp_path, words="this is a folder; give the files")
    _assert_refused(own_settings, write(GOOD), vehicles=tmp_path / "none.csv", words="none.csv")


@ONE_DATABASE
def test_bad_vehicles_leave_the_collisions_unloaded_too(own_settings: Settings, write: Write) -> None:
    vehicles = write({"collision_index": "x", "vehicle_type": "9"}, name="vehicles.csv")
    _assert_refused(
        own_settings, write(GOOD), vehicles=vehicles, words="vehicles.csv: line 1: the column 'vehicle_reference'"
    )
