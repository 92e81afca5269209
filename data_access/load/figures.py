"""Loading published figures: yearly, quarterly and dated tables of forces, districts and authorities."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError
from data_access.load.official_tables import read_header
from data_access.load.population import read_population
from data_access.load.provenance import LoadReport, append_frame
from data_access.load.reading import FIGURE_COLUMNS, Reading
from data_access.load.recorded_crime import YEAR_COLUMN, read_home_office_quarterly, read_ons_yearly
from data_access.load.traffic import FLOW, read_road_flow, read_vehicle_km
from data_access.load.workforce import combine_workforce, read_workforce
from data_access.publications import (
    POPULATION,
    RECORDED_CRIME_QUARTER,
    RECORDED_CRIME_YEAR,
    ROAD_FLOW,
    TRAFFIC,
    WORKFORCE,
)

Reader = Callable[[Path], Reading]


def choose_reader(source: str, path: Path) -> tuple[str, Reader]:
    """The source_id and reader of a file, told by its columns where a source has two tables."""
    if source == "workforce":
        return WORKFORCE, read_workforce
    if source == "population":
        return POPULATION, read_population
    columns = read_header(path)
    if source == "recorded-crime":
        is_yearly = YEAR_COLUMN in columns
        return (
            (RECORDED_CRIME_YEAR, read_ons_yearly)
            if is_yearly
            else (RECORDED_CRIME_QUARTER, read_home_office_quarterly)
        )
    return (ROAD_FLOW, read_road_flow) if FLOW in columns else (TRAFFIC, read_vehicle_km)


def load_figures(connection: sa.Connection, *, source: str, paths: Sequence[Path]) -> list[LoadReport]:
    """Load tables of one source; the periods they hold are replaced, in workforce only by a later release.

    Raises BadFileError for a file that can't be read whole, or where two hold the same period.
    """
    readings: dict[str, list[Reading]] = {}
    for path in paths:
        source_id, reader = choose_reader(source, path)
        readings.setdefault(source_id, []).append(reader(path))
    reports = {source_id: LoadReport(source_id=source_id, command=f"load {source}") for source_id in readings}
    for source_id, held in readings.items():
        load_readings(connection, report=reports[source_id], readings=held)
    return list(reports.values())


def load_readings(connection: sa.Connection, *, report: LoadReport, readings: list[Reading]) -> None:
    """Store what a reader read of the files of one source: their periods are replaced, the report filled in.

    Raises BadFileError where two files hold the same period.
    """
    for reading in readings:
        report.add_reading(reading)
    if report.source_id == WORKFORCE:
        frame = combine_workforce(readings)
        report.release = str(frame["period_code"].max())
        frame = _keep_later_release(connection, frame, report)
    else:
        _refuse_double_periods(readings)
        frame = pd.concat([reading.figures for reading in readings], ignore_index=True)[FIGURE_COLUMNS]
    store_figures(connection, frame, report=report)


def _keep_later_release(connection: sa.Connection, frame: pd.DataFrame, report: LoadReport) -> pd.DataFrame:
    """Without the dates that a later release already gave."""
    coverage, load = schema.core_coverage, schema.core_load
    later = connection.scalars(
        sa.select(coverage.c.period_code)
        .join(load, load.c.load_id == coverage.c.load_id)
        .where(coverage.c.source_id == WORKFORCE, load.c.release > report.release)
    )
    kept_dates = set(later) & set(frame["period_code"])
    if kept_dates:
        report.notes.append(f"{len(kept_dates)} dates are kept as a later release gave them")
    return frame[~frame["period_code"].isin(kept_dates)]


def _refuse_double_periods(readings: list[Reading]) -> None:
    seen: dict[tuple[str, str], Path] = {}
    for reading in readings:
        pairs = reading.figures[["measure_code", "period_code"]].drop_duplicates()
        for measure, period in pairs.itertuples(index=False):
            other = seen.setdefault((measure, period), reading.path)
            if other != reading.path:
                raise BadFileError(other.name, f"{reading.path.name} also holds {period}; load one of them")


def store_figures(connection: sa.Connection, frame: pd.DataFrame, *, report: LoadReport) -> None:
    """Replace the periods of a source that a frame holds; a row is one of core_figure without source_id."""
    table = schema.core_figure
    for measure, rows in frame.groupby("measure_code"):
        connection.execute(
            table.delete().where(
                table.c.source_id == report.source_id,
                table.c.measure_code == measure,
                table.c.period_code.in_(rows["period_code"].unique().tolist()),
            )
        )
    append_frame(connection, table, frame.assign(source_id=report.source_id))
    counts = frame.groupby("period_code").size().reset_index(name="row_count")
    report.coverage = counts.assign(area_code="")[["area_code", "period_code", "row_count"]]
