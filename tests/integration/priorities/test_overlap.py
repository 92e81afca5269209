"""What partnerships share, on both databases, against the two documents."""

import pytest

from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.store import Store

FIRST, SECOND = Filters(edition="2016-17"), Filters(edition="2017-18")


def test_overlap_has_a_row_for_each_column_and_alliance_priority(store: Store) -> None:
    first, second = store.ask("priorities.overlap", FIRST), store.ask("priorities.overlap", SECOND)
    assert len(first) == 10 * 6
    assert len(second) == 11 * 8, "both county columns stand in the charts of 2017-18"
    columns = ["edition", "csp_code", "csp_name", "alliance_priority", "strength", "certainty", "themes"]
    assert [name for name in first.columns if name in columns] == columns
    assert set(first["certainty"]) == {"certain"}
    assert set(second["certainty"]) == {"certain", "inferred", "not known"}


def test_two_partnerships_name_road_safety_and_no_other_shares_the_roads(store: Store) -> None:
    overlap = store.ask("priorities.overlap", FIRST)
    roads = overlap[(overlap["priority_code"] == "ksi") & (overlap["strength"] != "none")]
    assert set(roads["csp_name"]) == {"Rugby", "Telford & Wrekin"}
    assert set(roads["strength"]) == {"direct"}


def test_no_west_mercia_partnership_of_2017_18_is_said_to_lack_or_share_what_its_chart_leaves_open(
    store: Store,
) -> None:
    overlap = store.ask("priorities.overlap", SECOND)
    west_mercia = {"E22000326", "E22000332", "E22000333", "E22000360", "E22000368"}
    own = overlap[overlap["csp_code"].isin(west_mercia)]
    assert len(own) == 5 * 8
    assert set(own.loc[own["certainty"] == "certain", "strength"]) <= {"none"}
    abuse = own[own["priority_code"] == "domestic-abuse"]
    assert set(abuse["strength"]) == {"not known"}


def test_similar_partnerships_are_the_same_from_both_sides_and_counties_are_none(store: Store) -> None:
    similar = store.ask("priorities.similar", FIRST).set_index(["csp_code", "other_code"])
    assert len(similar) == 9 * 8
    assert similar.loc[("E22000332", "E22000368"), ["shared_count", "all_count"]].tolist() == [12, 12]
    assert similar.loc[("E22000332", "E22000368"), "jaccard"] == 1
    assert similar.loc[("E22000359", "E22000319"), "jaccard"] == pytest.approx(5 / 7)
    assert bool(similar.loc[("E22000320", "E22000319"), "is_neighbour"])
    later = store.ask("priorities.similar", SECOND)
    assert later["jaccard"].isna().all()
    assert later["all_count"].isna().all()


def test_the_alliance_added_two_priorities_and_the_recommended_strategy_drops_two(store: Store) -> None:
    changes = store.ask("priorities.changes")
    own = changes[changes["csp_code"] == "ALLIANCE"].set_index("code")["change"]
    assert set(own[own == "new"].index) == {"oac", "modern-slavery"}
    assert not (own == "dropped").any()
    reference = store.ask("priorities.overlap", FIRST, against="2018-19")
    assert len(reference) == 10 * 6
    assert set(reference["against"]) == {"2018-19"}


def test_a_change_is_claimed_only_where_the_later_chart_leaves_it_certain(store: Store) -> None:
    changes = store.ask("priorities.changes")
    dropped = changes[changes["change"] == "dropped"]
    assert set(dropped["csp_name"]) <= {"North Warwickshire", "Nuneaton and Bedworth", "South Warwickshire", "Rugby",
                                        "Warwickshire County"}  # fmt: skip
    assert ("North Warwickshire", "Theft from vehicles") in set(zip(dropped["csp_name"], dropped["theme"], strict=True))
    assert ("Nuneaton and Bedworth", "Cyber crime") not in set(
        zip(dropped["csp_name"], dropped["theme"], strict=True)
    ), "the cross-cutting theme of the whole chart could be theirs"


def test_every_partnership_names_reducing_reoffending_and_no_priority_covers_it(store: Store) -> None:
    gaps = store.ask("priorities.gaps", FIRST)
    many = gaps[gaps["gap"] == "theme many carry, alliance lacks"].set_index("code")
    assert many.loc["reducing-reoffending", ["csp_count", "csp_total"]].tolist() == [9, 9]
    assert many.loc["asb", "alliance"] == "not shared"
    later = store.ask("priorities.gaps", SECOND)
    assert "sole priority" not in set(later["gap"])


def test_who_else_works_on_serious_and_organised_crime(store: Store) -> None:
    bearing = store.ask("priorities.bearing", Filters(threat_code="soc", edition="2017-18"))
    assert set(bearing["kind"]) == {
        "alliance priority", "partnership priority", "strategic policing requirement", "police and crime plan",
    }  # fmt: skip
    direct = bearing[(bearing["kind"] == "partnership priority") & (bearing["strength"] == "direct")]
    assert set(direct["who"]) == {
        "partnership not known (Warwickshire chart)",
        "partnership not known (West Mercia chart)",
    }
    assert set(bearing.loc[bearing["kind"] == "strategic policing requirement", "wording"]) == {
        "Serious and Organised Crime"
    }


def test_local_figures_are_those_of_the_crime_questions(store: Store) -> None:
    figures = store.ask("priorities.figures")
    rugby = figures[(figures["csp_code"] == "E22000321") & (figures["theme_code"] == "burglary")].iloc[0]
    asked = Filters(area_code="E22000321", from_month="2018-10", to_month="2019-02")
    counts = store.ask("crime.counts", asked)
    assert rugby["figure_count"] == counts.loc[counts["offence_code"] == "burglary", "crime_count"].sum()
    assert rugby["period"] == "Oct 2018 to Feb 2019"
    whole = store.ask("crime.areas", asked.but(area_code="ALLIANCE")).set_index("area_code")
    everything = figures[(figures["csp_code"] == "E22000321") & (figures["theme_code"] == "overall-crime")].iloc[0]
    assert everything["rate"] == pytest.approx(whole.loc["E22000321", "rate"])
    assert everything["rate_lower"] == pytest.approx(whole.loc["E22000321", "rate_lower"])
    roads = figures[figures["figure_code"] == "ksi"].drop_duplicates("csp_code")
    ksi = [
        len(store.ask("casualties.collisions", Filters(area_code=code), severity="ksi")) for code in roads["csp_code"]
    ]
    assert roads["figure_count"].tolist() == ksi


def test_every_theme_with_figures_named_in_the_issue_has_them(store: Store) -> None:
    figures = store.ask("priorities.figures")
    held = set(zip(figures["theme_code"], figures["figure_code"], strict=True))
    assert held >= {
        ("burglary", "burglary"), ("vehicle-crime", "vehicle-crime"), ("violence", "violent-crime"),
        ("business-crime", "shoplifting"), ("arson", "criminal-damage-arson"), ("drugs-and-alcohol", "drugs"),
        ("acquisitive-crime", "robbery"), ("acquisitive-crime", "bicycle-theft"), ("asb", "anti-social-behaviour"),
        ("road-safety", "ksi"),
    }  # fmt: skip


def test_an_edition_that_is_none_is_refused_by_name(store: Store) -> None:
    with pytest.raises(BadFilterError, match="against"):
        store.ask("priorities.overlap", against="1999-00")
    with pytest.raises(BadFilterError, match="from-edition"):
        store.ask("priorities.changes", from_edition="1999-00")
