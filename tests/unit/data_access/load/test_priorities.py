"""Next year's partnership priorities from the template, on a real DuckDB and PostgreSQL."""

import random
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFileError, TooManyRejectsError, UserFacingError
from data_access.filters import Filters
from data_access.load.assessments import read_reference
from data_access.load.places import store_places
from data_access.load.priorities import list_bundled_editions, load_priorities, name_period
from data_access.load.provenance import LoadReport, append_frame, record_load, refuse_many_faults
from data_access.load.requests import Files, Request, Work, make_bar
from data_access.periods import parse_period
from data_access.queries.priorities.csp import list_csp_priorities, list_editions
from data_access.settings import PROJECT_ROOT
from geodata.alliance import load_alliance

REFERENCE = PROJECT_ROOT / "data_access" / "reference"
ALLIANCE = load_alliance()
COPIES = 20  # whole loads of damaged copies; test_template_mutations reads 300 a format
HEADER = "edition,partnership,kind,local_wording,focus,theme_code"
SOUND = f"""{HEADER}
2018-19,North Worcestershire,priority,Reducing Reoffending,,reducing-reoffending
2018-19,E22000333,priority,County lines,young people,
2018-19,Telford and Wrekin,Priority,Safer nights,,
2018-19,warwickshire county,cross cutting,Rural crime,,Rural-Crime
2018-19,Rugby,emerging,County  lines,,
"""


def fill_store(connection: sa.Connection) -> None:
    """Fill an empty store with the areas and themes."""
    store_places(connection, alliance=ALLIANCE)
    append_frame(connection, schema.core_theme, read_reference(REFERENCE / "csp_themes.csv"))
    for name_of, table in (
        ("csp_priorities", schema.core_csp_priority),
        ("csp_theme_links", schema.core_theme_link),
        ("editions", schema.core_edition),
    ):
        append_frame(connection, table, read_reference(REFERENCE / f"{name_of}.csv"))


@pytest.fixture
def load(connection: sa.Connection, tmp_path: Path) -> Callable[..., LoadReport]:
    """Load the texts given as files, and write down what was loaded."""

    def run(*texts: str | bytes) -> LoadReport:
        paths = []
        for number, text in enumerate(texts):
            paths.append(tmp_path / f"priorities-{number}.csv")
            paths[-1].write_bytes(text if isinstance(text, bytes) else text.encode())
        files = Files(read=paths)
        with make_bar(files) as bar:
            (report,) = load_priorities(connection, Work(Request("priorities", tuple(paths)), files, ALLIANCE, bar))
        record_load(connection, report)
        return report

    return run


def read_cells(connection: sa.Connection, edition: str = "2018-19") -> pd.DataFrame:
    frame = list_csp_priorities(connection, filters=Filters(area_code=ALLIANCE.code, edition=edition))
    return frame.sort_values("line", ignore_index=True)


NEXT_YEAR = f"""{HEADER}
2019-20,North Worcestershire,priority,Reducing Reoffending,,reducing-reoffending
2019-20,Rugby,priority,Abuse at home,,domestic-abuse
"""


def read_links(connection: sa.Connection, edition: str) -> pd.DataFrame:
    link = schema.core_theme_link
    return pd.DataFrame(connection.execute(sa.select(link).where(link.c.edition == edition)).mappings().all())


def test_an_edition_nobody_reviewed_takes_the_links_of_the_latest_that_was(load, connection: sa.Connection) -> None:
    reviewed = read_links(connection, "2018-19")
    for edition in ("2019-20", "2020-21"):  # the second is carried from the review too, not from what was carried
        report = load(NEXT_YEAR.replace("2019-20", edition))
        assert f"themes bear on alliance priorities in {edition} as they were read for 2018-19" in report.notes
        carried = read_links(connection, edition)
        keys = ["theme_code", "priority_code", "strength", "reason", "reviewed_date"]
        assert (
            carried[keys].sort_values(keys).to_numpy().tolist() == reviewed[keys].sort_values(keys).to_numpy().tolist()
        )
        assert set(carried["reviewer"]) == {f"carried from 2018-19: {name}" for name in reviewed["reviewer"].unique()}
        filters = Filters(area_code=ALLIANCE.code, edition=edition, threat_code="domestic-abuse")
        assert "Abuse at home" in list_csp_priorities(connection, filters=filters)["local_wording"].tolist()
    load(NEXT_YEAR)
    assert len(read_links(connection, "2019-20")) == len(reviewed)


def test_a_reviewed_edition_keeps_its_own_links_and_one_before_all_of_them_has_none(
    load, connection: sa.Connection
) -> None:
    before = read_links(connection, "2018-19")
    load(SOUND)
    assert read_links(connection, "2018-19").equals(before)
    report = load(NEXT_YEAR.replace("2019-20", "2014-15"))
    assert "no reading of themes against alliance priorities is held for 2014-15 or before" in report.notes
    assert read_links(connection, "2014-15").empty


def test_rows_become_cells_of_the_partnership_table(load, connection: sa.Connection) -> None:
    report = load(SOUND)
    assert (report.read_count, report.stored_count, report.rejected_count) == (5, 5, 0)
    cells = read_cells(connection)
    names = ["North Worcestershire", "Telford & Wrekin", "Telford & Wrekin", "Warwickshire County", "Rugby"]
    assert cells["csp_name"].tolist() == names
    assert cells["csp_code"].tolist()[1:3] == ["E22000333", "E22000333"]
    assert cells["is_partnership"].tolist() == [True, True, True, False, True]
    assert cells["kind"].tolist() == ["priority", "priority", "priority", "cross_cutting", "emerging"]
    assert cells["chart"].tolist() == ["West Mercia"] * 3 + ["Warwickshire"] * 2
    assert cells["theme_code"].fillna("").tolist() == ["reducing-reoffending", "", "", "rural-crime", ""]
    assert cells["theme"].iloc[0] == "Reducing reoffending"
    assert cells["local_wording"].iloc[4] == "County lines"
    assert cells["line"].tolist() == [2, 3, 4, 5, 6]
    assert set(cells["certainty"]) == {"certain"}
    assert set(cells["section"]) == {"loaded"}
    assert cells["focus"].tolist() == ["", "young people", "", "", ""]
    kept = pd.read_sql(
        sa.select(schema.core_csp_priority)
        .where(schema.core_csp_priority.c.edition == "2018-19")
        .order_by(schema.core_csp_priority.c.line),
        connection,
    )
    assert kept["position"].tolist() == [1, 1, 2, 1, 1]
    assert kept["block"].fillna(0).tolist() == [1, 2, 2, 0, 0]
    assert set(kept["corrected_wording"]) == {""}


def test_the_edition_and_its_year_are_written_down(load, connection: sa.Connection) -> None:
    report = load(SOUND)
    edition = list_editions(connection).set_index("edition").loc["2018-19"]
    assert edition["title"] == "Partnership priorities 2018-19"
    assert edition["marking"] == "OFFICIAL"
    assert bool(edition["is_whole"])
    assert report.coverage.to_dict("records") == [{"area_code": "", "period_code": "ye-2019-03", "row_count": 5}]
    assert parse_period(name_period("2018-19")).start.isoformat() == "2018-04-01"
    assert name_period("1999-00") == "ye-2000-03"


def test_the_report_names_the_wordings_without_a_theme(load) -> None:
    assert load(SOUND).notes == ["2 wordings have no theme: 'County lines', 'Safer nights'"]
    given = SOUND.replace("Rugby,emerging,County  lines,,", "Rugby,emerging,County lines,,drugs-and-alcohol")
    assert load(given).notes == ["1 wording has no theme: 'Safer nights'"]
    assert load(f"{HEADER}\n2018-19,Rugby,priority,ASB,,asb\n").notes == ["1 period corrected"]


def test_a_wording_given_a_theme_once_has_it_everywhere(load, connection: sa.Connection) -> None:
    load(SOUND.replace("Rugby,emerging,County  lines,,", "Rugby,emerging,County lines,,drugs-and-alcohol"))
    themes = read_cells(connection).set_index("line")["theme_code"]
    assert (themes[3], themes[6]) == ("drugs-and-alcohol", "drugs-and-alcohol")
    wording = schema.core_wording
    count = sa.select(sa.func.count()).where(wording.c.edition == "2018-19")
    assert connection.scalar(count) == 4


def test_a_repeat_replaces_the_edition_and_leaves_the_others(load, connection: sa.Connection) -> None:
    before = len(read_cells(connection, "2016-17")), len(read_cells(connection, "2017-18"))
    load(SOUND, SOUND.replace("2018-19", "2019-20"))
    load(f"{HEADER}\n2018-19,Rugby,priority,ASB,,asb\n")
    assert read_cells(connection)["local_wording"].tolist() == ["ASB"]
    assert len(read_cells(connection, "2019-20")) == 5
    assert (len(read_cells(connection, "2016-17")), len(read_cells(connection, "2017-18"))) == before == (87, 93)
    assert len(list_editions(connection)) == 4
    wording = schema.core_wording
    assert connection.scalars(sa.select(wording.c.local_wording).where(wording.c.edition == "2018-19")).all() == ["ASB"]


def test_rows_at_fault_are_set_aside_by_line_and_column(load, connection: sa.Connection) -> None:
    report = load(
        SOUND
        + "2018-20,Rugby,priority,a,,\n2018-19,Solihull,priority,a,,\n2018-19,Stratford-on-Avon,priority,a,,\n"
        + "2018-19,Rugby,aim,a,,\n2018-19,Rugby,priority,,,\n2018-19,Rugby,priority,a,,no-theme\n"
        + "2018-19,rugby,emerging,county lines,,\n2018-19,Rugby,priority,Rural crime,,asb\n"
    )
    found = report.rejects[["line_number", "column_name", "reason"]].itertuples(index=False, name=None)
    assert list(found) == [
        (7, "edition", "'2018-20' is not a year written as two years, like 2018-19"),
        (8, "partnership", "'Solihull' is not a partnership or county of these forces"),
        (9, "partnership", "'Stratford-on-Avon' is not a partnership or county of these forces"),
        (10, "kind", "'aim' is not one of priority, emerging, cross_cutting"),
        (11, "local_wording", "is blank"),
        (12, "theme_code", "'no-theme' is no theme held"),
        (13, "local_wording", "repeats an earlier row of the same partnership"),
        (14, "theme_code", "an earlier row gives the same wording the theme 'rural-crime'"),
    ]
    assert (report.read_count, report.stored_count, report.rejected_count) == (13, 5, 8)
    assert len(report.faults) == 8
    assert len(read_cells(connection)) == 5
    with pytest.raises(TooManyRejectsError, match="the first in line 7, edition: '2018-20' is not a year"):
        refuse_many_faults(report)


@pytest.mark.parametrize("edition", ["2016-17", "2017-18"])
def test_a_bundled_edition_cannot_be_replaced(load, edition: str) -> None:
    assert edition in list_bundled_editions()
    with pytest.raises(BadFileError) as caught:
        load(SOUND + f"{edition},Rugby,priority,ASB,,asb\n")
    assert str(caught.value) == (
        f"priorities-0.csv: line 7, column 'edition': {edition} is printed in a bundled assessment "
        "and cannot be replaced; nothing was loaded."
    )


def test_an_edition_in_two_files_is_refused(load) -> None:
    with pytest.raises(BadFileError, match=r"priorities-1\.csv: priorities-0\.csv also holds edition 2018-19"):
        load(SOUND, SOUND)


def test_a_file_without_a_usable_row_changes_nothing(load, connection: sa.Connection) -> None:
    load(SOUND)
    with pytest.raises(BadFileError, match=r"no row can be used \(line 2, partnership: 'Solihull' is not"):
        load(f"{HEADER}\n2018-19,Solihull,priority,ASB,,\n")
    assert len(read_cells(connection)) == 5


@pytest.mark.slow
def test_damaged_copies_are_loaded_or_refused(load, connection: sa.Connection) -> None:
    data = SOUND.encode()
    sentences = []
    for seed in range(COPIES):
        chance = random.Random(seed)
        copy = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(copy))
            junk = chance.choice([b"", b'"', b",", b"\n", b"\0", b"\x02", b"\xff", b"2016-17", b"9" * 40])
            copy[place : place + chance.choice([0, 1, 1, 12])] = junk
        try:
            report = load(bytes(copy))
            assert report.read_count == report.stored_count + len(report.rejects)
            assert len(read_cells(connection)) <= report.stored_count
        except UserFacingError as error:
            sentences.append(str(error))
    assert 2 <= len(sentences) <= COPIES - 2
    assert all(sentence.startswith("priorities-0.csv: ") and "\n" not in sentence for sentence in sentences)
