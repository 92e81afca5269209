"""Road traffic by highway authority: vehicle-kilometres a year and mean daily flow by road."""

import re
from pathlib import Path

import pandas as pd

from data_access.errors import BadFileError
from data_access.load.force_names import find_district_code
from data_access.load.official_tables import REPEATED, OfficialTable, make_code, read_csv_table
from data_access.load.reading import Reading, leave_out

KM_UNIT = "Million vehicle kilometres"
FLOW = "mean_aadf_all_motor"
NOT_AN_AUTHORITY = leave_out("a country, region or group of authorities, not one highway authority")
OTHER_UNIT = leave_out(f"not in the unit '{KM_UNIT}'")

# One road under two names: DfT's table calls it M6Toll in 2013 only and M6(T) in the other years.
_ROAD_NAMES = {"M6(T)": "M6 Toll", "M6Toll": "M6 Toll"}


def name_authority_code(name: str) -> str:
    """The code of a highway authority: the district's for a unitary one, otherwise 'HA-warwickshire'.

    County councils have no official code in the files or look-ups held.
    """
    return find_district_code(name) or f"HA-{make_code(name)}"


def read_vehicle_km(path: Path) -> Reading:
    """Read the distance driven on each highway authority's roads in each year.

    A figure is an authority, a year and a vehicle type ('cars-and-taxis', 'light-commercial-vehicles',
    'heavy-goods-vehicles'): measure 'vehicle_km', million vehicle-kilometres. There are no districts,
    motorcycles or buses. Blank cells (an authority before it was made or after it ended) are missing;
    Dorset has a row for the county to 2018 and one for the authority made in 2019, joined here.
    Raises BadFileError for a file of another kind. Source: DfT table TRA89.
    """
    table = read_csv_table(path, required=["Vehicle", "Local Authority", "Units"])
    years = [column for column in table.cells.columns if re.fullmatch(r"(?:19|20)\d\d", column)]
    if not years:
        raise BadFileError(path.name, "there is no column of a year, such as '2017'")
    authorities = table.cells["Local Authority"]
    is_group = (authorities == "") | authorities.str.endswith(" All")
    table.set_aside(is_group, column_name="Local Authority", reason=NOT_AN_AUTHORITY)
    table.set_aside(table.cells["Units"] != KM_UNIT, column_name="Units", reason=OTHER_UNIT)
    table.set_aside(table.cells["Vehicle"] == "", column_name="Vehicle", reason="no vehicle type")
    _set_aside_second_values(table, years=years)
    figures = table.read_numbers(years)
    figures["breakdown_code"] = table.cells["Vehicle"].loc[figures.index].map(make_code)
    figures = figures.rename(columns={"column": "period_code"})
    named = _name_authorities(figures, names=table.cells["Local Authority"]).assign(
        measure_code="vehicle_km", basis="million vehicle-km"
    )
    return table.finish(_join_rows(named))


def read_road_flow(path: Path) -> Reading:
    """Read the mean daily flow of motor vehicles on each main road of a highway authority.

    A figure is an authority, a year and a road ('A46'): measure 'road_flow', vehicles a day (the mean
    of the road's count points, unrounded). The file's mileage column is not used: its link lengths
    were cut to whole miles. Raises BadFileError for a file of another kind. Source: DfT, annual
    average daily flow.
    """
    table = read_csv_table(path, required=["year", "local_authority", "road", FLOW])
    is_year = table.cells["year"].str.fullmatch(r"(?:19|20)\d\d")
    table.set_aside(~is_year, column_name="year", reason="not a year")
    for column in ("local_authority", "road"):
        table.set_aside(table.cells[column] == "", column_name=column, reason="blank")
    table.cells = table.cells.assign(road=table.cells["road"].replace(_ROAD_NAMES))
    table.set_aside_repeats(["year", "local_authority", "road"], column_name="road")
    figures = table.read_numbers([FLOW])
    figures["period_code"] = table.cells["year"].loc[figures.index]
    figures["breakdown_code"] = table.cells["road"].loc[figures.index]
    named = _name_authorities(figures, names=table.cells["local_authority"])
    return table.finish(named.assign(measure_code="road_flow", basis="vehicles a day"))


def _name_authorities(figures: pd.DataFrame, *, names: pd.Series) -> pd.DataFrame:
    area_names = names.loc[figures.index]
    return figures.assign(area_code=area_names.map(name_authority_code), area_name=area_names)


def _set_aside_second_values(table: OfficialTable, *, years: list[str]) -> None:
    """Set aside a row that gives a figure where an earlier row of the same authority has one."""
    keys = ["Vehicle", "Local Authority"]
    filled = (table.cells[years] != "").groupby([table.cells[key] for key in keys]).cumsum()
    is_second = ((filled > 1) & (table.cells[years] != "")).any(axis=1)
    table.set_aside(is_second, column_name="Local Authority", reason=REPEATED)


def _join_rows(figures: pd.DataFrame) -> pd.DataFrame:
    """Keep the value where two rows of one authority give one and a blank."""
    keys = ["area_code", "period_code", "breakdown_code"]
    has_none = (figures["status"] != "value").rename("has_none")
    ordered = figures.assign(has_none=has_none).sort_values("has_none", kind="stable")
    kept = ordered.drop_duplicates(keys).sort_values(keys)
    return kept.drop(columns="has_none")
