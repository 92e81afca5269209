"""Intelligence requirements and MoRiLE scores, from their templates: restricted, and never made up here."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError
from data_access.load.local_tables import add_table, read_local_table, show_cell
from data_access.load.official_tables import OfficialTable
from data_access.load.provenance import LoadReport, append_frame
from data_access.load.requests import Work
from data_access.load.templates import Template, TemplateColumn
from data_access.measures.intelligence import LEVELS
from data_access.publications import INTELLIGENCE_REQUIREMENTS, MORILE_SCORES

_THREAT = TemplateColumn("threat", True, "Code or name of the threat, as the dashboard lists it", "modern-slavery")
_AS_AT = TemplateColumn("as_at", True, "The day of the assessment (YYYY-MM-DD)", "2018-04-03")
_UNIT = TemplateColumn("owner_unit", False, "The unit that answers for the row; no names", "Force Intelligence Bureau")

REQUIREMENTS_TEMPLATE = Template(
    name="intelligence",
    title="Intelligence requirements: one row for each requirement of a threat",
    guidance=(
        "Give the level of knowledge and the collection priority: red, amber or green is worked out from the two.",
        "A blank in either is kept as not known, and the row then has no status.",
        "A file replaces all requirements loaded before; those that the two assessments print stay.",
        "Load it with: python -m data_access load intelligence FILE",
    ),
    columns=(
        TemplateColumn("requirement_id", True, "Your own mark for the requirement, used once", "IR-07"),
        _THREAT,
        TemplateColumn("requirement", True, "What is to be known, in one sentence", "Where recruitment takes place"),
        TemplateColumn("knowledge", False, "How much is known", "low", LEVELS),
        TemplateColumn("collection_priority", False, "How much collecting it matters", "high", LEVELS),
        _AS_AT,
        _UNIT,
    ),
)
MORILE_TEMPLATE = Template(
    name="morile",
    title="MoRiLE scores: one row for each threat and criterion",
    guidance=(
        "Give the scores and weights of your own scheme: MoRiLE's scoring table is not public and none is assumed.",
        "A threat is ranked when it has a score for every criterion that the sheet uses.",
        "A file replaces all scores loaded before.",
        "Load it with: python -m data_access load morile FILE",
    ),
    columns=(
        _THREAT,
        TemplateColumn("criterion", True, "Code of the criterion in the published structure", "psychological"),
        TemplateColumn("score", True, "The score, 0 or more", "4"),
        TemplateColumn("highest_score", False, "The highest score the scheme gives for the criterion", "5"),
        TemplateColumn("weight", False, "What the score is multiplied by; blank: 1, the same in every row", "1"),
        _AS_AT,
        _UNIT,
    ),
)


def load_requirements(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load intelligence requirements; all those loaded before are replaced.

    Rows with an unknown threat, a day that is none or a mark used before are set aside. Raises
    BadFileError for a file that is not the template, or without a row that can be used.
    """
    report = LoadReport(source_id=INTELLIGENCE_REQUIREMENTS, command="load intelligence")
    rows = _read(connection, work, report=report, template=REQUIREMENTS_TEMPLATE, key=["requirement_id"])
    rows = rows.assign(edition="", section="", line=None, certainty="certain", note="")
    return [_replace(connection, schema.core_intelligence, rows, report=report)]


def load_morile(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load MoRiLE scores; all those loaded before are replaced.

    Rows with an unknown threat or criterion, a score that is no number from 0 to the highest, a second
    score or another weight for a criterion are set aside. Raises BadFileError like load_requirements.
    """
    report = LoadReport(source_id=MORILE_SCORES, command="load morile")
    rows = _read(connection, work, report=report, template=MORILE_TEMPLATE, key=["threat_code", "criterion_code"])
    return [_replace(connection, schema.core_morile_score, rows, report=report)]


def _read(
    connection: sa.Connection, work: Work, *, report: LoadReport, template: Template, key: list[str]
) -> pd.DataFrame:
    """The usable rows of every file, under the store's column names; the rest is set aside in the report."""
    threat, criterion = schema.core_threat, schema.core_morile_criterion
    threats = _list_names(connection, threat.c.threat_code, threat.c.threat_name)
    criteria = _list_names(connection, criterion.c.criterion_code, criterion.c.criterion_name)
    frames: list[pd.DataFrame] = []
    held: set[tuple[str, ...]] = set()
    for path in work.files.read:
        table = read_local_table(path, columns=template.columns)
        _look_up(table, "threat", to="threat_code", known=threats, words="a threat of this store")
        _set_aside_days(table)
        if "criterion" in table.cells:
            _look_up(table, "criterion", to="criterion_code", known=criteria, words="a criterion of MoRiLE")
            _set_aside_scores(table)
        _set_aside_repeats(table, key=key, held=held)
        frames.append(table.cells)
        add_table(report, table)
        work.advance(path)
    rows = pd.concat(frames, ignore_index=True)
    if rows.empty:
        first = report.rejects.iloc[0]
        where = f"line {first['line_number']}, {first['column_name']}: {first['reason']}"
        raise BadFileError(first["file_name"], f"no row can be used ({where})")
    return rows.assign(as_at=rows["as_at"].map(date.fromisoformat))


def _list_names(connection: sa.Connection, code: sa.ColumnElement[str], name: sa.ColumnElement[str]) -> dict[str, str]:
    """Codes under themselves and under their names, without case."""
    pairs = connection.execute(sa.select(code, name)).all()
    return {word.casefold(): pair[0] for pair in pairs for word in pair}


def _look_up(table: OfficialTable, column: str, *, to: str, known: Mapping[str, str], words: str) -> None:
    cells = table.cells[column]
    found = cells.str.casefold().map(known)
    table.cells = table.cells.assign(**{to: found})
    table.set_aside(found.isna(), column_name=column, reason="'" + cells.map(show_cell) + f"' is not {words}")


def _set_aside_days(table: OfficialTable) -> None:
    cells = table.cells["as_at"]
    reason = "'" + cells.map(show_cell) + "' is not a day (YYYY-MM-DD)"
    table.set_aside(~cells.map(_is_day), column_name="as_at", reason=reason)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _set_aside_scores(table: OfficialTable) -> None:
    """Turn scores and weights into numbers; rows whose numbers can't be used go."""
    columns = ["score", "highest_score", "weight"]
    numbers = table.read_numbers(columns).pivot(columns="column", values="value")
    table.cells = table.cells.assign(**{name: numbers[name].reindex(table.cells.index) for name in columns})
    table.cells["weight"] = table.cells["weight"].fillna(1.0)
    table.set_aside(table.cells["score"].isna(), column_name="score", reason="is no number")
    too_high = table.cells["score"] > table.cells["highest_score"]
    table.set_aside(too_high, column_name="score", reason="is above the highest score of its row")
    for name in ("weight", "highest_score"):
        cells = table.cells.groupby("criterion_code")[name]
        differs = (table.cells[name] != cells.transform("first")) & cells.transform("first").notna()
        table.set_aside(differs, column_name=name, reason="an earlier row gives the criterion another one")


def _set_aside_repeats(table: OfficialTable, *, key: list[str], held: set[tuple[str, ...]]) -> None:
    keys = pd.Series(list(zip(*(table.cells[name] for name in key), strict=True)), index=table.cells.index)
    is_repeat = keys.duplicated() | keys.isin(held)
    table.set_aside(is_repeat, column_name=key[-1].removesuffix("_code"), reason="repeats an earlier row")
    held.update(keys)


def _replace(connection: sa.Connection, target: sa.Table, rows: pd.DataFrame, *, report: LoadReport) -> LoadReport:
    for table in (target, schema.core_coverage):
        connection.execute(table.delete().where(table.c.source_id == report.source_id))
    append_frame(connection, target, rows.assign(source_id=report.source_id))
    days = rows["as_at"].map(date.isoformat).value_counts().sort_index()
    report.coverage = pd.DataFrame({"area_code": "", "period_code": days.index, "row_count": days.to_numpy()})
    return report
