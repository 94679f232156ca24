"""The bootstraps, against scipy's BCa and against the formulas written out once more."""

import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from arrears.draws import decision_id, draw
from arrears.statistics.bootstrap import RESAMPLES, is_skewed, resample, skewness, studentise
from arrears.terms import Entity

SKEWED = [0.0, 0.1, 0.1, 0.2, 0.3, 0.3, 0.5, 0.8, 1.3, 2.1, 3.4, 9.0]
EFRON = 1.959963984540054

samples = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30)


def sample_of(n: int, seed: int) -> list[float]:
    return np.random.default_rng(seed).lognormal(size=n).tolist()


@pytest.mark.parametrize("n", [12, 20, 50, 200])
def test_the_interval_is_that_of_scipy_but_for_the_luck_of_resampling(n):
    """An end's luck is about 0.05 standard errors; with these fixed seeds it stays the same."""
    values = sample_of(n, n)
    expected = stats.bootstrap(
        (values,), np.mean, n_resamples=49_999, method="BCa", batch=1000,
        rng=np.random.default_rng(1),
    ).confidence_interval  # fmt: skip
    low, high = resample(values, 7).interval(EFRON)
    error = statistics.stdev(values) / math.sqrt(n)
    assert low == pytest.approx(expected.low, abs=0.2 * error)
    assert high == pytest.approx(expected.high, abs=0.2 * error)


def test_the_formulas_written_out_once_more_give_the_same():
    """Jackknife, ranks and resampling in plain Python, the same keyed draws."""
    n, resamples = len(SKEWED), RESAMPLES
    decision = decision_id("resample")
    means = sorted(
        sum(
            sorted(SKEWED)[int(draw(3, 0, int(Entity.RESAMPLE), b, decision, place) * n)]
            for place in range(n)
        )
        / n
        for b in range(resamples)
    )
    mean = sum(SKEWED) / n
    left_out = [(sum(SKEWED) - value) / (n - 1) for value in SKEWED]
    centre = sum(left_out) / n
    acceleration = sum((centre - each) ** 3 for each in left_out) / (
        6 * sum((centre - each) ** 2 for each in left_out) ** 1.5
    )
    ties = sum(math.isclose(each, mean, rel_tol=1e-9) for each in means)
    lower = sum(each < mean and not math.isclose(each, mean, rel_tol=1e-9) for each in means)
    normal = statistics.NormalDist()
    bias = normal.inv_cdf((lower + ties / 2) / resamples)
    ends = []
    for z in (-EFRON, EFRON):
        level = normal.cdf(bias + (bias + z) / (1 - acceleration * (bias + z)))
        rank = (
            math.floor(level * (resamples + 1))
            if z < 0
            else resamples + 1 - math.floor((1 - level) * (resamples + 1))
        )
        ends.append(means[rank - 1])
    found = resample(SKEWED, 3)
    assert found.acceleration == pytest.approx(acceleration, rel=1e-9)
    assert found.bias == pytest.approx(bias, rel=1e-9)
    assert found.interval(EFRON) == pytest.approx(tuple(ends), rel=1e-9)


def test_the_longer_tail_gets_the_longer_arm():
    low, high = resample(SKEWED, 1).interval(EFRON)
    mean = statistics.fmean(SKEWED)
    assert high - mean > 1.3 * (mean - low)


def test_mirrored_values_have_the_mirrored_interval_but_for_luck():
    low, high = resample(SKEWED, 1).interval(EFRON)
    mirrored = resample([-value for value in SKEWED], 1).interval(EFRON)
    error = statistics.stdev(SKEWED) / math.sqrt(len(SKEWED))
    assert mirrored == pytest.approx((-high, -low), abs=0.3 * error)


def test_the_same_seed_gives_the_same_bits_and_another_does_not():
    assert resample(SKEWED, 5).interval(EFRON) == resample(SKEWED, 5).interval(EFRON)
    assert resample(SKEWED, 5).interval(EFRON) != resample(SKEWED, 6).interval(EFRON)


@given(samples, st.randoms(use_true_random=False))
def test_the_order_of_values_changes_no_bit(values, luck):
    shuffled = values.copy()
    luck.shuffle(shuffled)
    found, again = resample(values, 1), resample(shuffled, 1)
    assert (found is None) == (again is None)
    if found is not None and again is not None:
        assert found.interval(EFRON) == again.interval(EFRON)
        assert found.reach_of_zero() == again.reach_of_zero()


@given(samples)
def test_the_interval_excludes_0_just_within_the_reach_of_zero(values):
    found = resample(values, 1)
    if found is not None and found.straddles_zero and found.reach_of_zero() > 0.01:
        for factor, is_clear in ((0.999, True), (1.001, False)):
            low, high = found.interval(found.reach_of_zero() * factor)
            assert (low > 0 or high < 0) == is_clear


def test_equal_values_cannot_be_resampled():
    assert resample([0.3] * 20, 1) is None


def test_ends_beyond_the_outermost_resamples_are_infinite():
    assert resample(SKEWED, 1).interval(30.0) == (-math.inf, math.inf)


def test_sums_that_are_0_but_for_rounding_are_0():
    """0.1 + 0.2 - 0.3 is not 0 in binary fractions; its resampled mean is."""
    means = resample([0.1, 0.2, -0.3] * 4, 1).means
    assert np.count_nonzero(means == 0) > 10
    assert np.abs(means[means != 0]).min() > 1e-3


@given(samples)
def test_skewness_is_that_of_scipy(values):
    if statistics.pstdev(values) > 1e-9 * max(map(abs, values)) > 0:
        assert skewness(values) == pytest.approx(float(stats.skew(values)), rel=1e-6, abs=1e-6)


def test_equal_values_are_not_skewed():
    assert skewness([2.0] * 15) == 0
    assert not is_skewed([2.0] * 15)


def test_five_in_a_hundred_normal_samples_are_skewed():
    """Of 2,000 samples of 200 about 5 %, give or take 0.5; the seed is fixed."""
    luck = np.random.default_rng(1)
    share = np.mean([is_skewed(luck.standard_normal(200).tolist()) for _ in range(2000)])
    assert 0.03 < share < 0.07


def test_fewer_than_ten_values_are_never_called_skewed():
    assert not is_skewed([0.0] * 8 + [1.0])
    assert is_skewed([0.0] * 9 + [1.0])


def test_bootstrap_t_written_out_once_more_gives_the_same():
    """Every resample, its mean and its spread by the standard library, the same keyed draws."""
    values = sorted(sample_of(50, 8))
    decision, mean = decision_id("resample"), statistics.fmean(values)
    error = statistics.stdev(values) / math.sqrt(50)
    others = []
    for number in range(RESAMPLES):
        draws = [draw(3, 0, int(Entity.RESAMPLE), number, decision, p) for p in range(50)]
        resampled = [values[int(each * 50)] for each in draws]
        of_resample = statistics.pstdev(resampled) / math.sqrt(49)
        others.append(mean - (statistics.fmean(resampled) - mean) / of_resample * error)
    found = studentise(values, 3)
    assert found.means == pytest.approx(np.sort(others), rel=1e-9)
    size = RESAMPLES + 1
    rank = math.floor(statistics.NormalDist().cdf(-2.03) * size)
    assert found.interval(2.03) == (found.means[rank - 1], found.means[-rank])


def test_bootstrap_t_gives_the_longer_tail_a_longer_arm_than_bca_does():
    values = sample_of(60, 2)
    mean, by_bca, by_t = statistics.fmean(values), resample(values, 1), studentise(values, 1)
    assert by_t.interval(EFRON)[1] - mean > by_bca.interval(EFRON)[1] - mean


@pytest.mark.parametrize("unit", [1e-200, 1e150])
def test_bootstrap_t_knows_no_unit(unit):
    """Squares of such values are 0, or too large for a float."""
    values = sample_of(50, 8)
    expected = [end * unit for end in studentise(values, 3).interval(EFRON)]
    scaled = studentise([value * unit for value in values], 3)
    assert scaled.interval(EFRON) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    "values",
    [[2.0] * 60, [0.0] * 58 + [1.0, 2.0], [0.01 * (k % 7) for k in range(59)] + [50.0]],
    ids=["no spread", "some resamples without spread", "one value makes the spread"],
)
def test_where_resamples_may_hardly_spread_there_is_no_bootstrap_t(values):
    assert studentise(values, 1) is None
