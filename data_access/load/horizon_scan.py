"""A force's next horizon scan, from the template: drivers with their place on the matrix, and events expected."""

import re

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.load.local_checks import find_nothing_to_store, read_numbers, set_aside_months
from data_access.load.local_tables import add_table, read_local_table, show_cell
from data_access.load.official_tables import OfficialTable
from data_access.load.provenance import LoadReport, append_frame
from data_access.load.requests import Work
from data_access.load.templates import Template, TemplateColumn
from data_access.months import name_month
from data_access.publications import HORIZON_SCAN

CATEGORIES = ("political", "economic", "social", "technological", "environmental", "legal", "organisational")
LIKELIHOODS = ("current", "expected", "uncertain", "indicator")
STEPS = ("low", "medium", "high")
TABLE = "loaded"

TEMPLATE = Template(
    name="horizon",
    title="Horizon scan: one row for each driver of change or thing expected",
    guidance=(
        "A driver has a number and a place on the matrix (impact and uncertainty); an event has neither.",
        "Give months only where the scan gives a time: nothing is drawn that has none.",
        "A file replaces the whole scan loaded before; what the bundled assessments say stays.",
        "Load it with: python -m data_access load horizon FILE",
    ),
    columns=(
        TemplateColumn("edition", True, "The year the scan is for, as two years joined", "2018-19"),
        TemplateColumn("driver_number", False, "Number of the driver on the matrix; blank: not a driver", "8"),
        TemplateColumn("item", True, "The driver or event in a few words", "Combined Authorities"),
        TemplateColumn("category", True, "Its kind (PESTELO)", "political", CATEGORIES),
        TemplateColumn(
            "likelihood", True, "How certain it is; an indicator is a sign to watch", "expected", LIKELIHOODS
        ),
        TemplateColumn("impact", False, "How strongly it would act", "high", STEPS),
        TemplateColumn("uncertainty", False, "How uncertain it is", "medium", STEPS),
        TemplateColumn("from_month", False, "From when (YYYY-MM); blank: no time given", "2018-04"),
        TemplateColumn("to_month", False, "Until when (YYYY-MM); blank: as from_month", "2019-03"),
        TemplateColumn("threat_codes", False, "Codes of the threats it bears on, with spaces between", "soc cyber"),
        TemplateColumn("statement", True, "What is expected, in one sentence", "A combined authority is formed."),
        TemplateColumn("source", True, "Where it is written: document, section, page", "Scan 2018, p. 3"),
    ),
)


def load_horizon(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load a horizon scan; the one loaded before is replaced.

    Rows with an edition, month, number or threat that is none are set aside. Raises BadFileError for a
    file that is not the template, or without a row that can be used.
    """
    report = LoadReport(source_id=HORIZON_SCAN, command="load horizon")
    threats = set(connection.scalars(sa.select(schema.core_threat.c.threat_code)))
    frames = []
    for path in work.files.read:
        table = read_local_table(path, columns=TEMPLATE.columns)
        frames.append(_read(table, threats=threats))
        add_table(report, table)
        work.advance(path)
    rows = pd.concat(frames, ignore_index=True)
    if rows.empty:
        raise find_nothing_to_store(report)
    rows["position"] = range(1, len(rows) + 1)
    for held in (schema.core_horizon_item, schema.core_horizon_driver, schema.core_coverage):
        connection.execute(held.delete().where(held.c.source_id == HORIZON_SCAN))
    append_frame(connection, schema.core_horizon_item, rows)
    drivers = rows[rows["number"].notna()].drop_duplicates(["edition", "number"])
    append_frame(connection, schema.core_horizon_driver, drivers.assign(driver=drivers["item"], status="named"))
    counts = rows.groupby("edition").size()
    report.coverage = pd.DataFrame(
        {
            "area_code": "",
            "period_code": [f"ye-{int(str(edition)[:4]) + 1}-03" for edition in counts.index],
            "row_count": counts.to_numpy(),
        }
    )
    return [report]


def _read(table: OfficialTable, *, threats: set[str]) -> pd.DataFrame:
    shown = table.cells["edition"].map(show_cell)
    is_edition = table.cells["edition"].map(_is_edition)
    reason = "'" + shown + "' is not a year written as two years, like 2018-19"
    table.set_aside(~is_edition, column_name="edition", reason=reason)
    for name in ("from_month", "to_month"):
        set_aside_months(table, name, is_optional=True)
    is_back = (table.cells["to_month"] != "") & (table.cells["to_month"] < table.cells["from_month"])
    table.set_aside(is_back, column_name="to_month", reason="is before from_month")
    codes = table.cells["threat_codes"].str.casefold().str.split().str.join(" ")
    shown = table.cells["threat_codes"].map(show_cell)
    table.cells = table.cells.assign(threat_codes=codes)
    is_known = codes.map(lambda text: set(text.split()) <= threats)
    table.set_aside(~is_known, column_name="threat_codes", reason="'" + shown + "' names a threat that is not held")
    numbers = read_numbers(table, whole=("driver_number",), may_be_blank=True)["driver_number"]
    cells = table.cells
    table.set_aside(
        numbers.notna() & cells.assign(number=numbers).duplicated(["edition", "number"]),
        column_name="driver_number",
        reason="repeats the number of an earlier driver",
    )
    cells = table.cells
    first = cells["from_month"].where(cells["from_month"] != "", cells["to_month"])
    last = cells["to_month"].where(cells["to_month"] != "", cells["from_month"])
    return pd.DataFrame(
        {
            "source_id": HORIZON_SCAN,
            "edition": cells["edition"],
            "table_code": TABLE,
            "number": numbers.loc[cells.index].astype("Int64"),
            "item": cells["item"],
            "category": cells["category"],
            "first_month": first,
            "last_month": last,
            "period": [_name_period(start, end) for start, end in zip(first, last, strict=True)],
            "likelihood": cells["likelihood"],
            "impact": cells["impact"],
            "uncertainty": cells["uncertainty"],
            "threat_codes": cells["threat_codes"],
            "questions": "",
            "statement": cells["statement"],
            "certainty": "certain",
            "note": "",
            "section": cells["source"],
            "line": cells.index,
        }
    )


def _is_edition(text: str) -> bool:
    match = re.fullmatch(r"((?:19|20)[0-9]{2})-([0-9]{2})", text)
    return match is not None and int(match[2]) == (int(match[1]) + 1) % 100


def _name_period(first: str, last: str) -> str:
    if not first:
        return "no date given"
    return name_month(first) if first == last else f"{name_month(first)} to {name_month(last)}"
