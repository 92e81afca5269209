"""Is a change between two counts more than usual?

z = ln(now / then) / sqrt(1/now + 1/then + tau^2), where tau is the usual year-on-year spread of the
offence group among the 43 forces: 1.4826 x the median absolute deviation of each force's
ln(now / then) from that year's national change, less the part that counting alone explains.
Above 3 (or below -3) a change is worth naming. Below 50, or without such a table, tau is 0 and
only chance is allowed for.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

NAMED_ABOVE = 3.0
SMALL_COUNT = 50
MAD_TO_SD = 1.4826


@dataclass(frozen=True)
class Change:
    """Two counts compared; z_against_nation is None where there is no national table."""

    then: float
    now: float
    z: float
    tau: float
    z_against_nation: float | None = None

    @property
    def pct(self) -> float:
        """The change in per cent of the earlier count."""
        return 100 * (self.now / self.then - 1)

    @property
    def is_named(self) -> bool:
        """Whether the change is more than usual."""
        return abs(self.z) > NAMED_ABOVE

    @property
    def words(self) -> str:
        """The judgement in words, said both ways where the nation is known."""
        direction = "rose" if self.now > self.then else "fell" if self.now < self.then else "did not change"
        allowance = "" if self.tau else " (allowing for chance alone)"
        if not self.is_named:
            usual = ", within what is usual between years" if self.now != self.then else ""
            return f"{direction}{usual}" + allowance
        if self.z_against_nation is None:
            return f"{direction} more than usual{allowance}"
        elsewhere = "more than elsewhere" if self.z_against_nation * self.z > 0 else "less than elsewhere"
        if abs(self.z_against_nation) <= NAMED_ABOVE:
            elsewhere = "no more than elsewhere"
        return f"{direction} more than usual, {elsewhere}{allowance}"


def compare_counts(
    *, then: float, now: float, tau: float = 0.0, national_log_change: float | None = None
) -> Change | None:
    """Compare two counts; None where one is zero or missing, because no ratio can be formed."""
    if not (then > 0 and now > 0):
        return None
    usual = 0.0 if min(then, now) < SMALL_COUNT else tau
    spread = math.sqrt(1 / now + 1 / then + usual**2)
    log_change = math.log(now / then)
    return Change(
        then=then,
        now=now,
        z=log_change / spread,
        tau=usual,
        z_against_nation=None if national_log_change is None else (log_change - national_log_change) / spread,
    )


def pair_years(counts: pd.DataFrame) -> pd.DataFrame:
    """Each force's count beside the year before: area_code, year, then, now, log_change, national_log_change.

    counts has area_code, year (a whole number) and crime_count. The nation is the sum of the values
    held for a year: where a force's year is blank (Greater Manchester, 2019) the sum lacks it, which
    docs/assumptions.md weighs.
    """
    national = np.log(counts.groupby("year")["crime_count"].sum(min_count=1))
    earlier = counts.assign(year=counts["year"] + 1)
    pairs = counts.merge(earlier, on=["area_code", "year"], suffixes=("", "_then"))
    pairs = pairs.rename(columns={"crime_count": "now", "crime_count_then": "then"})
    pairs = pairs[(pairs["now"] > 0) & (pairs["then"] > 0)]
    return pairs.assign(
        log_change=np.log(pairs["now"] / pairs["then"]),
        national_log_change=pairs["year"].map(national.diff()),
    )


def find_usual_spread(pairs: pd.DataFrame) -> float:
    """tau: the usual spread of yearly changes among forces, beyond counting; pairs as from pair_years."""
    if pairs.empty:
        return 0.0
    deviation = pairs["log_change"] - pairs["national_log_change"]
    spread = MAD_TO_SD * float(deviation.abs().median())
    counting = float((1 / pairs["now"] + 1 / pairs["then"]).median())
    return math.sqrt(max(0.0, spread**2 - counting))
