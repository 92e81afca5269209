"""Road traffic: vehicle-kilometres by highway authority, daily flow by road."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data_access.errors import BadFileError
from data_access.load.reading import FIGURE_COLUMNS, Reading
from data_access.load.traffic import (
    NOT_AN_AUTHORITY,
    OTHER_UNIT,
    name_authority_code,
    read_road_flow,
    read_vehicle_km,
)

DISTANCE = "traffic/dft_tra89_million_vehicle_km_by_LA_2015_2023.csv"
FLOW = "traffic/mean-aadf-by-road-and-authority-2000-2016.csv"
AUTHORITIES = {"E06000019", "E06000020", "E06000051", "HA-warwickshire", "HA-worcestershire"}
KEYS = ["measure_code", "area_code", "period_code", "breakdown_code", "basis"]


@pytest.fixture
def distance(shared_data) -> Reading:
    return read_vehicle_km(shared_data.path(DISTANCE))


@pytest.fixture
def flow(shared_data) -> Reading:
    return read_road_flow(shared_data.path(FLOW))


def find_cell(figures: pd.DataFrame, area: str, period: str, breakdown: str) -> pd.Series:
    here = (figures["area_code"] == area) & (figures["period_code"] == period)
    found = figures[here & (figures["breakdown_code"] == breakdown)]
    assert len(found) == 1
    return found.iloc[0]


# --- vehicle-kilometres ----------------------------------------------------------------------------


def test_every_row_of_the_distance_table_is_accounted_for(distance: Reading, shared_data) -> None:
    counts = (distance.read_count, distance.stored_count, len(distance.rejects))
    assert counts == shared_data.expect(whole=(606, 546, 60), sample=(78, 63, 15))
    assert set(distance.rejects["reason"]) == {NOT_AN_AUTHORITY}
    assert distance.rejects["row_text"].str.contains("All,").all()
    assert list(distance.figures.columns) == FIGURE_COLUMNS
    assert not distance.figures.duplicated(KEYS).any()


def test_the_five_authorities_have_three_vehicle_types(distance: Reading) -> None:
    figures = distance.figures[distance.figures["area_code"].isin(AUTHORITIES)]
    assert len(figures) == 5 * 3 * 9
    assert set(figures["area_code"]) == AUTHORITIES
    assert set(figures["breakdown_code"]) == {
        "cars-and-taxis",
        "light-commercial-vehicles",
        "heavy-goods-vehicles",
    }
    assert find_cell(figures, "HA-warwickshire", "2017", "cars-and-taxis")["value"] == 7525.6
    assert find_cell(figures, "E06000019", "2020", "heavy-goods-vehicles")["value"] == 100.3
    assert find_cell(figures, "HA-worcestershire", "2015", "light-commercial-vehicles")["value"] == 992.6
    assert set(figures["basis"]) == {"million vehicle-km"}


def test_the_authorities_of_west_mercia_sum_to_the_crime_tables_column(distance: Reading) -> None:
    codes = AUTHORITIES - {"HA-warwickshire"}
    total = sum(find_cell(distance.figures, code, "2017", "cars-and-taxis")["value"] for code in codes)
    assert total == pytest.approx(10_636.3, abs=0.15)


def test_the_two_rows_of_dorset_are_one_series(distance: Reading) -> None:
    dorset = distance.figures[distance.figures["area_code"] == "HA-dorset"]
    assert len(dorset) == 3 * 9
    assert set(dorset["status"]) == {"value"}
    assert find_cell(dorset, "HA-dorset", "2018", "cars-and-taxis")["value"] == 3510.0
    assert find_cell(dorset, "HA-dorset", "2019", "cars-and-taxis")["value"] == 3291.0


def test_an_authority_that_ended_has_missing_years_and_no_zeros(distance: Reading) -> None:
    ended = find_cell(distance.figures, "HA-cumbria", "2023", "cars-and-taxis")
    assert ended["status"] == "missing"
    assert pd.isna(ended["value"])
    assert find_cell(distance.figures, "HA-cumbria", "2022", "cars-and-taxis")["value"] == 4092.0
    cheshire = distance.figures[distance.figures["area_code"] == "HA-cheshire"]
    assert set(cheshire["status"]) == {"missing"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Herefordshire", "E06000019"),
        ("Herefordshire, County of", "E06000019"),
        ("Bristol", "E06000023"),
        ("The Vale of Glamorgan", "W06000014"),
        ("Warwickshire", "HA-warwickshire"),
        ("Bournemouth,Christchurch and Poole", "HA-bournemouth-christchurch-and-poole"),
    ],
)
def test_codes_of_highway_authorities(name: str, code: str) -> None:
    assert name_authority_code(name) == code


def test_miles_repeats_and_bad_cells_are_rejected(write_text: Callable[..., Path]) -> None:
    text = (
        "Vehicle,Local Authority,Units,2015,2016\n"
        "Cars and Taxis,Warwickshire,Million vehicle kilometres,10.5,\n"
        "Cars and Taxis,Warwickshire,Million vehicle miles,6.5,7\n"
        "Cars and Taxis,Warwickshire,Million vehicle kilometres,,11\n"
        "Cars and Taxis,Warwickshire,Million vehicle kilometres,,12\n"
        "Cars and Taxis,Shropshire,Million vehicle kilometres,-1,12\n"
        ",Shropshire,Million vehicle kilometres,1,12\n"
        "Cars and Taxis,,Million vehicle kilometres,1,12\n"
    )
    reading = read_vehicle_km(write_text(text))
    assert reading.figures[["period_code", "value", "status"]].to_numpy().tolist() == [
        ["2015", 10.5, "value"],
        ["2016", 11.0, "value"],
    ]
    assert reading.rejects[["line_number", "column_name", "reason"]].to_numpy().tolist() == [
        [3, "Units", OTHER_UNIT],
        [5, "Local Authority", "repeats an earlier row for the same area, period and kind"],
        [6, "2015", "'-1' is negative"],
        [7, "Vehicle", "no vehicle type"],
        [8, "Local Authority", NOT_AN_AUTHORITY],
    ]


# --- daily flow ------------------------------------------------------------------------------------


def test_every_row_of_the_flow_table_is_stored(flow: Reading, shared_data) -> None:
    counts = (flow.read_count, flow.stored_count, len(flow.rejects))
    assert counts == shared_data.expect(whole=(2_088, 2_088, 0), sample=(132, 132, 0))
    assert set(flow.figures["area_code"]) == AUTHORITIES
    assert set(flow.figures["period_code"]) == {str(year) for year in range(2000, 2017)}
    assert set(flow.figures["basis"]) == {"vehicles a day"}
    assert not flow.figures.duplicated(KEYS).any()


def test_the_flow_is_read_and_not_the_mileage(flow: Reading) -> None:
    cell = find_cell(flow.figures, "HA-warwickshire", "2002", "M69")
    assert cell["value"] == pytest.approx(37_233.6667, abs=0.001)
    assert flow.figures["value"].max() < 200_000
    assert cell["area_name"] == "Warwickshire"
    assert "Herefordshire, County of" in set(flow.figures["area_name"])


def test_the_toll_road_is_one_road_under_both_its_names(flow: Reading) -> None:
    toll = flow.figures[flow.figures["breakdown_code"] == "M6 Toll"]
    assert sorted(toll["period_code"]) == [str(year) for year in range(2004, 2017)]
    assert not {"M6(T)", "M6Toll"} & set(flow.figures["breakdown_code"])


def test_bad_rows_of_the_flow_table(write_text: Callable[..., Path]) -> None:
    text = (
        "year,local_authority,region,road,mean_aadf_all_motor,mean_annual_vehicle_miles\n"
        "2015,Warwickshire,West Midlands,A46,100.5,1\n"
        "2015,Warwickshire,West Midlands,A46,101,1\n"
        "2016,Warwickshire,West Midlands,A46,..,1\n"
        "16,Warwickshire,West Midlands,A46,5,1\n"
        "2014,,West Midlands,A46,5,1\n"
        "2014,Warwickshire,West Midlands,,5,1\n"
        "2014,Warwickshire,West Midlands,A46,fast,1\n"
    )
    reading = read_road_flow(write_text(text))
    assert reading.figures["status"].to_list() == ["value", "missing"]
    assert reading.rejects[["line_number", "column_name"]].to_numpy().tolist() == [
        [3, "road"],
        [5, "year"],
        [6, "local_authority"],
        [7, "road"],
        [8, "mean_aadf_all_motor"],
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("year,local_authority,road\n2015,Warwickshire,A46\n", "'mean_aadf_all_motor' is missing"),
        ("", "the file is empty"),
    ],
)
def test_flow_files_of_another_kind(write_text: Callable[..., Path], text: str, reason: str) -> None:
    with pytest.raises(BadFileError, match=reason):
        read_road_flow(write_text(text))


def test_distance_files_of_another_kind(shared_data, write_text: Callable[..., Path]) -> None:
    with pytest.raises(BadFileError, match="the column 'Vehicle' is missing"):
        read_vehicle_km(shared_data.path(FLOW))
    without_years = "Vehicle,Local Authority,Units\nCars and Taxis,Warwickshire,Million vehicle kilometres\n"
    with pytest.raises(BadFileError, match="no column of a year, such as '2017'"):
        read_vehicle_km(write_text(without_years))
