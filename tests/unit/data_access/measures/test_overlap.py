"""Overlap and likeness of priorities: worked examples and properties over made editions."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.measures.claims import find_claims, find_open_charts, find_waiting_charts
from data_access.measures.edition_changes import compare_claims
from data_access.measures.overlap import compare_partnerships, count_shared
from data_access.measures.priority_gaps import find_theme_gaps
from tests.unit.data_access.measures.made_editions import LINKS, PARTNERS, find_overlap, make_cells

NAMES = {"x": "Theme X", "y": "Theme Y", "z": "Theme Z"}


def test_the_strength_comes_from_certain_claims_before_inferred_ones():
    cells = make_cells(("a", "North", "y", "certain"), ("a", "North", "x", "inferred"))
    row = find_overlap(cells).set_index(["csp_code", "priority_code"]).loc[("a", "p")]
    assert (row["strength"], row["certainty"], row["themes"]) == ("contributes", "certain", "Theme Y")


def test_a_priority_that_only_unplaced_cells_could_bear_on_is_not_known():
    overlap = find_overlap(make_cells((None, "North", "x", "unplaced"))).set_index(["csp_code", "priority_code"])
    assert overlap.loc[("a", "p"), ["strength", "certainty", "may_be"]].tolist() == ["not known", "not known", "direct"]
    assert overlap.loc[("d", "p"), ["strength", "certainty", "may_be"]].tolist() == ["none", "certain", ""]
    counts = count_shared(overlap.reset_index()).set_index("csp_code")
    assert counts.loc["a", ["shared_count", "up_to_count", "not_known_count", "all_count"]].tolist() == [0, 0, 1, 2]


def test_two_partnerships_share_two_of_three_themes():
    cells = make_cells(*[("a", "North", theme, "certain") for theme in "xyz"],
                       *[("d", "South", theme, "certain") for theme in "xy"])  # fmt: skip
    frame = compare_partnerships(
        find_claims(cells, PARTNERS), partners=PARTNERS, neighbours=[("a", "b"), ("b", "a")], open_charts=set(),
        theme_names=NAMES,
    ).set_index(["csp_code", "other_code"])  # fmt: skip
    assert frame.loc[("a", "d"), ["shared_count", "all_count"]].tolist() == [2, 3]
    assert frame.loc[("a", "d"), "jaccard"] == pytest.approx(2 / 3)
    assert bool(frame.loc[("a", "b"), "is_neighbour"])
    assert not frame.loc[("a", "d"), "is_neighbour"]
    assert "c" not in frame.index.get_level_values("csp_code"), "a county is no partnership"


CODES = {"a": "North", "b": "North", "c": "North", "d": "South"}
PLACED = st.tuples(st.sampled_from(sorted(CODES)), st.sampled_from("xyz"), st.sampled_from(["certain", "inferred"]))
LOOSE = st.tuples(st.sampled_from(["North", "South"]), st.sampled_from(["x", "y", "z", "state"]))


@st.composite
def make_edition(draw: st.DrawFn) -> pd.DataFrame:
    placed = [(code, CODES[code], theme, certainty) for code, theme, certainty in draw(st.lists(PLACED, max_size=12))]
    return make_cells(
        *placed, *[(None, chart, theme, "unplaced") for chart, theme in draw(st.lists(LOOSE, max_size=4))]
    )


@given(make_edition())
def test_overlap_is_symmetric_and_jaccard_lies_between_0_and_1(cells: pd.DataFrame):
    frame = compare_partnerships(
        find_claims(cells, PARTNERS), partners=PARTNERS, neighbours=[], open_charts=find_open_charts(cells),
        theme_names=NAMES,
    ).set_index(["csp_code", "other_code"])  # fmt: skip
    for one, other in frame.index:
        there, back = frame.loc[(one, other)], frame.loc[(other, one)]
        assert there["shared_count"] == back["shared_count"]
        assert there["up_to_count"] == back["up_to_count"] >= there["shared_count"]
        assert pd.isna(there["jaccard"]) == pd.isna(back["jaccard"])
        assert pd.isna(there["jaccard"]) or 0 <= there["jaccard"] == back["jaccard"] <= 1


@given(make_edition())
def test_nothing_is_claimed_from_or_against_an_unplaced_cell(cells: pd.DataFrame):
    loose = cells[cells["csp_code"].isna() & cells["theme_code"].notna()]
    open_themes = {(code, theme) for code, chart in CODES.items()
                   for theme in loose.loc[loose["chart"] == chart, "theme_code"]}  # fmt: skip
    placed = cells[(cells["certainty"] == "certain") & cells["csp_code"].notna()]
    certain = set(zip(placed["csp_code"], placed["theme_code"], strict=True))
    claims = find_claims(cells, PARTNERS)
    assert set(zip(claims["csp_code"], claims["theme_code"], strict=True)) >= open_themes
    for row in claims[claims["certainty"] == "certain"].itertuples():
        assert (row.csp_code, row.theme_code) in certain
    everything = make_cells(*[(code, chart, theme, "certain") for code, chart in CODES.items() for theme in "xyz"])
    waiting = {code for code, chart in CODES.items() if chart in find_waiting_charts(cells)}
    changes = compare_claims(find_claims(everything, PARTNERS), claims, waiting=waiting)
    dropped = changes[changes["change"] == "dropped"]
    assert not open_themes & set(zip(dropped["csp_code"], dropped["code"], strict=True))
    assert not waiting & set(dropped["csp_code"])
    gaps = find_theme_gaps(claims, partners=PARTNERS, links=LINKS, theme_names=NAMES)
    for row in gaps[gaps["gap"] == "sole priority"].itertuples():
        owner = next(code for code, name in zip(PARTNERS["csp_code"], PARTNERS["csp_name"], strict=True)
                     if name == row.csp_names)  # fmt: skip
        assert not {code for code, theme in open_themes if theme == row.code and code not in ("c", owner)}
