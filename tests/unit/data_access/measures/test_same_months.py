"""Then and now: only the same calendar months, with the years between named."""

from hypothesis import given
from hypothesis import strategies as st

from data_access.measures.same_months import (
    SameMonths,
    find_same_months_before,
    find_widest_pair,
    pair_same_months,
    pair_with_earlier,
    pair_years_of,
)
from data_access.months import list_months

BUNDLED = [*list_months("2014-01", "2014-10"), *list_months("2018-10", "2019-02"), "2024-01", "2024-02"]
YEAR = list_months("2018-01", "2018-12")
months = st.sets(st.sampled_from(list_months("2014-01", "2019-12")), max_size=40)


def test_the_bundled_months_make_three_pairs() -> None:
    pairs = pair_same_months(BUNDLED)
    assert [(pair.words, pair.then_year, pair.now_year, pair.years_between) for pair in pairs] == [
        ("October", 2014, 2018, "2015 to 2017"),
        ("January and February", 2014, 2019, "2015 to 2018"),
        ("January and February", 2019, 2024, "2020 to 2023"),
    ]
    assert all(pair.is_across_gap for pair in pairs)


def test_neighbouring_years_without_a_gap_have_no_years_between() -> None:
    (pair,) = pair_same_months(list_months("2015-01", "2016-12"))
    assert pair.years_between == ""
    assert not pair.is_across_gap
    assert pair.words == "January to December"


def test_the_widest_pair_is_the_latest_of_equals() -> None:
    pair = find_widest_pair(BUNDLED)
    assert pair is not None
    assert (pair.then_year, pair.now_year, pair.numbers) == (2019, 2024, (1, 2))
    assert find_widest_pair(["2014-01", "2015-02"]) is None
    assert pair_years_of(BUNDLED, then_year=2014, now_year=2018) == SameMonths((10,), 2014, 2018, True)


def test_runs_of_calendar_months_are_named_as_runs() -> None:
    assert SameMonths((1, 3, 4, 5, 11, 12), 2014, 2016, True).words == ("January, March to May, November and December")
    assert SameMonths((1, 2), 2014, 2016, True).years_between == "2015"


@given(months)
def test_every_pair_is_of_the_same_months_and_all_are_held(held: set[str]) -> None:
    for pair in pair_same_months(sorted(held)):
        assert {*pair.then_months, *pair.now_months} <= held
        assert [month[5:] for month in pair.then_months] == [month[5:] for month in pair.now_months]
        assert pair.then_year < pair.now_year
        assert not any(f"{year}-{pair.numbers[0]:02d}" in held for year in range(pair.then_year + 1, pair.now_year))


def test_the_months_before_are_the_nearest_year_that_holds_them_all() -> None:
    held = ["2014-01", "2014-02", "2018-10", "2019-01", "2019-02", "2024-01", "2024-02"]
    assert find_same_months_before(["2024-01", "2024-02"], held=held) == ["2019-01", "2019-02"]
    assert find_same_months_before(["2018-10", "2018-11"], held=held) == []
    assert find_same_months_before([], held=held) == []
    assert find_same_months_before(YEAR, held=[*list_months("2017-01", "2017-12"), *YEAR])[0] == "2017-01"


def test_each_month_stands_beside_the_latest_earlier_one_of_its_name() -> None:
    run = list_months("2018-10", "2019-02")
    earlier = [month for month in BUNDLED if month < run[0]]
    assert pair_with_earlier(run, held=earlier) == [
        ("2014-10", "2018-10"),
        ("2014-01", "2019-01"),
        ("2014-02", "2019-02"),
    ]
    assert pair_with_earlier(["2024-01"], held=BUNDLED) == [("2019-01", "2024-01")]
    assert pair_with_earlier(["2014-01"], held=BUNDLED) == pair_with_earlier([], held=BUNDLED) == []


@given(months)
def test_all_pairings_are_made_of_the_same_pairs(held: set[str]) -> None:
    ordered = sorted(held)
    single = pair_with_earlier(ordered, held=ordered)
    grouped = [
        both for pair in pair_same_months(ordered) for both in zip(pair.then_months, pair.now_months, strict=True)
    ]
    assert sorted(grouped) == sorted(single)
    before = find_same_months_before(ordered[-2:], held=ordered)
    assert set(before) <= held
    assert [month[5:] for month in before] == ([month[5:] for month in ordered[-2:]] if before else [])
