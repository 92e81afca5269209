"""Wilson's interval against its published figure."""

import math
from pathlib import Path

import pandas as pd
import pytest

from data_access.measures import proportions
from data_access.measures.proportions import add_shares, find_share_interval


def test_65_of_100_has_the_published_interval() -> None:
    interval = find_share_interval(65, 100)
    assert interval.lower == pytest.approx(0.55254, abs=5e-6)
    assert interval.upper == pytest.approx(0.73636, abs=5e-6)


def test_limits_stay_between_nothing_and_all() -> None:
    assert find_share_interval(0, 10).lower == 0
    assert find_share_interval(10, 10).upper == pytest.approx(1)
    assert math.isnan(find_share_interval(0, 0).lower)


@pytest.mark.parametrize(("count", "total"), [(11, 10), (-1, 10)])
def test_more_than_the_whole_is_refused(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="no part"):
        find_share_interval(count, total)


def test_a_share_of_nothing_is_missing_and_never_zero() -> None:
    shares = add_shares(pd.DataFrame({"count": [0, 0, 65], "total": [0, 10, 100]}), count="count", total="total")
    limits = ["share_pct", "share_lower", "share_upper"]
    assert shares.loc[0, limits].isna().all()
    assert shares.loc[1, limits].tolist() == pytest.approx([0, 0, 27.753], abs=1e-3)
    assert shares.loc[2, limits].tolist() == pytest.approx([65, 55.254, 73.636], abs=1e-3)


def test_there_is_one_interval_of_a_share() -> None:
    defined = [
        path.name
        for path in sorted(Path(proportions.__file__).parents[1].rglob("*.py"))
        if "def find_share_interval" in path.read_text(encoding="utf-8")
    ]
    assert defined == ["proportions.py"]
