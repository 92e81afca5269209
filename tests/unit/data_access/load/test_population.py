"""Mid-year population of districts."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data_access.errors import BadFileError
from data_access.load.force_names import AREAS_FILE
from data_access.load.population import NO_CODE_OF_2016, NOT_A_DISTRICT, read_population
from data_access.load.reading import FIGURE_COLUMNS, Reading

POPULATION = "population/ons_population_by_area_mid2011_2023.csv"
ALLIANCE = {f"E070002{number}" for number in (18, 19, 20, 21, 22, 34, 35, 36, 37, 38, 39)} | {
    "E06000019",
    "E06000020",
    "E06000051",
}


@pytest.fixture
def reading(shared_data) -> Reading:
    return read_population(shared_data.path(POPULATION))


def test_every_row_is_accounted_for(reading: Reading, shared_data) -> None:
    counts = (reading.read_count, reading.stored_count, len(reading.rejects))
    assert counts == shared_data.expect(whole=(357, 307, 50), sample=(48, 35, 13))
    assert list(reading.figures.columns) == FIGURE_COLUMNS
    assert len(reading.figures) == reading.stored_count * 13
    assert not reading.figures.duplicated(["area_code", "period_code"]).any()
    assert set(reading.figures["status"]) == {"value"}


def test_all_districts_of_the_forces_asked_for_are_there(reading: Reading) -> None:
    found = set(reading.figures["area_code"])
    assert len(ALLIANCE) == 14
    assert found >= ALLIANCE
    areas = pd.read_csv(AREAS_FILE, dtype=str)
    for force in ("Warwickshire", "West Mercia", "Cambridgeshire", "Hertfordshire"):
        assert set(areas.loc[areas["force_name"] == force, "district_code"]) <= found, force


def test_districts_sum_to_the_force_area_table(reading: Reading) -> None:
    areas = pd.read_csv(AREAS_FILE, dtype=str).set_index("district_code")["force_name"]
    of_2017 = reading.figures[reading.figures["period_code"] == "mid-2017"]
    people = of_2017.groupby(of_2017["area_code"].map(areas))["value"].sum()
    assert people["Warwickshire"] == 572_303  # as the ONS crime table has them for 2017
    assert people["West Mercia"] == 1_271_487


def test_periods_and_names(reading: Reading) -> None:
    assert set(reading.figures["period_code"]) == {f"mid-{year}" for year in range(2011, 2024)}
    names = reading.figures.drop_duplicates("area_code").set_index("area_code")["area_name"]
    assert names["E06000019"] == "Herefordshire, County of"
    assert names["E07000112"] == "Folkestone and Hythe"


def test_what_is_rejected_and_why(reading: Reading, shared_data) -> None:
    names = reading.rejects["row_text"].str.split(",").str[0]
    by_reason = names.groupby(reading.rejects["reason"]).agg(set).to_dict()
    assert set(by_reason) == {NOT_A_DISTRICT, NO_CODE_OF_2016}
    assert {"ENGLAND AND WALES", "WEST MIDLANDS", "Worcestershire", "Warwickshire"} <= by_reason[NOT_A_DISTRICT]
    assert {"East Suffolk", "West Suffolk", "Cumberland", "Dorset"} <= by_reason[NO_CODE_OF_2016]
    assert len(by_reason[NO_CODE_OF_2016]) == shared_data.expect(whole=11, sample=4)


def test_bad_cells_and_repeats(write_text: Callable[..., Path]) -> None:
    text = (
        "Name,PFA,Geography,Mid-2023,Mid-2022,\n"
        "Rugby,,Non-metropolitan District,118781.00,,\n"
        "Warwick,,Non-metropolitan District,-1.00,5.00,\n"
        "Barnet,,London Borough,1.50,5.00,\n"
        "Rugby,,Non-metropolitan District,7.00,8.00,\n"
    )
    reading = read_population(write_text("\ufeff" + text))
    assert reading.figures[["period_code", "status"]].to_numpy().tolist() == [
        ["mid-2023", "value"],
        ["mid-2022", "missing"],
    ]
    assert reading.rejects[["line_number", "column_name", "reason"]].to_numpy().tolist() == [
        [3, "Mid-2023", "'-1.00' is negative"],
        [4, "Mid-2023", "'1.50' is not a whole number"],
        [5, "Name", "repeats an earlier row for the same area, period and kind"],
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the file is empty"),
        ("Name,PFA,Mid-2017\nRugby,,1\n", "the column 'Geography' is missing"),
        ("Name,Geography,2017\nRugby,London Borough,1\n", "no column of a year, such as 'Mid-2017'"),
    ],
)
def test_files_of_another_kind(write_text: Callable[..., Path], text: str, reason: str) -> None:
    with pytest.raises(BadFileError, match=f"table.csv: .*{reason}"):
        read_population(write_text(text))
