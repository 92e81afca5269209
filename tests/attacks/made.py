"""A made extract of about 2,000 crimes over five months in small cells, loaded as a force's own, and what is true."""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from data_access.database.engine import connect_for_reading
from data_access.database.versions import open_versions
from data_access.filters import Filters
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.queries.sources.areas import select_members
from data_access.settings import Settings, read_settings

FORCE = "E23000017"
MONTHS = ("2019-03", "2019-04", "2019-05", "2019-06", "2019-07")
CODES = {"105A": 30, "8N": 24, "28E": 12, "49": 14, "45": 6, "46": 4, "34B": 2, "9A": 5, "126": 3}
OUTCOMES = ("Under investigation", "Charged", "No suspect found")
CRIMES = 2_128
WITHOUT_PLACE = 6
BASE = 5


@dataclass(frozen=True)
class Attacked:
    """A store with the extract, and the crimes it was made of: a row a crime."""

    settings: Settings
    crimes: pd.DataFrame


def make_crimes(lsoas: list[str]) -> pd.DataFrame:
    """The crimes: recorded, force, offence_code, area_code, outcome; the same at each run."""
    rng = random.Random(14)
    weights = [rng.paretovariate(1.2) for _ in lsoas]
    rows = []
    for number in range(CRIMES):
        area = "" if number < WITHOUT_PLACE else rng.choices(lsoas, weights)[0]
        code = rng.choices(list(CODES), list(CODES.values()))[0]
        rows.append((rng.choice(MONTHS), FORCE, code, area, rng.choices(OUTCOMES, (6, 1, 3))[0]))
    return pd.DataFrame(rows, columns=["recorded", "force", "offence_code", "area_code", "outcome"])


def list_lsoas(settings: Settings) -> list[str]:
    """LSOAs of the force."""
    versions = open_versions(settings)
    engine = versions.open_reader(versions.find_current() or 0)
    with connect_for_reading(engine, place=versions.place, seconds=30) as connection:
        codes = connection.scalars(select_members(Filters(area_code=FORCE), level="lsoa")).all()
    engine.dispose()
    return sorted(code for code in codes if code.startswith("E01"))


def make_attacked(default: Settings, folder: Path) -> Attacked:
    """A copy of the default DuckDB store with the extract loaded."""
    built = Path(sa.make_url(default.store_url).database or "")
    shutil.copytree(built.parent, folder / "store")
    settings = read_settings({"STORE_URL": f"duckdb:///{folder / 'store' / built.name}"})
    crimes = make_crimes(list_lsoas(settings))
    crimes.to_csv(folder / "crimes.csv", index=False)
    load_source(settings, Request("crimes", (folder / "crimes.csv",)))
    return Attacked(settings, crimes)
