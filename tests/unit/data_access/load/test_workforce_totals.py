"""A force's own totals on its people: what is stored, what is hidden, and what is refused, on both databases."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError
from data_access.load.places import store_places
from data_access.load.provenance import LoadReport, append_frame, record_load
from data_access.load.registry import LOADERS
from data_access.load.requests import Files, Request, Work, make_bar
from geodata.alliance import load_alliance

ALLIANCE = load_alliance()
WARWICKSHIRE, WEST_MERCIA = "E23000017", "E23000016"
SICKNESS = "month,force,group,headcount,unit,lost,contracted"
TOIL = "month,force,group,kind,headcount,over_count,owed"
SPECIALS = "month,force,headcount,joined,left,interested,invited,applied"
RISKS = "reference,risk,force,category,likelihood,impact,level,response,unit,threat_code,reviewed"
HORIZON = (
    "edition,driver_number,item,category,likelihood,impact,uncertainty,from_month,to_month,threat_codes,"
    "statement,source"
)


def fill_store(connection: sa.Connection) -> None:
    """Fill an empty store with the areas and two threats."""
    store_places(connection, alliance=ALLIANCE)
    append_frame(connection, schema.core_threat, pd.DataFrame({"threat_code": ["csea", "cyber"]}))


@pytest.fixture
def load(connection: sa.Connection, tmp_path: Path) -> Callable[..., LoadReport]:
    """Load a text as a file of a source, and write down what was loaded."""

    def run(source: str, header: str, *rows: str) -> LoadReport:
        path = tmp_path / f"{source}.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        files = Files(read=[path])
        with make_bar(files) as bar:
            (report,) = LOADERS[source](connection, Work(Request(source, (path,)), files, ALLIANCE, bar))
        record_load(connection, report)
        return report

    return run


def read_figures(connection: sa.Connection) -> dict[tuple[str, str, str, str], tuple[float | None, str, str]]:
    table = schema.core_stated_figure
    return {
        (row.measure_code, row.area_code, row.group_code, row.first_month): (row.value, row.status, row.printed)
        for row in connection.execute(sa.select(table))
    }


# --- sickness ---------------------------------------------------------------------------------------


def test_sickness_is_stored_as_a_share_of_what_is_contracted(load, connection) -> None:
    report = load(
        "sickness",
        SICKNESS,
        "2018-04,Warwickshire,officer,802,hours,400,10000",
        "2018-04,e23000016,Staff,700,days,30,1000",
    )
    assert (report.read_count, report.stored_count, len(report.faults)) == (2, 2, 0)
    assert read_figures(connection) == {
        ("hours-lost", WARWICKSHIRE, "officer", "2018-04"): (4.0, "value", "4.00%"),
        ("days-lost", WEST_MERCIA, "staff", "2018-04"): (3.0, "value", "3.00%"),
    }
    assert report.coverage.sort_values("area_code").to_numpy().tolist() == [
        [WEST_MERCIA, "2018-04", 1],
        [WARWICKSHIRE, "2018-04", 1],
    ]


@pytest.mark.parametrize("headcount", [0, 2, 9])
def test_a_group_under_10_people_is_never_stored(load, connection, headcount: int) -> None:
    report = load("sickness", SICKNESS, f"2018-04,Warwickshire,special,{headcount},hours,77.5,310")
    assert read_figures(connection) == {("hours-lost", WARWICKSHIRE, "special", "2018-04"): (None, "suppressed", "<10")}
    assert report.notes == ["1 figure is not stored, for under 10 people or because a small count could be worked out"]


def test_a_group_of_10_people_is_shown(load, connection) -> None:
    load("sickness", SICKNESS, "2018-04,Warwickshire,special,10,hours,31,310")
    assert read_figures(connection)[("hours-lost", WARWICKSHIRE, "special", "2018-04")] == (10.0, "value", "10.00%")


def test_a_repeat_replaces_the_force_and_month_and_no_other(load, connection) -> None:
    load(
        "sickness",
        SICKNESS,
        "2018-04,Warwickshire,officer,802,hours,400,10000",
        "2018-04,Warwickshire,staff,700,hours,400,10000",
        "2018-05,Warwickshire,officer,802,hours,500,10000",
        "2018-04,West Mercia,officer,1900,hours,600,10000",
    )
    load("sickness", SICKNESS, "2018-04,Warwickshire,officer,802,hours,100,10000")
    assert {key[1:]: value[0] for key, value in read_figures(connection).items()} == {
        (WARWICKSHIRE, "officer", "2018-04"): 1.0,
        (WARWICKSHIRE, "officer", "2018-05"): 5.0,
        (WEST_MERCIA, "officer", "2018-04"): 6.0,
    }


def test_rows_at_fault_are_set_aside_without_their_text(load, connection) -> None:
    report = load(
        "sickness",
        SICKNESS,
        "2018-04,Warwickshire,officer,802,hours,400,10000",
        "2018-13,Warwickshire,officer,802,hours,400,10000",
        "2018-04,Kent,officer,802,hours,400,10000",
        "2018-04,Warwickshire,dog,802,hours,400,10000",
        "2018-04,West Mercia,officer,802,weeks,400,10000",
        "2018-04,West Mercia,officer,8.5,hours,400,10000",
        "2018-04,West Mercia,staff,802,hours,-4,10000",
        "2018-04,West Mercia,pcso,802,hours,4,0",
        "2018-04,West Mercia,special,802,hours,401,400",
    )
    found = report.rejects[["line_number", "column_name", "reason"]].itertuples(index=False, name=None)
    assert list(found) == [
        (3, "month", "'2018-13' is not a month written YYYY-MM"),
        (4, "force", "'Kent' is not a force of this store"),
        (5, "group", "'dog' is not one of officer, staff, pcso, special"),
        (6, "unit", "'weeks' is not one of hours, days"),
        (7, "headcount", "'8.5' is not a whole number"),
        (8, "lost", "'-4' is negative"),
        (9, "contracted", "is not above zero"),
        (10, "lost", "is more than contracted"),
    ]
    assert set(report.rejects["row_text"]) == {"not kept, because it may stand for few people"}
    assert len(read_figures(connection)) == 1


@pytest.mark.parametrize(
    "column",
    [
        "Name",
        "surname",
        "Collar number",
        "Warrant No",
        "staff number",
        "DOB",
        "Date of Birth",
        "payroll",
        "Employee ID",
        "rank",
        "ethnicity",
        "email",
    ],
)
@pytest.mark.parametrize(
    ("source", "header", "row"),
    [
        ("sickness", SICKNESS, "2018-04,Warwickshire,officer,802,hours,400,10000"),
        ("toil", TOIL, "2018-04,Warwickshire,officer,toil,802,62,4216"),
        ("specials", SPECIALS, "2018-04,Warwickshire,251,14,11,54,21,12"),
    ],
)
def test_a_file_with_a_column_about_a_person_is_refused(load, connection, column, source, header, row) -> None:
    with pytest.raises(BadFileError, match=f"remove the column '{column}'; nothing was loaded"):
        load(source, f"{header},{column}", f"{row},x")
    assert read_figures(connection) == {}


@pytest.mark.parametrize(
    ("source", "header", "row", "words"),
    [
        ("sickness", SICKNESS, "2018-04,Warwickshire,officer,{},hours,4,100", "2018-04, Warwickshire, officer, hours"),
        ("toil", TOIL, "2018-04,Warwickshire,officer,toil,{},0,0", "2018-04, Warwickshire, officer, toil"),
        ("specials", SPECIALS, "2018-04,Warwickshire,{},,,,,", "2018-04, Warwickshire"),
    ],
)
def test_a_file_with_a_row_a_person_is_refused(load, connection, source, header, row, words) -> None:
    with pytest.raises(BadFileError, match="line 2: a group of one is one person"):
        load(source, header, row.format(1))
    with pytest.raises(BadFileError, match=f"line 3: a second row for {words}, as a file with a row for each person"):
        load(source, header, row.format(20), row.format(30))
    assert read_figures(connection) == {}


def test_a_file_without_a_usable_row_says_why(load) -> None:
    with pytest.raises(BadFileError, match=r"no row can be used \(line 2, force: 'Kent' is not a force"):
        load("sickness", SICKNESS, "2018-04,Kent,officer,802,hours,400,10000")


# --- TOIL and RDIL ----------------------------------------------------------------------------------


def test_toil_is_stored_as_people_over_the_limit_and_their_average(load, connection) -> None:
    load("toil", TOIL, "2018-04,Warwickshire,officer,toil,802,62,4216", "2018-04,Warwickshire,staff,RDIL,700,0,0")
    assert read_figures(connection) == {
        ("toil-over", WARWICKSHIRE, "officer", "2018-04"): (62.0, "value", "62"),
        ("toil-average", WARWICKSHIRE, "officer", "2018-04"): (68.0, "value", "68.0"),
        # Nobody over the limit is a zero, and has no average.
        ("rdil-over", WARWICKSHIRE, "staff", "2018-04"): (0.0, "value", "0"),
    }


@pytest.mark.parametrize(("headcount", "over"), [(700, 9), (700, 1), (9, 0), (8, 8)])
def test_few_people_over_the_limit_are_hidden_with_their_average(load, connection, headcount, over) -> None:
    load("toil", TOIL, f"2018-04,Warwickshire,staff,rdil,{headcount},{over},{over * 8}")
    figures = read_figures(connection)
    assert set(figures) == {(f"rdil-{part}", WARWICKSHIRE, "staff", "2018-04") for part in ("over", "average")}
    assert set(figures.values()) == {(None, "suppressed", "<10")}


def test_more_people_over_the_limit_than_there_are_is_a_fault(load) -> None:
    with pytest.raises(BadFileError, match="line 2, over_count: is more than the headcount"):
        load("toil", TOIL, "2018-04,Warwickshire,staff,rdil,20,21,160")


# --- Special Constabulary ---------------------------------------------------------------------------


def test_specials_are_stored_with_recruitment_and_blanks_are_no_zeros(load, connection) -> None:
    load("specials", SPECIALS, "2018-04,Warwickshire,251,14,11,54,21,12", "2018-04,West Mercia,300,,,,,")
    figures = {key[0]: value[0] for key, value in read_figures(connection).items() if key[1] == WARWICKSHIRE}
    assert figures == {
        "specials-count": 251,
        "specials-joined": 14,
        "specials-left": 11,
        "specials-interest": 54,
        "specials-invited": 21,
        "specials-applied": 12,
    }
    assert [key[0] for key in read_figures(connection) if key[1] == WEST_MERCIA] == ["specials-count"]


def test_a_flow_that_would_give_a_small_one_away_is_hidden_beside_it(load, connection) -> None:
    load("specials", SPECIALS, "2018-04,Warwickshire,251,14,11,,,", "2018-05,Warwickshire,260,12,3,5,,")
    figures = {key[0]: value for key, value in read_figures(connection).items() if key[3] == "2018-05"}
    assert figures == {
        "specials-count": (260, "value", "260"),
        "specials-joined": (None, "suppressed", "hidden"),
        "specials-left": (None, "suppressed", "<10"),
        "specials-interest": (None, "suppressed", "<10"),
    }


def test_flows_after_a_small_month_are_hidden_because_they_would_give_it_away(load, connection) -> None:
    load("specials", SPECIALS, "2018-12,Warwickshire,9,,,,,", "2019-01,Warwickshire,20,21,10,,,")
    figures = {key[0]: value for key, value in read_figures(connection).items() if key[3] == "2019-01"}
    assert figures["specials-joined"] == figures["specials-left"] == (None, "suppressed", "hidden")


# --- risk register and horizon scan -----------------------------------------------------------------

RISK = "R01,Demand outgrows people.,Warwickshire,people,4,5,beyond capacity,treat,Crime,csea,2018-03"


def read_risks(connection: sa.Connection) -> list[tuple[object, ...]]:
    risk = schema.core_risk
    columns = (risk.c.reference, risk.c.area_code, risk.c.likelihood, risk.c.impact, risk.c.level_code, risk.c.line)
    return [tuple(row) for row in connection.execute(sa.select(*columns).order_by(risk.c.reference))]


def test_a_register_replaces_the_one_held(load, connection) -> None:
    load("risks", RISKS, RISK, "R02,Systems are late.,,,3,3,Within Tolerance,,,,2018-02")
    assert read_risks(connection) == [
        ("R01", WARWICKSHIRE, 4, 5, "beyond-capacity", 2),
        ("R02", "", 3, 3, "within-tolerance", 3),
    ]
    load("risks", RISKS, "R03,Another.,West Mercia,,1,2,within appetite,,,,2018-05")
    assert read_risks(connection) == [("R03", WEST_MERCIA, 1, 2, "within-appetite", 2)]
    coverage = schema.core_coverage
    held = connection.scalars(sa.select(coverage.c.period_code).where(coverage.c.source_id == "risk-register")).all()
    assert held == ["2018-05"]


def test_risks_at_fault_are_set_aside(load, connection) -> None:
    report = load(
        "risks",
        RISKS,
        RISK,
        RISK.replace("R01", "R02").replace(",4,5,", ",0,5,"),
        RISK.replace("R01", "R03").replace(",4,5,", ",4,6,"),
        RISK.replace("R01", "R04").replace("csea", "none"),
        RISK.replace("R01", "R05").replace("beyond capacity", "bad"),
        RISK,
    )
    assert [(row.line_number, row.column_name) for row in report.rejects.itertuples()] == [
        (3, "likelihood"),
        (4, "impact"),
        (5, "threat_code"),
        (6, "level"),
        (7, "reference"),
    ]
    assert len(read_risks(connection)) == 1


SCAN = "2018-19,1,Automation,technological,expected,high,low,2018-04,2020-03,cyber,More is automated.,p. 1"


def test_a_scan_gives_items_and_drivers_with_their_place(load, connection) -> None:
    load("horizon", HORIZON, SCAN, "2018-19,,Vote,political,uncertain,,,,,CSEA Cyber,A vote.,p. 2")
    item, driver = schema.core_horizon_item, schema.core_horizon_driver
    rows = connection.execute(sa.select(item).order_by(item.c.position)).mappings().all()
    assert [
        (row["item"], row["first_month"], row["last_month"], row["period"], row["threat_codes"]) for row in rows
    ] == [
        ("Automation", "2018-04", "2020-03", "April 2018 to March 2020", "cyber"),
        ("Vote", "", "", "no date given", "csea cyber"),
    ]
    (named,) = connection.execute(sa.select(driver)).mappings()
    assert (named["number"], named["driver"], named["impact"], named["uncertainty"]) == (1, "Automation", "high", "low")


def test_scan_rows_at_fault_are_set_aside(load) -> None:
    report = load(
        "horizon",
        HORIZON,
        SCAN,
        SCAN.replace("2018-19,1", "2018-20,2"),
        SCAN.replace(",1,", ",3,").replace("2020-03", "2017-03"),
        SCAN.replace(",1,", ",4,").replace("cyber", "guess"),
        SCAN.replace(",1,", ",x,"),
        SCAN,
    )
    assert [(row.line_number, row.column_name) for row in report.rejects.itertuples()] == [
        (3, "edition"),
        (4, "to_month"),
        (5, "threat_codes"),
        (6, "driver_number"),
        (7, "driver_number"),
    ]
