"""Is a change between two counts more than usual?

z = ln(now / then) / sqrt(1/now + 1/then + tau^2), where tau is the usual year-on-year spread of the
offence group among the 43 forces: 1.4826 x the median absolute deviation of each force's
ln(now / then) from that year's national change, less the part that counting alone explains.
Above 3 (or below -3) a change is worth naming. Below 50, or without such a table, tau is 0 and
only chance is allowed for.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

NAMED_ABOVE = 3.0
SMALL_COUNT = 50
MAD_TO_SD = 1.4826

# Judgements, as codes; components.findings.changes puts them into words.
MORE_UP, MORE_DOWN = "more-than-usual-up", "more-than-usual-down"
USUAL_UP, USUAL_DOWN, UNCHANGED = "usual-up", "usual-down", "unchanged"
ZERO = "not-compared-zero"  # one of the counts is
COUNTED_OTHERWISE = "not-compared-counted-otherwise"  # a year is blank at source, or the group was counted another way
NO_YEAR_BEFORE = "not-compared-no-year-before"
ONE_YEAR_OF_CODES = "not-compared-one-year-of-codes"
NO_SAME_MONTHS = "not-compared-no-same-months"
RECORDING_CHANGED = "not-compared-recording-changed"
# What a judgement allows for.
USUAL_SPREAD, CHANCE = "usual-spread", "chance"
JUDGEMENT_COLUMNS = ["judgement", "elsewhere", "allows_for"]


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
    def judgement(self) -> str:
        """The judgement as a code: which way, and whether by more than is usual (or than chance gives)."""
        if self.now == self.then:
            return UNCHANGED
        if self.now > self.then:
            return MORE_UP if self.is_named else USUAL_UP
        return MORE_DOWN if self.is_named else USUAL_DOWN

    @property
    def elsewhere(self) -> str:
        """Of a named change: whether it moved 'more', 'less' or 'no-more' than the nation; '' where not known."""
        if not self.is_named or self.z_against_nation is None:
            return ""
        if abs(self.z_against_nation) <= NAMED_ABOVE:
            return "no-more"
        return "more" if self.z_against_nation * self.z > 0 else "less"

    @property
    def allows_for(self) -> str:
        """What the judgement allows for: the usual spread among the forces, or chance alone."""
        return USUAL_SPREAD if self.tau else CHANCE


def tabulate_changes(changes: Sequence[Change | None], *, missing: Sequence[str] | str = "") -> dict[str, list[Any]]:
    """Columns of some changes: pct, z, z_against_nation, judgement, elsewhere, allows_for.

    missing is the judgement of what could not be compared: one code, or one for each.
    """
    codes = [missing] * len(changes) if isinstance(missing, str) else list(missing)
    return {
        "pct": [each.pct if each else math.nan for each in changes],
        "z": [each.z if each else math.nan for each in changes],
        "z_against_nation": [
            math.nan if each is None or each.z_against_nation is None else each.z_against_nation for each in changes
        ],
        "judgement": [each.judgement if each else code for each, code in zip(changes, codes, strict=True)],
        "elsewhere": [each.elsewhere if each else "" for each in changes],
        "allows_for": [each.allows_for if each else "" for each in changes],
    }


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
