"""Every outcome that the bundled figures hold has its group."""

from pathlib import Path

import pandas as pd

from data_access.measures.outcome_groups import GROUPS, NO_OUTCOME, OTHER, find_outcome_group

REFERENCE = Path(__file__).resolve().parents[4] / "data_access" / "reference"


def test_every_bundled_outcome_is_grouped_by_name() -> None:
    held = pd.read_parquet(REFERENCE / "street-crime.parquet", columns=["outcome"])["outcome"].unique()
    assert set(held) <= {outcome for outcomes in GROUPS.values() for outcome in outcomes}


def test_a_blank_is_no_outcome_and_an_unknown_one_is_other() -> None:
    assert find_outcome_group("") == NO_OUTCOME
    assert find_outcome_group("Something new") == OTHER


def test_no_outcome_is_in_two_groups() -> None:
    listed = [outcome for outcomes in GROUPS.values() for outcome in outcomes]
    assert len(listed) == len(set(listed))
