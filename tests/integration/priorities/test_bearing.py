"""Who else works on a threat."""

from data_access.filters import Filters
from data_access.store import Store


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
