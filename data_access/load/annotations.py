"""Dated changes in how crime is recorded, each with its source: a force's own, and those the assessments name."""

import re
from datetime import date
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError
from data_access.load.assessments import read_reference
from data_access.load.local_tables import add_table, read_local_table, require_rows, show_cell
from data_access.load.official_tables import OfficialTable
from data_access.load.provenance import LoadReport, append_frame
from data_access.load.requests import Work
from data_access.load.templates import Template, TemplateColumn
from data_access.publications import ANNOTATIONS, ASSESSMENT_PREFIX
from geodata.alliance import Alliance

BUNDLED_FILE = "annotations.csv"
NO_AREA_LEVELS = ("lsoa", "remainder", "other_force")

TEMPLATE = Template(
    name="annotations",
    title="Recording changes: one row for each change in how crime is recorded",
    guidance=(
        "Write what changed, from when, and where that is written down. A change of crime itself does not belong here.",
        "A file replaces all recording changes loaded before; those of the two bundled assessments stay.",
        "Load it with: python -m data_access load annotations FILE",
    ),
    columns=(
        TemplateColumn(
            "date",
            False,
            "The day (YYYY-MM-DD) or month (YYYY-MM) of the change; blank: no date in its source",
            "2015-04-01",
        ),
        TemplateColumn("area_code", False, "Code of the force or area; blank: all forces", "E23000016"),
        TemplateColumn("offence_code", False, "Code of the offence group; blank: all offences", "sexual-offences"),
        TemplateColumn("text", True, "What changed, in one sentence", "Every report of rape is recorded at once."),
        TemplateColumn("source", True, "Where it is written: document, section, page", "Counting rules 2015, p. 4"),
        TemplateColumn(
            "is_rebase",
            True,
            "Whether figures before and after it should not be judged as one series",
            "yes",
            ("yes", "no"),
        ),
    ),
)


def load_annotations(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load a force's own recording changes; all those loaded before are replaced.

    Rows with an unknown area or offence, or a date that is none, are set aside. Raises BadFileError for a
    file that is not the template, or without a row that can be used.
    """
    report = LoadReport(source_id=ANNOTATIONS, command="load annotations")
    areas, offences = list_known_codes(connection)
    frames: list[pd.DataFrame] = []
    for path in work.files.read:
        table = read_changes(path, areas=areas, offences=offences)
        frames.append(table.cells.rename(columns={"date": "annotation_date", "source": "evidence"}))
        add_table(report, table)
        work.advance(path)
    rows = pd.concat(frames, ignore_index=True)
    require_rows(rows, report)
    for held in (schema.core_annotation, schema.core_coverage):
        connection.execute(held.delete().where(held.c.source_id == ANNOTATIONS))
    rows = rows.assign(source_id=ANNOTATIONS, is_rebase=rows["is_rebase"] == "yes")
    append_frame(connection, schema.core_annotation, date_rows(rows))
    years = rows.loc[rows["annotation_date"] != "", "annotation_date"].str[:4]
    counts = years.value_counts().sort_index()
    report.coverage = pd.DataFrame(
        {"area_code": "", "period_code": counts.index.astype(str), "row_count": counts.to_numpy()}
    )
    return [report]


def list_known_codes(connection: sa.Connection) -> tuple[set[str], set[str]]:
    """The codes of areas and of offences that a row may name."""
    area, offence = schema.core_area, schema.core_offence
    areas = connection.scalars(sa.select(area.c.area_code).where(area.c.level.not_in(NO_AREA_LEVELS)))
    schemes = ("group", "street")
    offences = connection.scalars(sa.select(offence.c.offence_code).where(offence.c.scheme.in_(schemes)))
    return set(areas), set(offences)


def read_changes(path: Path, *, areas: set[str], offences: set[str]) -> OfficialTable:
    """A file's table with the rows at fault set aside; raises BadFileError as load_annotations does."""
    table = read_local_table(path, columns=TEMPLATE.columns)
    _set_aside_faults(table, areas=areas, offences=offences)
    return table


def store_bundled_annotations(connection: sa.Connection, *, alliance: Alliance, reference_dir: Path) -> int:
    """Store the recording changes that the configured assessments name, under the assessments' own sources.

    Returns how many. Raises BadFileError where the bundled file is missing.
    """
    path = reference_dir / BUNDLED_FILE
    if not path.is_file():
        raise BadFileError(path, "this bundled file is missing; clone again")
    named = read_reference(path)
    named = named[named["edition"].isin(alliance.assessments)].reset_index(drop=True)
    if named.empty:
        return 0
    rows = named.assign(
        source_id=ASSESSMENT_PREFIX + named["edition"],
        evidence=[
            f"Assessment {edition}, section '{section}', line {line}: '{quote}'"
            for edition, section, line, quote in zip(
                named["edition"], named["section"], named["line"], named["quote"], strict=True
            )
        ],
        is_rebase=named["is_rebase"] == "true",
    )
    return append_frame(connection, schema.core_annotation, date_rows(rows))


def date_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with dates instead of text, and how exact each is: 'day', 'month' (its first day) or 'none'."""
    text = rows["annotation_date"]
    return rows.assign(
        annotation_date=[_read_date(value) for value in text],
        date_precision=text.str.len().map({10: "day", 7: "month", 0: "none"}),
    )


def _read_date(text: str) -> date | None:
    """The day, or a month's first; None for anything else."""
    if not re.fullmatch(r"(?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?", text):
        return None
    try:
        return date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    except ValueError:
        return None


def _set_aside_faults(table: OfficialTable, *, areas: set[str], offences: set[str]) -> None:
    dates = table.cells["date"]
    is_bad = (dates != "") & dates.map(_read_date).isna()
    reason = "'" + dates.map(show_cell) + "' is not a day (YYYY-MM-DD) or month (YYYY-MM)"
    table.set_aside(is_bad, column_name="date", reason=reason)
    for column, known, words in (
        ("area_code", areas, "the code of an area of these forces"),
        ("offence_code", offences, "the code of an offence group"),
    ):
        cells = table.cells[column]
        reason = "'" + cells.map(show_cell) + f"' is not {words}"
        table.set_aside((cells != "") & ~cells.isin(known), column_name=column, reason=reason)
    undated = (table.cells["is_rebase"] == "yes") & (table.cells["date"] == "")
    table.set_aside(undated, column_name="is_rebase", reason="a change without a date cannot divide a series")
    repeats = table.cells.duplicated(["date", "area_code", "offence_code", "text"])
    table.set_aside(repeats, column_name="text", reason="repeats an earlier row")
