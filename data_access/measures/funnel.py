"""A funnel: is a force's rate further from its peers' rate than chance would put it?

Limits lie where the rate of an area of that many residents would lie in 95% and 99.8% of cases, were its
risk the peers': Byar's limits (exact Poisson below 10) of the count expected of it. Source: Spiegelhalter
2005, 'Funnel plots for comparing institutional performance', Statistics in Medicine 24; limits as in
measures.rates. Only a rate outside the 99.8% limits is said to differ.
"""

import numpy as np
import pandas as pd

from data_access.measures.rates import find_count_interval

INNER, OUTER = 0.95, 0.998


def find_mean_rates(forces: pd.DataFrame) -> tuple[float, float]:
    """The mean rate per 1,000 residents of some forces: weighted (all crimes / all residents) and simple.

    forces has crime_count and population; those without either are left out. NaN for none.
    """
    held = forces.dropna(subset=["crime_count", "population"])
    held = held[held["population"] > 0]
    if held.empty:
        return float("nan"), float("nan")
    weighted = 1000 * held["crime_count"].sum() / held["population"].sum()
    return float(weighted), float((1000 * held["crime_count"] / held["population"]).mean())


def add_funnel(forces: pd.DataFrame, *, centre: float) -> pd.DataFrame:
    """Add funnel_lower_95, funnel_upper_95, funnel_lower_998, funnel_upper_998 (rates) and `differs`.

    differs is 'higher' or 'lower' outside the 99.8% limits, 'no more than chance' within, '' where there is no rate.
    """
    added = forces.assign(
        funnel_lower_95=np.nan, funnel_upper_95=np.nan, funnel_lower_998=np.nan, funnel_upper_998=np.nan
    )
    if np.isnan(centre):
        return added.assign(differs="")
    for confidence, name in ((INNER, "95"), (OUTER, "998")):
        limits = [_find_limits(people, centre=centre, confidence=confidence) for people in forces["population"]]
        added[f"funnel_lower_{name}"] = [limit[0] for limit in limits]
        added[f"funnel_upper_{name}"] = [limit[1] for limit in limits]
    differs = np.select(
        [
            added["rate"].isna() | added["funnel_lower_998"].isna(),
            added["rate"] > added["funnel_upper_998"],
            added["rate"] < added["funnel_lower_998"],
        ],
        ["", "higher", "lower"],
        default="no more than chance",
    )
    return added.assign(differs=differs)


def _find_limits(people: float, *, centre: float, confidence: float) -> tuple[float, float]:
    if not people > 0:
        return float("nan"), float("nan")
    interval = find_count_interval(centre * people / 1000, confidence=confidence)
    return 1000 * interval.lower / people, 1000 * interval.upper / people
