"""STATS19 files: every vintage and spelling, codes and labels, and every way in which one can be damaged."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data_access.errors import BadFileError
from data_access.load import reading as reading_module
from data_access.load.collision_reading import OTHER_FORCE, CollisionReading, read_collisions
from data_access.load.reading import LEFT_OUT
from geodata.alliance import load_alliance
from tests.unit.data_access.load.made_collisions import CELLS, OLD_NAMES, SPELLINGS, make_text

ROOT = Path(__file__).resolve().parents[4]
SHARED = ROOT.parent / "shared" / "data" / "collisions"
SAMPLES = ROOT / "tests" / "data" / "collisions"
needs_real_files = pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is absent")
NAME = "collision-2023.csv"
LABELS = {
    "police_force": "West Mercia",
    "collision_severity": "Serious",
    "enhanced_collision_severity": "Moderately Serious",
    "first_road_class": "A",
    "road_type": "Single carriageway",
    "junction_detail_historic": "T or staggered junction",
    "light_conditions": "Daylight",
    "weather_conditions": "Fine no high winds",
    "road_surface_conditions": "Wet or damp",
    "urban_or_rural_area": "Urban",
    "collision_injury_based": "Based on Injury code reporting",
}
Write = Callable[..., Path]


@pytest.fixture
def read(write_text: Write) -> Callable[..., CollisionReading]:
    def run(*changes: dict[str, str], names: dict[str, str] | None = None) -> CollisionReading:
        text = make_text(*changes, names=names)
        reading = read_collisions(write_text(text, name=NAME), alliance=load_alliance())
        assert len(reading.rows) + reading.rejected_count == len(changes)
        assert len(reading.raw) == len(reading.rows)
        return reading

    return run


Read = Callable[..., CollisionReading]


@needs_real_files
def test_the_real_collisions_are_read_whole() -> None:
    reading = read_collisions(SHARED / "Accidents_2015_alliance.csv", alliance=load_alliance())
    rows = reading.rows
    assert (len(rows), len(reading.rejects), reading.notes) == (3_801, 0, [])
    assert rows["severity"].isin(["fatal", "serious"]).sum() == 711
    assert rows["longitude"].isna().sum() == 1
    assert (rows["lsoa_code"] == "").sum() == 12
    ksi = rows[rows["severity"] != "slight"]
    assert ksi["collision_date"].notna().all()
    assert reading.raw["line_number"].tolist() == list(range(2, 3_803))
    assert set(rows["collision_year"]) == {2015}


@needs_real_files
def test_dates_without_leading_zeros_are_read() -> None:
    rows = read_collisions(SHARED / "sample-all-32-columns-2015.csv", alliance=load_alliance()).rows
    assert (len(rows), int(rows["collision_date"].isna().sum())) == (25, 0)


def test_the_samples_are_read_whole() -> None:
    for name in ("Accidents_2015_alliance.csv", "sample-all-32-columns-2015.csv"):
        lines = (SAMPLES / name).read_bytes().splitlines()
        reading = read_collisions(SAMPLES / name, alliance=load_alliance())
        assert (len(reading.rows), len(reading.rejects)) == (len(lines) - 1, 0)


@pytest.mark.parametrize("spelling", list(SPELLINGS))
def test_a_file_of_any_vintage_gives_the_same_row(read: Read, spelling: str) -> None:
    row = read({}, names=SPELLINGS[spelling]).rows.iloc[0]
    assert (row["force_code"], row["severity"], row["road"], row["collision_year"]) == (
        "E23000016",
        "serious",
        "A44",
        2023,
    )
    assert str(row["collision_date"]) == "2023-06-05"
    assert (row["junction_detail"], row["weather"], row["surface"]) == (
        "T or staggered junction",
        "Fine",
        "Wet or damp",
    )
    assert (row["speed_limit"], row["vehicle_count"], row["casualty_count"]) == (30, 2, 1)


def test_labels_are_read_as_the_codes_are(read: Read) -> None:
    coded, labelled = read({}).rows, read(LABELS).rows
    pd.testing.assert_frame_equal(coded, labelled)


def test_codes_resaved_by_a_spreadsheet_are_read(read: Read) -> None:
    numbers = ("police_force", "collision_severity", "speed_limit", "number_of_vehicles", "weather_conditions")
    pd.testing.assert_frame_equal(read({}).rows, read({name: CELLS[name] + ".0" for name in numbers}).rows)


def test_severity_by_injuries_is_kept_where_a_file_has_it(read: Read) -> None:
    row = read({}).rows.iloc[0]
    assert row["enhanced_severity"] == "moderately serious"
    assert row["is_injury_based"] is True or row["is_injury_based"] == 1
    assert (row["adjusted_serious"], row["adjusted_slight"]) == (0.25, 0.75)
    old = read({}, names=OLD_NAMES).rows.iloc[0]
    assert old["enhanced_severity"] == ""
    assert old[["is_injury_based", "adjusted_serious", "adjusted_slight"]].isna().all()


@pytest.mark.parametrize("mark", ["", "-1", "Data missing or out of range", "NULL"])
def test_what_is_not_held_is_blank_and_never_zero(read: Read, mark: str) -> None:
    needed = {"collision_index", "police_force", "collision_severity", "collision_year"}
    row = read({name: mark for name in CELLS if name not in needed}).rows.iloc[0]
    text = ["collision_time", "lsoa_code", "road", "road_class", "light", "weather", "surface", "enhanced_severity"]
    assert set(row[text]) == {""}
    numbers = ["longitude", "latitude", "speed_limit", "vehicle_count", "casualty_count", "collision_date"]
    assert row[numbers].isna().all()
    assert row["collision_year"] == 2023


def test_a_code_outside_the_guide_is_not_held_and_said(read: Read) -> None:
    reading = read({"weather_conditions": "77"}, {"weather_conditions": "77"}, {})
    assert reading.rows["weather"].tolist() == ["", "", "Fine"]
    assert reading.notes == [
        f"'77' in weather_conditions of {NAME} is no code of DfT's guide and is not held (2 rows)",
    ]


def test_the_new_list_of_junctions_stands_in_for_the_old_one(read: Read) -> None:
    rows = read({"junction_detail_historic": "-1", "junction_detail": "16"}).rows
    assert rows["junction_detail"].tolist() == ["Crossroads"]


def test_left_out_rows_of_a_national_file_are_counted_and_faults_listed(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_module, "MOST_LISTED", 5)
    few = read({}, *[{"police_force": "1"}] * 5)
    assert (len(few.rejects), few.rejected_count, few.notes) == (5, 5, [])
    many = read({}, {"collision_severity": "9"}, *[{"police_force": "1"}] * 6)
    assert (many.rejects["column_name"].tolist(), many.rejected_count) == (["collision_severity"], 7)
    (note,) = many.notes
    assert note.startswith("6 rows of ")
    assert note.endswith(f" left out as {OTHER_FORCE}")


def test_collisions_of_other_forces_are_left_out_and_are_no_fault(read: Read) -> None:
    reading = read({}, {"police_force": "1"}, {"police_force": "Kent", "date": "31/02/2023"}, {"police_force": "99"})
    assert len(reading.rows) == 1
    assert reading.rejects["reason"].tolist() == [OTHER_FORCE] * 3
    assert OTHER_FORCE in LEFT_OUT
    assert reading.rejects["line_number"].tolist() == [3, 4, 5]


def test_positions_elsewhere_are_no_fault(read: Read) -> None:
    sea = {"longitude": "-40.5", "latitude": "50", "lsoa_of_collision_location": ""}
    other = {"lsoa_of_collision_location": "E01000001"}
    assert len(read(sea, other).rows) == 2


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"collision_index": ""}, "collision_index"),
        ({"collision_index": "2.02322E+12"}, "collision_index"),
        ({"collision_severity": "4"}, "collision_severity"),
        ({"collision_severity": ""}, "collision_severity"),
        ({"collision_severity": "Grave"}, "collision_severity"),
        ({"police_force": "2"}, "police_force"),
        ({"police_force": ""}, "police_force"),
        ({"police_force": "Gotham"}, "police_force"),
        ({"date": "31/02/2023"}, "date"),
        ({"date": "2023-06-05"}, "date"),
        ({"date": "5/6/23"}, "date"),
        ({"date": "05/06/0001"}, "date"),
        ({"date": "", "collision_year": "", "collision_index": "A1"}, "date"),
        ({"time": "25:00"}, "time"),
        ({"time": "noon"}, "time"),
        ({"longitude": "west"}, "longitude"),
        ({"longitude": "181"}, "longitude"),
        ({"latitude": "1e9"}, "latitude"),
        ({"latitude": "inf"}, "latitude"),
        ({"number_of_vehicles": "-3"}, "number_of_vehicles"),
        ({"number_of_casualties": "-2"}, "number_of_casualties"),
        ({"number_of_casualties": "1.5"}, "number_of_casualties"),
        ({"number_of_casualties": "99999999999999999999"}, "number_of_casualties"),
        ({"speed_limit": "fast"}, "speed_limit"),
        ({"lsoa_of_collision_location": "Worcester"}, "lsoa_of_collision_location"),
        ({"collision_adjusted_serious": "-0.5"}, "collision_adjusted_serious"),
        ({"collision_adjusted_slight": "much"}, "collision_adjusted_slight"),
    ],
)
def test_a_row_at_fault_is_set_aside_with_its_line_and_the_files_own_column(
    read: Read, changed: dict[str, str], column: str
) -> None:
    reading = read({}, changed, {})
    found = reading.rejects[["file_name", "line_number", "column_name"]].to_numpy().tolist()
    assert found == [[NAME, 3, column]]
    assert reading.rejects["reason"].iloc[0] not in {"", *LEFT_OUT}


def test_columns_are_named_as_in_the_file(read: Read) -> None:
    rejects = read({}, {"date": "31/02/2023"}, names=OLD_NAMES).rejects
    assert rejects["column_name"].tolist() == ["Date"]


def test_a_reference_that_stands_twice_is_kept_once(read: Read) -> None:
    reading = read({"collision_index": "2023A"}, {"collision_index": "2023A"}, {"collision_index": "2023B"})
    assert reading.rows["collision_id"].tolist() == ["2023A", "2023B"]
    assert reading.rejects["line_number"].tolist() == [3]


def test_lines_and_repeats_are_right_past_the_first_piece(read: Read) -> None:
    changes: list[dict[str, str]] = [{}] * 45_000
    changes[30_000] = {"date": "31/02/2023"}
    changes[44_999] = {"collision_index": "2023220000001"}
    rejects = read(*changes).rejects
    assert rejects["line_number"].tolist() == [30_002, 45_001]


SOUND = make_text({}, {})
BROKEN = {
    "empty": (b"", "the file is empty"),
    "no rows": (SOUND.split("\n")[0].encode() + b"\n", "has no rows"),
    "workbook": (b"PK\x03\x04" + b"\0" * 99, "a zip archive or a workbook"),
    "binary": (bytes(range(256)), "line 1"),
    "street crime": (b"Crime ID,Month\na,b\n", "line 1: the column 'collision_index' is missing"),
    "no severity": (SOUND.replace("collision_severity", "x").encode(), "the column 'collision_severity' is missing"),
    "no force": (SOUND.replace("police_force", "x").encode(), "the column 'police_force' is missing"),
    "cut off": (SOUND[:-90].encode(), "line 3"),
    "cut off in the last cell": (
        make_text({}, {}, names=OLD_NAMES)[:-3].encode(),
        "line 3, LSOA_of_Accident_Location: the file is cut off in this line",
    ),
    "short line": (SOUND.encode() + b"1,2,3\n", "line 4, collision_ref_no: the line is broken: 3 cells"),
    "huge cell": (SOUND.replace("A44", "").encode() + b"x" * 10_000_000, "line 4, collision_index: the line has more"),
    "latin-1": (make_text({"time": "né"}).encode("latin-1"), "line 2, time: the letters are not in UTF-8"),
    "other forces only": (make_text({"police_force": "46"}).encode(), "none of its 1 collisions is of"),
}


@pytest.mark.parametrize("name", list(BROKEN))
def test_a_file_at_fault_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    content, words = BROKEN[name]
    path = tmp_path / NAME
    path.write_bytes(content)
    with pytest.raises(BadFileError) as caught:
        read_collisions(path, alliance=load_alliance())
    message = str(caught.value)
    assert message.startswith(f"{NAME}: ")
    assert words in message
    assert "\n" not in message
    assert len(message) < 400
