"""Filters: one object that gives SQL, a caption and a link."""

from datetime import date
from urllib.parse import parse_qs

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.months import next_month

months = st.dates(date(1900, 1, 1), date(2098, 12, 31)).map(lambda day: f"{day:%Y-%m}")
codes = st.text(min_size=0, max_size=12)


@st.composite
def some_filters(draw: st.DrawFn) -> Filters:
    first, last = sorted([draw(months), draw(months)])
    return Filters(
        area_code=draw(codes),
        threat_code=draw(codes),
        from_month=draw(st.sampled_from(["", first])),
        to_month=draw(st.sampled_from(["", last])),
        edition=draw(st.sampled_from(["", "2016-17", "2017-18"])),
    )


@pytest.mark.parametrize(
    ("filters", "caption"),
    [
        (Filters(), "all months held"),
        (Filters(from_month="2018-10", to_month="2019-02"), "October 2018 to February 2019"),
        (Filters(from_month="2018-10", to_month="2018-10"), "October 2018"),
        (Filters(from_month="2018-10"), "from October 2018"),
        (Filters(to_month="2014-05"), "up to May 2014"),
    ],
)
def test_the_caption_says_the_period_in_words(filters: Filters, caption: str) -> None:
    assert filters.describe_period() == caption


@given(some_filters(), some_filters())
def test_a_link_reopens_the_view_it_was_made_from(filters: Filters, default: Filters) -> None:
    fields = {
        "area": "area_code",
        "threat": "threat_code",
        "from": "from_month",
        "to": "to_month",
        "edition": "edition",
    }
    read = parse_qs(filters.to_query(default=default), keep_blank_values=True, strict_parsing=filters != default)
    values = {field: getattr(default, field) for field in fields.values()}
    values |= {fields[name]: value for name, (value,) in read.items()}
    assert Filters(**values) == filters


@given(some_filters())
def test_the_default_view_has_an_empty_link(filters: Filters) -> None:
    assert filters.to_params(default=filters) == {}
    assert filters.to_query(default=filters) == ""


@given(some_filters(), st.lists(months, max_size=20))
def test_the_sql_keeps_the_months_of_the_period_both_bounds_included(filters: Filters, held: list[str]) -> None:
    kept = [
        month
        for month in held
        if (not filters.from_month or month >= filters.from_month)
        and (not filters.to_month or month <= filters.to_month)
    ]
    column = sa.literal_column("month", sa.String)
    assert _keep(filters.months(column), [(month,) for month in held], "month") == [(month,) for month in kept]


@pytest.mark.parametrize("month", ["2015-01", "2015-02", "2016-02", "2015-12"])
def test_the_sql_keeps_the_first_and_last_day_of_a_month(month: str) -> None:
    first = date.fromisoformat(f"{month}-01")
    following = date.fromisoformat(f"{next_month(month)}-01")
    days = [first.fromordinal(first.toordinal() - 1), first, first.fromordinal(following.toordinal() - 1), following]
    conditions = Filters(from_month=month, to_month=month).days(sa.literal_column("day", sa.Date))
    kept = _keep(conditions, [(day.isoformat(),) for day in days], "day")
    assert kept == [(days[1].isoformat(),), (days[2].isoformat(),)]


def _keep(conditions: list[sa.ColumnElement[bool]], rows: list[tuple[str]], name: str) -> list[tuple[str]]:
    """The rows that SQL keeps, asked of a throw-away database (which compares ISO days as text)."""
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE TABLE rows (place INTEGER PRIMARY KEY, {name} TEXT)"))
        for row in rows:
            connection.execute(sa.text(f"INSERT INTO rows ({name}) VALUES (:value)"), {"value": row[0]})
        where = sa.select(sa.literal_column(name)).select_from(sa.text("rows")).where(*conditions)
        kept = [tuple(row) for row in connection.execute(where.order_by(sa.text("place")))]
    engine.dispose()
    return kept


@pytest.mark.parametrize(
    "value", ["2018-13", "2018", "October 2018", "2018-10-01", "2018-10\n", "\u0662\u0660\u0661\u0668-10"]
)
@pytest.mark.parametrize("bound", ["from_month", "to_month"])
def test_a_bound_that_is_no_month_is_refused(bound: str, value: str) -> None:
    with pytest.raises(BadFilterError, match="expected a month written YYYY-MM"):
        Filters(**{bound: value})


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadFilterError, match="a month not after 2018-09"):
        Filters(from_month="2018-10", to_month="2018-09")


@pytest.mark.parametrize("value", ["0000-05", "0001-01", "9999-12"])
@pytest.mark.parametrize("bound", ["from_month", "to_month"])
def test_a_month_outside_the_calendar_is_refused_or_works_everywhere(bound: str, value: str) -> None:
    try:
        filters = Filters(**{bound: value})
    except BadFilterError:
        return
    assert filters.describe_period() != "all months held"
    assert len(filters.days(sa.literal_column("day", sa.Date))) == 1


@given(some_filters())
def test_a_change_leaves_the_original_as_it_was(filters: Filters) -> None:
    changed = filters.but(area_code="E23000016", from_month="", to_month="")
    assert (changed.area_code, changed.threat_code) == ("E23000016", filters.threat_code)
    assert changed.describe_period() == "all months held"
