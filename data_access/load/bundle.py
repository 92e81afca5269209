"""The default store: built from the bundled figures alone, for the forces of the configuration."""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq
import sqlalchemy as sa

from data_access import catalogue, publications, schema
from data_access.errors import BadFileError
from data_access.load.annotations import store_bundled_annotations
from data_access.load.assessments import load_assessments
from data_access.load.collisions import store_collisions, store_vehicles
from data_access.load.offences import store_offences
from data_access.load.places import store_places
from data_access.load.protection import store_secret
from data_access.load.provenance import FileReport, LoadReport, append_frame, record_load
from data_access.load.road_sections import rebuild_road_sections, store_road_reference
from data_access.load.rollups import rebuild_rollups
from data_access.load.sources import describe_sources, store_source
from data_access.load.stated import store_stated_tables
from data_access.load.street_crime import store_counts
from data_access.load.threats import store_threats
from data_access.measures.suppression import DEFAULT_THRESHOLD
from data_access.publications import COLLISIONS, STREET_CRIME
from geodata.alliance import Alliance
from geodata.areas import read_lsoas

# Reference files that hold rows of core_figure for all forces, districts or authorities.
FIGURE_FILES = {
    publications.RECORDED_CRIME_YEAR: "recorded-crime-year.parquet",
    publications.RECORDED_CRIME_QUARTER: "recorded-crime-quarter.parquet",
    publications.WORKFORCE: "workforce.parquet",
    publications.POPULATION: "population.parquet",
    publications.TRAFFIC: "traffic.parquet",
    publications.ROAD_FLOW: "road-flow.parquet",
}

Progress = Callable[[str], None]
STEPS = 6 + len(FIGURE_FILES)


def build_default_store(
    connection: sa.Connection,
    *,
    alliance: Alliance,
    reference_dir: Path,
    base: int = DEFAULT_THRESHOLD,
    progress: Progress = lambda _: None,
) -> list[LoadReport]:
    """Fill an empty version with the bundled figures that concern the alliance; returns what was loaded.

    Raises BadFileError where a bundled file is missing.
    """
    schema.metadata.create_all(connection)
    _store_meta(connection, alliance)
    store_secret(connection, base=base)
    progress("areas")
    store_places(connection, alliance=alliance)
    append_frame(connection, schema.core_measure, _list_measures())
    store_offences(connection, reference_dir=reference_dir)
    reports = [_load_lsoa_population(connection, alliance=alliance)]
    for source_id, name in FIGURE_FILES.items():
        progress(source_id)
        reports.append(_load_figures(connection, source_id=source_id, path=_require(reference_dir / name)))
    progress(STREET_CRIME)
    reports.append(_load_street_crime(connection, alliance=alliance, reference_dir=reference_dir))
    progress(COLLISIONS)
    reports.append(_load_collisions(connection, alliance=alliance, reference_dir=reference_dir))
    progress("assessments")
    reports.extend(_report_lookups(reference_dir))
    reports.extend(load_assessments(connection, alliance=alliance, reference_dir=reference_dir))
    store_bundled_annotations(connection, alliance=alliance, reference_dir=reference_dir)
    store_threats(connection, alliance=alliance, reference_dir=reference_dir)
    store_stated_tables(connection, alliance=alliance, reference_dir=reference_dir)
    progress("rollups")
    held = [report for report in reports if report.stored_count]
    for report in held:
        store_source(connection, report.source_id)
        record_load(connection, report)
    rebuild_rollups(connection)
    store_road_reference(connection, reference_dir=reference_dir)
    rebuild_road_sections(connection, alliance=alliance)
    describe_sources(connection)
    progress("done")
    return held


def _store_meta(connection: sa.Connection, alliance: Alliance) -> None:
    try:
        release = version("threat-picture")
    except PackageNotFoundError:
        release = "source"
    connection.execute(
        schema.meta_store.insert().values(
            schema_version=schema.SCHEMA_VERSION,
            release=release,
            built_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
            alliance_code=alliance.code,
            alliance_name=alliance.name,
            last_command="init",
        )
    )


def _list_measures() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "measure_code": [m.code for m in catalogue.MEASURES],
            "measure_name": [m.name for m in catalogue.MEASURES],
            "unit": [m.unit for m in catalogue.MEASURES],
            "polarity": [m.polarity for m in catalogue.MEASURES],
            "definition": [m.definition for m in catalogue.MEASURES],
            "caveat": [m.caveat for m in catalogue.MEASURES],
            "source_id": [m.source_id for m in catalogue.MEASURES],
            "reviewed_on": [m.reviewed_on for m in catalogue.MEASURES],
        }
    )


def _require(path: Path) -> Path:
    if not path.is_file():
        raise BadFileError(path, "this bundled file is missing; run 'make reference' or clone again")
    return path


def _load_figures(connection: sa.Connection, *, source_id: str, path: Path) -> LoadReport:
    frame = pq.read_table(path).to_pandas()
    report = LoadReport(source_id=source_id, command="init")
    append_frame(connection, schema.core_figure, frame.assign(source_id=source_id))
    report.files.append(_all_stored(path, len(frame)))
    counts = frame.groupby("period_code").size().reset_index(name="row_count")
    report.coverage = counts.assign(area_code="")[["area_code", "period_code", "row_count"]]
    return report


def _load_lsoa_population(connection: sa.Connection, *, alliance: Alliance) -> LoadReport:
    report = LoadReport(source_id=publications.POPULATION_LSOA, command="init")
    lsoas = read_lsoas(alliance).dropna(subset=["population_mid2017"])
    frame = pd.DataFrame(
        {
            "measure_code": "population_lsoa",
            "area_code": lsoas["lsoa_code"],
            "area_name": lsoas["lsoa_name"],
            "period_code": "mid-2017",
            "breakdown_code": "",
            "basis": "mid-year estimate",
            "value": lsoas["population_mid2017"].astype(float),
            "status": "value",
            "source_id": publications.POPULATION_LSOA,
        }
    )
    append_frame(connection, schema.core_figure, frame)
    report.files.append(_all_stored(alliance.boundaries_dir / "lsoa.csv", len(frame)))
    report.coverage = pd.DataFrame({"area_code": [""], "period_code": ["mid-2017"], "row_count": [len(frame)]})
    return report


def _load_street_crime(connection: sa.Connection, *, alliance: Alliance, reference_dir: Path) -> LoadReport:
    path = _require(reference_dir / "street-crime.parquet")
    report = LoadReport(source_id=STREET_CRIME, command="init")
    counts = pq.read_table(path)
    counts = counts.filter(pc.is_in(counts["force_code"], value_set=_as_array(alliance.force_codes)))
    if counts.num_rows:
        store_counts(connection, counts, report=report)
    report.files.append(_all_stored(path, pc.sum(counts["crime_count"]).as_py() or 0))
    return report


def _load_collisions(connection: sa.Connection, *, alliance: Alliance, reference_dir: Path) -> LoadReport:
    path = _require(reference_dir / "collisions-ksi-2015.csv")
    report = LoadReport(source_id=COLLISIONS, command="init")
    rows = pd.read_csv(path, dtype={"collision_id": str, "collision_time": str, "speed_limit": "Int64"})
    text = rows.select_dtypes(include=["object", "string"]).columns
    rows[text] = rows[text].fillna("")
    rows["collision_date"] = pd.to_datetime(rows["collision_date"]).dt.date
    rows = rows[rows["force_code"].isin(alliance.force_codes)].reset_index(drop=True)
    if len(rows):
        store_collisions(connection, rows, report=report, alliance=alliance)
        vehicles = pd.read_csv(
            _require(reference_dir / "collision-vehicles-ksi-2015.csv"),
            dtype={"collision_id": str, "vehicle_type": str},
        )
        store_vehicles(connection, vehicles.assign(source_id=COLLISIONS))
        positions = pd.read_csv(_require(reference_dir / "road-positions-2015.csv"))
        append_frame(connection, schema.core_road_position, positions.assign(source_id=COLLISIONS))
    report.files.append(_all_stored(path, len(rows)))
    return report


def _report_lookups(reference_dir: Path) -> list[LoadReport]:
    """The bundled tables that weigh figures: sources too, for nobody could check a score or a value without them."""
    reports = []
    for source_id, name, period_code in (
        (publications.SEVERITY_WEIGHTS, "severity-weights.csv", ""),
        (publications.PREVENTION_VALUES, "prevention_values.csv", "price_year"),
    ):
        path = _require(reference_dir / name)
        rows = pd.read_csv(path, dtype=str)
        report = LoadReport(source_id=source_id, command="init")
        report.files.append(_all_stored(path, len(rows)))
        if period_code:
            counts = rows.groupby(period_code).size().rename_axis("period_code").reset_index(name="row_count")
            report.coverage = counts.assign(area_code="")[["area_code", "period_code", "row_count"]]
        reports.append(report)
    return reports


def _as_array(values: tuple[str, ...]) -> object:
    import pyarrow as pa

    return pa.array(values, pa.string())


def _all_stored(path: Path, count: int) -> FileReport:
    """Bundled files hold checked rows only: what concerns the alliance is read and stored."""
    return FileReport(path=path, read_count=count, stored_count=count, rejected_count=0)
