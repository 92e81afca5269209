"""When and who: beside the nation, and no age or sex without casualties."""

from tests.app.reading import (
    collect_texts,
    list_parts,
    open_page,
    read_finding,
    read_table,
)


def test_when_and_who_sets_motorcycles_beside_the_nation_and_names_the_change(duckdb_app):
    at = open_page("casualties", view="profile")
    finding = read_finding(at).replace("[KSI](glossary?term=KSI)", "KSI")
    assert "A motorcycle was in 158 of the 550 KSI collisions whose vehicles are held: 29%" in finding
    assert "1% of traffic and 19% of deaths" in finding
    assert "West Mercia and Warwickshire in November 2015" in finding
    evidence = read_table(at, "Statements of the assessments")
    assert evidence["What it says, in our words"].str.contains("15:00 to 19:00").any()
    assert (evidence["Line"] != "").all()
    notes = " ".join(words for kind, words in list_parts(at) if kind == "caption")
    assert "Loss of control" in notes
    assert "Casualties are not held" in notes
    assert "Vehicle types are not held for 161" in notes.replace("[KSI](glossary?term=KSI)", "KSI")


def test_ages_and_sexes_reach_no_browser_without_casualties(duckdb_app):
    at = open_page("casualties", view="profile")
    texts = " ".join(collect_texts(at))
    assert "26 to 35" not in texts
