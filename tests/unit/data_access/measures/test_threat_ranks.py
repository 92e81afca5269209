"""Threats ranked by volume and by severity on the same crimes."""

import pandas as pd

from data_access.measures.threat_ranks import RANK_COLUMNS, find_offences_of_threats, rank_threats

LINKS = pd.DataFrame(
    [("oac", "group", "burglary"), ("oac", "group", "robbery"), ("csea", "offence", "71")],
    columns=["threat_code", "scheme", "offence_code"],
)
PARENTS = {
    "total": "",
    "theft": "total",
    "burglary": "theft",
    "residential-burglary": "burglary",
    "robbery": "total",
    "sexual": "total",
    "28E": "residential-burglary",
    "34A": "robbery",
    "71": "sexual",
    "45": "theft",
}
WEIGHTS = pd.DataFrame([("28E", 400.0), ("71", 900.0)], columns=["offence_code", "severity_weight"])


def count(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["threat_code", "offence_code", "crime_count"])


def test_a_group_brings_the_codes_of_the_groups_below_it() -> None:
    found = find_offences_of_threats(LINKS, parents=PARENTS)
    assert found == {"oac": {"28E", "34A"}, "csea": {"71"}}


def test_ranks_differ_where_few_crimes_weigh_much() -> None:
    ranked = rank_threats(count(("oac", "28E", 100), ("csea", "71", 50)), weights=WEIGHTS).set_index("threat_code")
    assert ranked["volume_rank"].to_dict() == {"oac": 1, "csea": 2}
    assert ranked["harm"].to_dict() == {"oac": 40_000, "csea": 45_000}
    assert ranked["severity_rank"].to_dict() == {"oac": 2, "csea": 1}
    assert ranked["has_rank_difference"].all()
    assert (ranked["ranked_count"] == 2).all()


def test_a_threat_without_a_crime_has_no_rank_and_a_code_without_weight_adds_no_harm() -> None:
    ranked = rank_threats(count(("oac", "28E", 10), ("oac", "34A", 90), ("csea", "71", 0)), weights=WEIGHTS)
    assert ranked["threat_code"].tolist() == ["oac"]
    assert ranked["volume_count"].tolist() == [100]
    assert ranked["harm"].tolist() == [4_000]
    assert not ranked["has_rank_difference"].any()


def test_no_crime_at_all_is_no_rank() -> None:
    assert list(rank_threats(count(), weights=WEIGHTS).columns) == RANK_COLUMNS
