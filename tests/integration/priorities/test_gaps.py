"""Every partnership names reducing reoffending, and no priority covers it."""

from data_access.filters import Filters
from data_access.store import Store

FIRST, SECOND = Filters(edition="2016-17"), Filters(edition="2017-18")


def test_every_partnership_names_reducing_reoffending_and_no_priority_covers_it(store: Store) -> None:
    gaps = store.ask("priorities.gaps", FIRST)
    many = gaps[gaps["gap"] == "theme many carry, alliance lacks"].set_index("code")
    assert many.loc["reducing-reoffending", ["csp_count", "csp_total"]].tolist() == [9, 9]
    assert many.loc["asb", "alliance"] == "not shared"
    later = store.ask("priorities.gaps", SECOND)
    assert "sole priority" not in set(later["gap"])
