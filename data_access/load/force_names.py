"""Codes of forces and districts for the names that publishers write.

Names and codes come from the ONS look-up of districts, policing areas and forces of 2016 that the
project carries (geodata/published/areas.csv).
"""

import re
from functools import lru_cache
from pathlib import Path

import pandas as pd

from data_access.errors import BadFileError

AREAS_FILE = Path(__file__).resolve().parents[2] / "geodata" / "published" / "areas.csv"

# Names in use that differ from the look-up's by more than spelling.
_FORCE_ALIASES = {
    "met": "metropolitan",
    "hampshire and isle of wight": "hampshire",
}
# Districts renamed since 2016 with the same boundaries: the 2016 code still stands for them.
_DISTRICT_ALIASES = {"folkestone and hythe": "shepway"}

_FORCE_SUFFIXES = r" (?:police service|police|constabulary)$"


def find_force_code(name: str) -> str | None:
    """Find the GSS code of a territorial force of England and Wales by any publisher's name for it.

    None for anything else: countries, regions ('West Midlands Region'), British Transport Police,
    bodies that record fraud. Footnote digits after a name are ignored. Where a region and a force
    are both called 'West Midlands', as in the workforce tables, the caller has to tell them apart.
    """
    return _force_codes().get(_simplify_force(name))


def find_force_name(force_code: str) -> str:
    """The name of a force as the look-up writes it; raises KeyError for a code that is no force's."""
    return _force_names()[force_code]


def find_district_code(name: str) -> str | None:
    """Find the GSS code of a district as at 2016, or None for a name that no district had then."""
    return _district_codes().get(_simplify_district(name))


@lru_cache(maxsize=1)
def _read_areas() -> pd.DataFrame:
    try:
        return pd.read_csv(AREAS_FILE, dtype=str, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise BadFileError(AREAS_FILE.name, "the look-up of districts and forces cannot be read") from error


@lru_cache(maxsize=1)
def _force_names() -> dict[str, str]:
    areas = _read_areas()
    return dict(zip(areas["force_code"], areas["force_name"], strict=True))


@lru_cache(maxsize=1)
def _force_codes() -> dict[str, str]:
    codes = {_simplify_force(name): code for code, name in _force_names().items()}
    return codes | {alias: codes[name] for alias, name in _FORCE_ALIASES.items()}


@lru_cache(maxsize=1)
def _district_codes() -> dict[str, str]:
    areas = _read_areas()
    names = [_simplify_district(name) for name in areas["district_name"]]
    codes = dict(zip(names, areas["district_code"], strict=True))
    return codes | {alias: codes[name] for alias, name in _DISTRICT_ALIASES.items()}


def _simplify(name: str) -> str:
    plain = re.sub("['\u2019.]", "", name.casefold().replace("&", " and "))
    return " ".join(re.sub(r"[-,/]", " ", plain).split())


def _simplify_force(name: str) -> str:
    plain = re.sub(r"[\d, ]+$", "", _simplify(name))
    plain = re.sub(_FORCE_SUFFIXES, "", plain)
    return re.sub(r"^(.+) city of$", r"city of \1", plain)


def _simplify_district(name: str) -> str:
    plain = re.sub(r"^the ", "", _simplify(name))
    return re.sub(r" (?:city|county) of$", "", plain)
