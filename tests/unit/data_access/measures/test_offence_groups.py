"""Offence groups brought together so that years can be compared."""

from pathlib import Path

import pandas as pd
import pytest

from data_access.measures.offence_groups import (
    COMBINED_GROUPS,
    NOT_OVERLAPPING,
    add_combined_groups,
    is_comparable,
    share_groups,
)

REFERENCE = Path(__file__).resolve().parents[4] / "data_access" / "reference"
FORCES = ("E23000016", "E23000017")
VIOLENCE = "violence-without-injury-with-stalking"


@pytest.fixture(scope="module")
def years() -> pd.DataFrame:
    """Recorded crime of the two forces by year and group, combined groups added."""
    frame = pd.read_parquet(REFERENCE / "recorded-crime-year.parquet")
    frame = frame[(frame["measure_code"] == "recorded_crime_year") & frame["area_code"].isin(FORCES)]
    frame = frame.rename(columns={"breakdown_code": "offence_code", "value": "crime_count"})
    return add_combined_groups(frame.assign(offence_name=frame["offence_code"], is_leaf=True))


@pytest.fixture(scope="module")
def both_2017(years: pd.DataFrame) -> pd.DataFrame:
    """The two forces together in the year to September 2017: offence_code, offence_name, now."""
    chosen = years[years["period_code"] == "ye-2017-09"]
    sums = chosen.groupby("offence_code")["crime_count"].sum(min_count=2).rename("now").reset_index()
    return sums.assign(offence_name=sums["offence_code"])


def test_the_groups_that_do_not_overlap_add_up_to_the_total(both_2017: pd.DataFrame) -> None:
    shares = share_groups(both_2017)
    assert sorted(shares["offence_code"]) == sorted(NOT_OVERLAPPING)
    assert shares["crime_count"].sum() == 126_629
    assert shares["total"].unique().tolist() == [126_629]
    assert shares["share_pct"].sum() == pytest.approx(100)
    assert shares["crime_count"].is_monotonic_decreasing


@pytest.mark.parametrize("year", [2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024])
@pytest.mark.parametrize("force", FORCES)
def test_the_groups_add_up_in_every_year_and_force(years: pd.DataFrame, force: str, year: int) -> None:
    chosen = years[(years["area_code"] == force) & (years["period_code"] == f"ye-{year}-09")]
    counts = chosen.set_index("offence_code")["crime_count"]
    assert counts[list(NOT_OVERLAPPING)].sum() == counts["total"]


def test_violence_without_injury_is_a_fifth_of_all_crime(both_2017: pd.DataFrame) -> None:
    row = share_groups(both_2017).set_index("offence_code").loc[VIOLENCE]
    assert row["crime_count"] == 25_258
    assert round(row["share_pct"], 1) == 19.9


def test_a_blank_split_off_group_adds_nothing_because_it_lies_within() -> None:
    code, (_, whole, part) = VIOLENCE, COMBINED_GROUPS[VIOLENCE]
    years = pd.DataFrame(
        {
            "area_code": "A",
            "period_code": ["ye-2016-09", "ye-2016-09", "ye-2017-09", "ye-2017-09"],
            "offence_code": [whole, part, whole, part],
            "crime_count": [100.0, None, 80.0, 30.0],
            "status": ["value", "missing", "value", "value"],
        }
    )
    combined = add_combined_groups(years)
    counts = combined[combined["offence_code"] == code].set_index("period_code")["crime_count"]
    assert counts.to_dict() == {"ye-2016-09": 100.0, "ye-2017-09": 110.0}


def test_a_blank_whole_group_stays_missing_and_is_not_zero() -> None:
    whole, part = COMBINED_GROUPS[VIOLENCE][1:]
    years = pd.DataFrame(
        {
            "area_code": "A",
            "period_code": "ye-2019-09",
            "offence_code": [whole, part],
            "crime_count": [None, 30.0],
            "status": ["missing", "value"],
        }
    )
    combined = add_combined_groups(years)
    assert combined.loc[combined["offence_code"] == VIOLENCE, "crime_count"].isna().all()


@pytest.mark.parametrize(
    ("code", "then", "now", "answer"),
    [
        ("stalking-and-harassment", 2016, 2017, False),
        ("violence-without-injury", 2016, 2017, False),
        ("violence-without-injury", 2015, 2016, True),
        ("violence-without-injury", 2017, 2018, True),
        (VIOLENCE, 2016, 2017, True),
        ("robbery", 2016, 2017, True),
    ],
)
def test_a_group_that_was_split_is_not_compared_across_the_split(code: str, then: int, now: int, answer: bool) -> None:
    assert is_comparable(code, then_year=then, now_year=now) is answer


@pytest.mark.parametrize("total", [None, float("nan")])
def test_without_a_total_there_are_no_shares(total: float | None) -> None:
    changes = pd.DataFrame({"offence_code": ["total", "robbery"], "offence_name": ["Total", "Robbery"]})
    assert share_groups(changes.assign(now=[total, 5.0])).empty
    assert share_groups(changes.assign(now=1.0)[1:]).empty


def test_a_group_that_is_missing_has_no_share() -> None:
    changes = pd.DataFrame(
        {"offence_code": ["total", "robbery", "homicide"], "offence_name": ["T", "R", "H"], "now": [10.0, None, 1.0]}
    )
    assert share_groups(changes)["offence_code"].tolist() == ["homicide"]
