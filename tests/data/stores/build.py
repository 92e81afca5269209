"""Makes a small store of the present layout to keep: `python -m tests.data.stores.build`.

Run once for a layout, before the next one is begun: a later release proves by it that its `upgrade` loses nothing.
The store holds loads of four sources and their kept files; of the bundled figures only what the loads stand beside.
"""

import tempfile
import zipfile
from pathlib import Path

import duckdb

from data_access import schema
from data_access.load.building import build_store
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.settings import read_settings

FOLDER = Path(__file__).resolve().parent
SAMPLES = FOLDER.parent
EXTRACT = (
    "recorded,force,offence_code,area_code,crime_count\n"
    "2018-10,E23000017,28E,E07000221,60\n"
    "2018-11,E23000017,8N,E07000221,40\n"
)
CHANGES = (
    "date,area_code,offence_code,text,source,is_rebase\n2018-10-01,E23000017,,A new crime system,Force change log,yes\n"
)
# Bundled rows that no load stands beside: without them the store is small, and an upgrade brings them anew.
DROPPED = {
    "core_street_crime": "month NOT IN ('2014-01', '2014-05', '2018-10', '2024-02')",
    "out_crime_month": "true",
    "core_figure": "source_id != 'population'",
}


def build(target: Path) -> None:
    """Build the store and write its files into a zip."""
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as small:
        place = Path(made)
        settings = read_settings({"STORE_URL": f"duckdb:///{place / 'store.duckdb'}"})
        build_store(settings)
        (place / "crimes.csv").write_text(EXTRACT, encoding="utf-8")
        (place / "changes.csv").write_text(CHANGES, encoding="utf-8")
        collisions = SAMPLES / "collisions"
        for request in (
            Request("street-crime", (SAMPLES / "street-crime",)),
            Request(
                "collisions",
                (collisions / "Accidents_2015_alliance.csv",),
                vehicles=collisions / "Vehicles_2015_alliance.csv",
            ),
            Request("crimes", (place / "crimes.csv",)),
            Request("annotations", (place / "changes.csv",)),
        ):
            load_source(settings, request)
        version = (place / "store.current").read_text(encoding="utf-8").strip()
        for name, dropped in ((version, DROPPED), ("store.loaded.duckdb", {})):
            _shrink(place / name, Path(small) / name, dropped=dropped)
        (Path(small) / "store.current").write_text(f"{version}\n", encoding="utf-8")
        with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
            for path in sorted(Path(small).iterdir()):
                archive.write(path, path.name)


def _shrink(source: Path, target: Path, *, dropped: dict[str, str]) -> None:
    """Copy a database without some rows, in the smallest blocks there are."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{source}' AS whole (READ_ONLY)")
        connection.execute(f"ATTACH '{target}' AS small (BLOCK_SIZE 16384)")
        for (table,) in connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'whole'"
        ).fetchall():
            where = f"WHERE NOT ({dropped[table]})" if table in dropped else ""
            connection.execute(f"CREATE TABLE small.{table} AS SELECT * FROM whole.{table} {where}")


if __name__ == "__main__":
    build(FOLDER / f"layout-{schema.SCHEMA_VERSION}.zip")
