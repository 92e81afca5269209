"""The matrix: what all share, what the alliance lacks, and every cell of both editions."""

from streamlit.testing.v1 import AppTest

from tests.app.reading import find_parts, open_page, read_finding


def read_errors(at: AppTest) -> list[str]:
    return [one.value for one in (*at.exception, *at.error, *at.warning)]


def test_the_matrix_says_what_all_share_and_what_the_alliance_lacks(duckdb_app):
    at = open_page("priorities")
    finding = read_finding(at)
    assert (
        "All nine partnerships and Warwickshire County name reducing reoffending in 2016-17; no alliance priority"
        in finding
    )
    (matrix,) = [body for body in find_parts(at, "table") if 'class="table-scroll matrix"' in body]
    assert matrix.count('<th scope="row">') == 24
    assert "Not shared with the alliance" in matrix
    assert 'aria-label="Emerging theme; as printed: Cyber Crime"' in matrix
    later = open_page("priorities", edition="2017-18")
    (matrix,) = [body for body in find_parts(later, "table") if 'class="table-scroll matrix"' in body]
    for chart in ("Warwickshire", "West Mercia"):
        assert f"named, partnership not known ({chart})" in matrix
    assert "mark-inferred" in matrix


def test_the_matrix_keeps_every_cell_of_both_editions(duckdb_app):
    for edition, cells in (("2016-17", 87), ("2017-18", 92)):
        at = open_page("priorities", edition=edition)
        (matrix,) = [body for body in find_parts(at, "table") if 'class="table-scroll matrix"' in body]
        marks = matrix.split('class="mark ')[1:]
        placed = [mark for mark in marks if 'role="img"' in mark and not mark.startswith("mark-possible")]
        times = [int(mark.split(" times")[0].rsplit(", ", 1)[1]) if " times" in mark.split("as printed")[0] else 1
                 for mark in placed]  # fmt: skip
        assert sum(times) == cells


def test_a_theme_can_be_looked_at_alone_and_next_years_template_is_offered(duckdb_app):
    at = open_page("priorities", theme="road-safety")
    (matrix,) = [body for body in find_parts(at, "table") if 'class="table-scroll matrix"' in body]
    assert matrix.count('<th scope="row">') == 1
    assert "Template: priorities.xlsx" in find_parts(at, "download")
    for view in ("editions", "gaps"):
        assert read_errors(open_page("priorities", view=view, theme="reducing-reoffending")) == []
