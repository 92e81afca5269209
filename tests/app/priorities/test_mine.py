"""My partnership: what it shares, lacks and measures."""

from tests.app.reading import find_parts, open_page, read_finding, read_table

RUGBY = "E22000321"


def test_a_new_manager_finds_what_rugby_shares_lacks_and_who_its_allies_are(duckdb_app):
    at = open_page("priorities", view="mine", area=RUGBY)
    finding = read_finding(at)
    assert "Rugby shares 4 of the six alliance priorities in 2016-17: one directly, three by contribution." in finding
    assert "Nothing it names bears on cyber crime and child sexual exploitation." in finding
    assert "most in common with North Warwickshire: 4 of the 8 themes" in finding
    allies = read_table(at, "Other partnerships by themes in common")
    assert allies["Partnership"].iloc[0] == "North Warwickshire"
    assert set(allies.loc[allies["Neighbour"] == "touches", "Partnership"]) == {
        "Nuneaton and Bedworth",
        "South Warwickshire",
    }
    assert any("No figures held for: Reducing reoffending" in words for words in find_parts(at, "caption"))


def test_only_my_partnership_names_the_sources_of_its_local_figures(duckdb_app):
    mine = " ".join(find_parts(open_page("priorities", view="mine"), "source"))
    matrix = " ".join(find_parts(open_page("priorities"), "source"))
    assert "data.police.uk" in mine
    assert "data.police.uk" not in matrix
