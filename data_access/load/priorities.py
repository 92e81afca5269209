"""What Community Safety Partnerships set as their priorities for a year, from the template."""

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError
from data_access.load.local_tables import add_table, read_local_table, require_rows, show_cell
from data_access.load.official_tables import OfficialTable
from data_access.load.provenance import LoadReport, append_frame
from data_access.load.requests import Work
from data_access.load.templates import Template, TemplateColumn
from data_access.publications import ASSESSMENT_PREFIX, PARTNERSHIP_PRIORITIES, PUBLICATIONS

PRIORITIES = PARTNERSHIP_PRIORITIES
CARRIED = "carried from "
KINDS = ("priority", "emerging", "cross_cutting")
SECTION = "loaded"

TEMPLATE = Template(
    name="priorities",
    title="Partnership priorities: one row for each priority of each partnership in a year",
    guidance=(
        "Write the priorities of a partnership one below the other, in the partnership's own order and words.",
        "A file replaces all that is held of its editions, so an edition's partnerships go into one file. "
        "The editions printed in the two bundled assessments (2016-17 and 2017-18) cannot be replaced.",
        "Load it with: python -m data_access load priorities FILE",
    ),
    columns=(
        TemplateColumn("edition", True, "The year the priorities are for, as two years joined", "2018-19"),
        TemplateColumn(
            "partnership",
            True,
            "Name or code of the Community Safety Partnership (its policing area), or of a county where a "
            "priority is the county's",
            "North Worcestershire",
        ),
        TemplateColumn("kind", True, "A priority, an emerging theme or a cross-cutting theme", "priority", KINDS),
        TemplateColumn("local_wording", True, "The priority in the partnership's own words", "Reducing reoffending"),
        TemplateColumn("focus", False, "What the partnership adds about it", "with a focus on young adults"),
        TemplateColumn(
            "theme_code",
            False,
            "Code of the shared theme the wording belongs to; left blank, the row counts to no theme",
            "reducing-reoffending",
        ),
    ),
)


def load_priorities(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load partnership priorities; the editions a file holds are replaced.

    Rows with an unknown partnership or theme, and repeats, are set aside. Raises BadFileError for a file
    that is not the template, for a bundled edition, and for an edition that two files hold.
    """
    report = LoadReport(source_id=PRIORITIES, command="load priorities")
    areas = read_partnerships(connection)
    themes = set(connection.scalars(sa.select(schema.core_theme.c.theme_code)))
    frames: list[pd.DataFrame] = []
    held: dict[str, Path] = {}
    for path in work.files.read:
        table, cells_of_file = read_priorities(path, areas=areas, themes=themes, held=held)
        frames.append(cells_of_file)
        add_table(report, table)
        work.advance(path)
    cells = pd.concat(frames, ignore_index=True)
    require_rows(cells, report)
    _store(connection, cells)
    report.notes.extend(_carry_links(connection, editions=sorted(cells["edition"].unique())))
    counts = cells.groupby("edition").size()
    report.coverage = pd.DataFrame(
        {"area_code": "", "period_code": [name_period(str(e)) for e in counts.index], "row_count": counts.to_numpy()}
    )
    report.notes.extend(_describe_unmapped(cells))
    return [report]


def read_priorities(
    path: Path, *, areas: pd.DataFrame, themes: set[str], held: dict[str, Path]
) -> tuple[OfficialTable, pd.DataFrame]:
    """A file's table, and its sound rows as rows of core_csp_priority with the theme of each.

    held names the file of each edition read so far. Raises BadFileError as load_priorities does.
    """
    table = read_local_table(path, columns=TEMPLATE.columns)
    _refuse_editions(table, held=held)
    _set_aside_faults(table, areas=areas, themes=themes)
    return table, _list_cells(table, areas=areas)


def name_period(edition: str) -> str:
    """The twelve months an edition is for, April to March, as a period code: '2018-19' is 'ye-2019-03'."""
    return f"ye-{int(edition[:4]) + 1}-03"


def list_bundled_editions() -> tuple[str, ...]:
    """The editions that come with the release."""
    ids = (publication.source_id for publication in PUBLICATIONS)
    return tuple(name.removeprefix(ASSESSMENT_PREFIX) for name in ids if name.startswith(ASSESSMENT_PREFIX))


def read_partnerships(connection: sa.Connection) -> pd.DataFrame:
    """The policing areas and counties that a row may name, under code and under name (without case, & as and)."""
    area = schema.core_area
    parent = area.alias("parent")
    rows = connection.execute(
        sa.select(area.c.area_code, area.c.area_name, area.c.is_partnership, parent.c.area_name.label("chart"))
        .join(parent, parent.c.area_code == area.c.parent_code)
        .where(area.c.level.in_(("policing_area", "county")))
        .order_by(area.c.sort_order)
    )
    frame = pd.DataFrame(rows.all(), columns=["csp_code", "csp_name", "is_partnership", "chart"])
    by_code = frame.set_index(frame["csp_code"].str.casefold())
    by_name = frame.set_index(frame["csp_name"].map(_simplify_name))
    both = pd.concat([by_code, by_name])
    return both[~both.index.duplicated()]


def _simplify_name(name: str) -> str:
    return " ".join(name.casefold().replace("&", " and ").split())


def _refuse_editions(table: OfficialTable, *, held: dict[str, Path]) -> None:
    bundled = list_bundled_editions()
    for line, edition in table.cells["edition"].items():
        if edition in bundled:
            raise BadFileError(
                table.path.name,
                f"line {line}, column 'edition': {edition} is printed in a bundled assessment and cannot be replaced",
            )
        other = held.setdefault(edition, table.path)
        if other != table.path:
            raise BadFileError(table.path.name, f"{other.name} also holds edition {show_cell(edition)}; load one")


def _set_aside_faults(table: OfficialTable, *, areas: pd.DataFrame, themes: set[str]) -> None:
    is_edition = table.cells["edition"].map(_is_edition)
    shown = table.cells["edition"].map(show_cell)
    table.set_aside(
        ~is_edition, column_name="edition", reason="'" + shown + "' is not a year written as two years, like 2018-19"
    )
    keys = table.cells["partnership"].map(_simplify_name)
    shown = table.cells["partnership"].map(show_cell)
    reason = "'" + shown + "' is not a partnership or county of these forces"
    table.set_aside(~keys.isin(areas.index), column_name="partnership", reason=reason)
    codes = table.cells["theme_code"].str.casefold()
    shown = table.cells["theme_code"].map(show_cell)
    table.cells = table.cells.assign(
        theme_code=codes,
        local_wording=table.cells["local_wording"].map(_join_words),
        focus=table.cells["focus"].map(_join_words),
        csp_code=table.cells["partnership"].map(_simplify_name).map(areas["csp_code"]),
    )
    is_known = (codes == "") | codes.isin(themes)
    table.set_aside(~is_known, column_name="theme_code", reason="'" + shown + "' is no theme held")
    same = table.cells.assign(wording=table.cells["local_wording"].str.casefold())
    is_repeat = same.duplicated(["edition", "csp_code", "kind", "wording"])
    table.set_aside(is_repeat, column_name="local_wording", reason="repeats an earlier row of the same partnership")
    _set_aside_second_themes(table)


def _is_edition(text: str) -> bool:
    """Two years in a row, as '2018-19'."""
    match = re.fullmatch(r"((?:19|20)[0-9]{2})-([0-9]{2})", text)
    return match is not None and int(match[2]) == (int(match[1]) + 1) % 100


def _join_words(text: str) -> str:
    return " ".join(text.split())


def _set_aside_second_themes(table: OfficialTable) -> None:
    """A wording has one theme in an edition: a row that gives it another is at fault."""
    given = table.cells[table.cells["theme_code"] != ""]
    first = given.groupby(["edition", "local_wording"])["theme_code"].transform("first")
    is_second = pd.Series(table.cells.index.isin(given.index[given["theme_code"] != first]))
    reason = "an earlier row gives the same wording the theme '" + first.reindex(table.cells.index).fillna("") + "'"
    table.set_aside(is_second, column_name="theme_code", reason=reason)


def _list_cells(table: OfficialTable, *, areas: pd.DataFrame) -> pd.DataFrame:
    """Rows of core_csp_priority, with the theme of each."""
    named = areas.drop_duplicates("csp_code").set_index("csp_code")
    cells = table.cells[["edition", "kind", "local_wording", "focus", "theme_code", "csp_code"]]
    cells = cells.assign(line=cells.index).reset_index(drop=True)
    for column in ("csp_name", "is_partnership", "chart"):
        cells[column] = cells["csp_code"].map(named[column])
    position = cells.groupby(["edition", "csp_code", "kind"]).cumcount() + 1
    block = cells.groupby(["edition", "chart"])["csp_code"].transform(lambda codes: pd.factorize(codes)[0] + 1)
    return cells.assign(
        position=position.astype("Int64"),
        block=pd.Series(block, dtype="Int64").where(cells["kind"] == "priority"),
        corrected_wording="",
        certainty="certain",
        rule="",
        section=SECTION,
    )


def _store(connection: sa.Connection, cells: pd.DataFrame) -> None:
    editions = sorted(cells["edition"].unique())
    for table in (schema.core_csp_priority, schema.core_wording, schema.core_edition):
        connection.execute(table.delete().where(table.c.edition.in_(editions)))
    append_frame(connection, schema.core_csp_priority, cells)
    themes = cells.assign(theme_code=cells["theme_code"].where(cells["theme_code"] != "", None))
    wordings = themes.groupby(["edition", "local_wording"], as_index=False)["theme_code"].first()
    append_frame(connection, schema.core_wording, wordings.assign(other_theme_codes=""))
    append_frame(connection, schema.core_edition, pd.DataFrame(list(map(_describe_edition, editions))))


def _carry_links(connection: sa.Connection, *, editions: Sequence[str]) -> list[str]:
    """Give editions that nobody has reviewed the theme links of the latest reviewed one up to theirs.

    Which themes bear on which alliance priorities is a person's reading of an edition; a link carried over
    says so in its reviewer. Returns a sentence for each edition that has none of its own.
    """
    link = schema.core_theme_link
    is_carried = link.c.reviewer.startswith(CARRIED, autoescape=True)
    reviewed = set(connection.scalars(sa.select(link.c.edition).where(~is_carried).distinct()))
    sentences = []
    for edition in editions:
        if edition in reviewed:
            continue
        connection.execute(link.delete().where(link.c.edition == edition))
        earlier = [each for each in reviewed if each < edition]
        if not earlier:
            sentences.append(f"no reading of themes against alliance priorities is held for {edition} or before")
            continue
        latest = max(earlier)
        changed = {"edition": sa.literal(edition), "reviewer": sa.literal(f"{CARRIED}{latest}: ") + link.c.reviewer}
        columns = [changed.get(column.name, column).label(column.name) for column in link.c]
        held = sa.select(*columns).where(link.c.edition == latest)
        connection.execute(link.insert().from_select([column.name for column in link.c], held))
        sentences.append(f"themes bear on alliance priorities in {edition} as they were read for {latest}")
    return sentences


def _describe_edition(edition: str) -> dict[str, object]:
    return {
        "edition": edition,
        "title": f"Partnership priorities {edition}",
        "document_date": "",
        "marking": "OFFICIAL",
        "author_unit": "",
        "crime_period_code": "",
        "crime_period_basis": "",
        "data_period_code": name_period(edition),
        "is_whole": True,
    }


def _describe_unmapped(cells: pd.DataFrame) -> Sequence[str]:
    has_theme = cells.groupby(["edition", "local_wording"])["theme_code"].transform("max") != ""
    names = sorted(cells.loc[~has_theme, "local_wording"].unique())
    if not names:
        return []
    listed = ", ".join(f"'{show_cell(name)}'" for name in names)
    return [f"{len(names)} {'wording has' if len(names) == 1 else 'wordings have'} no theme: {listed}"]
