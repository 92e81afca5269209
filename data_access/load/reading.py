"""What a reader of one official file hands over: checked rows, rejected rows, counts that add up."""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

FIGURE_COLUMNS = [
    "measure_code",
    "area_code",
    "area_name",
    "period_code",
    "breakdown_code",
    "basis",
    "value",
    "status",
]
REJECT_COLUMNS = ["file_name", "line_number", "column_name", "reason", "row_text"]

# Reasons that are no fault of the file: rows the store has no place for, by design.
LEFT_OUT: set[str] = set()


def leave_out(reason: str) -> str:
    """Mark a reason as no fault; readers name theirs with it once, as a constant."""
    LEFT_OUT.add(reason)
    return reason


def no_rejects() -> pd.DataFrame:
    """An empty frame of rejected rows."""
    return pd.DataFrame(columns=REJECT_COLUMNS)


@dataclass(frozen=True)
class Reading:
    """One file read: `figures` are rows of core_figure without source_id, `rejects` rows of core_reject.

    read_count and stored_count count rows of the file (a row of a wide table gives many figures);
    read_count = stored_count + the number of rejects.
    """

    path: Path
    figures: pd.DataFrame
    read_count: int
    stored_count: int
    rejects: pd.DataFrame = field(default_factory=no_rejects)

    def __post_init__(self) -> None:
        if self.read_count != self.stored_count + len(self.rejects):
            raise ValueError(
                f"{self.path}: {self.read_count} rows read, {self.stored_count} stored and "
                f"{len(self.rejects)} rejected do not add up"
            )
