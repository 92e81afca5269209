"""Empirical Bayes against the published method, and against networks whose true risks are known."""

import numpy as np
import pytest

from data_access.measures.route_ranking import (
    estimate_harm,
    find_top_chance,
    fit_rate,
    measure_traffic,
    rank_harm,
    rate_per_billion,
)


def test_the_estimate_weighs_what_is_expected_and_what_is_seen():
    harm = estimate_harm([2.0], [5.0], [0.5])
    assert harm["weight"].iloc[0] == pytest.approx(1 / (1 + 0.5 * 2))
    assert harm["eb_estimate"].iloc[0] == pytest.approx(0.5 * 2 + 0.5 * 5)
    assert harm["eb_sd"].iloc[0] == pytest.approx(np.sqrt(0.5 * 3.5))


@pytest.mark.parametrize(("years", "seen", "a_year", "sd"), [(1, 12, 8.48, 2.14), (3, 27, 7.97, 1.44)])
def test_the_worked_example_of_hauer_and_others(years, seen, a_year, sd):
    # Transportation Research Record 1784 (2002), examples 1 and 2: 1.8 km carrying 4,000 vehicles a day, with
    # 0.0224 x flow^0.564 accidents expected on a kilometre and phi = 2.05 a kilometre (k = 1 / (phi x length)).
    expected = 0.0224 * 4_000**0.564 * 1.8 * years
    harm = estimate_harm([expected], [seen], [1 / (2.05 * 1.8)])
    assert harm["eb_estimate"].iloc[0] / years == pytest.approx(a_year, abs=0.01)
    assert harm["eb_sd"].iloc[0] / years == pytest.approx(sd, abs=0.01)


def test_without_spread_what_is_seen_changes_nothing():
    harm = estimate_harm([2.0, 2.0], [0.0, 9.0], [0.0, 0.0])
    assert harm["eb_estimate"].tolist() == [2.0, 2.0]
    assert harm["eb_sd"].tolist() == [0.0, 0.0]


@pytest.mark.parametrize(("flow", "rate"), [(100_000, 9.13), (10_000, 91.3)])
def test_rates_are_those_of_eurorap(flow, rate):
    traffic = measure_traffic(length_km=np.array([30.0]), flow=np.array([flow])) * 3
    assert rate_per_billion(np.array([30.0]), million_vehicle_km=traffic)[0] == pytest.approx(rate, rel=0.001)
    assert np.isnan(rate_per_billion(np.array([3.0]), million_vehicle_km=np.array([np.nan]))[0])


def test_the_fit_finds_the_rate_and_spread_it_was_made_with():
    random = np.random.default_rng(11)
    exposure = random.uniform(2, 40, 4_000)
    risks = 0.05 * exposure * random.gamma(1 / 0.6, 0.6, len(exposure))
    fit = fit_rate(random.poisson(risks).astype(float), exposure)
    assert fit is not None
    assert abs(fit.log_rate - np.log(0.05)) < 3 * fit.log_rate_se
    assert abs(fit.spread - 0.6) < 3 * fit.spread_se
    assert 0 < fit.log_rate_se < 0.05
    assert fit.section_count == 4_000


def test_sections_that_differ_by_chance_alone_have_no_spread():
    fit = fit_rate(np.array([1.0] * 40), np.array([5.0] * 40))
    assert fit is not None
    assert fit.spread == 0.0
    assert np.isnan(fit.spread_se)
    assert fit.rate == pytest.approx(0.2)


def test_nothing_is_fitted_without_collisions_or_exposure():
    assert fit_rate(np.zeros(50), np.ones(50)) is None
    assert fit_rate(np.ones(5), np.full(5, np.nan)) is None
    assert fit_rate(np.array([]), np.array([])) is None


def test_chances_are_the_same_every_time_and_add_up_to_ten():
    random = np.random.default_rng(2)
    harm = estimate_harm(random.uniform(0.5, 2, 60), random.poisson(1.5, 60), np.full(60, 0.5))
    chance = find_top_chance(harm)
    assert chance.sum() == pytest.approx(10)
    assert (chance == find_top_chance(harm)).all()
    assert find_top_chance(harm.head(10)).tolist() == [1.0] * 10


def test_equal_estimates_share_a_rank():
    assert rank_harm(np.array([3.0, 5.0, 3.0, 1.0])).tolist() == [2, 1, 2, 4]


def test_on_networks_of_known_risk_it_finds_more_of_the_worst_than_counts_do_and_its_chances_are_right():
    random = np.random.default_rng(1)
    found_by_estimate = found_by_count = 0
    chances, truths = [], []
    for network in range(200):
        exposure = random.uniform(2, 40, 120)
        risks = 0.1 * exposure * random.gamma(1 / 0.5, 0.5, 120)
        counts = random.poisson(risks).astype(float)
        fit = fit_rate(counts, exposure)
        assert fit is not None
        harm = estimate_harm(fit.rate * exposure, counts, np.full(120, fit.spread))
        worst = set(np.argsort(-risks)[:10])
        found_by_estimate += len(worst & set(np.argsort(-harm["eb_estimate"].to_numpy(), kind="stable")[:10]))
        found_by_count += len(worst & set(np.argsort(-counts, kind="stable")[:10]))
        chances.append(find_top_chance(harm, draws=500, seed=network))
        truths.append(np.isin(np.arange(120), list(worst)))
    assert found_by_estimate > 1.02 * found_by_count
    chance, truth = np.concatenate(chances), np.concatenate(truths)
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):  # wide enough that 200 networks say more than noise
        within = (chance >= low) & (chance <= low + 0.2)
        if within.sum():
            assert chance[within].mean() == pytest.approx(truth[within].mean(), abs=0.05), f"chances from {low:.1f}"
