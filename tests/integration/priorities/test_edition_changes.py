"""What the alliance added and dropped, and changes claimed only where the chart is certain."""

from data_access.filters import Filters
from data_access.store import Store

FIRST, SECOND = Filters(edition="2016-17"), Filters(edition="2017-18")


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
