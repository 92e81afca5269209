"""Ten made years of collisions: `python -m tests.bench.casualties` says how long sections take to make, rank and draw.

The rows are made for the bench, never for the product: each held collision again in later years, some metres off.
"""

import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.versions import open_versions, write_version
from data_access.filters import Filters
from data_access.load.building import build_store
from data_access.load.provenance import append_frame
from data_access.load.road_sections import rebuild_road_sections
from data_access.publications import COLLISIONS
from data_access.settings import Settings, read_settings
from data_access.store import open_store
from geodata.alliance import load_alliance
from tests.browser.serving import await_maps, open_browser, serve_app, visit

YEARS = range(2016, 2025)
SLIGHT_FOR_EACH = 4  # of every five collisions with injury about four are slight
BUDGETS = {"rank": 1.0, "draw": 2.0}


def load_made_years(settings: Settings) -> int:
    """Put the made years into a new version of a store; returns how many collisions it holds then."""
    alliance = load_alliance(settings.alliance_config)
    with write_version(open_versions(settings), from_current=True) as connection:
        held = pd.DataFrame(connection.execute(sa.select(schema.core_collision)).mappings().all())
        held["is_injury_based"] = held["is_injury_based"].astype("boolean")
        vehicles = pd.DataFrame(connection.execute(sa.select(schema.core_vehicle)).mappings().all())
        made = [_make_year(held, year=year, severity="") for year in YEARS]
        made += [
            _make_year(held, year=year, severity="slight", copy=copy)
            for year in YEARS
            for copy in range(SLIGHT_FOR_EACH)
        ]
        append_frame(connection, schema.core_collision, pd.concat(made, ignore_index=True))
        of_years = [vehicles.assign(collision_id=f"{year}-0-" + vehicles["collision_id"]) for year in YEARS]
        append_frame(connection, schema.core_vehicle, pd.concat(of_years, ignore_index=True))
        coverage = pd.DataFrame(
            [(COLLISIONS, force.code, str(year), 1) for force in alliance.forces for year in YEARS],
            columns=["source_id", "area_code", "period_code", "row_count"],
        )
        append_frame(connection, schema.core_coverage, coverage)
        start = time.perf_counter()
        rebuild_road_sections(connection, alliance=alliance)
        print(f"sections made, placed and fitted in {time.perf_counter() - start:.1f} s")
        count = connection.scalar(sa.select(sa.func.count()).select_from(schema.core_collision))
    return int(count or 0)


def _make_year(held: pd.DataFrame, *, year: int, severity: str, copy: int = 0) -> pd.DataFrame:
    random = np.random.default_rng(year * 10 + copy)
    made = held.assign(
        collision_id=f"{year}-{copy}{'s' if severity else ''}-" + held["collision_id"],
        collision_year=year,
        collision_date=[day.replace(year=year) if day else None for day in held["collision_date"]],
        longitude=held["longitude"] + random.normal(0, 0.002, len(held)),
        latitude=held["latitude"] + random.normal(0, 0.001, len(held)),
    )
    made = made.assign(severity=severity) if severity else made
    return made[random.random(len(made)) < 0.9]


def main() -> None:
    """Build the store, add the years, rank, and draw the map in a browser."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"duckdb:///{folder}/bench.duckdb"
        settings = read_settings({"STORE_URL": url})
        build_store(settings)
        print(f"{load_made_years(settings):,} collisions of ten years held")
        store = open_store(settings)
        start = time.perf_counter()
        sections = store.ask("casualties.sections", Filters())
        taken = time.perf_counter() - start
        print(
            f"{len(sections)} sections and roads ranked in {taken:.2f} s = {taken / BUDGETS['rank']:.2f} of the budget"
        )
        store.close()
        with serve_app({"STORE_URL": url}, log=Path(folder) / "app.log") as address, open_browser() as browser:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            visit(page, f"{address}/glossary")
            start = time.perf_counter()
            visit(page, f"{address}/glossary")
            print(f"(the glossary, without a map, is drawn in {time.perf_counter() - start:.2f} s)")
            visit(page, f"{address}/casualties")
            start = time.perf_counter()
            visit(page, f"{address}/casualties?measure=estimate")
            taken = time.perf_counter() - start
            print(f"the page drawn in {taken:.2f} s = {taken / BUDGETS['draw']:.2f} of the budget")
            await_maps(page)


if __name__ == "__main__":
    main()
