import math
import os
import statistics
import subprocess
import sys
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from arrears import arithmetic

ULP = Decimal(2) ** -52
PROBABILITIES = st.floats(min_value=2.0**-53, max_value=1 - 2.0**-53)


@pytest.fixture(autouse=True, scope="module")
def _sixty_digits():
    """Compare with decimal arithmetic, whose exponential and logarithm are correctly rounded."""
    with localcontext(prec=60):
        yield


def relative_error(found: float, exact: Decimal) -> Decimal:
    return abs(Decimal(found) / exact - 1)


# exp, log and their kin


@given(x=st.floats(min_value=-708.39, max_value=709.78))
@example(x=-708.3964185322641)
@example(x=709.782712893384)
@example(x=1e-300)
def test_exp_is_within_its_stated_error(x):
    assert relative_error(arithmetic.exp(x), Decimal(x).exp()) <= ULP


@given(x=st.floats(min_value=-700, max_value=700))
def test_exp_agrees_with_the_c_library_within_two_units(x):
    assert arithmetic.exp(x) == pytest.approx(math.exp(x), rel=2 * float(ULP), abs=0)


def test_exp_at_its_ends():
    assert arithmetic.exp(0.0) == 1.0
    assert arithmetic.exp(-708.4) == 0.0
    assert arithmetic.exp(-math.inf) == 0.0
    assert arithmetic.exp(709.79) == math.inf
    assert arithmetic.exp(math.inf) == math.inf
    assert math.isnan(arithmetic.exp(math.nan))


@given(x=st.floats(min_value=5e-324, max_value=1.7e308))
@example(x=math.nextafter(1, 0))
@example(x=math.nextafter(1, 2))
@example(x=math.sqrt(2))
@example(x=math.sqrt(0.5))
@example(x=1.294924546630744)
def test_log_is_within_its_stated_error(x):
    assume(x != 1)
    assert relative_error(arithmetic.log(x), Decimal(x).ln()) <= 2 * ULP


@given(x=st.floats(min_value=0.5, max_value=2))
def test_log_near_1_is_within_its_stated_error(x):
    assume(x != 1)
    assert relative_error(arithmetic.log(x), Decimal(x).ln()) <= 2 * ULP


def test_log_at_its_ends():
    assert arithmetic.log(1.0) == 0.0
    assert arithmetic.log(0.0) == -math.inf
    assert arithmetic.log(math.inf) == math.inf
    assert math.isnan(arithmetic.log(-1.0))
    assert math.isnan(arithmetic.log(math.nan))


@given(x=st.floats(min_value=-700, max_value=700))
def test_logistic_is_within_its_stated_error(x):
    exact = 1 / (1 + (-Decimal(x)).exp())
    assert relative_error(arithmetic.logistic(x), exact) <= 2 * ULP


def test_logistic_at_its_ends():
    assert arithmetic.logistic(0.0) == 0.5
    assert arithmetic.logistic(1000.0) == 1.0
    assert arithmetic.logistic(-1000.0) == 0.0


@given(p=PROBABILITIES)
@example(p=0.40740743603398477)
@example(p=math.nextafter(0.5, 0))
@example(p=math.nextafter(0.5, 1))
def test_logit_is_within_its_stated_error(p):
    assume(p != 0.5)
    exact = (Decimal(p) / (1 - Decimal(p))).ln()
    assert relative_error(arithmetic.logit(p), exact) <= 4 * ULP


@given(distance=st.floats(min_value=-0.1, max_value=0.1))
def test_logit_near_a_half_is_within_its_stated_error(distance):
    p = 0.5 + distance
    assume(p != 0.5)
    exact = (Decimal(p) / (1 - Decimal(p))).ln()
    assert relative_error(arithmetic.logit(p), exact) <= 4 * ULP


def test_logit_at_its_ends():
    assert arithmetic.logit(0.5) == 0.0
    assert arithmetic.logit(0.0) == -math.inf
    assert arithmetic.logit(1.0) == math.inf
    assert math.isnan(arithmetic.logit(1.5))


@given(x=st.floats(min_value=1e-20, max_value=1e20), y=st.floats(min_value=-30, max_value=30))
def test_power_is_within_its_stated_error(x, y):
    logarithm = Decimal(y) * Decimal(x).ln()
    assume(abs(logarithm) < 700)
    error = relative_error(arithmetic.power(x, y), logarithm.exp())
    assert error <= (2 + 3 * abs(logarithm)) * ULP


def test_power_at_its_ends():
    assert arithmetic.power(0.0, 0.0) == 1.0
    assert arithmetic.power(0.0, 2.0) == 0.0
    assert arithmetic.power(0.0, -2.0) == math.inf
    assert arithmetic.power(1.0, 1e9) == 1.0
    assert math.isnan(arithmetic.power(-1.0, 2.0))


# inverse distribution functions


def normal_density(x: Decimal) -> Decimal:
    pi = Decimal("3.14159265358979323846264338327950288419716939937510582097494")
    return (-x * x / 2).exp() / (2 * pi).sqrt()


def normal_distribution(x: Decimal) -> Decimal:
    """Sum the series 1/2 + density (x + x**3/3 + x**5/(3 5) + ...)."""
    term = total = x
    odd = 1
    while abs(term) > Decimal("1e-55"):
        odd += 2
        term *= x * x / odd
        total += term
    return Decimal("0.5") + total * normal_density(x)


@given(p=PROBABILITIES)
@example(p=1.490414760060597e-11)
@example(p=0.9979385915114929)
@example(p=0.075)
@example(p=0.925)
def test_normal_quantile_is_within_its_stated_error(p):
    """The error in x is that in the probability, divided by the density."""
    assume(p != 0.5)
    x = Decimal(arithmetic.normal_quantile(p))
    error = (normal_distribution(x) - Decimal(p)) / normal_density(x) / x
    assert abs(error) <= Decimal("1e-15")


@given(p=PROBABILITIES)
def test_normal_quantile_agrees_with_the_standard_library(p):
    expected = statistics.NormalDist().inv_cdf(p)
    assert arithmetic.normal_quantile(p) == pytest.approx(expected, rel=4e-15, abs=1e-16)


def test_the_median_of_a_normal_variable_is_0():
    assert arithmetic.normal_quantile(0.5) == 0.0


def test_the_median_of_a_lognormal_variable_is_its_median():
    assert arithmetic.lognormal(0.5, 4200.0, 0.7) == 4200.0


@given(p=PROBABILITIES, sigma=st.floats(min_value=0.01, max_value=3))
def test_lognormal_is_within_its_stated_error(p, sigma):
    z = Decimal(arithmetic.normal_quantile(p))
    exact = 1000 * (Decimal(sigma) * z).exp()
    bound = (2 + 6 * abs(Decimal(sigma) * z)) * ULP
    assert relative_error(arithmetic.lognormal(p, 1000.0, sigma), exact) <= bound


@given(p=PROBABILITIES)
@example(p=0.25)
@example(p=math.nextafter(0.25, 0))
def test_exponential_is_within_its_stated_error(p):
    exact = -30 * (1 - Decimal(p)).ln()
    assert relative_error(arithmetic.exponential(p, 30.0), exact) <= 4 * ULP


@given(p=PROBABILITIES, success=st.floats(min_value=0.001, max_value=0.999))
def test_geometric_is_the_first_trial_by_which_success_is_likely_enough(p, success):
    """Up to rounding where the distribution function meets p."""
    trials = arithmetic.geometric(p, success)
    failure = 1 - Decimal(success)
    assert 1 - failure**trials >= Decimal(p) - 8 * ULP
    assert trials == 1 or 1 - failure ** (trials - 1) < Decimal(p) + 8 * ULP


def test_geometric_at_its_ends():
    assert arithmetic.geometric(0.999, 1.0) == 1
    assert arithmetic.geometric(0.001, 0.0) == 2**31 - 1
    assert arithmetic.geometric(0.5, 1e-300) == 2**31 - 1
    assert arithmetic.geometric(1e-12, 0.9) == 1


def exact_binomial(n: int, share: Fraction) -> list[Fraction]:
    """Return the distribution function at 0, 1, ..., n."""
    total = Fraction(0)
    sums = []
    for k in range(n + 1):
        total += math.comb(n, k) * share**k * (1 - share) ** (n - k)
        sums.append(total)
    return sums


@given(
    p=PROBABILITIES,
    n=st.integers(min_value=0, max_value=40),
    share=st.floats(min_value=0, max_value=1).filter(lambda share: share == 0 or share > 1e-9),
)
def test_binomial_is_the_first_count_that_is_likely_enough(p, n, share):
    """Up to rounding where the distribution function meets p."""
    sums = exact_binomial(n, Fraction(share))
    found = arithmetic.binomial_quantile(p, n, share)
    assert sums[found] >= Fraction(p) - Fraction(1, 10**13)
    assert found == 0 or sums[found - 1] < Fraction(p) + Fraction(1, 10**13)


def test_binomial_at_its_ends():
    assert arithmetic.binomial_quantile(0.9, 0, 0.3) == 0
    assert arithmetic.binomial_quantile(0.999, 7, 0.0) == 0
    assert arithmetic.binomial_quantile(0.001, 7, 1.0) == 7


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_binomial_with_many_trials_has_its_median_at_the_mean(share):
    """The median is within 1 of the mean (Kaas and Buhrman 1980)."""
    assert abs(arithmetic.binomial_quantile(0.5, 1000, share) - 1000 * share) <= 1


@pytest.mark.parametrize(
    ("p", "chosen"), [(0.001, 0), (0.199, 0), (0.2, 2), (0.499, 2), (0.5, 3), (0.999, 3)]
)
def test_choose_falls_where_the_running_sum_passes_the_draw(p, chosen):
    """Weights 2, 0, 3, 5 and 0."""
    assert arithmetic.choose(p, np.array([2.0, 2.0, 5.0, 10.0, 10.0])) == chosen


@given(
    p=PROBABILITIES,
    weights=st.lists(st.floats(min_value=0, max_value=1), min_size=1, max_size=8),
)
@example(p=1 - 2.0**-53, weights=[0.1, 0.2, 0.3, 0.0])
def test_choose_never_picks_a_weight_of_0(p, weights):
    cumulative = np.cumsum(weights)
    assume(cumulative[-1] > 0)
    chosen = arithmetic.choose(p, cumulative)
    assert cumulative[chosen] > (cumulative[chosen - 1] if chosen else 0)


# whole numbers

AMOUNTS = st.integers(min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("numerator", "denominator", "quotient"),
    [(5, 2, 2), (7, 2, 4), (-5, 2, -2), (-7, 2, -4), (8, 3, 3), (7, 3, 2), (-8, 3, -3), (0, 9, 0)],
)
def test_halves_go_to_the_even_neighbour(numerator, denominator, quotient):
    assert arithmetic.div_half_even(numerator, denominator) == quotient


@given(
    numerator=st.integers(min_value=-(2**63), max_value=2**63 - 1),
    denominator=st.integers(min_value=1, max_value=2**62),
)
@example(numerator=-(2**63), denominator=1)
@example(numerator=2**63 - 1, denominator=2**62)
def test_division_is_exact(numerator, denominator):
    """Fraction's round goes to even, too."""
    expected = round(Fraction(numerator, denominator))
    assert arithmetic.div_half_even(numerator, denominator) == expected


def test_a_month_of_interest_by_hand():
    """10,000.00 at 24 % for 30 days: 1,000,000 x 0.24 x 30 / 365 = 19,726.03 cents."""
    assert arithmetic.times_rate(1_000_000, 240_000, 30) == 19_726


@given(
    amount=AMOUNTS,
    rate_ppm=st.integers(min_value=0, max_value=10_000_000),
    days=st.integers(min_value=0, max_value=40_000),
)
@example(amount=10**15, rate_ppm=1_000_000, days=365)
@example(amount=365, rate_ppm=500_000, days=1)
@example(amount=3 * 365, rate_ppm=500_000, days=1)
@example(amount=-365, rate_ppm=500_000, days=1)
def test_interest_is_exact(amount, rate_ppm, days):
    """The product reaches 4e26, far beyond 64 bits."""
    expected = round(Fraction(amount * rate_ppm * days, 365_000_000))
    assert arithmetic.times_rate(amount, rate_ppm, days) == expected


@given(amount=AMOUNTS, share_ppm=st.integers(min_value=0, max_value=2_000_000))
@example(amount=1, share_ppm=500_000)
@example(amount=3, share_ppm=500_000)
@example(amount=10**15, share_ppm=1_000_000)
def test_a_share_is_exact(amount, share_ppm):
    expected = round(Fraction(amount * share_ppm, 1_000_000))
    assert arithmetic.times_share(amount, share_ppm) == expected


def test_half_is_left_after_each_half_life():
    table = arithmetic.decay_table(7.0, 29)
    assert table.dtype == np.int64
    assert table[::7].tolist() == [1_000_000, 500_000, 250_000, 125_000, 62_500]


@pytest.mark.parametrize("half_life_days", [0.5, 14.0, 90.0])
def test_every_entry_is_the_nearest_millionth(half_life_days):
    table = arithmetic.decay_table(half_life_days, 400)
    for day, left in enumerate(table.tolist()):
        exact = 1_000_000 * Decimal(2) ** (-Decimal(day) / Decimal(half_life_days))
        assert abs(left - exact) <= Decimal("0.5000001")


# with and without the compiler

GRID = """
from arrears import arithmetic as a
import numpy as np
for x in [-708.3, -37.2, -1.0, -0.3, 1e-9, 0.1, 0.5, 0.97, 1.0, 3.7, 88.8, 709.1]:
    for f in (a.exp, a.logistic):
        print(f(x).hex())
    if x > 0:
        print(a.log(x).hex(), a.power(x, 1.7).hex(), a.power(x, -0.3).hex())
for p in [1e-12, 0.001, 0.03, 0.074, 0.2, 0.4, 0.5, 0.61, 0.9, 0.98, 1 - 1e-9]:
    for f in (a.logit, a.normal_quantile):
        print(f(p).hex())
    print(a.lognormal(p, 4200.0, 0.7).hex(), a.exponential(p, 30.0).hex())
    print(a.geometric(p, 0.07), a.binomial_quantile(p, 30, 0.3), a.binomial_quantile(p, 30, 0.8))
    print(a.choose(p, np.array([0.2, 0.2, 0.7, 1.0])))
for n in [-(10**15) - 1, -7, -5, 0, 5, 7, 10**15 + 1]:
    print(a.div_half_even(n, 2), a.times_rate(n, 182_500, 3), a.times_share(n, 500_000))
print(a.decay_table(13.0, 50).tolist())
"""


def test_results_are_the_same_bits_without_the_compiler():
    printed = [
        subprocess.run(
            [sys.executable, "-W", "error", "-c", GRID],
            env=os.environ | {"NUMBA_DISABLE_JIT": disabled},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for disabled in ("0", "1")
    ]
    assert printed[0] == printed[1]
    assert printed[0].count("0x") > 80
