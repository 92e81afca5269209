"""The two strategic assessments' own tables, transcribed; each row carries its section and line."""

from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.load.provenance import FileReport, LoadReport, append_frame
from data_access.publications import ASSESSMENT_PREFIX
from geodata.alliance import Alliance

# Tables with an edition of their own; '2018-19' is what the 2017-18 document recommends.
EDITION_FILES = {
    "csp_priorities.csv": schema.core_csp_priority,
    "csp_wordings.csv": schema.core_wording,
    "csp_theme_links.csv": schema.core_theme_link,
    "alliance_priorities.csv": schema.core_alliance_priority,
    "spr_threats.csv": schema.core_spr_threat,
    "spr_links.csv": schema.core_spr_link,
    "projections.csv": schema.core_projection,
    "survey_statements.csv": schema.core_survey_statement,
}
COMMON_FILES = {
    "csp_themes.csv": schema.core_theme,
    "theme_figures.csv": schema.core_theme_figure,
    "csp_placement_rules.csv": schema.core_placement_rule,
    "threats.csv": schema.core_threat,
    "threat_offences.csv": schema.core_threat_offence,
    "glossary.csv": schema.core_term,
}


def load_assessments(connection: sa.Connection, *, alliance: Alliance, reference_dir: Path) -> list[LoadReport]:
    """Load the tables of the editions the configuration names; a report for each edition's partnership cells."""
    for name, table in COMMON_FILES.items():
        frame = read_reference(reference_dir / name)
        if name == "threats.csv":
            frame["sort_order"] = range(len(frame))
        append_frame(connection, table, frame)
    if not alliance.assessments:
        return []
    editions = {*alliance.assessments}
    if "2017-18" in editions:
        editions.add("2018-19")
    frames = {name: read_reference(reference_dir / name) for name in EDITION_FILES}
    for name, table in EDITION_FILES.items():
        frame = frames[name]
        append_frame(connection, table, frame[frame["edition"].isin(editions)])
    held = read_reference(reference_dir / "editions.csv")
    append_frame(connection, schema.core_edition, held[held["edition"].isin(editions)])
    append_frame(connection, schema.core_plan_objective, read_reference(reference_dir / "plan_objectives.csv"))
    append_frame(connection, schema.core_plan_link, read_reference(reference_dir / "plan_links.csv"))
    path = reference_dir / "csp_priorities.csv"
    periods = dict(zip(held["edition"], held["data_period_code"], strict=True))
    return [
        _report(path, frames["csp_priorities.csv"], edition=edition, period_code=periods[edition])
        for edition in alliance.assessments
    ]


def read_reference(path: Path) -> pd.DataFrame:
    """A transcribed table as text; empty cells are missing, whole-number and true/false columns typed."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    for column in ("position", "block", "line", "lower_pct", "upper_pct"):
        if column in frame:
            frame[column] = pd.to_numeric(frame[column]).astype("Int64")
    for column in ("is_partnership", "is_whole"):
        if column in frame:
            frame[column] = frame[column].map({"true": True, "false": False})
    for column in ("csp_code", "csp_name"):
        if column in frame:
            frame[column] = frame[column].replace("", None)
    return frame


def _report(path: Path, cells: pd.DataFrame, *, edition: str, period_code: str) -> LoadReport:
    count = int((cells["edition"] == edition).sum())
    report = LoadReport(source_id=f"{ASSESSMENT_PREFIX}{edition}", command="init")
    report.files.append(FileReport(path=path, read_count=count, stored_count=count, rejected_count=0))
    report.coverage = pd.DataFrame({"area_code": [""], "period_code": [period_code], "row_count": [count]})
    return report
