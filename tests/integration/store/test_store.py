"""The default store: its figures, as published, and the same answers on both databases."""

import contextlib
from collections.abc import Callable
from itertools import pairwise

import pandas as pd
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.database.versions import open_versions, write_version
from data_access.errors import BadFilterError, UnknownQuestionError
from data_access.filters import Filters
from data_access.measures.change import COUNTED_OTHERWISE
from data_access.questions import QUESTIONS
from data_access.settings import Settings
from data_access.store import Store, find_version, open_store

WEST_MERCIA, WARWICKSHIRE = "E23000016", "E23000017"
FORCES = (WEST_MERCIA, WARWICKSHIRE)
LEVELS = ("alliance", "force", "policing_area", "district", "lsoa")
MONTHS = [
    *(f"2014-{month:02d}" for month in range(1, 11)),
    *("2018-10", "2018-11", "2018-12", "2019-01", "2019-02", "2024-01", "2024-02"),
]

COLUMNS_ASKED_FOR = {
    "crime.counts": [
        "month",
        "area_code",
        "area_name",
        "offence_code",
        "offence_name",
        "is_recorded_crime",
        "crime_count",
    ],
    "casualties.collisions": ["collision_date", "severity", "road", "longitude", "latitude", "area_code"],
    "casualties.roads": ["road", "force_code", "ksi_count", "fatal_count", "serious_count"],
    "workforce.strength": ["as_at_date", "area_code", "worker_type", "basis", "strength_count", "source"],
    "priorities.csp": [
        "edition",
        "csp_code",
        "csp_name",
        "is_partnership",
        "kind",
        "theme",
        "local_wording",
        "focus",
        "certainty",
    ],
}


@pytest.fixture
def both(open_default: Callable[[str], Store]) -> tuple[Store, Store]:
    """The default store on DuckDB and on PostgreSQL."""
    return open_default("duckdb"), open_default("postgresql")


def _count(store: Store, filters: Filters | None = None, **options: str) -> int:
    return int(store.ask("crime.counts", filters, **options)["crime_count"].sum())


# --- figures --------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", LEVELS)
def test_no_row_of_street_level_crime_is_lost_at_any_level(store: Store, level: str) -> None:
    counts = store.ask("crime.counts", level=level)
    assert counts["crime_count"].sum() == 225_869
    assert counts.loc[~counts["is_recorded_crime"], "crime_count"].sum() == 81_570
    assert set(counts.loc[~counts["is_recorded_crime"], "offence_code"]) == {"anti-social-behaviour"}


def test_rows_without_a_place_are_kept_apart(store: Store) -> None:
    counts = store.ask("crime.counts", level="policing_area").groupby("area_code")["crime_count"].sum()
    assert sum(counts[f"{force}-NOLOC"] for force in FORCES) == 691
    assert sum(counts[f"{force}-OUTSIDE"] for force in FORCES) == 966 + 104 + 2


def test_rows_outside_the_two_forces_and_in_the_other_one_are_told_apart(store_settings: Settings) -> None:
    crime, area = schema.core_street_crime, schema.core_area
    engine = open_versions(store_settings).open_reader(find_version(store_settings))
    outside = (
        sa.select(area.c.vintage, sa.func.sum(crime.c.crime_count))
        .select_from(crime.outerjoin(area, area.c.area_code == crime.c.lsoa_code))
        .where(crime.c.place_code == crime.c.force_code + "-OUTSIDE")
        .group_by(area.c.vintage)
    )
    with engine.connect() as connection:
        counts = {vintage: int(count) for vintage, count in connection.execute(outside)}
    engine.dispose()
    assert counts.pop(None) == 966  # no area of the two forces
    assert counts.pop("2021") == 2  # a code that there was not in 2011
    assert sum(counts.values()) == 104


def test_months_that_are_not_held_are_absent_and_not_zero(store: Store) -> None:
    assert sorted(store.ask("crime.counts")["month"].unique()) == MONTHS
    gap = Filters(from_month="2014-11", to_month="2018-09")
    assert store.ask("crime.counts", gap).empty
    assert store.ask("crime.counts", gap, level="district").empty
    assert store.ask("crime.areas", gap).empty


def test_a_month_held_for_one_force_is_not_held_for_both(own_settings: Settings) -> None:
    with write_version(open_versions(own_settings), from_current=True) as connection:
        held = schema.core_coverage
        connection.execute(held.delete().where(held.c.period_code == "2014-03", held.c.area_code == WARWICKSHIRE))
    store = open_store(own_settings)
    assert "2014-03" not in set(store.ask("crime.counts")["month"])
    assert "2014-03" in set(store.ask("crime.counts", Filters(area_code=WEST_MERCIA))["month"])
    assert "2014-03" not in set(store.ask("crime.counts", Filters(area_code=WARWICKSHIRE))["month"])
    store.close()


def test_an_area_without_a_crime_of_a_kind_in_a_month_held_has_a_zero(store: Store) -> None:
    counts = store.ask("crime.counts", level="district")
    assert len(counts) == len(MONTHS) * 14 * counts["area_code"].nunique()
    assert (counts["crime_count"] == 0).any()
    assert counts["crime_count"].notna().all()


def test_the_alliance_recorded_126629_crimes_in_the_year_to_september_2017(store: Store) -> None:
    changes = store.ask("crime.change", year_ending="2017-09")
    total = changes[changes["offence_code"] == "total"].set_index("area_code")
    alliance = store.read_info().alliance_code
    assert total.loc[alliance, "now"] == 126_629
    assert total.loc[alliance, "pct"] == pytest.approx(16.1, abs=0.05)
    assert total.loc[WARWICKSHIRE, "pct"] == pytest.approx(23.2, abs=0.05)
    assert total.loc[WARWICKSHIRE, "z"] == pytest.approx(3.2, abs=0.05)
    assert total.loc[WARWICKSHIRE, "z_against_nation"] == pytest.approx(1.0, abs=0.05)
    assert total.loc[WEST_MERCIA, "pct"] == pytest.approx(12.9, abs=0.05)
    assert total.loc[WEST_MERCIA, "z"] == pytest.approx(1.9, abs=0.05)
    assert total.loc[WEST_MERCIA, "z_against_nation"] == pytest.approx(-0.3, abs=0.05)


def test_the_first_headlines_are_those_figures(store: Store) -> None:
    headlines = store.ask("overview.headlines").set_index("headline_code")
    assert headlines.loc["recorded-crime", "value"] == 126_629
    assert headlines.loc["recorded-crime", "period"] == "year to September 2017"
    assert headlines.loc["ksi-collisions", "value"] == 711
    assert headlines.loc["months-held", "value"] == 17


def test_a_blank_at_source_is_missing_and_not_zero(store: Store) -> None:
    years = store.ask("crime.years")
    stalking = years[years["offence_code"] == "stalking-and-harassment"]
    blank = stalking[stalking["year_ending"].isin(["2015-09", "2016-09"])]
    assert len(blank) == 6
    assert blank["crime_count"].isna().all()
    assert set(blank["status"]) == {"missing"}
    changes = store.ask("crime.change", year_ending="2017-09")
    row = changes[changes["offence_code"] == "stalking-and-harassment"]
    assert row["z"].isna().all()
    assert (row["judgement"] == COUNTED_OTHERWISE).all()


def test_711_collisions_killed_or_seriously_injured_somebody(store: Store) -> None:
    ksi = store.ask("casualties.collisions", severity="ksi")
    assert len(ksi) == 711
    assert ksi["force_code"].value_counts().to_dict() == {WEST_MERCIA: 431, WARWICKSHIRE: 280}
    assert ksi["severity"].value_counts().to_dict() == {"serious": 645, "fatal": 66}
    assert ksi["collision_id"].is_unique
    assert len(store.ask("casualties.collisions", severity="fatal")) == 66


def test_collisions_are_listed_latest_first(store: Store) -> None:
    dates = list(store.ask("casualties.collisions")["collision_date"])
    assert all(later >= earlier for later, earlier in pairwise(dates))
    assert (min(dates).year, max(dates).year) == (2015, 2015)


@pytest.mark.parametrize(
    ("road", "force_code", "count"), [("A49", WEST_MERCIA, 21), ("A449", WEST_MERCIA, 18), ("A46", WARWICKSHIRE, 17)]
)
def test_roads_with_most_of_them(store: Store, road: str, force_code: str, count: int) -> None:
    roads = store.ask("casualties.roads", Filters(area_code=force_code))
    numbered = roads[roads["road"].str.fullmatch(r"[AM]\d+(\(M\))?")].reset_index(drop=True)
    row = numbered[numbered["road"] == road].iloc[0]
    assert row["ksi_count"] == row["fatal_count"] + row["serious_count"] == count
    assert (numbered["ksi_count"] > count).sum() == (road == "A449")


def test_the_roads_hold_every_such_collision_once(store: Store) -> None:
    roads = store.ask("casualties.roads")
    assert roads["ksi_count"].sum() == 711
    assert (roads["ksi_count"] == roads["fatal_count"] + roads["serious_count"]).all()
    assert not roads.duplicated(["road", "force_code"]).any()


def test_strength_is_held_for_nine_dates(store: Store) -> None:
    strength = store.ask("workforce.strength").query("basis != 'not_stated'")
    dates = sorted(strength["as_at_date"].unique())
    assert len(dates) == 9
    assert (dates[0], dates[-1]) == ("2014-09-30", "2018-09-30")
    bases = strength.groupby("worker_type")["basis"].unique().map(list).to_dict()
    assert bases["officer"] == bases["staff"] == bases["pcso"] == ["fte"]
    assert bases["special"] == bases["volunteer"] == ["headcount"]


def test_strength_that_is_no_value_is_missing_and_not_zero(store: Store) -> None:
    strength = store.ask("workforce.strength", with_peers=True)
    assert ((strength["status"] == "value") == strength["strength_count"].notna()).all()
    assert set(strength["status"]) > {"value"}


def test_the_2016_17_tables_have_78_cells(store: Store) -> None:
    cells = store.ask("priorities.csp", Filters(edition="2016-17"))
    assert (cells["kind"] == "priority").sum() == 78
    assert len(cells) == 87
    assert set(cells["edition"]) == {"2016-17"}
    assert cells["theme"].notna().all()


def test_an_unplaced_cell_has_no_partnership(store: Store) -> None:
    cells = store.ask("priorities.csp", Filters(edition="2017-18"))
    unplaced = cells[cells["certainty"] == "unplaced"]
    assert unplaced["csp_code"].isna().all()
    assert cells.loc[cells["certainty"] == "certain", "csp_code"].notna().all()
    assert (cells.loc[cells["certainty"] == "inferred", "rule"] != "").all()


def test_rates_are_those_of_the_counts_and_residents_beside_them(store: Store) -> None:
    areas = store.ask("crime.areas", level="district")
    rated = areas[areas["population"].notna()]
    assert len(rated) == 14
    assert (1000 * rated["crime_count"] / rated["population"]).to_numpy() == pytest.approx(rated["rate"].to_numpy())
    assert ((rated["rate_lower"] < rated["rate"]) & (rated["rate"] < rated["rate_upper"])).all()
    assert set(areas.loc[areas["population"].isna(), "area_code"]) == {
        f"{force}-{rest}" for force in FORCES for rest in ("NOLOC", "OUTSIDE")
    }
    assert areas["crime_count"].sum() + areas["incident_count"].sum() == 225_869


# --- shape of the answers --------------------------------------------------------------------------


@pytest.mark.parametrize("question", COLUMNS_ASKED_FOR)
def test_an_answer_has_the_columns_asked_for_in_that_order(store: Store, question: str) -> None:
    columns = list(store.ask(question).columns)
    wanted = COLUMNS_ASKED_FOR[question]
    assert [column for column in columns if column in wanted] == wanted


@pytest.mark.parametrize("question", [name for name, question in QUESTIONS.items() if question.takes_filters])
def test_an_answer_without_rows_has_the_same_columns(store: Store, question: str) -> None:
    future = store.ask(question, Filters(from_month="2090-01", edition="2090-91"))
    assert list(future.columns) == list(store.ask(question).columns)


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_above_the_area_has_no_rows_and_the_same_columns(store: Store, level: str) -> None:
    district = store.ask("areas.list").query("level == 'district'")["area_code"].iloc[0]
    counts = store.ask("crime.counts", Filters(area_code=district), level=level)
    assert list(counts.columns) == list(store.ask("crime.counts").columns)
    assert counts.empty == (level in ("alliance", "force", "policing_area"))


@pytest.mark.parametrize(
    "area_code", ["E99999999", "ALLIANCE' OR '1'='1", "", "E23000001", "\x00", "E23000017\x00", "\u20ac" * 500]
)
@pytest.mark.parametrize("question", ["crime.counts", "casualties.roads", "priorities.csp", "overview.headlines"])
def test_an_area_that_is_none_is_refused(store: Store, question: str, area_code: str) -> None:
    with pytest.raises(BadFilterError, match="area of this alliance"):
        store.ask(question, Filters(area_code=area_code))


@pytest.mark.parametrize("threat", ["guess", "'; DROP TABLE core_area; --"])
def test_a_threat_that_is_none_is_refused_or_has_no_rows(store: Store, threat: str) -> None:
    with contextlib.suppress(BadFilterError):
        assert store.ask("crime.counts", Filters(threat_code=threat)).empty
    assert len(store.ask("areas.list")) > 1000


def test_a_question_or_an_option_that_is_none_is_named(store: Store) -> None:
    with pytest.raises(UnknownQuestionError, match=r"crime\.guess"):
        store.ask("crime.guess")
    with pytest.raises(BadFilterError, match="--level"):
        store.ask("casualties.roads", level="force")


# --- adding up -------------------------------------------------------------------------------------


def _list_children(areas: pd.DataFrame, *, level: str, parent: str) -> set[str]:
    below = LEVELS[LEVELS.index(level) + 1]
    children = set(areas.loc[(areas["level"] == below) & (areas["parent_code"] == parent), "area_code"])
    return children | ({f"{parent}-NOLOC", f"{parent}-OUTSIDE"} if level == "force" else set())


@pytest.mark.parametrize("level", LEVELS[:-1])
def test_every_area_is_the_sum_of_the_areas_in_it_for_every_month_and_category(store: Store, level: str) -> None:
    areas = store.ask("areas.list")
    keys = ["month", "offence_code"]
    own = store.ask("crime.counts", level=level)
    below = store.ask("crime.counts", level=LEVELS[LEVELS.index(level) + 1])
    parents = areas.loc[areas["level"] == level, "area_code"]
    assert set(parents) <= set(own["area_code"])
    for parent in parents:
        whole = own[own["area_code"] == parent].set_index(keys)["crime_count"]
        parts = below[below["area_code"].isin(_list_children(areas, level=level, parent=parent))]
        sums = parts.groupby(keys)["crime_count"].sum().reindex(whole.index, fill_value=0)
        assert (sums == whole).all(), f"{parent} is not the sum of its parts"


@pytest.mark.parametrize("level", LEVELS)
def test_an_area_asked_for_itself_and_in_a_list_has_the_same_counts(store: Store, level: str) -> None:
    listed = store.ask("crime.counts", level=level)
    chosen = listed.loc[listed["area_code"].str.startswith("E0") | (level in LEVELS[:3]), "area_code"].iloc[-1]
    own = store.ask("crime.counts", Filters(area_code=chosen))
    expected = listed[listed["area_code"] == chosen].reset_index(drop=True)
    if level == "lsoa":  # a list of LSOAs leaves out their zeros
        own = own[own["crime_count"] > 0].reset_index(drop=True)
    pd.testing.assert_frame_equal(own, expected)


@pytest.mark.parametrize("month", ["2014-01", "2018-12", "2024-02"])
def test_a_period_keeps_its_months_and_nothing_else(store: Store, month: str) -> None:
    every = store.ask("crime.counts", level="force")
    chosen = store.ask("crime.counts", Filters(from_month=month, to_month=month), level="force")
    pd.testing.assert_frame_equal(chosen, every[every["month"] == month].reset_index(drop=True))


# --- both databases --------------------------------------------------------------------------------

WHEN = ("loaded_at",)
VARIANTS: list[tuple[Filters, dict[str, object]]] = [
    (Filters(), {}),
    (Filters(area_code=WARWICKSHIRE, from_month="2015-03", to_month="2018-11"), {}),
    (Filters(area_code="E22000326", edition="2016-17"), {}),
    (Filters(area_code="E01031178"), {}),
    (Filters(area_code=f"{WEST_MERCIA}-NOLOC"), {}),
    (Filters(threat_code="domestic-abuse", edition="2017-18", area_code=WEST_MERCIA), {}),
    (Filters(area_code="E07000220"), {"level": "lsoa"}),
    (Filters(), {"level": "district"}),
    (Filters(), {"severity": "ksi"}),
    (Filters(), {"with_peers": True}),
    (Filters(area_code=WARWICKSHIRE), {"year_ending": "2020-09"}),
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_databases_give_the_same_answers(both: tuple[Store, Store], question: str) -> None:
    asked = 0
    for filters, options in VARIANTS:
        if not options.keys() <= QUESTIONS[question].options.keys():
            continue
        duckdb, postgresql = (store.ask(question, filters, **options) for store in both)
        volatile = [column for column in WHEN if column in duckdb]
        pd.testing.assert_frame_equal(
            duckdb.drop(columns=volatile), postgresql.drop(columns=volatile), obj=f"{question} {filters} {options}"
        )
        asked += 1
    assert asked >= 6


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_the_same_when_asked_again(store: Store, question: str) -> None:
    pd.testing.assert_frame_equal(store.ask(question), store.ask(question))
