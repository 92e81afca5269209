"""What became of themes and wordings between two editions."""

import pandas as pd

from data_access.measures.claims import find_claims, find_waiting_charts
from data_access.measures.edition_changes import compare_claims, compare_statements, is_same_wording
from tests.unit.data_access.measures.made_editions import PARTNERS, make_cells


def test_what_became_of_a_theme_between_two_editions():
    then = make_cells(*[("a", "North", theme, "certain") for theme in "xyz"], ("d", "South", "x", "certain"))
    now = make_cells(("a", "North", "x", "certain"), (None, "North", "y", "unplaced"), ("b", "North", "z", "certain"),
                     (None, "South", "state", "unplaced"))  # fmt: skip
    assert find_waiting_charts(now) == {"South"}
    changes = compare_claims(find_claims(then, PARTNERS), find_claims(now, PARTNERS), waiting={"d"})
    found = changes.set_index(["csp_code", "code"])["change"].to_dict()
    assert found[("a", "x")] == "kept"
    assert found[("a", "y")] == "not known"
    assert found[("a", "z")] == "dropped"
    assert found[("b", "z")] == "new"
    assert found[("b", "y")] == "not known"
    assert found[("d", "x")] == "not known", "who may not have begun has dropped nothing"


def test_a_wording_with_other_letters_is_reworded_and_case_and_signs_do_not_count():
    assert is_same_wording("Drugs / Alcohol", "drugs alcohol")
    assert not is_same_wording("Reduce reoffending", "Reducing Re-offending")
    then = pd.DataFrame({"priority_code": ["p", "q"], "priority_name": ["Cyber Crime (all)", "Same"]})
    now = pd.DataFrame({"priority_code": ["p", "q", "r"], "priority_name": ["Cyber Crime", "same", "Third"]})
    changes = compare_statements(then, now).set_index("code")["change"].to_dict()
    assert changes == {"p": "reworded", "q": "kept", "r": "new"}
