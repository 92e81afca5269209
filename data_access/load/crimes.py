"""A force's own extract of recorded crime, from the documented template: restricted, never added to other series."""

from datetime import date
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError
from data_access.load.local_tables import add_table, read_local_table, require_rows, show_cell
from data_access.load.offence_codes import normalise_offence_code
from data_access.load.official_tables import OfficialTable
from data_access.load.provenance import LoadReport, append_frame
from data_access.load.requests import Work
from data_access.load.rollups import FLAGS
from data_access.load.templates import Template, TemplateColumn
from data_access.publications import FORCE_CRIMES
from geodata.alliance import Alliance

YES_NO = ("yes", "no")
FLAG_WORDS = {
    "domestic_abuse": "domestic abuse",
    "cse": "child sexual exploitation",
    "hate": "hate crime",
    "cyber": "cyber crime",
    "rural": "rural crime",
    "alcohol": "alcohol related",
    "knife": "knife crime",
}
PLACE_LEVELS = ("lsoa", "district", "policing_area")

TEMPLATE = Template(
    name="crimes",
    title="Recorded crime: one row for each count of crimes that share every column, or one row a crime",
    guidance=(
        "Give totals or one row a crime; leave out everything that names a person, an address or a crime.",
        "A file replaces what is held of the same force and months; give each force's month in one file.",
        "The figures are restricted: small counts are hidden and they are never added to published figures.",
        "Load it with: python -m data_access load crimes FILE",
    ),
    columns=(
        TemplateColumn("recorded", True, "The month (YYYY-MM) or day (YYYY-MM-DD) of recording", "2018-10"),
        TemplateColumn("force", True, "The recording force: its GSS code or its name", "E23000017"),
        TemplateColumn("offence_code", True, "Home Office offence code", "28E"),
        TemplateColumn("area_code", False, "LSOA, district or policing area (GSS code); blank: no place", "E07000220"),
        *(
            TemplateColumn(flag, False, f"Whether it is flagged as {words}; blank: not known", "no", YES_NO)
            for flag, words in FLAG_WORDS.items()
        ),
        TemplateColumn("outcome", False, "The outcome as at the extract", "Charged"),
        TemplateColumn("crime_count", False, "How many crimes the row stands for; blank: 1", "3"),
    ),
)


def load_crimes(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load extracts; the force-months they hold are replaced, and a force-month in two files is refused.

    Raises BadFileError for a file that is not the template or holds a column that could name a person.
    """
    report = LoadReport(source_id=FORCE_CRIMES, command="load crimes")
    known = list_offence_codes(connection)
    areas = _read_areas(connection)
    frames = []
    for path in work.files.read:
        table, rows_of_file = read_extract(path, alliance=work.alliance, offences=known)
        frames.append(rows_of_file.assign(file_name=path.name))
        add_table(report, table)
        work.advance(path)
    # A whole row would tell anyone who can read the list of rejects where a crime was; its line is enough to find it.
    report.rejects = report.rejects.assign(row_text="")
    rows = pd.concat(frames, ignore_index=True)
    require_rows(rows, report)
    _refuse_double_months(rows)
    store_force_crimes(connection, _place(rows, areas), report=report)
    return [report]


def list_offence_codes(connection: sa.Connection) -> set[str]:
    """The Home Office offence codes that a row may name."""
    offence = schema.core_offence
    return set(connection.scalars(sa.select(offence.c.offence_code).where(offence.c.scheme == "offence")))


def read_extract(path: Path, *, alliance: Alliance, offences: set[str]) -> tuple[OfficialTable, pd.DataFrame]:
    """A file's table, and its sound rows typed; raises BadFileError as load_crimes does."""
    table = read_local_table(path, columns=TEMPLATE.columns)
    return table, _check(table, alliance=alliance, offences=offences)


def store_force_crimes(connection: sa.Connection, rows: pd.DataFrame, *, report: LoadReport) -> None:
    """Replace the forces and months of rows; a row is one of core_force_crime without source_id."""
    table = schema.core_force_crime
    counts = rows.groupby(["force_code", "month"], as_index=False)["crime_count"].sum()
    for force_code, months in counts.groupby("force_code")["month"]:
        connection.execute(
            table.delete().where(
                table.c.source_id == report.source_id,
                table.c.force_code == force_code,
                table.c.month.in_(months.tolist()),
            )
        )
    append_frame(connection, table, rows.assign(source_id=report.source_id))
    report.coverage = counts.rename(
        columns={"force_code": "area_code", "month": "period_code", "crime_count": "row_count"}
    )


def _read_areas(connection: sa.Connection) -> pd.DataFrame:
    """Each place a row may name with the force it lies in: area_code, force_code."""
    area, member, force = schema.core_area, schema.core_area_member, schema.core_area.alias()
    statement = (
        sa.select(area.c.area_code, member.c.ancestor_code.label("force_code"))
        .join(member, sa.and_(member.c.area_code == area.c.area_code, member.c.level == area.c.level))
        .join(force, sa.and_(force.c.area_code == member.c.ancestor_code, force.c.level == "force"))
        .where(area.c.level.in_(PLACE_LEVELS))
    )
    return pd.DataFrame(connection.execute(statement).all(), columns=["area_code", "force_code"])


def _check(table: OfficialTable, *, alliance: Alliance, offences: set[str]) -> pd.DataFrame:
    """Set aside the rows at fault and return the others, typed."""
    force_of = {name.lower(): f.code for f in alliance.forces for name in (f.code, f.name, f.police_name)}
    cells = table.cells
    days = pd.to_datetime(
        cells["recorded"].where(cells["recorded"].str.len() == 10), format="%Y-%m-%d", errors="coerce"
    )
    is_month = cells["recorded"].str.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
    codes = cells["offence_code"].map(normalise_offence_code)
    written = cells["crime_count"].replace("", "1")
    counts = pd.to_numeric(written.where(written.str.fullmatch(r"[0-9]{1,9}(?:\.0+)?")))
    is_to_come = cells["recorded"].str.slice(0, 7) > f"{date.today():%Y-%m}"
    is_place = cells["area_code"].str.fullmatch(r"(?:[EW]\d{8})?")
    for column, is_bad, words in (
        ("recorded", ~(is_month | days.notna()), "is not a month (YYYY-MM) or a day (YYYY-MM-DD)"),
        ("recorded", is_to_come, "is yet to come"),
        ("force", ~cells["force"].str.lower().isin(force_of), "is not a force of this alliance"),
        ("offence_code", ~codes.isin(offences), "is not a Home Office offence code"),
        ("area_code", ~is_place, "is not a GSS code"),
        ("crime_count", counts.isna(), "is not a whole number of crimes"),
    ):
        left = table.cells.index
        reason = "'" + cells[column].loc[left].map(show_cell) + f"' {words}"
        table.set_aside(is_bad.loc[left], column_name=column, reason=reason)
    kept = table.cells.index
    flags = {
        f"is_{flag}": cells[flag].loc[kept].map({"yes": True, "no": False, "": None}).astype(object) for flag in FLAGS
    }
    return pd.DataFrame(
        {
            "month": cells["recorded"].loc[kept].str.slice(0, 7),
            "force_code": cells["force"].loc[kept].str.lower().map(force_of),
            "area_code": cells["area_code"].loc[kept],
            "offence_code": codes.loc[kept],
            "outcome": cells["outcome"].loc[kept],
            "crime_count": counts.loc[kept].astype("int64"),
            **flags,
        }
    )


def _place(rows: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Each row's place below the force: the area it names, or one of the force's remainder areas."""
    inside = set(zip(areas["area_code"], areas["force_code"], strict=True))
    places = [
        area if (area, force) in inside else f"{force}-OUTSIDE" if area else f"{force}-NOLOC"
        for area, force in zip(rows["area_code"], rows["force_code"], strict=True)
    ]
    return rows.assign(place_code=places).drop(columns=["area_code", "file_name"])


def _refuse_double_months(rows: pd.DataFrame) -> None:
    files = rows.groupby(["force_code", "month"])["file_name"].agg(["min", "max"])
    twice = files[files["min"] != files["max"]]
    if len(twice):
        (force, month), pair = twice.index[0], twice.iloc[0]
        raise BadFileError(pair["min"], f"{pair['max']} also holds {force} for {month}; load one of them")
