"""Police recorded crime by force: the ONS yearly table and the Home Office quarterly table."""

from pathlib import Path

import pandas as pd

from data_access.errors import BadFileError
from data_access.load.force_names import find_force_code, find_force_name
from data_access.load.offence_codes import (
    GROUP_COLUMNS,
    HOMICIDE_CODE,
    name_group_code,
    normalise_offence_code,
    read_offence_groups,
    read_offences,
    read_severity_weights,
)
from data_access.load.official_tables import NOT_A_FORCE, REPEATED, OfficialTable, read_csv_table
from data_access.load.reading import Reading

__all__ = [
    "normalise_offence_code",
    "read_home_office_quarterly",
    "read_offence_groups",
    "read_offences",
    "read_ons_yearly",
    "read_severity_weights",
]

YEAR_COLUMN = "Year ending September"
POPULATION_COLUMN = "Population mid-year estim"
QUARTER_KEY = ["Financial_Year", "Financial_Quarter", "Force_Name", "Offence_Code"]
OFFENCE_COUNT = "Number_of_Offences"


def read_ons_yearly(path: Path) -> Reading:
    """Read crimes recorded by each force and offence group in years ending September.

    A figure is a force, a year ('ye-2017-09') and an offence group: measure 'recorded_crime_year',
    crimes; and a force's residents in the middle of that year: measure 'population_crime_year'
    (missing for 2024; those of the City of London say nothing about crime there). Blank cells are
    missing: unlawful driving and stalking in 2015 and 2016 lie within violence with and without
    injury, and Greater Manchester has no crime figures for 2019. Vehicle-km columns are left to
    `traffic.read_vehicle_km`. Raises BadFileError for a file of another kind. Source: ONS police
    force area tables.
    """
    groups = list(GROUP_COLUMNS)
    table = read_csv_table(path, required=[YEAR_COLUMN, "Area name", *groups, POPULATION_COLUMN])
    _set_aside_other_bodies(table, column="Area name")
    is_year = table.cells[YEAR_COLUMN].str.fullmatch(r"(?:19|20)\d\d")
    table.set_aside(~is_year, column_name=YEAR_COLUMN, reason="not a year")
    table.set_aside_repeats([YEAR_COLUMN, "force_code"], column_name="Area name")
    figures = table.read_numbers([*groups, POPULATION_COLUMN], is_whole=True)
    is_population = figures["column"] == POPULATION_COLUMN
    codes = {name: name_group_code(name) for name in groups} | {POPULATION_COLUMN: ""}
    figures["breakdown_code"] = figures["column"].map(codes)
    figures["measure_code"] = is_population.map({True: "population_crime_year", False: "recorded_crime_year"})
    figures["basis"] = is_population.map({True: "mid-year estimate", False: "count"})
    figures["period_code"] = "ye-" + table.cells[YEAR_COLUMN].loc[figures.index] + "-09"
    return table.finish(_name_forces(figures, force_codes=table.cells["force_code"]))


def read_home_office_quarterly(path: Path) -> Reading:
    """Read crimes recorded by each force, quarter of the financial year and offence code.

    A figure is a force, a quarter ('2017-18-Q1': April to June 2017) and a Home Office offence code:
    measure 'recorded_crime_quarter', crimes. Homicide has four rows a force and quarter, not told
    apart, which are summed; any other code has one, and more are set aside. A negative count is kept
    as published: it takes back records of an earlier quarter, and without it a year does not sum to
    the published total. Fraud recorded centrally is set aside with the other rows that are no
    force's. Raises BadFileError for a file of another kind. Source: Home Office police recorded crime
    open data tables.
    """
    table = read_csv_table(path, required=[*QUARTER_KEY, "Offence_Description", OFFENCE_COUNT])
    _set_aside_other_bodies(table, column="Force_Name")
    is_year = table.cells["Financial_Year"].str.fullmatch(r"20\d\d/\d\d")
    table.set_aside(~is_year, column_name="Financial_Year", reason="not a financial year such as 2017/18")
    is_quarter = table.cells["Financial_Quarter"].isin(["1", "2", "3", "4"])
    table.set_aside(~is_quarter, column_name="Financial_Quarter", reason="not a quarter from 1 to 4")
    table.set_aside(table.cells["Offence_Code"] == "", column_name="Offence_Code", reason="no offence code")
    _set_aside_doubled(table)
    everything = _key_quarters(table)
    counts = table.read_numbers([OFFENCE_COUNT], is_whole=True, may_be_negative=True)
    everything["value"] = counts["value"]  # missing where the row was set aside, and then so is the sum
    keys = ["period_code", "force_code", "breakdown_code"]
    is_stored = everything.set_index(keys).index.isin(everything.loc[counts.index].set_index(keys).index)
    figures = everything[is_stored].groupby(keys, as_index=False, sort=False)["value"].agg(_sum_all)
    figures["status"] = figures["value"].notna().map({True: "value", False: "missing"})
    figures = figures.assign(measure_code="recorded_crime_quarter", basis="count")
    return table.finish(_name_forces(figures, force_codes=figures["force_code"]))


def _set_aside_other_bodies(table: OfficialTable, *, column: str) -> None:
    codes = {name: find_force_code(name) for name in table.cells[column].unique()}
    table.cells = table.cells.assign(force_code=table.cells[column].map(codes))
    table.set_aside(table.cells["force_code"].isna(), column_name=column, reason=NOT_A_FORCE)
    if table.cells.empty:
        raise BadFileError(table.path.name, f"the column '{column}' names none of the 43 forces")


def _set_aside_doubled(table: OfficialTable) -> None:
    seen_before = table.cells.groupby([*QUARTER_KEY, "Offence_Description"]).cumcount()
    is_homicide = table.cells["Offence_Code"].map(normalise_offence_code) == HOMICIDE_CODE
    is_doubled = seen_before >= is_homicide.map({True: len(HOMICIDE_CODE.split("/")), False: 1})
    table.set_aside(is_doubled, column_name="Offence_Code", reason=REPEATED)


def _key_quarters(table: OfficialTable) -> pd.DataFrame:
    codes = {code: normalise_offence_code(code) for code in table.cells["Offence_Code"].unique()}
    years = table.cells["Financial_Year"].str.replace("/", "-")
    return pd.DataFrame(
        {
            "period_code": years + "-Q" + table.cells["Financial_Quarter"],
            "force_code": table.cells["force_code"],
            "breakdown_code": table.cells["Offence_Code"].map(codes),
        }
    )


def _sum_all(values: pd.Series) -> float:
    return float(values.sum(skipna=False))


def _name_forces(figures: pd.DataFrame, *, force_codes: pd.Series) -> pd.DataFrame:
    codes = force_codes.loc[figures.index]
    return figures.assign(area_code=codes, area_name=codes.map(find_force_name))
