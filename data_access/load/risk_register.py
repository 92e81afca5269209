"""A force's own risk register, from the template."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.load.local_checks import (
    find_nothing_to_store,
    read_forces,
    read_numbers,
    set_aside_forces,
    set_aside_months,
)
from data_access.load.local_tables import add_table, read_local_table, show_cell
from data_access.load.official_tables import OfficialTable
from data_access.load.provenance import LoadReport, append_frame
from data_access.load.requests import Work
from data_access.load.templates import Template, TemplateColumn
from data_access.publications import RISK_REGISTER

LEVELS = ("within appetite", "within tolerance", "within capacity", "beyond capacity")
RESPONSES = ("tolerate", "treat", "transfer", "terminate")
HIGHEST = 5

TEMPLATE = Template(
    name="risks",
    title="Risk register: one row for each risk",
    guidance=(
        "Write each risk in one sentence, without the name of a person: who owns it is a unit, not somebody.",
        "Likelihood and impact run from 1 (lowest) to 5 (highest), on the force's own scale.",
        "The level is the force's judgement: within appetite, within tolerance (beyond appetite), within capacity "
        "(beyond tolerance), or beyond capacity.",
        "A file replaces the whole register loaded before.",
        "Load it with: python -m data_access load risks FILE",
    ),
    columns=(
        TemplateColumn("reference", True, "The register's own reference of the risk", "R01"),
        TemplateColumn("risk", True, "The risk in one sentence", "Demand outgrows the trained investigators."),
        TemplateColumn("force", False, "The force: its GSS code or its name; blank: all forces", "E23000017"),
        TemplateColumn("category", False, "What kind of risk it is, in the register's own words", "people"),
        TemplateColumn("likelihood", True, "From 1 (lowest) to 5 (highest)", "3"),
        TemplateColumn("impact", True, "From 1 (lowest) to 5 (highest)", "4"),
        TemplateColumn("level", True, "The level of exposure, as judged", "within tolerance", LEVELS),
        TemplateColumn("response", False, "What is done about it", "treat", RESPONSES),
        TemplateColumn("unit", False, "The unit that owns it", "Crime operations"),
        TemplateColumn("threat_code", False, "Code of the threat it bears on; blank: none", "csea"),
        TemplateColumn("reviewed", True, "The month of its last review (YYYY-MM)", "2018-03"),
    ),
)


def load_risks(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load a risk register; the one held is replaced.

    Rows with an unknown force or threat, a score outside 1 to 5 or a repeated reference are set aside.
    Raises BadFileError for a file that is not the template, or without a row that can be used.
    """
    report = LoadReport(source_id=RISK_REGISTER, command="load risks")
    forces = read_forces(connection)
    threats = set(connection.scalars(sa.select(schema.core_threat.c.threat_code)))
    frames = []
    for path in work.files.read:
        table = read_local_table(path, columns=TEMPLATE.columns)
        frames.append(_read(table, forces=forces, threats=threats))
        add_table(report, table)
        work.advance(path)
    risks = pd.concat(frames, ignore_index=True)
    if risks.empty:
        raise find_nothing_to_store(report)
    for held in (schema.core_risk, schema.core_coverage):
        connection.execute(held.delete().where(held.c.source_id == RISK_REGISTER))
    append_frame(connection, schema.core_risk, risks.drop_duplicates("reference"))
    months = risks["reviewed_month"].value_counts().sort_index()
    report.coverage = pd.DataFrame({"area_code": "", "period_code": months.index, "row_count": months.to_numpy()})
    return [report]


def _read(table: OfficialTable, *, forces: dict[str, str], threats: set[str]) -> pd.DataFrame:
    set_aside_forces(table, forces, is_optional=True)
    set_aside_months(table, "reviewed")
    codes = table.cells["threat_code"].str.casefold()
    shown = table.cells["threat_code"].map(show_cell)
    table.cells = table.cells.assign(threat_code=codes)
    is_known = (codes == "") | codes.isin(list(threats))
    table.set_aside(~is_known, column_name="threat_code", reason="'" + shown + "' is no threat held")
    scores = read_numbers(table, whole=("likelihood", "impact"))
    for name in ("likelihood", "impact"):
        outside = ~scores[name].between(1, HIGHEST)
        table.set_aside(outside.reindex(table.cells.index), column_name=name, reason="is not from 1 to 5")
    table.set_aside_repeats(["reference"], column_name="reference")
    cells, scores = table.cells, scores.loc[table.cells.index].astype(int)
    return pd.DataFrame(
        {
            "source_id": RISK_REGISTER,
            "reference": cells["reference"],
            "risk": cells["risk"],
            "area_code": cells["area_code"],
            "category": cells["category"],
            "likelihood": scores["likelihood"],
            "impact": scores["impact"],
            "level_code": cells["level"].str.replace(" ", "-"),
            "response": cells["response"],
            "unit": cells["unit"],
            "threat_code": cells["threat_code"],
            "reviewed_month": cells["reviewed"],
            "line": cells.index,
        }
    )
