"""A funnel: does an area's rate lie further from a centre than chance would put it? Pure.

Limits lie where the rate of an area of that exposure would lie in 95% and 99.8% of cases, were its risk the centre's:
those of the Poisson distribution of the count expected of it, along a smooth line between whole counts. Only a rate
outside the 99.8% limits is said to differ. Source: Spiegelhalter 2005, 'Funnel plots for comparing institutional
performance', Statistics in Medicine 24. Byar's interval (measures.rates) is one of a count observed: laid round a count
expected it would call an area without a collision low where 3 are expected, which chance gives one time in twenty.
"""

import numpy as np
import pandas as pd

from data_access.measures.judging import judge_values

LIMITS = {"95": 0.95, "998": 0.998}


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


def find_average_rate(rates: pd.DataFrame) -> float:
    """The rate of some areas together: rates weighted by residents and years; NaN for none.

    rates has rate (a year), denominator and years.
    """
    rated = rates.dropna(subset=["rate"])
    exposure = rated["denominator"].astype(float) * rated["years"].astype(float)
    return float((rated["rate"] * exposure).sum() / exposure.sum()) if len(rated) else float("nan")


def find_funnel(*, centre: float, exposures: np.ndarray, per: int = 1_000) -> pd.DataFrame:
    """The limits of a rate per `per` of exposure: lower_95, upper_95, lower_998, upper_998; NaN without exposure.

    A row is an exposure: residents, or residents times the years over which the counts were made.
    """
    from scipy import special  # takes a third of a second: only questions with a funnel pay for it

    exposure = np.asarray(exposures, float)
    exposure = np.where(exposure > 0, exposure, np.nan)
    expected = centre * exposure / per
    is_known = np.isfinite(expected)
    limits = {}
    for name, confidence in LIMITS.items():
        tail = (1 - confidence) / 2
        # pdtrik inverts the Poisson distribution; it has no answer where even no event is likelier than the tail.
        lower = np.maximum(np.nan_to_num(special.pdtrik(tail, expected)), 0)
        limits[f"lower_{name}"] = np.where(is_known, lower, np.nan) / exposure * per
        limits[f"upper_{name}"] = special.pdtrik(1 - tail, expected) / exposure * per
    return pd.DataFrame(limits)


def add_funnel(rates: pd.DataFrame, *, centre: float, exposure: pd.Series, per: int = 1_000) -> pd.DataFrame:
    """Add funnel_lower_95, funnel_upper_95, funnel_lower_998, funnel_upper_998 (rates) and `differs`.

    differs is 'higher' or 'lower' outside the 99.8% limits, 'no more than chance' within, '' where there is no rate.
    """
    limits = find_funnel(centre=centre, exposures=exposure.to_numpy(float, na_value=np.nan), per=per)
    limits = limits.add_prefix("funnel_").set_axis(rates.index)
    differs = judge_values(rates["rate"], lower=limits["funnel_lower_998"], upper=limits["funnel_upper_998"])
    return rates.assign(**limits, differs=differs)
