"""What is said of the horizon, with what has no time and what is not in the text."""

from components.findings.horizon import say_authorities, say_drivers, say_timeline
from tests.unit.components.made_frames import make_drivers, make_items


def test_the_timeline_is_said_with_what_has_no_time() -> None:
    sentences = say_timeline(make_items())
    assert sentences[0] == (
        "4 things are named, 1 of them an inspection; 2 have no time in their source and stand in the table only."
    )
    assert sentences[1] == "What reaches furthest is HS2 work (mid-2018)."
    assert "1 of them about money" in say_authorities(make_items())[0]


def test_drivers_are_said_with_what_is_not_in_the_text() -> None:
    first, second = say_drivers(make_drivers())
    assert first.startswith("Of 2 drivers the text names 1: number 2, Combined Authorities. The other 1")
    assert second == "The scan loaded for 2018-19 has 1 driver, 1 of high impact."
