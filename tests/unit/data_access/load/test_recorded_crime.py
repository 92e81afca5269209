"""Recorded crime by force: the ONS yearly table, the Home Office quarterly one, codes and weights."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pytest

from data_access.errors import BadFileError
from data_access.load.offence_codes import HOMICIDE_CODE, WEIGHT_VINTAGE
from data_access.load.reading import FIGURE_COLUMNS, REJECT_COLUMNS, Reading
from data_access.load.recorded_crime import (
    normalise_offence_code,
    read_home_office_quarterly,
    read_offence_groups,
    read_offences,
    read_ons_yearly,
    read_severity_weights,
)

YEARLY = "recorded-crime/ons-recorded-crime-by-force-ye-sep-2015-2024.csv"
QUARTERLY = "recorded-crime/prc-pfa-2017-18.csv"
WEIGHTS = "recorded-crime/ons-crime-severity-weights.csv"
WARWICKSHIRE, WEST_MERCIA, WEST_MIDLANDS = "E23000017", "E23000016", "E23000014"
KEYS = ["measure_code", "area_code", "period_code", "breakdown_code", "basis"]


read_yearly_once = lru_cache(read_ons_yearly)
read_quarterly_once = lru_cache(read_home_office_quarterly)


@pytest.fixture
def yearly(shared_data) -> Reading:
    return read_yearly_once(shared_data.path(YEARLY))


@pytest.fixture
def quarterly(shared_data) -> Reading:
    return read_quarterly_once(shared_data.path(QUARTERLY))


def find_value(figures: pd.DataFrame, area: str, period: str, code: str = "total") -> float:
    measure = figures["measure_code"] != "population_crime_year"
    here = (figures["area_code"] == area) & (figures["period_code"] == period)
    return figures.loc[measure & here & (figures["breakdown_code"] == code), "value"].item()


def replace_cell(path: Path, *, area: str, old: str, new: str) -> str:
    """The file's text with one cell changed in the first line that names the area and has the cell."""
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines) if f",{area}," in text and f",{old}," in text)
    lines[line] = lines[line].replace(f",{old},", f",{new},", 1)
    return "\n".join(lines)


# --- the yearly table --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("area", "year", "crimes"),
    [
        (WARWICKSHIRE, 2015, 29_817),
        (WARWICKSHIRE, 2016, 33_433),
        (WARWICKSHIRE, 2017, 41_196),
        (WEST_MERCIA, 2015, 67_571),
        (WEST_MERCIA, 2016, 75_663),
        (WEST_MERCIA, 2017, 85_433),
    ],
)
def test_total_crime_of_the_two_forces(yearly: Reading, area: str, year: int, crimes: int) -> None:
    assert find_value(yearly.figures, area, f"ye-{year}-09") == crimes


def test_the_assessments_violence_without_injury_is_two_groups(yearly: Reading) -> None:
    groups = ["violence-without-injury", "stalking-and-harassment"]
    counts = [
        find_value(yearly.figures, area, "ye-2017-09", group)
        for area in (WARWICKSHIRE, WEST_MERCIA)
        for group in groups
    ]
    assert counts == [4_982, 2_387, 11_610, 6_279]
    assert sum(counts) == 25_258


def test_every_row_is_stored_or_rejected(yearly: Reading, shared_data) -> None:
    counts = (yearly.read_count, yearly.stored_count, len(yearly.rejects))
    assert counts == shared_data.expect(whole=(560, 430, 130), sample=(183, 144, 39))
    assert list(yearly.figures.columns) == FIGURE_COLUMNS
    assert list(yearly.rejects.columns) == REJECT_COLUMNS
    assert len(yearly.figures) == yearly.stored_count * 24
    assert not yearly.figures.duplicated(KEYS).any()


def test_thirteen_rows_a_year_are_no_forces(yearly: Reading) -> None:
    is_2017 = yearly.rejects["row_text"].str.contains(r"^\d+,2017,", regex=True)
    bodies = yearly.rejects.loc[is_2017, "row_text"].str.split(",").str[2].to_list()
    assert len(bodies) == 13
    assert {"West Midlands Region", "British Transport Police", "WALES", "ENGLAND"} <= set(bodies)
    of_2017 = yearly.figures[yearly.figures["period_code"] == "ye-2017-09"]
    assert of_2017["area_code"].nunique() == 43
    assert set(yearly.rejects["column_name"]) == {"Area name"}


def test_line_numbers_are_the_files_own(yearly: Reading, shared_data) -> None:
    lines = shared_data.path(YEARLY).read_text(encoding="utf-8").splitlines()
    for reject in yearly.rejects.itertuples():
        assert lines[reject.line_number - 1] == reject.row_text


def test_west_midlands_is_the_force_and_not_the_region(yearly: Reading) -> None:
    assert find_value(yearly.figures, WEST_MIDLANDS, "ye-2015-09") == 178_439


def test_population_is_the_tables_own_and_missing_for_2024(yearly: Reading) -> None:
    people = yearly.figures[yearly.figures["measure_code"] == "population_crime_year"]
    here = people[people["period_code"] == "ye-2017-09"].set_index("area_code")["value"]
    assert (here[WARWICKSHIRE], here[WEST_MERCIA]) == (572_303, 1_271_487)
    of_2024 = people[people["period_code"] == "ye-2024-09"]
    assert len(of_2024) == 43
    assert set(of_2024["status"]) == {"missing"}
    assert of_2024["value"].isna().all()


def test_blank_is_missing_and_not_zero(yearly: Reading) -> None:
    figures = yearly.figures
    new = ["stalking-and-harassment", "death-or-serious-injury-unlawful-driving"]
    early = figures["period_code"].isin(["ye-2015-09", "ye-2016-09"]) & figures["breakdown_code"].isin(new)
    assert set(figures.loc[early, "status"]) == {"missing"}
    manchester = (figures["area_code"] == "E23000005") & (figures["period_code"] == "ye-2019-09")
    crimes = figures[manchester & (figures["measure_code"] == "recorded_crime_year")]
    assert (len(crimes), set(crimes["status"])) == (23, {"missing"})
    assert (figures["value"].isna() == (figures["status"] != "value")).all()


def test_parts_sum_to_their_whole_in_every_row(yearly: Reading) -> None:
    crimes = yearly.figures[yearly.figures["measure_code"] == "recorded_crime_year"]
    table = crimes.pivot(index=["area_code", "period_code"], columns="breakdown_code", values="value")
    table = table[table["total"].notna()]
    groups = read_offence_groups()
    for whole, parts in groups[groups["parent_code"] != ""].groupby("parent_code")["offence_code"]:
        difference = table[list(parts)].fillna(0).sum(axis=1) - table[whole]
        assert (difference == 0).all(), whole


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("-5", "'-5' is negative"),
        ("many", "'many' is not a number"),
        ("11.5", "'11.5' is not a whole number"),
    ],
)
def test_a_bad_cell_rejects_its_row(shared_data, write_text: Callable[..., Path], new: str, reason: str) -> None:
    text = replace_cell(shared_data.path(YEARLY), area="West Mercia", old="28522", new=new)
    changed = read_ons_yearly(write_text(text))
    bad = changed.rejects[changed.rejects["column_name"] != "Area name"]
    assert bad[["column_name", "reason"]].to_numpy().tolist() == [["Violence against the person", reason]]
    left = changed.figures[changed.figures["area_code"] == WEST_MERCIA]
    assert "ye-2017-09" not in set(left["period_code"])
    assert "ye-2016-09" in set(left["period_code"])


@pytest.mark.parametrize(
    ("new", "status"), [("", "missing"), ("..", "missing"), ("*", "suppressed"), ('"28,522"', "value")]
)
def test_marks_and_thousands(shared_data, write_text: Callable[..., Path], new: str, status: str) -> None:
    text = replace_cell(shared_data.path(YEARLY), area="West Mercia", old="28522", new=new)
    figures = read_ons_yearly(write_text(text)).figures
    here = (figures["area_code"] == WEST_MERCIA) & (figures["period_code"] == "ye-2017-09")
    cell = figures[here & (figures["breakdown_code"] == "violence-against-the-person")].iloc[0]
    assert cell["status"] == status
    assert cell["value"] == 28_522 if status == "value" else pd.isna(cell["value"])


def test_a_year_that_is_none_and_a_repeated_row_are_rejected(shared_data, write_text) -> None:
    lines = shared_data.path(YEARLY).read_text(encoding="utf-8").splitlines()
    row = next(line for line in lines if ",2017,Warwickshire," in line)
    text = "\n".join([lines[0], row, row, row.replace(",2017,", ",2017/18,"), row + ",1"])
    reading = read_ons_yearly(write_text(text))
    assert (reading.read_count, reading.stored_count) == (4, 1)
    assert reading.rejects["line_number"].to_list() == [3, 4, 5]
    assert reading.rejects["column_name"].to_list() == ["Area name", "Year ending September", ""]
    assert reading.rejects["reason"].iloc[2] == "31 cells where the header has 30"


# --- files that can't be read ---------------------------------------------------------------------


@pytest.mark.parametrize("read", [read_ons_yearly, read_home_office_quarterly, read_severity_weights])
def test_files_that_are_none(read: Callable[[Path], object], write_text, tmp_path: Path) -> None:
    cases = {
        "the file is empty": write_text("", name="empty.csv"),
        "is missing": write_text("a,b\n1,2\n", name="other.csv"),
        "is not text in UTF-8": write_text("Année,b\n1,2\n", name="latin.csv", encoding="latin-1"),
        "cannot be read (No such file": tmp_path / "none.csv",
        "cannot be read (Is a directory": tmp_path,
        "is not comma-separated text": write_text("a" * 200_000 + ",b\n", name="wide.csv"),
    }
    for reason, path in cases.items():
        with pytest.raises(BadFileError, match=re.escape(reason)) as caught:
            read(path)
        assert str(caught.value).startswith(path.name)
        assert "\n" not in str(caught.value)


def test_a_missing_column_is_named(shared_data, write_text: Callable[..., Path]) -> None:
    text = shared_data.path(YEARLY).read_text(encoding="utf-8").replace("Robbery", "Robberies", 1)
    with pytest.raises(BadFileError, match=r"table\.csv: the column 'Robbery' is missing"):
        read_ons_yearly(write_text(text))
    with pytest.raises(BadFileError, match="the column 'Robbery' occurs twice"):
        read_ons_yearly(write_text(text.replace("Robberies,Theft offences", "Robbery,Theft offences,Robbery", 1)))
    with pytest.raises(BadFileError, match="a header and no rows"):
        read_ons_yearly(write_text(text.replace("Robberies", "Robbery").splitlines()[0]))


def test_one_table_given_as_the_other(shared_data) -> None:
    with pytest.raises(BadFileError, match="'Financial_Year' is missing"):
        read_home_office_quarterly(shared_data.path(YEARLY))
    with pytest.raises(BadFileError, match="'Year ending September' is missing"):
        read_ons_yearly(shared_data.path(QUARTERLY))


def test_a_table_without_any_force(shared_data, write_text: Callable[..., Path]) -> None:
    lines = shared_data.path(YEARLY).read_text(encoding="utf-8").splitlines()
    region = next(line for line in lines if "West Midlands Region" in line)
    with pytest.raises(BadFileError, match="'Area name' names none of the 43 forces"):
        read_ons_yearly(write_text(f"{lines[0]}\n{region}\n"))


# --- the quarterly table ---------------------------------------------------------------------------


def test_the_financial_year_of_the_two_forces(quarterly: Reading) -> None:
    crimes = quarterly.figures.groupby("area_code")["value"].sum()
    assert (crimes[WEST_MERCIA], crimes[WARWICKSHIRE]) == (84_350, 41_411)
    by_quarter = quarterly.figures[quarterly.figures["area_code"] == WEST_MERCIA]
    assert by_quarter.groupby("period_code")["value"].sum().to_dict() == {
        "2017-18-Q1": 22_194,
        "2017-18-Q2": 22_254,
        "2017-18-Q3": 21_025,
        "2017-18-Q4": 18_877,
    }
    assert set(quarterly.figures["basis"]) == {"count"}
    assert set(quarterly.figures["measure_code"]) == {"recorded_crime_quarter"}


def test_every_row_of_the_quarterly_table_is_accounted_for(quarterly: Reading, shared_data) -> None:
    counts = (quarterly.read_count, quarterly.stored_count, len(quarterly.rejects))
    assert counts == shared_data.expect(whole=(23_068, 22_532, 536), sample=(1_020, 1_006, 14))
    assert not quarterly.figures.duplicated(KEYS).any()
    bodies = set(quarterly.rejects["row_text"].str.split(",").str[3])
    fraud = {"Action Fraud", "CIFAS", "UK Finance", "Financial Fraud Action UK"}
    assert bodies == fraud | {"British Transport Police"}
    areas = quarterly.figures["area_code"].nunique()
    assert areas == shared_data.expect(whole=43, sample=16)


def test_homicide_sums_four_rows_and_keeps_what_is_taken_back(quarterly: Reading) -> None:
    homicide = quarterly.figures[quarterly.figures["breakdown_code"] == HOMICIDE_CODE]
    by_force = homicide.groupby(["area_code", "period_code"])["value"].sum()
    assert by_force[WEST_MERCIA].to_list() == [3, 5, 3, 6]
    assert by_force["E23000032"].to_list() == [5, 6, 3, 0]  # Kent, last quarter: 0, 0, 1 and -1
    assert find_value(quarterly.figures, "E23000003", "2017-18-Q3", "88C") == -45
    assert set(quarterly.figures["status"]) == {"value"}


def test_a_file_joined_to_itself_counts_once(quarterly: Reading, shared_data, write_text) -> None:
    text = shared_data.path(QUARTERLY).read_text(encoding="utf-8")
    doubled = read_home_office_quarterly(write_text(text + text.split("\n", 1)[1]))
    assert doubled.figures["value"].sum() == quarterly.figures["value"].sum()
    assert doubled.stored_count == quarterly.stored_count
    assert doubled.read_count == quarterly.read_count * 2
    assert doubled.rejects["reason"].str.startswith("repeats an earlier row").sum() == quarterly.stored_count


def test_a_sum_with_a_bad_part_is_missing(shared_data, write_text: Callable[..., Path]) -> None:
    lines = shared_data.path(QUARTERLY).read_text(encoding="utf-8").splitlines()
    parts = [line for line in lines if ",1,West Mercia,Homicide," in line]
    other = next(line for line in lines if ",1,West Mercia,Harassment," in line)
    assert len(parts) == 4
    bad = parts[0].replace(",0,Violence", ",none,Violence")
    late = other.replace("2017/18,1,", "2017/18,5,")
    reading = read_home_office_quarterly(
        write_text("\n".join([lines[0], bad, *parts[1:], other, late, other.replace("2017/18", "2017")]))
    )
    statuses = reading.figures.set_index("breakdown_code")["status"].to_dict()
    assert statuses == {HOMICIDE_CODE: "missing", "8L": "value"}
    assert reading.rejects["column_name"].to_list() == [
        "Number_of_Offences",
        "Financial_Quarter",
        "Financial_Year",
    ]
    assert reading.rejects["reason"].iloc[0] == "'none' is not a number"


def test_a_lone_bad_row_leaves_no_figure(shared_data, write_text: Callable[..., Path]) -> None:
    lines = shared_data.path(QUARTERLY).read_text(encoding="utf-8").splitlines()
    good = next(line for line in lines if ",1,West Mercia,Harassment," in line)
    other = next(line for line in lines if ",2,West Mercia,Harassment," in line)
    bad = re.sub(r",8L,\d+,", ",8L,1.5,", good)
    reading = read_home_office_quarterly(write_text("\n".join([lines[0], bad, other])))
    assert reading.figures["period_code"].to_list() == ["2017-18-Q2"]
    assert reading.rejects["reason"].to_list() == ["'1.5' is not a whole number"]


# --- codes, groups, weights ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1/4.1/4.10/4.2", HOMICIDE_CODE),
        ("1, 4.1/2/10", HOMICIDE_CODE),
        ("1", HOMICIDE_CODE),
        ("4.10", HOMICIDE_CODE),
        (HOMICIDE_CODE, HOMICIDE_CODE),
        ("4.4", "4.4"),
        ("37.1", "37.1"),
        (" 105a ", "105A"),
        ("10", "10"),
        ("4.4/6", "4.4/4.6"),
        ("", ""),
    ],
)
def test_offence_codes_are_written_one_way(code: str, expected: str) -> None:
    assert normalise_offence_code(code) == expected


def test_the_offence_groups_are_a_tree() -> None:
    groups = read_offence_groups()
    assert len(groups) == 23
    assert groups["offence_code"].is_unique
    assert groups.loc[groups["parent_code"] == "", "offence_code"].to_list() == ["total"]
    assert set(groups["parent_code"]) - {""} == set(groups.loc[~groups["is_leaf"], "offence_code"])
    parents = groups.set_index("offence_code")["parent_code"]
    assert parents["residential-burglary"] == "burglary"
    assert parents["burglary"] == "theft-offences"
    assert parents["stalking-and-harassment"] == "violence-against-the-person"


def test_every_offence_belongs_to_a_group(quarterly: Reading, shared_data) -> None:
    offences = read_offences(shared_data.path(QUARTERLY))
    groups = read_offence_groups()
    assert len(offences) == 128
    assert offences["offence_code"].is_unique
    assert set(offences["parent_code"]) == set(groups.loc[groups["is_leaf"], "offence_code"])
    assert set(quarterly.figures["breakdown_code"]) == set(offences["offence_code"])
    parents = offences.set_index("offence_code")["parent_code"]
    assert parents[HOMICIDE_CODE] == "homicide"
    assert parents["4.4"] == "death-or-serious-injury-unlawful-driving"
    assert parents["8N"] == "violence-with-injury"
    assert parents["28E"] == "residential-burglary"
    assert parents["45"] == "vehicle-offences"
    assert parents["19C"] == "sexual-offences"
    assert not {"AF", "CIFAS", "UK FINANCE"} & set(parents.index)


def test_an_offence_of_no_known_group(shared_data, write_text: Callable[..., Path]) -> None:
    text = shared_data.path(QUARTERLY).read_text(encoding="utf-8")
    text = text.replace("Robbery,Robbery of personal property", "Piracy,At sea", 1)
    with pytest.raises(BadFileError, match="'Offence_Group' has 'Piracy'"):
        read_offences(write_text(text))


def test_every_crime_has_its_weight_and_homicide_the_heaviest(quarterly: Reading, shared_data) -> None:
    weights = read_severity_weights(shared_data.path(WEIGHTS))
    assert len(weights) == 128
    assert weights["offence_code"].is_unique
    assert set(weights["weight_vintage"]) == {WEIGHT_VINTAGE}
    by_code = weights.set_index("offence_code")["severity_weight"]
    assert by_code[HOMICIDE_CODE] == by_code.max() == 7973.393
    counts = quarterly.figures.groupby("breakdown_code")["value"].sum()
    without = set(counts.index) - set(by_code.index)
    assert without == {"28A", "30A"}
    assert counts[list(without)].to_list() == [0, 0]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2,Attempted murder,heavy", "line 3, column 'severity_weight': 'heavy' is not a number"),
        ("2,Attempted murder,", "line 3, column 'severity_weight': '' is not a number"),
        ("2,Attempted murder,-1", "line 3, column 'severity_weight': '-1' is negative"),
        ("2,Attempted murder,0", "line 3: the column 'severity_weight' must be above zero"),
        (",Attempted murder,5", "line 3, column 'offence_code': no code"),
        ("2,Attempted murder", "line 3, column 'offence_code': 2 cells where the header has 3"),
        ("4.10,Corporate manslaughter,5", "'offence_code' gives 1/4.1/4.2/4.10 two weights"),
    ],
)
def test_weights_that_cannot_be_used(write_text: Callable[..., Path], row: str, reason: str) -> None:
    text = f"offence_code,offence,severity_weight\n1,Homicide,7973.393\n{row}\n"
    with pytest.raises(BadFileError, match=re.escape(reason)):
        read_severity_weights(write_text(text))
