"""What the assessments state of people, scrutiny and the horizon: transcribed, each row with section and line."""

from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.load.provenance import append_frame
from data_access.publications import ASSESSMENT_PREFIX
from geodata.alliance import Alliance

# Files of figures, by subject; all have the same columns.
FIGURE_FILES = {
    "strength": "stated_strength.csv",
    "sickness": "stated_sickness.csv",
    "toil-rdil": "stated_toil_rdil.csv",
    "specials": "stated_specials.csv",
    "survey": "stated_survey.csv",
    "confidence": "stated_confidence.csv",
    "standards": "stated_standards.csv",
}
EDITION_FILES = {
    "stated_texts.csv": schema.core_stated_text,
    "inspections.csv": schema.core_inspection,
    "peel_grades.csv": schema.core_peel_grade,
    "performance_measures.csv": schema.core_performance_measure,
    "risk_levels.csv": schema.core_risk_level,
    "strategies.csv": schema.core_strategy,
    "horizon_drivers.csv": schema.core_horizon_driver,
    "horizon_items.csv": schema.core_horizon_item,
}
COMMON_FILES = {
    "peel_scale.csv": schema.core_grade,
}
NATIONAL = "national"


def store_stated_tables(connection: sa.Connection, *, alliance: Alliance, reference_dir: Path) -> int:
    """Store the tables of the editions the configuration names; returns how many rows those have.

    Measures and the inspectorate's scale, which belong to no edition, are stored for every alliance.
    """
    measures = _read(reference_dir / "stated_measures.csv")
    append_frame(connection, schema.core_stated_measure, measures.assign(sort_order=range(len(measures))))
    for name, table in COMMON_FILES.items():
        append_frame(connection, table, _read(reference_dir / name))
    figures = [
        _read(reference_dir / name).assign(subject=subject, value=_read_values)
        for subject, name in FIGURE_FILES.items()
    ]
    stated = _place(connection, pd.concat(figures, ignore_index=True), alliance=alliance)
    tables = [(schema.core_stated_figure, stated)]
    tables += [(table, _read(reference_dir / name)) for name, table in EDITION_FILES.items()]
    stored = 0
    for table, frame in tables:
        kept = frame[frame["edition"].isin(alliance.assessments)]
        stored += append_frame(connection, table, kept.assign(source_id=ASSESSMENT_PREFIX + kept["edition"]))
    if alliance.assessments:
        append_frame(connection, schema.core_strategy_link, _read(reference_dir / "strategy_links.csv"))
    return stored


def _read(path: Path) -> pd.DataFrame:
    """A transcribed table as text, with whole-number columns typed."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    numbers = [name for name in frame if name in ("position", "number", "rank") or name.endswith("line")]
    return frame.assign(**{name: pd.to_numeric(frame[name]).astype("Int64") for name in numbers})


def _read_values(frame: pd.DataFrame) -> pd.Series:
    return pd.to_numeric(frame["value"]).astype(float)


def _place(connection: sa.Connection, frame: pd.DataFrame, *, alliance: Alliance) -> pd.DataFrame:
    """The rows with area_code and area_name in place of the area as transcribed."""
    area = schema.core_area
    names = {str(row.area_code): str(row.area_name) for row in connection.execute(sa.select(area))}
    codes = frame["area"].map({"alliance": alliance.code, NATIONAL: ""}).fillna(frame["area"])
    labels = {alliance.code: name_together(alliance), "": "National"}
    return frame.assign(area_code=codes, area_name=codes.map({**names, **labels}))


def name_together(alliance: Alliance) -> str:
    """All forces together as a row of a table names them: 'The alliance'."""
    return alliance.while_allied[0].upper() + alliance.while_allied[1:]
