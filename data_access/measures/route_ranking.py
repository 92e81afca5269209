"""Which stretches of road do most harm: expected counts, empirical Bayes, the chance of being among the worst.

Expected KSI collisions m are a rate of similar roads times exposure; rate and overdispersion k are
fitted by a negative binomial regression (variance m + k m squared) on log exposure as an offset.
Weight w = 1 / (1 + k m); estimate = w m + (1 - w) observed; sd = sqrt((1 - w) estimate). Source: Hauer,
Harwood, Council and Griffith (2002), 'Estimating safety by the empirical Bayes method: a tutorial'.
"""

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Values = npt.NDArray[np.float64]

FEWEST_SECTIONS = 30
TOP = 10
DRAWS = 4_000
SEED = 20151122  # fixed, so that the same store gives the same chances
ALL_ROADS = "all"
LEAST_SPREAD = 1e-6
DAYS = 365.25


def measure_traffic(*, length_km: Values, flow: Values) -> Values:
    """Million vehicle-kilometres a year on sections of a length carrying `flow` vehicles a day."""
    traffic: Values = np.asarray(length_km, float) * np.asarray(flow, float) * DAYS / 1e6
    return traffic


def rate_per_billion(count: Values, *, million_vehicle_km: Values) -> Values:
    """Collisions per billion vehicle-kilometres; NaN where no traffic is held."""
    traffic = np.asarray(million_vehicle_km, float)
    rate: Values = np.asarray(count, float) / np.where(traffic > 0, traffic, np.nan) * 1000
    return rate


@dataclass(frozen=True)
class RateFit:
    """KSI collisions per unit of exposure on roads of a kind, and how much sections differ beyond chance (k).

    log_rate_se and spread_se are standard errors; spread_se is NaN where the sections differ by no
    more than chance (k = 0).
    """

    section_count: int
    ksi_count: float
    log_rate: float
    log_rate_se: float
    spread: float
    spread_se: float

    @property
    def rate(self) -> float:
        """KSI collisions for one unit of exposure."""
        return float(np.exp(self.log_rate))


def fit_rate(counts: Values, exposures: Values) -> RateFit | None:
    """Fit rate and overdispersion to sections; None without a collision or without exposure."""
    counts, exposures = np.asarray(counts, float), np.asarray(exposures, float)
    is_used = np.isfinite(exposures) & (exposures > 0)
    counts, exposures = counts[is_used], exposures[is_used]
    total = float(counts.sum())
    if not len(counts) or total <= 0:
        return None
    # With an offset alone the Poisson fit has this closed form; it is where k = 0.
    log_rate = float(np.log(total / exposures.sum()))
    chance_alone = RateFit(len(counts), total, log_rate, float(1 / np.sqrt(total)), 0.0, float("nan"))
    expected = exposures * np.exp(log_rate)
    excess = float((((counts - expected) ** 2 - expected).sum()) / (expected**2).sum())
    if len(counts) < 3 or excess <= LEAST_SPREAD:
        return chance_alone
    return _fit_spread(counts, exposures, start=(log_rate, excess)) or chance_alone


def _fit_spread(counts: Values, exposures: Values, *, start: tuple[float, float]) -> RateFit | None:
    from statsmodels.discrete.discrete_model import NegativeBinomial

    model = NegativeBinomial(counts, np.ones((len(counts), 1)), offset=np.log(exposures), loglike_method="nb2")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what statsmodels remarks is judged below
        result = model.fit(start_params=np.array(start), method="bfgs", maxiter=200, disp=0)
        errors = np.asarray(result.bse, float)
    log_rate, spread = (float(value) for value in result.params)
    is_sound = bool(np.isfinite([log_rate, spread]).all()) and np.isfinite(errors[0]) and spread > LEAST_SPREAD
    if not is_sound:
        return None
    return RateFit(len(counts), float(counts.sum()), log_rate, float(errors[0]), spread, float(errors[1]))


def estimate_harm(expected: Values, observed: Values, spread: Values) -> pd.DataFrame:
    """Empirical Bayes for sections with expected and observed counts and k.

    Gives weight, eb_estimate, eb_sd, and eb_lower and eb_upper: within them the true mean lies with a
    chance of 95%, by the gamma distribution that the method rests on.
    """
    from scipy import special

    expected, observed, spread = (np.asarray(each, float) for each in (expected, observed, spread))
    weight = 1 / (1 + spread * expected)
    estimate = weight * expected + (1 - weight) * observed
    scale = 1 - weight
    is_spread = (scale > LEAST_SPREAD) & (estimate > 0)
    shape = np.where(is_spread, estimate / np.where(is_spread, scale, 1.0), 1.0)
    limits = {
        name: np.where(is_spread, special.gammaincinv(shape, tail) * scale, estimate)
        for name, tail in (("eb_lower", 0.025), ("eb_upper", 0.975))
    }
    return pd.DataFrame({"weight": weight, "eb_estimate": estimate, "eb_sd": np.sqrt(scale * estimate), **limits})


def find_top_chance(harm: pd.DataFrame, *, top: int = TOP, draws: int = DRAWS, seed: int = SEED) -> Values:
    """The chance that each section's true risk is among the `top` highest of all, by simulation.

    harm is as from estimate_harm. What is known of a section's true mean is a gamma distribution of
    mean eb_estimate and standard deviation eb_sd; a section without a spread stays at its estimate.
    """
    count = len(harm)
    if count <= top:
        return np.ones(count)
    scale = 1 - harm["weight"].to_numpy(float)
    estimate = harm["eb_estimate"].to_numpy(float)
    is_spread = (scale > LEAST_SPREAD) & (estimate > 0)
    shape = np.where(is_spread, estimate / np.where(is_spread, scale, 1.0), 1.0)
    generator = np.random.default_rng(seed)
    hits = np.zeros(count)
    size = max(1, min(draws, 2_000_000 // count))
    done = 0
    while done < draws:
        rows = min(size, draws - done)
        risks = generator.standard_gamma(shape, size=(rows, count)) * scale
        risks = np.where(is_spread, risks, estimate)
        highest = np.argpartition(risks, count - top, axis=1)[:, count - top :]
        hits += np.bincount(highest.ravel(), minlength=count)
        done += rows
    return hits / draws


def rank_harm(estimate: Values) -> npt.NDArray[np.int64]:
    """Ranks from 1, the highest first; equal estimates share the better rank."""
    ranks: npt.NDArray[np.int64] = pd.Series(estimate).rank(method="min", ascending=False).to_numpy(np.int64)
    return ranks
