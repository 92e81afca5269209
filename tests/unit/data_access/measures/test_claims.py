"""What a partnership claims: certain, inferred or only possible."""

from data_access.measures.claims import find_claims, find_open_charts
from tests.unit.data_access.measures.made_editions import PARTNERS, make_cells


def test_a_claim_is_certain_inferred_or_only_possible():
    cells = make_cells(
        ("a", "North", "x", "certain"), ("b", "North", "y", "inferred"), (None, "North", "z", "unplaced")
    )
    claims = find_claims(cells, PARTNERS).set_index(["csp_code", "theme_code"])["certainty"]
    assert claims.to_dict() == {
        ("a", "x"): "certain",
        ("b", "y"): "inferred",
        ("a", "y"): "possible",
        ("c", "y"): "possible",
        ("a", "z"): "possible",
        ("b", "z"): "possible",
        ("c", "z"): "possible",
    }
    assert find_open_charts(cells) == {"North"}


def test_a_wording_that_names_several_themes_leaves_each_open():
    cells = make_cells((None, "South", "x", "unplaced")).assign(other_theme_codes="y;z")
    assert set(find_claims(cells, PARTNERS)["theme_code"]) == {"x", "y", "z"}


def test_a_cross_cutting_cell_in_no_column_leaves_its_theme_open_and_claims_nothing():
    cells = make_cells((None, "North", "x", "inferred")).assign(kind="cross_cutting")
    assert set(find_claims(cells, PARTNERS)["certainty"]) == {"possible"}
