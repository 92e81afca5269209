"""A count that disclosure control hides takes with it every judgement made from it."""

import pandas as pd
import pytest

from data_access import disclosures
from data_access.measures.change import JUDGEMENT_COLUMNS, compare_counts, tabulate_changes
from data_access.measures.suppression import RESTRICTED, Disclosure, open_gate


def make(then: list[int], now: list[int], **more: object) -> pd.DataFrame:
    changes = [compare_counts(then=before, now=after) for before, after in zip(then, now, strict=True)]
    return pd.DataFrame({"then": then, "now": now, **tabulate_changes(changes), **more})


@pytest.mark.parametrize("rule", [disclosures.HEADLINES, disclosures.THREATS])
def test_a_hidden_figure_hides_its_judgement(rule: Disclosure) -> None:
    frame = make([400, 400], [3, 300], prevention_value=1.0).rename(columns={"now": "value"})
    hidden, shown = open_gate(frame, rules=(rule,), access=RESTRICTED, threshold=5).to_dict("records")
    assert pd.isna(hidden["value"])
    assert all(pd.isna(hidden[name]) or hidden[name] == "" for name in ("pct", "z", *JUDGEMENT_COLUMNS))
    assert shown["judgement"] == frame["judgement"].iloc[1]


def test_months_then_and_now_hide_it_whichever_count_is_small() -> None:
    frame = make([3, 400], [300, 300], months_words="May", then_year=2018)
    gate = open_gate(frame, rules=disclosures.THEN_AND_NOW, access=RESTRICTED, threshold=5)
    assert gate[JUDGEMENT_COLUMNS].iloc[0].isna().all() or (gate[JUDGEMENT_COLUMNS].iloc[0] == "").all()


def test_a_judgement_stands_in_every_rule_whose_answer_has_one() -> None:
    rules = [disclosures.HEADLINES, disclosures.THREATS, disclosures.THREATS_THEN, *disclosures.THEN_AND_NOW]
    assert all(set(JUDGEMENT_COLUMNS) <= set(rule.derived) for rule in rules)
    assert {"judgement", "allows_for"} <= set(disclosures.SECTIONS.derived)
