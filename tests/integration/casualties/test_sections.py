"""Road casualties: sections, profile, rates and the change in recording, on both databases."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.database.versions import open_versions, write_version
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.measures.change import RECORDING_CHANGED
from data_access.measures.route_ranking import estimate_harm
from data_access.measures.suppression import RESTRICTED, open_gate
from data_access.questions import QUESTIONS
from data_access.settings import Settings
from data_access.store import Store, open_store
from tests.integration.conftest import Official

WEST_MERCIA, WARWICKSHIRE, RUGBY = "E23000016", "E23000017", "E07000220"
SAMPLES = Path(__file__).resolve().parents[2] / "data" / "collisions"


@pytest.fixture
def sections(store: Store) -> pd.DataFrame:
    return store.ask("casualties.sections")


@pytest.fixture
def reopen() -> Iterator[Callable[[Settings], Store]]:
    """Open stores that a test has changed, and close them afterwards."""
    opened: list[Store] = []

    def open_changed(settings: Settings) -> Store:
        opened.append(open_store(settings))
        return opened[-1]

    yield open_changed
    for store in opened:
        store.close()


# --- sections ---------------------------------------------------------------------------------------


def test_sections_untraced_roads_and_roads_without_a_number_add_up(sections: pd.DataFrame) -> None:
    assert sections["ksi_count"].sum() == sections["inside_count"].sum() == 711
    assert sections["fatal_count"].sum() == 66
    assert sections["serious_count"].sum() == 645
    assert set(sections["unit_kind"]) == {"section", "road", "unnumbered"}
    assert sections.groupby("force_code")["ksi_count"].sum().to_dict() == {WEST_MERCIA: 431, WARWICKSHIRE: 280}
    assert sections["section_id"].is_unique
    unnumbered = sections[sections["unit_kind"] == "unnumbered"]
    assert unnumbered["ksi_count"].sum() == 204  # 203 unclassified, one C road
    assert unnumbered["district_name"].is_unique
    assert len(unnumbered) >= 14


@pytest.mark.parametrize(
    ("road", "force_code", "count"), [("A49", WEST_MERCIA, 21), ("A449", WEST_MERCIA, 18), ("A46", WARWICKSHIRE, 17)]
)
def test_the_parts_of_a_road_add_up_to_it(sections: pd.DataFrame, road: str, force_code: str, count: int) -> None:
    own = sections[(sections["road"] == road) & (sections["force_code"] == force_code)]
    assert own["ksi_count"].sum() == count
    assert (own["unit_kind"] == "section").sum() == own["section_total"].max()


def test_the_columns_are_those_asked_for(store: Store, sections: pd.DataFrame) -> None:
    asked = ["section_id", "road", "length_km", "exposure", "ksi_count", "ksi_per_km", "eb_estimate", "eb_sd"]
    assert {*asked, "top10_chance", "geometry_source"} <= set(sections.columns)
    assert {"dimension", "value", "ksi_count", "is_held"} <= set(store.ask("casualties.profile").columns)


def test_every_section_has_a_length_a_place_and_a_course(sections: pd.DataFrame) -> None:
    cut = sections[sections["unit_kind"] == "section"]
    assert len(cut) > 200
    assert cut["length_km"].between(0.9, 6.1).all()
    assert cut[["district_name", "policing_area_name", "force_name", "near_name"]].notna().all(axis=None)
    assert cut["geometry"].str.startswith("LINESTRING").all()
    assert (cut["geometry_source"] == "trace").all()
    assert (cut["exposure_unit"] == "million vehicle-km").mean() > 0.9
    others = sections[sections["unit_kind"] != "section"]
    for column in ("length_km", "ksi_per_km", "exposure", "eb_estimate", "top10_chance", "geometry"):
        assert others[column].isna().all(), f"{column} of what has no length is not held"


def test_the_estimates_are_those_of_the_fit(store: Store, sections: pd.DataFrame) -> None:
    fits = store.ask("casualties.fit").set_index("fit_code")
    cut = sections[sections["unit_kind"] == "section"].reset_index(drop=True)
    rate, spread = cut["fit_code"].map(fits["rate"]), cut["fit_code"].map(fits["spread"])
    assert np.allclose(cut["expected_count"].astype(float), (cut["exposure"] * rate).astype(float))
    harm = estimate_harm(cut["expected_count"], cut["ksi_count"], spread)
    assert np.allclose(harm["eb_estimate"], cut["eb_estimate"].astype(float))
    assert np.allclose(harm["eb_sd"], cut["eb_sd"].astype(float))
    assert cut["eb_estimate"].is_monotonic_decreasing
    assert cut["top10_chance"].sum() == pytest.approx(10)
    assert cut["expected_count"].sum() == pytest.approx(cut["ksi_count"].sum(), rel=0.1)


def test_fits_have_standard_errors_and_small_classes_take_the_fit_of_all(store: Store, sections: pd.DataFrame) -> None:
    fits = store.ask("casualties.fit").set_index("fit_code")
    assert {"traffic:A", "traffic:all", "length:all"} <= set(fits.index)
    assert fits["log_rate_se"].gt(0).all()
    assert fits.loc["traffic:A", ["spread", "spread_se"]].gt(0).all()
    is_small = fits["section_count"] < 30
    assert not fits.loc[is_small & (fits["road_class"] != "all"), "is_used"].any()
    assert fits.loc[~is_small | (fits["road_class"] == "all"), "is_used"].all()
    used = sections["fit_code"].dropna().unique()
    assert fits.loc[used, "is_used"].all()


def test_the_value_of_prevention_is_that_of_collisions_and_never_of_casualties(sections: pd.DataFrame) -> None:
    expected = 2_005_664 * sections["fatal_count"] + 229_757 * sections["serious_count"]
    assert np.allclose(sections["prevention_value"].astype(float), expected.astype(float))


@pytest.mark.parametrize("area_code", [WARWICKSHIRE, "E22000321", RUGBY, "E22000326", "E07000221"])
def test_the_part_inside_an_area_adds_up_to_its_collisions(store: Store, area_code: str) -> None:
    filters = Filters(area_code=area_code)
    sections = store.ask("casualties.sections", filters)
    listed = store.ask("casualties.collisions", filters, severity="ksi")
    assert sections["inside_count"].sum() == len(listed)
    assert (sections["inside_count"] <= sections["ksi_count"]).all()
    everywhere = store.ask("casualties.sections").set_index("section_id")
    own = sections[sections["unit_kind"] == "section"].set_index("section_id")
    assert (everywhere.loc[own.index, "ksi_count"] == own["ksi_count"]).all(), "a section is shown whole"
    assert (everywhere.loc[own.index, "top10_chance"] == own["top10_chance"]).all(), "and ranked among all"


def test_a_period_scales_what_is_expected(store: Store, sections: pd.DataFrame) -> None:
    half = store.ask("casualties.sections", Filters(from_month="2015-01", to_month="2015-06"))
    both = sections.merge(half, on="section_id", suffixes=("", "_half")).dropna(subset=["expected_count"])
    assert np.allclose(both["expected_count"].astype(float), 2 * both["expected_count_half"].astype(float))
    assert half["ksi_count"].sum() == 316
    assert half["previous_count"].isna().all(), "2014 is not held"


def test_a_change_is_judged_within_one_way_of_recording_only(store: Store) -> None:
    before = store.ask("casualties.sections", Filters(from_month="2015-04", to_month="2015-06"))
    assert before["previous_count"].sum() > 0
    assert not (before["judgement"] == RECORDING_CHANGED).any()
    across = store.ask("casualties.sections", Filters(from_month="2015-07", to_month="2015-12"))
    assert (across["judgement"] == RECORDING_CHANGED).all()
    assert across["previous_count"].notna().all()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("severity", "fatal"),
        ("road_class", "b"),
        ("road_class", "minor"),
        ("speed_limit", "60"),
        ("urban_rural", "urban"),
        ("vehicle_group", "motorcycle"),
        ("vehicle_group", "not-held"),
        ("road", "A46"),
    ],
)
def test_every_question_counts_the_same_slice(store: Store, option: str, value: str) -> None:
    slice_ = {"severity": "ksi", option: value}
    listed = store.ask("casualties.collisions", **slice_)
    assert 0 < len(listed) < 711
    sections = store.ask("casualties.sections", **slice_)
    assert sections["inside_count"].sum() == len(listed)
    assert sections["eb_estimate"].notna().any() == (option in ("road_class", "road") and value in ("A46",))
    assert store.ask("casualties.roads", **slice_)["ksi_count"].sum() == len(listed)
    assert store.ask("casualties.months", **slice_)["collision_count"].sum() == len(listed)
    profile = store.ask("casualties.profile", **slice_)
    totals = profile.groupby("dimension")["ksi_count"].sum().drop("vehicle_group")
    assert (totals == len(listed)).all()
    rates = store.ask("casualties.rates", level="district", **slice_)
    assert rates["ksi_count"].sum() == len(listed)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("severity", "grave"),
        ("road_class", "z"),
        ("speed_limit", "fast"),
        ("vehicle_group", "tank"),
        ("urban_rural", "sea"),
    ],
)
def test_an_option_that_is_no_choice_is_named_in_a_sentence(store: Store, option: str, value: str) -> None:
    with pytest.raises(BadFilterError, match=value):
        store.ask("casualties.sections", **{option: value})


def test_the_collisions_of_a_section_are_those_it_counts(store: Store, sections: pd.DataFrame) -> None:
    top = sections.iloc[0]
    listed = store.ask("casualties.collisions", severity="ksi", section_id=top["section_id"])
    assert len(listed) == top["ksi_count"]
    assert set(listed["section_id"]) == {top["section_id"]}
    assert set(listed["road"]) == {top["road"]}


# --- profile, vehicles, people ----------------------------------------------------------------------


def test_the_profile_counts_every_collision_once_in_each_dimension(store: Store) -> None:
    profile = store.ask("casualties.profile")
    totals = profile.groupby("dimension")["ksi_count"].sum().to_dict()
    assert totals.pop("vehicle_group") > 711
    assert set(totals.values()) == {711}
    by_day = profile[profile["dimension"] == "weekday"].set_index("value")["ksi_count"]
    assert by_day.to_dict() == {
        **{"Monday": 93, "Tuesday": 111, "Wednesday": 93, "Thursday": 109},
        **{"Friday": 103, "Saturday": 106, "Sunday": 96},
    }
    hours = profile[profile["dimension"] == "hour"].set_index("value")["ksi_count"]
    assert hours["07:00"] == 24, "times are written '7:05' as well as '17:05'"
    assert len(hours) == 24
    assert profile.groupby("dimension")["fatal_count"].sum().drop("vehicle_group").eq(66).all()


def test_vehicles_that_are_not_held_are_counted_apart(store: Store) -> None:
    vehicles = store.ask("casualties.vehicles").set_index("vehicle_group")
    assert (vehicles["held_count"] == 550).all()
    assert (vehicles["not_held_count"] == 161).all()
    motorcycles = vehicles.loc["Motorcycle"]
    assert motorcycles["ksi_count"] == 158
    assert motorcycles["share_pct"] == pytest.approx(100 * 158 / 550)
    assert motorcycles["share_lower"] < motorcycles["share_pct"] < motorcycles["share_upper"]
    profile = store.ask("casualties.profile").query("dimension == 'vehicle_group'").set_index("value")
    assert profile.loc["Not held", "ksi_count"] == 161
    assert not profile.loc["Not held", "is_held"]


def test_people_are_not_held_until_a_casualty_file_is_loaded(store: Store) -> None:
    assert store.ask("casualties.people").empty


def test_people_are_given_in_totals_of_five_or_more(
    own_settings: Settings, reopen: Callable[[Settings], Store]
) -> None:
    with write_version(open_versions(own_settings), from_current=True) as connection:
        ids = list(connection.scalars(sa.select(schema.core_collision.c.collision_id).limit(40)))
        rows = [
            {
                "source_id": "collisions",
                "collision_id": each,
                "vehicle_reference": 1,
                "casualty_reference": 1,
                "severity": "serious",
                "casualty_class": "Driver or rider",
                "age_band": "16 to 20" if number < 3 else "26 to 35" if number < 20 else "36 to 45",
                "sex": "Male" if number < 36 else "Female",
                "casualty_type": "9",
                "enhanced_severity": "",
            }
            for number, each in enumerate(ids)
        ]
        connection.execute(schema.core_casualty.insert(), rows)
    people = reopen(own_settings).ask("casualties.people")
    ages = people[people["dimension"] == "age_band"].set_index("value")
    assert ages.loc["16 to 20", "is_suppressed"]
    assert ages["is_suppressed"].sum() >= 2, "one hidden count alone could be worked out from the total"
    assert people["casualty_count"].dropna().ge(5).all()
    sexes = people[people["dimension"] == "sex"]
    assert sexes["casualty_count"].isna().all(), "four women would follow from 36 men of 40"


# --- rates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "basis"), [("district", "residents"), ("policing_area", "residents")])
def test_rates_add_up_to_every_collision(store: Store, level: str, basis: str) -> None:
    rates = store.ask("casualties.rates", level=level)
    assert set(rates["basis"]) == {basis}
    assert rates["ksi_count"].sum() == 711
    placed = rates.dropna(subset=["rate"])
    assert np.allclose(placed["rate"], placed["ksi_count"] / placed["denominator"].astype(float) * 100_000)
    assert (placed["rate_lower"] < placed["rate"]).all()
    assert rates.loc[rates["rate"].isna(), "area_code"].str.contains("OUTSIDE|NOLOC").all()


def test_traffic_is_held_for_highway_authorities_and_forces_only(store: Store) -> None:
    rates = store.ask("casualties.rates")
    traffic = rates[rates["basis"] == "traffic"]
    assert set(traffic["level"]) == {"authority", "force"}
    authorities = traffic[traffic["level"] == "authority"].set_index("area_name")
    assert set(authorities.index) == {
        "Herefordshire", "Shropshire", "Telford & Wrekin", "Warwickshire", "Worcestershire"
    }  # fmt: skip
    row = authorities.loc["Herefordshire"]
    assert row["denominator"] == pytest.approx(1438.0 + 105.6 + 347.8)
    assert row["rate"] == pytest.approx(80 / 1891.4 * 1000)
    forces = traffic[traffic["level"] == "force"].set_index("area_code")["denominator"]
    assert forces.sum() == pytest.approx(authorities["denominator"].sum())


# --- the change in recording ------------------------------------------------------------------------


def test_the_change_in_recording_is_found_in_the_collisions_of_2015(store: Store) -> None:
    change = store.ask("casualties.reporting_change").set_index("force_code")
    assert set(change.index) == {WEST_MERCIA, WARWICKSHIRE}
    assert (change["change_month"] == "2015-11").all()
    assert change["first_month"].between("2015-10", "2015-11").all()
    assert change.loc[WEST_MERCIA, ["before_count", "after_count"]].tolist() == [342, 89]
    assert change.loc[WARWICKSHIRE, ["before_count", "after_count"]].tolist() == [208, 72]
    assert change["ksi_share_before_pct"].isna().all(), "only KSI collisions are held, so there is no share"


def test_the_share_of_ksi_rises_from_18_to_24_per_cent(
    own_settings: Settings, shared_or_sample: Official, reopen: Callable[[Settings], Store]
) -> None:
    folder = shared_or_sample.folder / "collisions"
    paths = [folder / "Accidents_2015_alliance.csv"]
    load_source(own_settings, Request("collisions", paths, vehicles=folder / "Vehicles_2015_alliance.csv"))
    store = reopen(own_settings)
    change = store.ask("casualties.reporting_change")
    months = ["2015-11", "2015-11"]
    assert change["change_month"].tolist() == shared_or_sample.expect(whole=months, sample=[])
    before, after = [17.8, 17.3], [23.8, 23.6]
    assert change["ksi_share_before_pct"].round(1).tolist() == shared_or_sample.expect(whole=before, sample=[])
    assert change["ksi_share_after_pct"].round(1).tolist() == shared_or_sample.expect(whole=after, sample=[])
    counted = store.ask("casualties.sections", severity="all")["ksi_count"].sum()
    assert counted == len(store.ask("casualties.collisions"))
    assert shared_or_sample.expect(whole=3_801, sample=counted) == counted


def test_a_force_that_recorded_one_way_throughout_has_no_change(
    own_settings: Settings, reopen: Callable[[Settings], Store]
) -> None:
    collision = schema.core_collision
    with write_version(open_versions(own_settings), from_current=True) as connection:
        is_own = collision.c.force_code == WARWICKSHIRE
        connection.execute(collision.update().where(is_own).values(is_injury_based=False))
    change = reopen(own_settings).ask("casualties.reporting_change")
    assert change["force_code"].tolist() == [WEST_MERCIA]


def test_adjusted_figures_are_offered_where_every_collision_has_them(
    own_settings: Settings, reopen: Callable[[Settings], Store]
) -> None:
    collision = schema.core_collision
    with write_version(open_versions(own_settings), from_current=True) as connection:
        is_own = sa.and_(collision.c.force_code == WARWICKSHIRE, collision.c.severity == "serious")
        first = connection.scalar(sa.select(sa.func.min(collision.c.collision_id)).where(is_own))
        january = sa.and_(is_own, collision.c.collision_date < sa.literal("2015-02-01").cast(sa.Date))
        connection.execute(collision.update().where(january).values(adjusted_serious=0.9, adjusted_slight=0.1))
        slight = {"severity": "slight", "adjusted_serious": 0.2}
        one = connection.scalar(sa.select(sa.func.min(collision.c.collision_id)).where(january))
        connection.execute(collision.update().where(collision.c.collision_id == one).values(**slight))
    assert first
    months = reopen(own_settings).ask("casualties.months")
    own = months[(months["force_code"] == WARWICKSHIRE)].set_index("month")
    assert own.loc["2015-01", "adjusted_ksi_count"] == pytest.approx(1 + 0.9 * 15 + 0.2)
    assert own["adjusted_ksi_count"].drop("2015-01").isna().all()


def adjust_all_of_warwickshire(settings: Settings) -> None:
    """Give every collision of a force DfT's chances, and make the first serious one slight."""
    collision = schema.core_collision
    with write_version(open_versions(settings), from_current=True) as connection:
        is_serious = sa.and_(collision.c.force_code == WARWICKSHIRE, collision.c.severity == "serious")
        first = connection.scalar(sa.select(sa.func.min(collision.c.collision_id)).where(is_serious))
        connection.execute(collision.update().where(is_serious).values(adjusted_serious=0.9, adjusted_slight=0.1))
        slight = {"severity": "slight", "adjusted_serious": 0.2}
        connection.execute(collision.update().where(collision.c.collision_id == first).values(**slight))


def test_rates_and_sections_offer_adjusted_counts_for_forces_that_have_them_throughout(
    own_settings: Settings, reopen: Callable[[Settings], Store]
) -> None:
    adjust_all_of_warwickshire(own_settings)
    store = reopen(own_settings)
    collisions = store.ask("casualties.collisions", Filters(area_code=WARWICKSHIRE), severity="all")
    by_severity = collisions["severity"].value_counts()
    expected = by_severity["fatal"] + 0.9 * by_severity["serious"] + 0.2
    rates = store.ask("casualties.rates", counting="adjusted")
    forces = rates[(rates["level"] == "force") & (rates["basis"] == "residents")].set_index("area_code")
    assert forces.loc[WARWICKSHIRE, "adjusted_ksi_count"] == pytest.approx(expected)
    own = forces.loc[WARWICKSHIRE]
    assert own["rate"] == pytest.approx(expected / own["denominator"] * 100_000)
    assert own["rate_lower"] < own["rate"] < own["rate_upper"]
    # The other force has none: no adjusted count and no rate, rather than one as recorded or of nothing.
    assert forces.loc[WEST_MERCIA, ["adjusted_ksi_count", "rate", "rate_lower"]].isna().all()
    districts = rates[(rates["level"] == "district") & (rates["force_code"] == WARWICKSHIRE)]
    assert districts["adjusted_ksi_count"].sum() == pytest.approx(expected)
    recorded = store.ask("casualties.rates").set_index(["basis", "level", "area_code"])["rate"]
    again = store.ask("casualties.rates", counting="recorded").set_index(["basis", "level", "area_code"])["rate"]
    pd.testing.assert_series_equal(recorded, again)
    sections = store.ask("casualties.sections")
    is_own = sections["force_code"] == WARWICKSHIRE
    assert sections.loc[is_own, "adjusted_ksi_count"].notna().all()
    assert sections.loc[~is_own, "adjusted_ksi_count"].isna().all()
    # A road or district whose only collision became slight has no row of KSI collisions, so up to 0.2 may be missing.
    assert sections["adjusted_ksi_count"].sum() == pytest.approx(expected, abs=0.21)
    one = sections[is_own & (sections["unit_kind"] == "section")].iloc[0]
    assert one["adjusted_ksi_count"] == pytest.approx(one["fatal_count"] + 0.9 * one["serious_count"], abs=0.21)


def test_adjusted_counts_are_of_killed_or_seriously_injured_and_need_slight_collisions_held(store: Store) -> None:
    assert store.ask("casualties.sections")["adjusted_ksi_count"].isna().all()
    assert store.ask("casualties.rates")["adjusted_ksi_count"].isna().all()
    assert store.ask("casualties.rates", counting="adjusted")["rate"].isna().all()
    with pytest.raises(BadFilterError, match="counting"):
        store.ask("casualties.rates", counting="guessed")


# --- what the assessments say -----------------------------------------------------------------------


def test_the_evidence_of_the_assessments_is_held_with_its_line(store: Store) -> None:
    evidence = store.ask("casualties.evidence")
    assert (evidence["topic"] == "factor").sum() == 6
    shares = evidence.dropna(subset=["share_pct"]).set_index("topic")["share_pct"].to_dict()
    assert shares == {"motorcycle-traffic": 1, "motorcycle-deaths": 19}
    assert evidence[["section", "line"]].notna().all(axis=None)
    assert set(store.ask("casualties.evidence", Filters(edition="2016-17"))["edition"]) == {"2016-17"}


# --- a loaded network -------------------------------------------------------------------------------


def test_a_loaded_network_takes_the_place_of_the_trace(
    own_settings: Settings, reopen: Callable[[Settings], Store], tmp_path: Path
) -> None:
    path = tmp_path / "roads.geojson"
    path.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"ref": "A426"}, '
        '"geometry": {"type": "LineString", "coordinates": [[-1.26, 52.30], [-1.26, 52.37], [-1.24, 52.43]]}}]}'
    )
    load_source(own_settings, Request("roads", [path]))
    store = reopen(own_settings)
    sections = store.ask("casualties.sections")
    assert sections["ksi_count"].sum() == 711
    own = sections[(sections["road"] == "A426") & (sections["unit_kind"] == "section")]
    assert set(own["geometry_source"]) == {"network"}
    assert own["length_km"].sum() == pytest.approx(14.6, abs=0.7)
    assert set(sections.loc[sections["road"] == "A46", "geometry_source"].dropna()) == {"trace"}


def test_sections_are_made_again_after_a_load(
    own_settings: Settings, reopen: Callable[[Settings], Store], tmp_path: Path
) -> None:
    path = tmp_path / "2016.csv"
    path.write_text((SAMPLES / "sample-all-32-columns-2015.csv").read_text().replace("2015", "2016"))
    load_source(own_settings, Request("collisions", [path]))
    store = reopen(own_settings)
    assert store.ask("casualties.fit")["years"].iloc[0] == "2015 to 2016"
    listed = store.ask("casualties.collisions", severity="ksi")
    assert store.ask("casualties.sections")["ksi_count"].sum() == len(listed) > 711


def test_nothing_worked_out_from_a_hidden_count_of_a_road_is_left(store: Store) -> None:
    """The interval of a count gives the count away: it is hidden with it, in every question on roads."""
    for name in ("casualties.roads", "casualties.sections"):
        rules = QUESTIONS[name].disclosures
        hidden = open_gate(store.ask(name), rules=rules, access=RESTRICTED, threshold=5).query("is_suppressed")
        assert len(hidden) > 100
        assert hidden[["ksi_count", "fatal_count", "serious_count", "count_lower", "count_upper"]].isna().all(axis=None)
