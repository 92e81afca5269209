"""Protective markings: their order, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.errors import SettingsError
from data_access.markings import Marking, find_highest_marking, parse_marking

markings = st.sampled_from(list(Marking))


def test_markings_rise_from_open_data_to_official_sensitive() -> None:
    assert (
        Marking.NONE < Marking.NOT_PROTECTIVELY_MARKED < Marking.OFFICIAL < Marking.OFFICIAL_SENSITIVE == max(Marking)
    )


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("", Marking.NONE),
        ("none", Marking.NONE),
        ("Not protectively marked", Marking.NOT_PROTECTIVELY_MARKED),
        ("NOT PROTECTIVELY MARKED", Marking.NOT_PROTECTIVELY_MARKED),
        ("official", Marking.OFFICIAL),
        ("OFFICIAL-SENSITIVE", Marking.OFFICIAL_SENSITIVE),
        ("official sensitive", Marking.OFFICIAL_SENSITIVE),
        ("Official_Sensitive", Marking.OFFICIAL_SENSITIVE),
    ],
)
def test_a_marking_is_read_as_people_write_it(text: str, marking: Marking) -> None:
    assert parse_marking(text) is marking


@pytest.mark.parametrize("marking", list(Marking))
def test_every_marking_reads_back_from_its_label_and_name(marking: Marking) -> None:
    assert parse_marking(marking.label) is marking
    assert parse_marking(marking.name) is marking


@pytest.mark.parametrize("text", ["SECRET", "secret", "TOP SECRET", "top-secret"])
def test_secret_and_above_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="up to OFFICIAL-SENSITIVE only"):
        parse_marking(text)


@pytest.mark.parametrize("text", ["SECRET - UK EYES ONLY", "RESTRICTED", "OFFICIALLY", "2"])
def test_words_that_are_no_marking_are_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="marking"):
        parse_marking(text)


@given(seen=st.lists(markings), minimum=markings)
def test_the_configured_marking_raises_and_never_lowers(seen: list[Marking], minimum: Marking) -> None:
    shown = find_highest_marking(seen, minimum=minimum)
    assert shown >= minimum
    assert all(shown >= marking for marking in seen)
    assert shown in (*seen, minimum)
