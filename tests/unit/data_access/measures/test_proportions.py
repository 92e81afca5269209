"""Wilson's interval against its published figure."""

import math

import pytest

from data_access.measures.proportions import find_share_interval


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
