"""The configuration: what is in it, and what a wrong one says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.alliance import Alliance, AllianceConfigError, load_alliance

FORCE = '[[forces]]\ncode = "E23000023"\nname = "Cambridgeshire"\n'


def test_bundled_alliance_is_of_two_forces(alliance: Alliance) -> None:
    assert alliance.force_codes == ("E23000017", "E23000016")


def test_code_and_name_of_a_force_are_enough(write_config: Callable[[str], Path]) -> None:
    path = write_config(FORCE)
    alliance = load_alliance(path)
    assert alliance.name == "Cambridgeshire"
    assert alliance.forces[0].police_name == "Cambridgeshire Police"
    assert alliance.boundaries_dir == path.parent.resolve()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name = ", "not valid TOML"),
        ("", "'forces' is missing"),
        ("forces = []", "no force"),
        ('[[forces]]\ncode = "E23000023"\n', "'name' is missing"),
        ('[[forces]]\ncode = "E 23"\nname = "X"\n', "not an area code"),
        ('first_month = "2012-13"\n' + FORCE, "not a month"),
    ],
)
def test_wrong_file_is_named_with_the_reason(write_config: Callable[[str], Path], text: str, reason: str) -> None:
    with pytest.raises(AllianceConfigError, match=reason) as caught:
        load_alliance(write_config(text))
    assert "forces.toml" in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AllianceConfigError, match=r"absent\.toml"):
        load_alliance(tmp_path / "absent.toml")


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2011-12", "the two forces"),
        ("2012-01", "the alliance"),
        ("2020-04", "the alliance"),
        ("2020-05", "the two forces"),
    ],
)
def test_name_follows_the_months_of_alliance(alliance: Alliance, month: str, expected: str) -> None:
    assert alliance.name_in(month=month) == expected


def test_last_year_without_month_is_whole(write_config: Callable[[str], Path]) -> None:
    text = 'while_allied = "both"\noutside_alliance = "each"\nlast_month = "2020"\n' + FORCE
    alliance = load_alliance(write_config(text))
    assert [alliance.name_in(month=month) for month in ("2020-12", "2021-01")] == ["both", "each"]
