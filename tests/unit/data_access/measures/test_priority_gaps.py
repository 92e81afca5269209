"""Gaps are claimed from certain cells only."""

import pandas as pd

from data_access.measures.claims import find_claims
from data_access.measures.priority_gaps import find_priority_gaps, find_theme_gaps
from tests.unit.data_access.measures.made_editions import LINKS, PARTNERS, find_overlap, make_cells

NAMES = {"x": "Theme X", "y": "Theme Y", "z": "Theme Z"}


def test_gaps_are_claimed_from_certain_cells_only():
    everywhere = [(code, chart, "z", "certain") for code, chart in (("a", "North"), ("b", "North"), ("d", "South"))]
    cells = make_cells(*everywhere, ("a", "North", "x", "certain"))
    claims = find_claims(cells, PARTNERS)
    gaps = find_theme_gaps(claims, partners=PARTNERS, links=LINKS, theme_names=NAMES).set_index("gap")
    assert gaps.loc["theme many carry, alliance lacks", ["name", "csp_count", "csp_total", "alliance"]].tolist() == [
        "Theme Z", 3, 3, "not shared",
    ]  # fmt: skip
    assert gaps.loc["sole priority", ["name", "csp_names"]].tolist() == ["Theme X", "Avon"]
    few = find_priority_gaps(find_overlap(cells)).set_index("code")
    assert few.loc["p", ["csp_count", "csp_total"]].tolist() == [1, 3]
    open_cells = pd.concat([cells, make_cells((None, "North", "x", "unplaced"))])
    claims = find_claims(open_cells, PARTNERS)
    gaps = find_theme_gaps(claims, partners=PARTNERS, links=LINKS, theme_names=NAMES)
    assert "sole priority" not in set(gaps["gap"]), "who else names it is not known"
