"""What the assessments say about threats: evidence, texts, measures, and what became of every printed number.

`python -m data_access.load.threats FOLDER` writes the list of printed numbers again from the two texts.
"""

import sys
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.load.assessments import read_reference
from data_access.load.provenance import append_frame
from data_access.measures.document_numbers import (
    COUNTS,
    count_by_section,
    describe_reasons,
    find_numbers,
    settle_numbers,
)
from data_access.publications import ASSESSMENT_PREFIX
from geodata.alliance import Alliance

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
EDITIONS = ("2016-17", "2017-18")

EDITION_FILES = {
    "evidence.csv": schema.core_evidence,
    "threat_texts.csv": schema.core_threat_text,
    "impact_issues.csv": schema.core_impact_issue,
    "document_sections.csv": schema.core_document_section,
    "document_numbers.csv": schema.core_document_number,
    "coverage_exceptions.csv": schema.core_coverage_exception,
    "intelligence.csv": schema.core_intelligence,
}
COMMON_FILES = {
    "threat_measures.csv": schema.core_threat_measure,
    "intelligence_scale.csv": schema.core_intelligence_scale,
    "morile.csv": schema.core_morile_criterion,
    "threat_themes.csv": schema.core_threat_theme,
}
SECTION_COLUMNS = ["edition", "position", *COUNTS, "reasons"]
WHOLE = ("first_line", "last_line", "number_count")
NUMBERS = ("value", "value_to")


def store_threats(connection: sa.Connection, *, alliance: Alliance, reference_dir: Path) -> None:
    """Store what the editions of the configuration say about threats, and the schemes that need no edition."""
    for name, table in COMMON_FILES.items():
        append_frame(connection, table, read_reference(reference_dir / name))
    held = {}
    for name, table in EDITION_FILES.items():
        rows = read_threat_file(reference_dir / name)
        held[name] = rows[rows["edition"].isin(alliance.assessments)].reset_index(drop=True)
        append_frame(connection, table, held[name])
    append_frame(
        connection,
        schema.out_section_number,
        count_section_numbers(
            held["document_sections.csv"],
            numbers=held["document_numbers.csv"],
            evidence=held["evidence.csv"],
            exceptions=held["coverage_exceptions.csv"],
        ),
    )


def count_section_numbers(
    sections: pd.DataFrame, *, numbers: pd.DataFrame, evidence: pd.DataFrame, exceptions: pd.DataFrame
) -> pd.DataFrame:
    """A row a section: its printed numbers and what became of them, which nothing that is loaded later changes."""
    settled = settle_numbers(numbers, evidence, exceptions)
    counted = count_by_section(sections, settled)
    return counted.assign(reasons=describe_reasons(sections, settled, exceptions))[SECTION_COLUMNS]


def read_threat_file(path: Path) -> pd.DataFrame:
    """One of the files by edition, with its numbers typed and the source each row comes from."""
    frame = read_reference(path)
    for column in frame.columns.intersection(WHOLE):
        frame[column] = pd.to_numeric(frame[column]).astype("Int64")
    for column in frame.columns.intersection(NUMBERS):
        frame[column] = pd.to_numeric(frame[column]).astype(float)
    return frame.assign(source_id=ASSESSMENT_PREFIX + frame["edition"])


def list_numbers(folder: Path) -> pd.DataFrame:
    """Every number of both texts, which lie in a folder: edition, line, position in the line, printed, kind."""
    found = [
        (edition, number.line, number.printed, number.kind)
        for edition in EDITIONS
        for number in find_numbers(
            (folder / f"strategic-assessment-{edition}.txt").read_text(encoding="utf-8").splitlines()
        )
    ]
    frame = pd.DataFrame(found, columns=["edition", "line", "printed", "kind"])
    frame.insert(2, "position", frame.groupby(["edition", "line"]).cumcount() + 1)
    return frame


if __name__ == "__main__":
    list_numbers(Path(sys.argv[1])).to_csv(REFERENCE / "document_numbers.csv", index=False, lineterminator="\n")
