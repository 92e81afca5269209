"""Partnerships that name a threat are listed, and lost columns are not guessed."""

from tests.app.reading import (
    open_page,
    read_finding,
    read_table,
)


def test_partnerships_that_name_a_threat_are_listed_and_lost_columns_are_not_guessed(duckdb_app):
    at = open_page("threats", threat="hate-crime", view="who")
    assert "Telford & Wrekin and Warwickshire County name hate crime itself in 2016-17" in read_finding(at)
    later = open_page("threats", threat="oac", view="who", tables="2017-18")
    table = read_table(later, "Partnerships and Organised acquisitive crime, 2017-18")
    assert any("not known" in words for words in table["Bears on it"])
    none = open_page("threats", threat="fno", view="who")
    assert "Nothing in the tables of 2016-17 is linked to foreign national offenders" in none.info[0].value
