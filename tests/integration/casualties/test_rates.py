"""Rates add up to every collision, by residents and by traffic."""

import numpy as np
import pytest

from data_access.store import Store


@pytest.mark.parametrize(("level", "basis"), [("district", "residents"), ("policing_area", "residents")])
def test_rates_add_up_to_every_collision(store: Store, level: str, basis: str) -> None:
    rates = store.ask("casualties.rates", level=level)
    assert set(rates["basis"]) == {basis}
    assert rates["ksi_count"].sum() == 711
    placed = rates.dropna(subset=["rate"])
    assert np.allclose(placed["rate"], placed["ksi_count"] / placed["denominator"].astype(float) * 100_000)
    assert (placed["rate_lower"] < placed["rate"]).all()
    assert rates.loc[rates["rate"].isna(), "area_code"].str.contains("OUTSIDE|NOLOC").all()


def test_traffic_is_held_for_highway_authorities_and_forces_only(store: Store) -> None:
    rates = store.ask("casualties.rates")
    traffic = rates[rates["basis"] == "traffic"]
    assert set(traffic["level"]) == {"authority", "force"}
    authorities = traffic[traffic["level"] == "authority"].set_index("area_name")
    assert set(authorities.index) == {
        "Herefordshire", "Shropshire", "Telford & Wrekin", "Warwickshire", "Worcestershire"
    }  # fmt: skip
    row = authorities.loc["Herefordshire"]
    assert row["denominator"] == pytest.approx(1438.0 + 105.6 + 347.8)
    assert row["rate"] == pytest.approx(80 / 1891.4 * 1000)
    forces = traffic[traffic["level"] == "force"].set_index("area_code")["denominator"]
    assert forces.sum() == pytest.approx(authorities["denominator"].sum())
