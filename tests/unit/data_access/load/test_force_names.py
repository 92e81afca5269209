"""Names of forces and districts as publishers write them."""

import pandas as pd
import pytest

from data_access.load import force_names
from data_access.load.force_names import find_district_code, find_force_code, find_force_name

AREAS = pd.read_csv(force_names.AREAS_FILE, dtype=str)


def test_all_43_forces_of_the_look_up_are_found() -> None:
    names = AREAS[["force_name", "force_code"]].drop_duplicates()
    assert len(names) == 43
    for name, code in names.itertuples(index=False):
        assert find_force_code(name) == code
        assert find_force_name(code) == name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("West Mercia", "E23000016"),
        ("West Mercia Police", "E23000016"),
        ("WARWICKSHIRE", "E23000017"),
        ("Warwickshire Police", "E23000017"),
        ("West Midlands", "E23000014"),
        ("West Midlands Police", "E23000014"),
        ("West Midlands2", "E23000014"),
        ("Wiltshire1", "E23000038"),
        ("Northamptonshire 3", "E23000022"),
        ("London, City of", "E23000034"),
        ("City of London", "E23000034"),
        ("City of London Police", "E23000034"),
        ("Metropolitan Police", "E23000001"),
        ("Metropolitan Police Service", "E23000001"),
        ("Metropolitan", "E23000001"),
        ("Devon & Cornwall", "E23000035"),
        ("Devon and Cornwall", "E23000035"),
        ("Devon & Cornwall Police", "E23000035"),
        ("Avon & Somerset", "E23000036"),
        ("Avon and Somerset Constabulary", "E23000036"),
        ("Dyfed-Powys", "W15000004"),
        ("Dyfed Powys Police", "W15000004"),
        (" Greater  Manchester ", "E23000005"),
        ("Durham Constabulary", "E23000008"),
        ("Hampshire and Isle of Wight Constabulary", "E23000030"),
    ],
)
def test_spellings_of_publishers(name: str, code: str) -> None:
    assert find_force_code(name) == code


@pytest.mark.parametrize(
    "name",
    [
        "West Midlands Region",
        "West Midlands (Met County)",
        "ENGLAND AND WALES",
        "ENGLAND",
        "WALES",
        "Wales",
        "London",
        "North East",
        "Eastern",
        "Yorkshire and The Humber",
        "British Transport Police",
        "Action Fraud",
        "CIFAS",
        "UK Finance",
        "Financial Fraud Action UK",
        "Central Service Secondments",
        "Total 43 forces",
        "Total",
        "Police",
        "Police Service of Northern Ireland",
        "Worcestershire",
        "",
        "43",
    ],
)
def test_what_is_no_force_has_no_code(name: str) -> None:
    assert find_force_code(name) is None


def test_no_two_names_of_the_look_up_fall_together() -> None:
    codes = {find_district_code(name) for name in AREAS["district_name"]}
    assert codes == set(AREAS["district_code"])
    assert len(codes) == 348


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Herefordshire", "E06000019"),
        ("Herefordshire, County of", "E06000019"),
        ("Telford & Wrekin", "E06000020"),
        ("Bristol", "E06000023"),
        ("Kingston upon Hull", "E06000010"),
        ("The Vale of Glamorgan", "W06000014"),
        ("Folkestone and Hythe", "E07000112"),
        ("Worcestershire", None),
        ("Dorset", None),
    ],
)
def test_spellings_of_districts(name: str, code: str | None) -> None:
    assert find_district_code(name) == code


def test_a_code_that_is_no_forces_has_no_name() -> None:
    with pytest.raises(KeyError):
        find_force_name("E12000005")
