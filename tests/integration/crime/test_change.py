"""The usual spread of total crime, as published."""

import pytest

from data_access.store import Store


def test_the_usual_spread_of_total_crime_and_the_force_years_named_are_as_published(store: Store) -> None:
    spreads = store.ask("crime.spreads").set_index("offence_code")
    assert spreads.loc["total", "tau"] == pytest.approx(0.064, abs=5e-4)
    assert spreads.loc["total", "named_pct"] == pytest.approx(7.5, abs=0.05)
    assert spreads.loc["total", "chance_pct"] == pytest.approx(90, abs=2.5)
