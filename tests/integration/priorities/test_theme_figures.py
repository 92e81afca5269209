"""Local figures of themes are those of the crime questions."""

import pytest

from data_access.filters import Filters
from data_access.store import Store


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
