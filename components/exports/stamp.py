"""What an export says of itself, so that it can be questioned long after it was taken."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Stamp:
    """Source, definition, filters in words, marking and date of an export."""

    source: str
    definition: str
    filters: str
    marking: str
    made_on: date

    def list_lines(self) -> list[tuple[str, str]]:
        """Label and words, in the order in which they are printed."""
        return [
            ("What it shows", self.definition),
            ("Filters", self.filters),
            ("Source", self.source),
            ("Protective marking", self.marking),
            ("Made on", self.made_on.isoformat()),
        ]
