"""The recruitment of specials has its steps and dates."""

from data_access.store import Store


def test_the_funnel_has_its_steps_and_dates(store: Store) -> None:
    rows = store.ask("workforce.specials").query("area_code == 'ALLIANCE'")
    assert [(row.value, row.period) for row in rows.itertuples()] == [
        (226, "29 October 2015"),
        (73, "29 October 2015"),
        (16, "6 November 2015"),
    ]
