"""Intelligence requirements: the status said, and the marking that a loaded sheet brings."""

from streamlit.testing.v1 import AppTest

from tests.app.reading import (
    find_parts,
    open_page,
    read_finding,
    read_marking,
    read_table,
)


def read_errors(at: AppTest) -> list[str]:
    return [one.value for one in (*at.exception, *at.error, *at.warning)]


def test_a_status_is_derived_and_said_with_a_shape_and_a_word(loaded_app):
    at = open_page("threats", threat="soc", view="intelligence")
    assert read_errors(at) == []
    assert "are held: one red and one green." in read_finding(at)
    table = read_table(at, "Intelligence requirements: Serious and organised crime")
    assert table["Status"].tolist() == ["◆\N{NO-BREAK SPACE}Red", "●\N{NO-BREAK SPACE}Green"]
    assert table["From"].tolist() == ["loaded from the template"] * 2


def test_restricted_sheets_raise_the_marking_of_their_view_only(loaded_app):
    assert read_marking(open_page("threats", threat="soc", view="intelligence")) == "OFFICIAL-SENSITIVE"
    assert read_marking(open_page("threats", threat="soc", view="morile")) == "OFFICIAL-SENSITIVE"
    assert read_marking(open_page("threats", threat="soc", view="figures")) == "OFFICIAL"


def test_templates_are_offered(duckdb_app):
    for view, name in (("intelligence", "intelligence"), ("morile", "morile")):
        labels = find_parts(open_page("threats", view=view), "download")
        assert f"Template: {name}.xlsx" in labels
        assert f"Template: {name}.csv" in labels
