"""What a chart draws, what its table says and what the store answers are the same figures."""

import pandas as pd
import pytest

from data_access.filters import Filters
from data_access.months import name_month_short
from data_access.store import open_store
from tests.app.reading import open_page, read_chart, read_table


def to_number(cell: str) -> float:
    return float("nan") if cell == "not held" else float(cell.replace(",", ""))


@pytest.mark.parametrize(
    ("params", "filters", "area_name"),
    [
        ({}, Filters(), "Warwickshire Police and West Mercia Police"),
        (
            {"area": "E22000321", "from_": "2018-10", "to": "2019-02"},
            Filters(area_code="E22000321", from_month="2018-10", to_month="2019-02"),
            "Rugby",
        ),
    ],
    ids=["all forces", "Rugby"],
)
def test_the_crime_table_the_chart_and_the_store_agree(params, filters, area_name, app_store):
    at = open_page("crime", **params)
    store = open_store(app_store)
    counts = store.ask("crime.counts", filters)
    store.close()

    table = read_table(at, f"Recorded crime and anti-social behaviour by month, {area_name}")
    shown = table.set_index("Month").map(to_number)
    held = counts.pivot_table(index="month", columns="offence_name", values="crime_count", aggfunc="sum")
    held.index = [name_month_short(month) for month in held.index]
    assert list(shown.index) == list(held.index)
    assert set(shown.columns) == set(held.columns)
    pd.testing.assert_frame_equal(
        shown[list(held.columns)],
        held.astype(float),
        check_names=False,
        check_index_type=False,
        check_column_type=False,
    )

    is_crime = counts["is_recorded_crime"].astype(bool)
    by_month = counts[is_crime].groupby("month")["crime_count"].sum()
    (drawn,) = [frame for frame in read_chart(at, 0) if "crime_count" in frame]
    assert drawn.set_index("period_code")["crime_count"].to_dict() == by_month.to_dict()
    crimes = sorted(counts.loc[is_crime, "offence_name"].unique())
    assert shown[crimes].sum(axis=1).tolist() == by_month.tolist()


def test_anti_social_behaviour_is_in_no_figure_of_recorded_crime(duckdb_app):
    at = open_page("crime")
    (groups,) = [frame for frame in read_chart(at, 1) if "offence_name" in frame]
    assert groups["crime_count"].sum() == 144_299
    assert not groups["offence_name"].str.contains("social", case=False).any()


def test_the_overview_table_and_its_chart_agree(duckdb_app):
    at = open_page("overview")
    table = read_table(at, "Recorded crime in Warwickshire Police and West Mercia Police")
    (drawn,) = [frame for frame in read_chart(at, 1) if "crime_count" in frame]
    assert [to_number(cell) for cell in table["Recorded crimes"]] == drawn["crime_count"].tolist()
    assert drawn.loc[drawn["is_focus"], "crime_count"].tolist() == [126_629]


def test_the_trend_on_the_page_has_its_gaps(duckdb_app):
    frames = read_chart(open_page("crime"), 0)
    (gaps,) = [frame for frame in frames if "label" in frame and "period_code" in frame]
    assert gaps["label"].tolist() == ["not held: Nov 2014 to Sep 2018", "not held: Mar 2019 to Dec 2023"]
