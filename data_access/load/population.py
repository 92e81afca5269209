"""Mid-year population of districts: the ONS table of estimates by area."""

import re
from pathlib import Path

import pandas as pd

from data_access.errors import BadFileError
from data_access.load.force_names import find_district_code
from data_access.load.official_tables import read_csv_table
from data_access.load.reading import Reading, leave_out

DISTRICT_LEVELS = (
    "Non-metropolitan District",
    "Unitary Authority",
    "Metropolitan District",
    "London Borough",
)
NOT_A_DISTRICT = leave_out("not a district")
NO_CODE_OF_2016 = leave_out("no district of 2016 has this name: merged or made since, so it has no code here")

_YEAR = re.compile(r"Mid-(\d{4})")


def read_population(path: Path) -> Reading:
    """Read the residents of each district in the middle of each year.

    A figure is a district as at 2016 and a year ('mid-2017'): measure 'population', people. Counties,
    regions and countries are set aside, and so are the 11 districts made by merging others since 2016;
    the 41 that went into them have no figures. Folkestone and Hythe is Shepway's new name. Raises
    BadFileError for a file of another kind. Source: ONS mid-year population estimates.
    """
    table = read_csv_table(path, required=["Name", "Geography"])
    years = [column for column in table.cells.columns if _YEAR.fullmatch(column)]
    if not years:
        raise BadFileError(path.name, "there is no column of a year, such as 'Mid-2017'")
    is_district = table.cells["Geography"].isin(DISTRICT_LEVELS)
    table.set_aside(~is_district, column_name="Geography", reason=NOT_A_DISTRICT)
    table.cells = table.cells.assign(area_code=table.cells["Name"].map(find_district_code))
    table.set_aside(table.cells["area_code"].isna(), column_name="Name", reason=NO_CODE_OF_2016)
    table.set_aside_repeats(["area_code"], column_name="Name")
    figures = table.read_numbers(years, is_whole=True)
    named = figures.assign(
        measure_code="population",
        area_code=table.cells["area_code"].loc[figures.index],
        area_name=table.cells["Name"].loc[figures.index],
        period_code=figures["column"].str.lower(),
        breakdown_code="",
        basis="mid-year estimate",
    )
    return table.finish(pd.DataFrame(named))
