"""Protective markings: their order, and the highest of several.

OFFICIAL and OFFICIAL-SENSITIVE follow the Government Security Classifications; 'not protectively
marked' is how the 2016/17 document is printed. Data above OFFICIAL doesn't belong in this product.
"""

from collections.abc import Iterable
from enum import IntEnum

from data_access.errors import SettingsError


class Marking(IntEnum):
    """A protective marking; a higher number is a higher marking."""

    NONE = 0
    NOT_PROTECTIVELY_MARKED = 1
    OFFICIAL = 2
    OFFICIAL_SENSITIVE = 3

    @property
    def label(self) -> str:
        """The words shown in the banner; empty for open data."""
        return _LABELS[self]


_LABELS = {
    Marking.NONE: "",
    Marking.NOT_PROTECTIVELY_MARKED: "Not protectively marked",
    Marking.OFFICIAL: "OFFICIAL",
    Marking.OFFICIAL_SENSITIVE: "OFFICIAL-SENSITIVE",
}
_REFUSED = ("SECRET", "TOP SECRET")


def parse_marking(text: str) -> Marking:
    """Read a marking as written; raises SettingsError for SECRET and above and for unknown words."""
    words = " ".join(text.replace("-", " ").replace("_", " ").split()).upper()
    for marking, label in _LABELS.items():
        if words == label.replace("-", " ").upper() or words == marking.name.replace("_", " "):
            return marking
    if words in _REFUSED:
        raise SettingsError(
            f"The marking {words} is refused: this dashboard may hold material up to OFFICIAL-SENSITIVE only."
        )
    raise SettingsError(
        f"'{text}' is not a protective marking: use OFFICIAL, OFFICIAL-SENSITIVE or 'not protectively marked'."
    )


def find_highest_marking(markings: Iterable[Marking], *, minimum: Marking = Marking.NONE) -> Marking:
    """The highest of the markings in view, never below the configured minimum."""
    return max([minimum, *markings])
