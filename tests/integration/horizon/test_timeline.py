"""The timeline: inspections beside what is coming, and what bears on a threat."""

from data_access.filters import Filters
from data_access.store import Store


def test_the_timeline_has_inspections_beside_what_is_coming_in_the_order_of_time(store: Store) -> None:
    items = store.ask("horizon.timeline")
    assert items["kind"].value_counts().to_dict() == {"horizon": 35, "inspection": 25, "event": 2}
    dated = items[items["first_month"] != ""]
    assert dated["first_month"].is_monotonic_increasing
    assert (dated["last_month"] >= dated["first_month"]).all()
    assert (items.index[items["first_month"] == ""].min() if len(items) > len(dated) else 0) == len(dated)
    transformation = items[items["item"].str.startswith("Public service transformation")]
    assert transformation["period"].tolist() == ["2015", "2016", "2017", "2018", "2019", "2020"]
    (legitimacy,) = items.loc[items["item"] == "PEEL Legitimacy", "statement"]
    assert legitimacy.endswith("Graded: Warwickshire requires improvement, West Mercia requires improvement.")


def test_a_threat_keeps_what_bears_on_it(store: Store) -> None:
    items = store.ask("horizon.timeline", Filters(threat_code="ksi"))
    assert len(items) == 3
    assert all("ksi" in codes.split() for codes in items["threat_codes"])
    assert set(items["kind"]) == {"horizon", "event"}
