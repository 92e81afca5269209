"""Red, amber and green of intelligence requirements."""

from itertools import pairwise

import pandas as pd
import pytest

from data_access.load.assessments import read_reference
from data_access.measures.intelligence import LEVELS, NOT_DERIVED, RAGS, derive_rag, find_worst_rag
from data_access.settings import PROJECT_ROOT

SCALE = read_reference(PROJECT_ROOT / "data_access" / "reference" / "intelligence_scale.csv")


def _derive(*pairs: tuple[str | None, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(pairs, columns=["knowledge", "collection_priority"])
    return derive_rag(frame.assign(threat_code="ksi"), SCALE)


@pytest.mark.parametrize(
    ("knowledge", "priority", "rag"),
    [("low", "high", "red"), ("high", "high", "amber"), ("medium", "medium", "amber"), ("high", "low", "green")],
)
def test_the_status_comes_from_knowledge_and_priority(knowledge: str, priority: str, rag: str) -> None:
    assert _derive((knowledge, priority))["rag"].tolist() == [rag]


@pytest.mark.parametrize("pair", [("", "high"), ("low", ""), (None, None), ("some", "high")])
def test_without_both_levels_nothing_is_derived(pair: tuple[str | None, str | None]) -> None:
    derived = _derive(pair)
    assert derived["rag"].tolist() == [NOT_DERIVED]
    assert derived["rag_reason"].str.len().min() > 10


def test_the_scale_names_every_pair_once_and_never_gets_worse_with_more_knowledge_or_less_priority() -> None:
    assert sorted(zip(SCALE["knowledge"], SCALE["collection_priority"], strict=True)) == sorted(
        (knowledge, priority) for knowledge in LEVELS for priority in LEVELS
    )
    severity = {rag: place for place, rag in enumerate(reversed(RAGS))}
    table = SCALE.assign(rag=SCALE["rag"].map(severity)).pivot(
        index="knowledge", columns="collection_priority", values="rag"
    )
    for less, more in pairwise(LEVELS):
        assert (table.loc[less] >= table.loc[more]).all()
        assert (table[less] <= table[more]).all()


def test_a_threat_shows_its_worst_requirement_and_how_many_have_none() -> None:
    rows = _derive(("high", "low"), ("low", "high"), ("", "high")).assign(threat_code=["ksi", "ksi", "soc"])
    worst = find_worst_rag(rows).set_index("threat_code")
    assert worst["rag"].to_dict() == {"ksi": "red", "soc": NOT_DERIVED}
    assert worst["requirement_count"].to_dict() == {"ksi": 2, "soc": 1}
    assert worst["derived_count"].to_dict() == {"ksi": 2, "soc": 0}
