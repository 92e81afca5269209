"""Sections of roads: they add up, their estimates are those of the fit, and a loaded network takes their place."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data_access.filters import Filters
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.measures.change import RECORDING_CHANGED
from data_access.measures.route_ranking import estimate_harm
from data_access.measures.suppression import RESTRICTED, open_gate
from data_access.questions import QUESTIONS
from data_access.settings import Settings
from data_access.store import Store

WEST_MERCIA, WARWICKSHIRE, RUGBY = "E23000016", "E23000017", "E07000220"
SAMPLES = Path(__file__).resolve().parents[2] / "data" / "collisions"


@pytest.fixture
def sections(store: Store) -> pd.DataFrame:
    return store.ask("casualties.sections")


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


def test_the_collisions_of_a_section_are_those_it_counts(store: Store, sections: pd.DataFrame) -> None:
    top = sections.iloc[0]
    listed = store.ask("casualties.collisions", severity="ksi", section_id=top["section_id"])
    assert len(listed) == top["ksi_count"]
    assert set(listed["section_id"]) == {top["section_id"]}
    assert set(listed["road"]) == {top["road"]}


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
