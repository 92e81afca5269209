"""Police workforce: four releases of the Home Office tables, and spreadsheets made up to go wrong."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pytest

from data_access.errors import BadFileError
from data_access.load.reading import FIGURE_COLUMNS, Reading
from data_access.load.workforce import ADDED_UP, NATIONAL, combine_workforce, read_workforce

RELEASES = {
    "2015-09-30": "workforce/police-workforce-tabs-30sep15.ods",
    "2016-09-30": "workforce/police-workforce-tables-sep16.ods",
    "2017-09-30": "workforce/police-workforce-tables-jan17.ods",
    "2018-09-30": "workforce/police-workforce-sep18-tables.ods",
}
WARWICKSHIRE, WEST_MERCIA, WEST_MIDLANDS = "E23000017", "E23000016", "E23000014"
read_once = lru_cache(read_workforce)


@pytest.fixture
def releases(shared_data) -> dict[str, Reading]:
    return {day: read_once(shared_data.path(name)) for day, name in RELEASES.items()}


def find_cell(figures: pd.DataFrame, area: str, day: str, worker_type: str) -> pd.Series:
    here = (figures["area_code"] == area) & (figures["period_code"] == day)
    found = figures[here & (figures["breakdown_code"] == worker_type)]
    assert len(found) == 1
    return found.iloc[0]


def make_sheet(
    *rows: list[object],
    workers: str = "Police officers",
    basis: str = "Full-time equivalents",
    days: tuple[object, ...] = (date(2017, 9, 30),),
) -> list[list[object]]:
    blank: list[object] = [""] * len(days)
    return [
        [f"Table 1: {workers} by police force area, England and Wales, 30 September 2017", *blank],
        ["England and Wales", *blank[1:], basis],
        ["", "As at:", *blank[1:]],
        ["", *days],
        *rows,
    ]


# --- the releases ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("2015-09-30", (291, 215, 76)),
        ("2016-09-30", (292, 215, 77)),
        ("2017-09-30", (349, 258, 91)),
        ("2018-09-30", (406, 258, 148)),
    ],
)
def test_every_row_of_a_release_is_accounted_for(
    releases: dict[str, Reading], day: str, counts: tuple[int, int, int]
) -> None:
    reading = releases[day]
    assert (reading.read_count, reading.stored_count, len(reading.rejects)) == counts
    assert reading.figures["period_code"].nunique() == 3
    assert reading.figures["period_code"].max() == day
    assert list(reading.figures.columns) == FIGURE_COLUMNS
    forces = reading.figures.groupby(["period_code", "breakdown_code"])["area_code"].nunique()
    assert set(forces) == {43}
    bodies = set(reading.rejects["row_text"].str.split(" | ", regex=False).str[1].str.strip())
    assert {"British Transport Police", "Central Service Secondments", "Total 43 forces", "Wales"} <= bodies


def test_worker_types_and_their_bases(releases: dict[str, Reading]) -> None:
    bases = {day: set(zip(r.figures["breakdown_code"], r.figures["basis"], strict=True)) for day, r in releases.items()}
    first = {("officer", "fte"), ("staff", "fte"), ("pcso", "fte"), ("designated-officer", "fte")}
    first |= {("special", "headcount")}
    assert bases["2015-09-30"] == bases["2016-09-30"] == first
    assert bases["2017-09-30"] == bases["2018-09-30"] == first | {("volunteer", "headcount")}


@pytest.mark.parametrize("day", list(RELEASES))
@pytest.mark.parametrize("worker_type", ["officer", "staff", "pcso", "designated-officer", "special"])
def test_forces_sum_to_the_tables_own_total(releases: dict[str, Reading], day: str, worker_type: str) -> None:
    reading = releases[day]
    titles = {"2018": ["1", "2", "5", "3", "6"]}.get(day[:4], ["1", "2", "3", "4", "5"])
    table = titles[["officer", "staff", "pcso", "designated-officer", "special"].index(worker_type)]
    beginning = f"Table_{table} | Total 43 forces | "
    (total,) = reading.rejects.loc[reading.rejects["row_text"].str.startswith(beginning), "row_text"]
    published = [float(cell) for cell in total.removeprefix(beginning).split(" | ")]
    here = reading.figures[reading.figures["breakdown_code"] == worker_type]
    assert here.groupby("period_code")["value"].sum().to_list() == pytest.approx(published, abs=0.005)


def test_the_region_of_the_same_name_is_not_the_force(releases: dict[str, Reading]) -> None:
    for day, reading in releases.items():
        force = find_cell(reading.figures, WEST_MIDLANDS, day, "officer")["value"]
        assert 6_000 < force < 7_200
        regions = reading.rejects["row_text"].str.startswith("Table_1 | West Midlands ")
        (region,) = reading.rejects.loc[regions, "row_text"]
        forces = [WEST_MIDLANDS, WARWICKSHIRE, WEST_MERCIA, "E23000015"]
        together = sum(find_cell(reading.figures, code, day, "officer")["value"] for code in forces)
        assert float(region.split(" | ")[-1]) == pytest.approx(together, abs=0.005)


def test_names_with_footnotes_are_read(releases: dict[str, Reading]) -> None:
    figures = releases["2017-09-30"].figures
    assert find_cell(figures, "E23000022", "2016-09-30", "designated-officer")["status"] == "missing"
    assert find_cell(figures, "W15000003", "2017-09-30", "volunteer")["status"] == "missing"
    assert find_cell(figures, WEST_MIDLANDS, "2017-09-30", "staff")["area_name"] == "West Midlands"
    assert find_cell(figures, "E23000034", "2017-09-30", "officer")["value"] > 0  # City of London


def test_the_table_of_2018_that_adds_two_others_is_not_stored(releases: dict[str, Reading]) -> None:
    reading = releases["2018-09-30"]
    added = reading.rejects[reading.rejects["reason"] == ADDED_UP]
    assert len(added) == 43
    figures = reading.figures
    for text in added["row_text"]:
        sheet, name, *cells = text.split(" | ")
        assert sheet == "Table_4"
        force = figures[figures["area_name"] == name.replace("Avon &", "Avon and")]
        parts = force[force["breakdown_code"].isin(["staff", "designated-officer"])]
        sums = parts.groupby("period_code")["value"].sum().to_list()
        assert sums == pytest.approx([float(cell) for cell in cells], abs=0.005)


def test_national_rows_are_rejected_as_such(releases: dict[str, Reading]) -> None:
    national = releases["2018-09-30"].rejects
    rows = national.loc[national["reason"] == NATIONAL, "row_text"]
    assert len(rows) == 13
    assert rows.iloc[0].startswith("Table_8 | 30 September 2006 | 141385.14")


def test_zero_is_a_value_and_two_dots_are_missing(releases: dict[str, Reading]) -> None:
    of_2016, of_2017 = releases["2016-09-30"].figures, releases["2017-09-30"].figures
    cleveland = "E23000013"
    before = find_cell(of_2016, cleveland, "2016-09-30", "designated-officer")
    after = find_cell(of_2017, cleveland, "2016-09-30", "designated-officer")
    assert (before["value"], before["status"]) == (0, "value")
    assert pd.isna(after["value"])
    assert after["status"] == "missing"


# --- releases together ------------------------------------------------------------------------------


def test_nine_dates_and_each_figure_once(releases: dict[str, Reading]) -> None:
    together = combine_workforce(list(releases.values()))
    assert sorted(together["period_code"].unique()) == [
        "2014-09-30",
        "2015-03-31",
        "2015-09-30",
        "2016-03-31",
        "2016-09-30",
        "2017-03-31",
        "2017-09-30",
        "2018-03-31",
        "2018-09-30",
    ]
    assert not together.duplicated(["area_code", "period_code", "breakdown_code"]).any()
    assert list(together.columns) == FIGURE_COLUMNS
    assert len(together) == 43 * (9 * 5 + 3)  # volunteers: three dates


@pytest.mark.parametrize("is_reversed", [False, True])
def test_the_latest_release_wins_whatever_the_order(releases: dict[str, Reading], is_reversed: bool) -> None:
    order = list(releases.values())
    together = combine_workforce(order[::-1] if is_reversed else order)
    cumbria = "E23000002"
    staff = find_cell(together, cumbria, "2017-09-30", "staff")
    designated = find_cell(together, cumbria, "2017-09-30", "designated-officer")
    # The release of 2018 moved Cumbria's 25 designated officers to staff: 25 more would add them twice.
    assert (staff["value"], designated["status"]) == (560, "missing")
    earlier = releases["2017-09-30"].figures
    assert find_cell(earlier, cumbria, "2017-09-30", "staff")["value"] == 535
    assert find_cell(earlier, cumbria, "2017-09-30", "designated-officer")["value"] == 25
    officers = find_cell(together, WEST_MERCIA, "2017-09-30", "officer")
    assert officers["value"] == pytest.approx(2_017.37)


def test_the_file_named_jan17_is_later_than_september_2016(releases: dict[str, Reading]) -> None:
    together = combine_workforce([releases["2017-09-30"], releases["2016-09-30"]])
    northumbria = "E23000007"
    later = find_cell(releases["2017-09-30"].figures, northumbria, "2016-09-30", "staff")["value"]
    assert find_cell(together, northumbria, "2016-09-30", "staff")["value"] == later
    cleveland = find_cell(together, "E23000013", "2016-09-30", "designated-officer")
    assert cleveland["status"] == "missing"


def test_a_worker_type_that_a_later_release_drops_is_kept(write_ods: Callable[..., Path]) -> None:
    both = (date(2017, 3, 31), date(2017, 9, 30))
    specials = make_sheet(["Kent", 7], workers="Special constables", basis="Headcount")
    first = write_ods({"T": make_sheet(["Kent", 1]), "U": specials}, name="z.ods")
    days = (date(2017, 9, 30), date(2018, 3, 31))
    second = write_ods({"T": make_sheet(["Kent", 2, 3], days=days)}, name="a.ods")
    third = write_ods({"T": make_sheet(["Kent", 4, 5], days=both)}, name="b.ods")  # as late as the first
    together = combine_workforce([read_workforce(path) for path in (second, first, third)])
    assert together[["period_code", "breakdown_code", "value"]].to_numpy().tolist() == [
        ["2017-03-31", "officer", 4],
        ["2017-09-30", "officer", 2],
        ["2017-09-30", "special", 7],
        ["2018-03-31", "officer", 3],
    ]
    assert combine_workforce([read_workforce(first), read_workforce(third)])["value"].to_list() == [4, 5, 7]


def test_nothing_combines_to_nothing() -> None:
    assert list(combine_workforce([]).columns) == FIGURE_COLUMNS
    assert combine_workforce([]).empty


# --- marks and bad cells ---------------------------------------------------------------------------


def test_marks_follow_the_tables_own_notes(write_ods: Callable[..., Path]) -> None:
    rows = [["Kent", "-"], ["Surrey", "*"], ["Sussex", ".."], ["Essex", ""], ["Dorset", 3]]
    notes = [["Notes", ""], ["' - ' Denotes nil", ""], ["' * ' Denotes not applicable", ""]]
    figures = read_workforce(write_ods({"T": make_sheet(*rows, *notes)})).figures
    found = figures.set_index("area_name")[["value", "status"]]
    assert found["status"].to_dict() == {
        "Kent": "value",
        "Surrey": "not_applicable",
        "Sussex": "missing",
        "Essex": "missing",
        "Dorset": "value",
    }
    assert found.loc["Kent", "value"] == 0
    assert found["value"].isna().sum() == 3


def test_marks_without_notes(write_ods: Callable[..., Path]) -> None:
    reading = read_workforce(write_ods({"T": make_sheet(["Kent", "-"], ["Surrey", "*"])}))
    assert reading.figures[["area_name", "status"]].to_numpy().tolist() == [["Surrey", "suppressed"]]
    assert reading.rejects[["column_name", "reason"]].to_numpy().tolist() == [["2017-09-30", "'-' is not a number"]]


def test_a_bad_cell_rejects_its_row_with_the_line_of_the_sheet(write_ods: Callable[..., Path]) -> None:
    days = (date(2017, 3, 31), date(2017, 9, 30))
    sheet = make_sheet(["Kent", 5, -1], ["Surrey", 1, 2], ["Sussex", "n/a", 2], days=days)
    reading = read_workforce(write_ods({"Table_1": sheet}))
    assert (reading.read_count, reading.stored_count) == (3, 1)
    assert reading.rejects[["line_number", "column_name", "reason"]].to_numpy().tolist() == [
        [5, "2017-09-30", "'-1.0' is negative"],
        [7, "2017-03-31", "'n/a' is not a number"],
    ]
    assert reading.rejects["row_text"].iloc[1] == "Table_1 | Sussex | n/a | 2.0"


# --- files that are no release --------------------------------------------------------------------


def test_files_that_are_no_spreadsheet(write_text: Callable[..., Path], shared_data, tmp_path: Path) -> None:
    whole = shared_data.path(RELEASES["2016-09-30"]).read_bytes()
    cut, empty = tmp_path / "cut.ods", tmp_path / "empty.ods"
    cut.write_bytes(whole[: len(whole) // 2])
    empty.write_bytes(b"")
    for path in (cut, empty, write_text("a,b\n1,2\n", name="text.ods"), tmp_path / "none.ods"):
        with pytest.raises(BadFileError, match="cannot be read as a spreadsheet") as caught:
            read_workforce(path)
        assert str(caught.value).startswith(path.name)


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        ([["A sheet about nothing", 1]], "no sheet has a title"),
        (make_sheet(["Kent", 1], workers="Police horses"), "counts 'Police horses'"),
        (make_sheet(["Kent", 1], basis=""), "says neither 'Full-time equivalents' nor 'Headcount'"),
        (make_sheet(["Kent", 1], days=("",)), "the sheet 'T' has no row of as-at dates"),
    ],
)
def test_sheets_of_another_kind(write_ods: Callable[..., Path], sheet: list[list[object]], reason: str) -> None:
    with pytest.raises(BadFileError, match=reason):
        read_workforce(write_ods({"T": sheet}))


def test_a_worker_type_counted_twice(write_ods: Callable[..., Path]) -> None:
    sheets = {"T": make_sheet(["Kent", 1]), "U": make_sheet(["Kent", 1])}
    with pytest.raises(BadFileError, match="the sheet 'U' counts officer a second time"):
        read_workforce(write_ods(sheets))
