"""What a reader of one official file hands over: checked rows, rejected rows, counts that add up."""

from collections import Counter
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
MOST_LISTED = 100_000  # rows left out of one file that are listed one by one; beyond that they are counted
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


class RejectList:
    """The rows of one file that are not stored, added some at a time.

    Rows at fault are listed one by one; those left out by design too, unless they are so many that memory
    would grow with the file: then only their number is kept, by reason.
    """

    def __init__(self) -> None:
        self._faults: list[pd.DataFrame] = []
        self._left_out: list[pd.DataFrame] = []
        self.left_out: Counter[str] = Counter()

    def add(self, rejects: pd.DataFrame) -> None:
        """Add rows of core_reject."""
        is_left_out = rejects["reason"].isin(LEFT_OUT)
        self.left_out.update(rejects.loc[is_left_out, "reason"].tolist())
        if (~is_left_out).any():
            self._faults.append(rejects[~is_left_out])
        if self.is_listed and is_left_out.any():
            self._left_out.append(rejects[is_left_out])
        elif not self.is_listed:
            self._left_out.clear()

    @property
    def is_listed(self) -> bool:
        """Whether the rows left out are few enough to be listed."""
        return self.left_out.total() <= MOST_LISTED

    @property
    def count(self) -> int:
        """How many rows were added."""
        return sum(map(len, self._faults)) + self.left_out.total()

    def list_rows(self) -> pd.DataFrame:
        """The rows listed, in the order of their lines."""
        frames = self._faults + self._left_out
        if not frames:
            return no_rejects()
        return pd.concat(frames).sort_values("line_number", kind="stable", ignore_index=True)

    def describe_unlisted(self, file_name: str) -> list[str]:
        """A sentence for each reason whose rows are counted and not listed."""
        if self.is_listed:
            return []
        return [f"{count:,} rows of {file_name} left out as {reason}" for reason, count in self.left_out.items()]


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
