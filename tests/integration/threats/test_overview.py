"""threats.overview and threats.areas on the default store, on a real DuckDB and PostgreSQL, and under restriction."""

from collections.abc import Callable

import pandas as pd
import pytest

from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures import latest_period as rules
from data_access.measures.change import CHANCE, MORE_DOWN, MORE_UP, USUAL_DOWN, USUAL_UP
from data_access.store import Store

WARWICKSHIRE, RUGBY = "E23000017", "E22000321"
DEFAULT = Filters(edition="2017-18")


@pytest.fixture
def duckdb(open_default: Callable[[str], Store]) -> Store:
    """The default store in DuckDB, for what does not depend on the database."""
    return open_default("duckdb")


def ask(store: Store, filters: Filters = DEFAULT, **options: str) -> pd.DataFrame:
    return store.ask("threats.overview", filters, **options).set_index("threat_code")


def test_a_row_for_each_priority_of_the_edition_with_its_published_figure(store: Store) -> None:
    rows = ask(store)
    assert list(rows.index) == [
        "cyber", "csea", "soc", "oac", "rape-sexual", "domestic-abuse", "modern-slavery", "ksi",
    ]  # fmt: skip
    assert rows["value"].dropna().to_dict() == {
        "csea": 2_326, "soc": 3_526, "oac": 24_292, "rape-sexual": 5_039, "modern-slavery": 70, "ksi": 711,
    }  # fmt: skip
    assert rows.loc["rape-sexual", "rule"] == rules.EDITION_YEAR
    assert rows.loc["ksi", "rule"] == rules.TWELVE_MONTHS
    assert rows.loc["csea", "rule"] == rules.QUARTERLY_TABLE
    assert (rows["as_at"] != "").tolist() == rows["value"].notna().tolist()


def test_a_single_group_is_judged_as_the_change_question_judges_it(store: Store) -> None:
    changes = store.ask("crime.change", Filters(area_code=WARWICKSHIRE), year_ending="2017-09")
    groups = changes.set_index("offence_code")
    rows = ask(store, DEFAULT.but(area_code=WARWICKSHIRE))
    for threat, group in (("rape-sexual", "sexual-offences"), ("soc", "drug-offences")):
        ours, theirs = rows.loc[threat], groups.loc[group]
        assert (ours["value"], ours["then"]) == (theirs["now"], theirs["then"])
        assert ours["z"] == pytest.approx(theirs["z"])
        assert ours["z_against_nation"] == pytest.approx(theirs["z_against_nation"])
        names = ["judgement", "elsewhere", "allows_for"]
        assert ours[names].tolist() == theirs[names].tolist()
    assert rows.loc["rape-sexual", "judgement"] == MORE_UP
    assert rows.loc["soc", "judgement"] in (USUAL_UP, USUAL_DOWN)


def test_what_is_not_held_says_so_and_is_no_zero(duckdb: Store) -> None:
    rows = ask(duckdb)
    for threat in ("cyber", "domestic-abuse"):
        row = rows.loc[threat]
        assert pd.isna(row["value"])
        assert (row["gap"], bool(row["reason"])) == (rules.NOT_MEASURED, True)
        assert (row["coverage"], row["rule"], row["judgement"]) == ("none", rules.NOT_HELD, "")
    empty = ask(duckdb, Filters(from_month="2020-02", to_month="2020-03"))
    assert empty["value"].isna().all()
    assert set(empty.loc[["oac", "ksi"], "gap"]) == {rules.NOT_IN_PERIOD}


def test_the_rule_is_the_first_that_gives_a_figure(duckdb: Store) -> None:
    latest = ask(duckdb, as_at="latest")
    assert latest.loc["oac", ["rule", "period_words"]].tolist() == [rules.YEARLY_TABLE, "year to September 2024"]
    rugby = ask(duckdb, DEFAULT.but(area_code=RUGBY))
    own = rugby.loc["oac"]
    assert own[["rule", "value", "then"]].tolist() == [rules.LATEST_RUN, 168, 246]
    assert (own["judgement"], own["allows_for"]) == (MORE_DOWN, CHANCE)
    wider = rugby.loc["rape-sexual"]
    assert wider["area_name"] == "Warwickshire"
    assert wider["is_wider"]
    assert not own["is_wider"]
    run = ask(duckdb, Filters(from_month="2018-10", to_month="2019-02")).loc["oac"]
    assert run[["rule", "value"]].tolist() == [rules.LATEST_RUN, 10_330]
    assert pd.isna(run["then"])


def test_monthly_figures_are_those_of_the_crime_question(duckdb: Store) -> None:
    filters = Filters(area_code=RUGBY, threat_code="oac", from_month="2024-01", to_month="2024-02")
    assert duckdb.ask("crime.counts", filters)["crime_count"].sum() == 168


def test_ranks_rest_on_the_same_crimes_and_ksi_has_none(duckdb: Store) -> None:
    rows = ask(duckdb)
    ranked = rows[rows["volume_rank"].notna()]
    assert sorted(ranked["volume_rank"]) == sorted(ranked["severity_rank"]) == [1, 2, 3, 4, 5]
    # A group of burglary brings the codes of homes and other buildings: 24,344 of 2017/18.
    assert ranked.loc["oac", "volume_count"] == 24_344
    assert (ranked["has_rank_difference"] == (ranked["volume_rank"] != ranked["severity_rank"])).all()
    assert rows.loc["rape-sexual", ["volume_rank", "severity_rank"]].tolist() == [2, 1]
    ksi = rows.loc["ksi"]
    assert pd.isna(ksi["volume_rank"])
    roads = duckdb.ask("casualties.roads")
    fatal, serious = roads["fatal_count"].sum(), roads["serious_count"].sum()
    assert ksi["prevention_value"] == fatal * 2_005_664 + serious * 229_757


def test_partners_are_those_of_the_overlap(duckdb: Store) -> None:
    filters = Filters(edition="2016-17")
    rows = ask(duckdb, filters, strategy="2018-19")
    overlap = duckdb.ask("priorities.overlap", filters, against="2018-19")
    own = overlap[overlap["is_partnership"] & (overlap["strength"] == "direct")]
    assert rows["csp_count"].to_dict() == {code: int((own["priority_code"] == code).sum()) for code in rows.index}
    assert (rows["csp_up_to_count"] >= rows["csp_count"]).all()
    assert (rows["csp_total"] == 9).all()


def test_intelligence_that_is_not_derived_is_never_green(duckdb: Store) -> None:
    rag = ask(duckdb)["rag"]
    assert rag[["modern-slavery", "ksi"]].tolist() == ["not derived", "not derived"]
    assert set(rag.drop(["modern-slavery", "ksi"])) == {""}


def test_the_strategy_is_the_editions_or_the_one_asked_for(duckdb: Store) -> None:
    assert set(ask(duckdb, Filters(edition="2016-17"))["strategy"]) == {"2016-17"}
    assert len(ask(duckdb, strategy="2018-19")) == 6
    assert list(ask(duckdb, DEFAULT.but(threat_code="ksi")).index) == ["ksi"]
    for options in ({"strategy": "1999"}, {"as_at": "now"}):
        with pytest.raises(BadFilterError):
            ask(duckdb, **options)


def test_rates_by_area_agree_with_the_questions_of_crime_and_casualties(store: Store) -> None:
    areas = store.ask("threats.areas", DEFAULT)
    filters = Filters(threat_code="oac", from_month="2024-01", to_month="2024-02")
    crime = store.ask("crime.rates", filters).dropna(subset=["rate"]).set_index("area_code")
    ours = areas[(areas["threat_code"] == "oac") & (areas["level"] == "policing_area")].set_index("area_code")
    for column, theirs in (("rate", "rate"), ("reference_rate", "whole_rate"), ("event_count", "crime_count")):
        pd.testing.assert_series_equal(
            ours[column].astype(float), crime[theirs].astype(float)[ours.index], check_names=False
        )
    assert ours["differs"].to_dict() == crime["differs"][ours.index].to_dict()
    roads = store.ask("casualties.rates", level="policing_area").dropna(subset=["rate"]).set_index("area_code")
    ksi = areas[(areas["threat_code"] == "ksi") & (areas["level"] == "policing_area")].set_index("area_code")
    assert ksi["rate"].to_dict() == pytest.approx(roads["rate"][ksi.index].to_dict())


def test_an_area_without_a_figure_has_a_reason_and_no_ratio(duckdb: Store) -> None:
    areas = duckdb.ask("threats.areas", DEFAULT)
    missing = areas["ratio"].isna()
    assert missing.any()
    assert (areas.loc[missing, "reason"] != "").all()
    assert (areas.loc[~missing, "reason"] == "").all()
    assert set(areas.loc[missing & (areas["threat_code"] == "csea"), "reason"]) == {"published for forces only"}


def test_a_force_stands_against_its_peers_as_in_the_peers_question(duckdb: Store) -> None:
    areas = duckdb.ask("threats.areas", DEFAULT, against="peers").set_index(["threat_code", "area_code"])
    peers = duckdb.ask(
        "crime.peers", Filters(area_code=WARWICKSHIRE), year_ending="2017-09", offence_code="sexual-offences"
    )
    own = peers[peers["area_code"] == WARWICKSHIRE].iloc[0]
    row = areas.loc[("rape-sexual", WARWICKSHIRE)]
    assert row["rate"] == pytest.approx(own["rate"])
    assert row["reference_rate"] == pytest.approx(own["peers_weighted_rate"])
    assert (areas.loc["ksi", "reason"] == "no figure of its peers is held").all()
