"""Every outcome that the bundled figures hold has its group."""

from pathlib import Path

import pandas as pd
import pytest

from data_access.measures.outcome_groups import (
    COURT,
    GROUPS,
    NO_OUTCOME,
    NO_SUSPECT,
    OTHER,
    find_outcome_group,
    sum_groups,
)

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


def test_groups_have_their_share_of_the_month_and_a_hidden_count_gives_no_group() -> None:
    outcomes = pd.DataFrame(
        {
            "area_name": ["Rugby"] * 4,
            "outcome_group": [COURT, NO_SUSPECT, NO_SUSPECT, OTHER],
            "crime_count": pd.array([25, 40, 25, None], dtype="Int64"),
            "month_total": [100] * 4,
        }
    )
    groups = sum_groups(outcomes).set_index("outcome_group")
    assert set(groups.index) == {COURT, NO_SUSPECT}
    assert groups.loc[NO_SUSPECT, ["crime_count", "share_pct"]].tolist() == [65, 65.0]
    assert groups.loc[NO_SUSPECT, "share_lower_pct"] == pytest.approx(55.254, abs=5e-4)
