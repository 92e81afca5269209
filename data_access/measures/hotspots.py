"""Hot spots: how much of recorded crime falls in the top 5% of small areas, and which stay hot.

Source of the measure: Weisburd 2015, 'The law of crime concentration and the criminology of place',
Criminology 53. Equal counts are ordered by the other period's count and then by code, so that an answer is the same
whenever it is asked.
"""

import math
from dataclasses import dataclass

import pandas as pd

TOP_SHARE = 0.05


@dataclass(frozen=True)
class Concentration:
    """How concentrated crime is in two periods; shares are per cent of crimes placed in an area."""

    area_count: int
    hot_count: int
    then_share_pct: float
    now_share_pct: float
    stay_count: int

    @property
    def chance_count(self) -> float:
        """How many would stay hot were hot areas drawn by lot."""
        return self.hot_count**2 / self.area_count if self.area_count else math.nan


def count_hot(area_count: int) -> int:
    """How many areas the top 5% are: rounded up, so that a few areas have at least one."""
    return math.ceil(TOP_SHARE * area_count)


def mark_hotspots(areas: pd.DataFrame) -> pd.DataFrame:
    """Add is_hot_then, is_hot_now and stays_hot to areas with area_code, then and now (counts, zeros too).

    An area without a crime is never hot.
    """
    size = count_hot(len(areas))
    marked = areas.copy()
    for name, other in (("then", "now"), ("now", "then")):
        ranked = areas.sort_values([name, other, "area_code"], ascending=[False, False, True]).head(size)
        hot = set(ranked.loc[ranked[name] > 0, "area_code"])
        marked[f"is_hot_{name}"] = marked["area_code"].isin(hot)
    return marked.assign(stays_hot=marked["is_hot_then"] & marked["is_hot_now"])


def measure_concentration(areas: pd.DataFrame) -> Concentration:
    """How concentrated the counts of areas marked by mark_hotspots are; NaN shares where nothing was recorded."""
    sums = {name: float(areas[name].sum()) for name in ("then", "now")}
    hot = {name: float(areas.loc[areas[f"is_hot_{name}"].astype(bool), name].sum()) for name in ("then", "now")}
    return Concentration(
        area_count=len(areas),
        hot_count=count_hot(len(areas)),
        then_share_pct=100 * hot["then"] / sums["then"] if sums["then"] else math.nan,
        now_share_pct=100 * hot["now"] / sums["now"] if sums["now"] else math.nan,
        stay_count=int(areas["stays_hot"].sum()),
    )
