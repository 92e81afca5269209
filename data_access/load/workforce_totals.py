"""A force's own totals on its people: sickness, TOIL and RDIL, and the Special Constabulary.

Totals of groups only: a file with a column about a person, or with one row a person, is refused. What
stands for under 10 people is never stored.
"""

from collections.abc import Callable

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.load.local_checks import (
    find_nothing_to_store,
    read_forces,
    read_numbers,
    refuse_rows_of_persons,
    set_aside_forces,
    set_aside_months,
)
from data_access.load.local_tables import PERSONAL, add_table, read_local_table
from data_access.load.official_tables import OfficialTable
from data_access.load.provenance import LoadReport, append_frame
from data_access.load.requests import Work
from data_access.load.templates import Template, TemplateColumn
from data_access.measures.small_groups import HIDDEN_BESIDE, SMALL_GROUP, hide_flows, is_small
from data_access.months import name_month, next_month
from data_access.publications import FORCE_SICKNESS, FORCE_SPECIALS, FORCE_TOIL

GROUPS = ("officer", "staff", "pcso", "special")
# A template of totals has no business with anything that tells one person from another.
FORBIDDEN = (
    *PERSONAL,
    "number",
    "no",
    "id",
    "employee",
    "payroll",
    "collar",
    "shoulder",
    "rank",
    "post",
    "nationality",
)

_MONTH = TemplateColumn("month", True, "The month of the totals (YYYY-MM)", "2018-04")
_FORCE = TemplateColumn("force", True, "The force: its GSS code or its name", "E23000017")
_GROUP = TemplateColumn("group", True, "The group the totals are of", "officer", GROUPS)
_RULES = (
    "Totals of groups only, one row for each month, force and group. Never a row for each person: such a file is "
    "refused, as is one with a name, a number or a date of birth.",
    "What stands for under 10 people is shown as '<10' and is not stored. Give no total over groups: one could be "
    "used to work a small group out.",
    "A file replaces what is held of the same force and month.",
)

SICKNESS = Template(
    name="sickness",
    title="Sickness: totals by month, force and group",
    guidance=(*_RULES, "Load it with: python -m data_access load sickness FILE"),
    columns=(
        _MONTH,
        _FORCE,
        _GROUP,
        TemplateColumn("headcount", True, "How many people the group has", "802"),
        TemplateColumn("unit", True, "Whether hours or days are counted", "hours", ("hours", "days")),
        TemplateColumn("lost", True, "Hours or days lost to sickness in the month", "5210.5"),
        TemplateColumn("contracted", True, "Hours or days contracted in the month", "128320"),
    ),
)
TOIL = Template(
    name="toil",
    title="TOIL and RDIL: totals by month, force and group",
    guidance=(*_RULES, "Load it with: python -m data_access load toil FILE"),
    columns=(
        _MONTH,
        _FORCE,
        _GROUP,
        TemplateColumn("kind", True, "Time off in lieu, or rest days in lieu", "toil", ("toil", "rdil")),
        TemplateColumn("headcount", True, "How many people the group has", "802"),
        TemplateColumn("over_count", True, "How many are owed more than 40 hours (TOIL) or 5 days (RDIL)", "62"),
        TemplateColumn("owed", True, "Hours (TOIL) or days (RDIL) owed to those over the limit, in all", "4216"),
    ),
)
SPECIALS = Template(
    name="specials",
    title="Special Constabulary: totals by month and force",
    guidance=(*_RULES, "Load it with: python -m data_access load specials FILE"),
    columns=(
        _MONTH,
        _FORCE,
        TemplateColumn("headcount", True, "Special constables at the end of the month, with those in training", "251"),
        TemplateColumn("joined", False, "How many joined in the month", "14"),
        TemplateColumn("left", False, "How many left in the month", "11"),
        TemplateColumn("interested", False, "Expressions of interest in the month", "54"),
        TemplateColumn("invited", False, "Invited to fill in the application form in the month", "21"),
        TemplateColumn("applied", False, "Application forms handed in during the month", "12"),
    ),
)
TEMPLATES = (SICKNESS, TOIL, SPECIALS)
NOT_KEPT = "not kept, because it may stand for few people"

Reader = Callable[[OfficialTable], pd.DataFrame]


def load_sickness(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load totals of sickness; what is held of the same force and month is replaced.

    Raises BadFileError for a file that is not the template or that has a row a person.
    """
    return _load(connection, work, source_id=FORCE_SICKNESS, template=SICKNESS, read=_read_sickness)


def load_toil(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load totals of TOIL and RDIL; replaces and raises as load_sickness does."""
    return _load(connection, work, source_id=FORCE_TOIL, template=TOIL, read=_read_toil)


def load_specials(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load totals of the Special Constabulary; replaces and raises as load_sickness does."""
    return _load(connection, work, source_id=FORCE_SPECIALS, template=SPECIALS, read=_read_specials)


_SUBJECTS = {FORCE_SICKNESS: "sickness", FORCE_TOIL: "toil-rdil", FORCE_SPECIALS: "specials"}
_KEYS = {
    FORCE_SICKNESS: ["month", "force", "group", "unit"],
    FORCE_TOIL: ["month", "force", "group", "kind"],
    FORCE_SPECIALS: ["month", "force"],
}


def _load(
    connection: sa.Connection, work: Work, *, source_id: str, template: Template, read: Reader
) -> list[LoadReport]:
    report = LoadReport(source_id=source_id, command=f"load {template.name}")
    forces = read_forces(connection)
    frames = []
    for path in work.files.read:
        table = read_local_table(path, columns=template.columns, forbidden=FORBIDDEN)
        refuse_rows_of_persons(table, keys=_KEYS[source_id], counts=table.cells["headcount"])
        set_aside_months(table, "month")
        set_aside_forces(table, forces)
        table.set_aside_repeats([*_KEYS[source_id][2:], "month", "area_code"], column_name="force")
        frames.append(read(table).assign(subject=_SUBJECTS[source_id]))
        add_table(report, table)
        work.advance(path)
    # A row set aside may stand for few people: its text is not kept.
    report.rejects = report.rejects.assign(row_text=NOT_KEPT)
    figures = pd.concat(frames, ignore_index=True)
    if figures.empty:
        raise find_nothing_to_store(report)
    _store(connection, figures, source_id=source_id)
    counts = figures.drop_duplicates("row").groupby(["area_code", "month"]).size().reset_index(name="row_count")
    report.coverage = counts.rename(columns={"month": "period_code"})
    hidden = int((figures["status"] == "suppressed").sum())
    if hidden:
        said = "1 figure is" if hidden == 1 else f"{hidden} figures are"
        report.notes.append(f"{said} not stored, for under 10 people or because a small count could be worked out")
    return [report]


# --- from rows to figures ----------------------------------------------------------------------------


def _read_sickness(table: OfficialTable) -> pd.DataFrame:
    numbers = read_numbers(table, whole=("headcount",), fractions=("lost", "contracted"))
    numbers = _set_aside(table, numbers, numbers["contracted"] <= 0, "contracted", "is not above zero")
    numbers = _set_aside(table, numbers, numbers["lost"] > numbers["contracted"], "lost", "is more than contracted")
    share = 100 * numbers["lost"] / numbers["contracted"]
    measure = table.cells["unit"].map({"hours": "hours-lost", "days": "days-lost"})
    return _make_figures(table, measure=measure, value=share, hidden=_is_under(numbers["headcount"]), words="{:.2f}%")


def _read_toil(table: OfficialTable) -> pd.DataFrame:
    numbers = read_numbers(table, whole=("headcount", "over_count"), fractions=("owed",))
    is_more = numbers["over_count"] > numbers["headcount"]
    numbers = _set_aside(table, numbers, is_more, "over_count", "is more than the headcount")
    over = numbers["over_count"]
    hidden = _is_under(numbers["headcount"]) | is_small(over)
    average = numbers["owed"] / over.where(over > 0)
    return pd.concat(
        [
            _make_figures(table, measure=table.cells["kind"] + "-over", value=over, hidden=hidden),
            _make_figures(
                table, measure=table.cells["kind"] + "-average", value=average, hidden=hidden, words="{:,.1f}"
            ),
        ],
        ignore_index=True,
    )


def _read_specials(table: OfficialTable) -> pd.DataFrame:
    optional = ("joined", "left", "interested", "invited", "applied")
    count = read_numbers(table, whole=("headcount",))["headcount"]
    numbers = read_numbers(table, whole=optional, may_be_blank=True)
    count = count.reindex(numbers.index)
    table.cells = table.cells.assign(group="special")
    both = hide_flows(numbers["joined"], numbers["left"], stock=count, stock_before=_find_month_before(table, count))
    parts = [_make_figures(table, measure="specials-count", value=count, hidden=_is_under(count))]
    for name in ("joined", "left"):
        parts.append(
            _make_figures(
                table,
                measure=f"specials-{name}",
                value=numbers[name],
                hidden=is_small(numbers[name]),
                beside=both & ~is_small(numbers[name]),
            )
        )
    for name, measure in (("interested", "interest"), ("invited", "invited"), ("applied", "applied")):
        values = numbers[name]
        parts.append(_make_figures(table, measure=f"specials-{measure}", value=values, hidden=is_small(values)))
    return pd.concat(parts, ignore_index=True)


def _find_month_before(table: OfficialTable, count: pd.Series) -> pd.Series:
    """The headcount of the same force a month before, missing where the file does not hold it."""
    codes, months = table.cells["area_code"], table.cells["month"]
    ahead = dict(zip(zip(codes, map(next_month, months), strict=True), count, strict=True))
    before = [ahead.get(key) for key in zip(codes, months, strict=True)]
    return pd.Series(before, index=table.cells.index, dtype=float)


def _is_under(headcount: pd.Series) -> pd.Series:
    """A group of nobody is no small group, but nothing can be said of it: it counts as small too."""
    return is_small(headcount) | (headcount == 0)


def _set_aside(
    table: OfficialTable, numbers: pd.DataFrame, is_bad: pd.Series, column: str, reason: str
) -> pd.DataFrame:
    table.set_aside(is_bad.reindex(table.cells.index), column_name=column, reason=reason)
    return numbers.loc[table.cells.index]


def _make_figures(
    table: OfficialTable,
    *,
    measure: pd.Series | str,
    value: pd.Series,
    hidden: pd.Series,
    beside: pd.Series | None = None,
    words: str = "{:,.0f}",
) -> pd.DataFrame:
    """Rows of core_stated_figure: hidden ones have no value, those without a value at all are left out."""
    cells = table.cells
    covered = hidden if beside is None else hidden | beside
    frame = pd.DataFrame(
        {
            "row": [f"{table.path.name}:{line}" for line in cells.index],
            "line": cells.index,
            "measure_code": measure,
            "area_code": cells["area_code"],
            "group_code": cells["group"],
            "month": cells["month"],
            "value": value.where(~covered),
            "status": covered.map({True: "suppressed", False: "value"}),
            "printed": [
                SMALL_GROUP if is_hidden else HIDDEN_BESIDE if is_covered else words.format(number)
                for number, is_hidden, is_covered in zip(value, hidden, covered, strict=True)
            ],
        }
    )
    return frame[value.notna() | covered & hidden].reset_index(drop=True)


def _store(connection: sa.Connection, figures: pd.DataFrame, *, source_id: str) -> None:
    """Replace the force-months the figures hold."""
    table, area = schema.core_stated_figure, schema.core_area
    for code, rows in figures.groupby("area_code"):
        connection.execute(
            table.delete().where(
                table.c.source_id == source_id,
                table.c.area_code == code,
                table.c.first_month.in_(sorted(set(rows["month"]))),
            )
        )
    names = {str(row.area_code): str(row.area_name) for row in connection.execute(sa.select(area))}
    append_frame(
        connection,
        table,
        figures.assign(
            source_id=source_id,
            edition="",
            position=0,
            area_name=figures["area_code"].map(names),
            first_month=figures["month"],
            last_month=figures["month"],
            period=figures["month"].map(name_month),
            certainty="certain",
            note=figures["printed"]
            .map(
                {
                    SMALL_GROUP: "Under 10 people: not shown.",
                    HIDDEN_BESIDE: "Not shown, because it would give a small count away.",
                }
            )
            .fillna(""),
            section="loaded",
        ),
    )
