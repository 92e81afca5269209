"""The table of LSOAs, put together from the 2011 polygons and the change and population look-ups.

Used by the build only; geodata.areas reads the files it makes.
"""

from pathlib import Path

import pandas as pd

# The headings of the Office for National Statistics, and those of the files the build makes.
_CHANGE_COLUMNS = {
    "LSOA11CD": "lsoa11_code",
    "LSOA21CD": "lsoa21_code",
    "LSOA21NM": "lsoa21_name",
    "CHGIND": "change_code",
    "CHNGIND": "change_code",
}
_POPULATION_COLUMNS = {"lsoa11_code": "lsoa_code", "total_population": "population_mid2017"}
_UNCHANGED = "U"


class LookupFileError(ValueError):
    """A look-up file given to the build lacks a column or is of other forces."""


def read_changes(path: Path, *, lsoa_codes: pd.Series) -> pd.DataFrame:
    """Read the change look-up from LSOAs of 2011 to those of 2021, changed ones of `lsoa_codes`.

    A row is a pair: lsoa11_code, lsoa21_code, lsoa21_name, change_code. Takes the ONS exact-fit
    look-up, one with the columns above, or an earlier lsoa_changes.csv. Raises LookupFileError.
    """
    columns = ["lsoa11_code", "lsoa21_code", "lsoa21_name", "change_code"]
    changes = _read_lookup(path, renamed=_CHANGE_COLUMNS, columns=columns)
    ours = changes[changes["lsoa11_code"].isin(lsoa_codes)]
    if len(changes) and ours.empty:
        raise LookupFileError(f"The file {path} holds none of the LSOAs of these forces.")
    return ours[ours["change_code"] != _UNCHANGED].sort_values(columns[:2], ignore_index=True)


def read_population(path: Path) -> pd.DataFrame:
    """Read the residents of LSOAs of 2011 in mid-2017.

    A row is an LSOA: lsoa_code, population_mid2017. Takes lsoa11_code with total_population, or an
    earlier lsoa.csv. Raises LookupFileError.
    """
    columns = ["lsoa_code", "population_mid2017"]
    population = _read_lookup(path, renamed=_POPULATION_COLUMNS, columns=columns)
    numbers = pd.to_numeric(population["population_mid2017"]).round().astype("Int64")
    return population.assign(population_mid2017=numbers)


def list_lsoas(
    lsoas_2011: pd.DataFrame,
    *,
    changes: pd.DataFrame | None,
    population: pd.DataFrame | None,
) -> pd.DataFrame:
    """Put the LSOAs of both censuses into one table.

    Takes the 2011 ones (lsoa_code, lsoa_name, district_code). A row is an LSOA, with vintage
    ('both' if changes are known and it is none of them) and population_mid2017 (missing where not
    held). An LSOA of 2021 belongs to the district of the first LSOA of 2011 it was made from.
    """
    lsoas = lsoas_2011.assign(vintage="2011")
    if changes is not None:
        is_changed = lsoas["lsoa_code"].isin(changes["lsoa11_code"])
        lsoas["vintage"] = is_changed.map({True: "2011", False: "both"})
        districts = lsoas.set_index("lsoa_code")["district_code"]
        new = changes.drop_duplicates("lsoa21_code")
        new = pd.DataFrame(
            {
                "lsoa_code": new["lsoa21_code"],
                "lsoa_name": new["lsoa21_name"],
                "vintage": "2021",
                "district_code": new["lsoa11_code"].map(districts),
            }
        )
        lsoas = pd.concat([lsoas, new[~new["lsoa_code"].isin(districts.index)]])
    if population is None:
        lsoas["population_mid2017"] = pd.array([pd.NA] * len(lsoas), dtype="Int64")
    else:
        lsoas = lsoas.merge(population, on="lsoa_code", how="left", validate="1:1")
    columns = ["lsoa_code", "lsoa_name", "vintage", "district_code", "population_mid2017"]
    return lsoas[columns].sort_values("lsoa_code", ignore_index=True)


def _read_lookup(path: Path, *, renamed: dict[str, str], columns: list[str]) -> pd.DataFrame:
    try:
        table = pd.read_csv(path, dtype=str, encoding="utf-8-sig").rename(columns=renamed)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise LookupFileError(f"The file {path} cannot be read as a CSV file: {error}.") from error
    missing = [column for column in columns if column not in table]
    if missing:
        raise LookupFileError(f"The file {path} has no column {missing[0]}.")
    return table[columns]
