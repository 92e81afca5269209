"""The change in recording, adjusted figures, and what the assessments say."""

from collections.abc import Callable

import pandas as pd
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.database.versions import open_versions, write_version
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.settings import Settings
from data_access.store import Store
from tests.integration.conftest import Official

WEST_MERCIA, WARWICKSHIRE, RUGBY = "E23000016", "E23000017", "E07000220"


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


def test_the_evidence_of_the_assessments_is_held_with_its_line(store: Store) -> None:
    evidence = store.ask("casualties.evidence")
    assert (evidence["topic"] == "factor").sum() == 6
    shares = evidence.dropna(subset=["share_pct"]).set_index("topic")["share_pct"].to_dict()
    assert shares == {"motorcycle-traffic": 1, "motorcycle-deaths": 19}
    assert evidence[["section", "line"]].notna().all(axis=None)
    assert set(store.ask("casualties.evidence", Filters(edition="2016-17"))["edition"]) == {"2016-17"}
