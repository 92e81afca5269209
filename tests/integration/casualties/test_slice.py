"""Every question on casualties counts the same slice."""

import pytest

from data_access.errors import BadFilterError
from data_access.store import Store


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("severity", "fatal"),
        ("road_class", "b"),
        ("road_class", "minor"),
        ("speed_limit", "60"),
        ("urban_rural", "urban"),
        ("vehicle_group", "motorcycle"),
        ("vehicle_group", "not-held"),
        ("road", "A46"),
    ],
)
def test_every_question_counts_the_same_slice(store: Store, option: str, value: str) -> None:
    slice_ = {"severity": "ksi", option: value}
    listed = store.ask("casualties.collisions", **slice_)
    assert 0 < len(listed) < 711
    sections = store.ask("casualties.sections", **slice_)
    assert sections["inside_count"].sum() == len(listed)
    assert sections["eb_estimate"].notna().any() == (option in ("road_class", "road") and value in ("A46",))
    assert store.ask("casualties.roads", **slice_)["ksi_count"].sum() == len(listed)
    assert store.ask("casualties.months", **slice_)["collision_count"].sum() == len(listed)
    profile = store.ask("casualties.profile", **slice_)
    totals = profile.groupby("dimension")["ksi_count"].sum().drop("vehicle_group")
    assert (totals == len(listed)).all()
    rates = store.ask("casualties.rates", level="district", **slice_)
    assert rates["ksi_count"].sum() == len(listed)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("severity", "grave"),
        ("road_class", "z"),
        ("speed_limit", "fast"),
        ("vehicle_group", "tank"),
        ("urban_rural", "sea"),
    ],
)
def test_an_option_that_is_no_choice_is_named_in_a_sentence(store: Store, option: str, value: str) -> None:
    with pytest.raises(BadFilterError, match=value):
        store.ask("casualties.sections", **{option: value})
