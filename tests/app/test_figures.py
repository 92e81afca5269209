"""What a chart draws, what its table says and what the store answers are the same figures."""

import pandas as pd
import pytest

from components.charts.crime import arrange_months, draw_months, number_runs
from components.theme import LIGHT
from data_access.filters import Filters
from data_access.months import name_month_short
from data_access.store import open_store
from tests.app.reading import open_page, read_chart, read_table

NOT_OFFENCES = ("month", "is_suppressed")


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


def test_a_run_of_months_that_are_not_held_takes_a_slot_of_its_own():
    months = [f"2014-{number:02d}" for number in range(1, 11)]
    months += ["2018-10", "2018-11", "2018-12", "2019-01", "2019-02", "2024-01", "2024-02"]
    slots = arrange_months(months)
    gaps = {words for code, words in slots if code not in months}
    assert gaps == {"not held: Nov 2014 to Sep 2018", "not held: Mar 2019 to Dec 2023"}
    codes = [code for code, _ in slots]
    assert len(codes) == len(months) + 2 == len(set(codes))
    assert codes.index("2014-10") + 2 == codes.index("2018-10")
    assert codes.index("2019-02") + 2 == codes.index("2024-01")
    assert len({number_runs(months)[month] for month in ("2014-10", "2018-10", "2024-01")}) == 3


def test_one_month_that_is_not_held_is_a_gap_too():
    assert arrange_months(["2018-01", "2018-03"])[1][1] == "not held: Feb 2018"
    assert arrange_months([]) == []
    assert arrange_months(["2018-01"]) == [("2018-01", "Jan 2018")]


def test_months_out_of_order_and_given_twice_stand_once_and_in_order():
    codes = [code for code, _ in arrange_months(["2018-02", "2018-01", "2018-02"])]
    assert codes == ["2018-01", "2018-02"]


def test_no_line_is_drawn_across_a_gap():
    counts = pd.DataFrame({"month": ["2014-10", "2018-10", "2018-11"], "crime_count": [5, 7, 0]})
    spec = draw_months(counts, value="crime_count", unit="crimes", ink=LIGHT).to_dict()
    lines = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert [layer["encoding"]["detail"]["field"] for layer in lines] == ["run"]
    rows = spec["datasets"][lines[0]["data"]["name"]]
    assert [row["run"] for row in rows] == [0, 1, 1]
    assert [row["crime_count"] for row in rows] == [5, 7, 0]


def test_the_trend_on_the_page_has_its_gaps(duckdb_app):
    frames = read_chart(open_page("crime"), 0)
    (gaps,) = [frame for frame in frames if "label" in frame and "period_code" in frame]
    assert gaps["label"].tolist() == ["not held: Nov 2014 to Sep 2018", "not held: Mar 2019 to Dec 2023"]
