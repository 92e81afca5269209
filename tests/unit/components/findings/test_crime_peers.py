"""No sentence on peers, severity and outcomes that its figure does not support."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from components.findings.crime_peers import say_outcomes, say_peers, say_severity
from data_access.measures.proportions import find_share_interval


def make_force(rate: float, differs: str, peers: float) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "year_ending": "2017-09",
                "area_name": "Warwickshire",
                "crime_count": 41_196.0,
                "rate": rate,
                "rank": 22,
                "is_own": True,
                "peers_weighted_rate": peers,
                "differs": differs,
            }
        ]
    )


def test_a_force_is_set_against_its_peers_only_where_they_have_a_rate() -> None:
    (sentence,) = say_peers(make_force(72.0, "higher", 62.1), noun="crimes")
    assert "rank 22 of 1" in sentence
    assert "higher than its peers' by more than chance" in sentence
    (alone,) = say_peers(make_force(72.0, "", float("nan")), noun="crimes")
    assert "peers" not in alone
    (no_rate,) = say_peers(make_force(float("nan"), "", 62.1), noun="crimes of robbery")
    assert "41,196 crimes of robbery" in no_rate
    assert "no rate is shown" in no_rate


def test_severity_names_the_widest_gaps_both_ways() -> None:
    tree = pd.DataFrame(
        {
            "area_name": "Warwickshire",
            "offence_name": ["Rape", "Shoplifting", "Arson"],
            "share_pct": [1.0, 60.0, 39.0],
            "harm_share_pct": [50.0, 10.0, 40.0],
            "gap_pct": [49.0, -50.0, 1.0],
        }
    )
    scores = pd.DataFrame(columns=["is_own", "rank"]).astype({"is_own": bool})
    (sentence,) = say_severity(scores, tree)
    assert "rape is 1.0% of crimes and 50.0% of harm; shoplifting is 60.0% of crimes and 10.0% of harm" in sentence
    assert say_severity(scores, tree.iloc[0:0]) == []


@given(st.integers(1, 400), st.integers(1, 400))
def test_areas_differ_in_an_outcome_only_where_their_intervals_do_not_meet(one: int, other: int) -> None:
    rows = []
    for name, count in (("Warwickshire", one), ("West Mercia", other)):
        for group, part in (("Charged or at court", count), ("Under investigation", 400 - count)):
            interval = find_share_interval(part, 400)
            rows.append((name, group, part, 400, part / 4, 100 * interval.lower, 100 * interval.upper))
    columns = ["area_name", "outcome_group", "crime_count", "month_total", "share_pct"]
    groups = pd.DataFrame(rows, columns=[*columns, "share_lower_pct", "share_upper_pct"])
    sentences = say_outcomes(groups, month_words="October 2018")
    (own, *_) = say_outcomes(groups, month_words="October 2018", stood="the extract was made")
    assert own.endswith("when the extract was made.")
    assert sentences[0].endswith("when the file was published.")
    first, second = (find_share_interval(count, 400) for count in (one, other))
    is_apart = first.lower > second.upper or second.lower > first.upper
    assert any("differ" in sentence for sentence in sentences) == is_apart
    assert sentences[0].startswith("Of 400 crimes recorded in Warwickshire in October 2018")
