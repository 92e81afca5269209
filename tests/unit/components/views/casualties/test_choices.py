"""Choices of the casualties page as options, words and a key."""

from components.views.casualties.choices import make_chosen


def test_choices_become_options_words_and_a_key_of_their_own():
    chosen = make_chosen({"severity": "fatal", "road_class": "a", "speed_limit": "", "vehicle_group": "motorcycle"})
    assert chosen.options == {"severity": "fatal", "road_class": "a", "vehicle_group": "motorcycle"}
    assert chosen.words == "fatal collisions (A roads, with a motorcycle)"
    assert chosen.key != make_chosen({"severity": "fatal", "road_class": "a"}).key
    assert not chosen.has_estimates
