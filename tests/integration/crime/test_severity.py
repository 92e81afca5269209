"""Harm and severity, where offence codes are held."""

import pandas as pd
import pytest

from data_access.filters import Filters
from data_access.store import Store

WEST_MERCIA, WARWICKSHIRE = "E23000016", "E23000017"
CITY_OF_LONDON = "E23000034"


def test_harm_is_there_where_offence_codes_are_and_homicide_is_in_it(store: Store) -> None:
    tree = store.ask("crime.tree", Filters(area_code=WARWICKSHIRE), step="published-quarter")
    assert tree["crime_count"].sum() == 41_411
    assert tree["harm"].notna().all()
    assert tree["harm_share_pct"].sum() == pytest.approx(100)
    assert tree["gap_pct"].sum() == pytest.approx(0, abs=1e-9)
    homicide = tree[tree["offence_code"] == "1/4.1/4.2/4.10"]
    assert homicide["severity_weight"].iloc[0] > 5000
    assert set(tree["weight_vintage"]) == {"ONS Crime Severity Score weights, vintage not stated in the file"}
    months = store.ask("crime.tree", Filters(area_code=WARWICKSHIRE), step="month")
    assert months["harm"].isna().all()
    assert set(months["note"]) == {"needs offence codes"}


def test_severity_is_harm_by_residents_for_every_force_and_quarter(store: Store) -> None:
    scores = store.ask("crime.severity")
    year = scores[scores["period_code"] == "2017-18"].set_index("area_code")
    assert len(year) == 44  # 43 forces and the alliance
    assert year.loc[WEST_MERCIA, "crime_count"] == 84_350
    assert year.loc[WARWICKSHIRE, "crime_count"] == 41_411
    tree = store.ask("crime.tree", Filters(area_code=WEST_MERCIA), step="published-quarter")
    assert year.loc[WEST_MERCIA, "harm"] == pytest.approx(tree["harm"].sum())
    assert (year["harm"] / year["population"]).tolist() == pytest.approx(year["score"].tolist())
    quarters = scores[scores["period_code"] != "2017-18"].groupby("area_code")["harm"].sum()
    assert quarters[year.index].tolist() == pytest.approx(year["harm"].tolist())
    assert not year.loc[CITY_OF_LONDON, "is_meaningful"]
    assert pd.isna(year.loc[CITY_OF_LONDON, "rank"])
    assert year["rank"].max() == 42
    assert (year["unweighted_count"] == 0).all()
