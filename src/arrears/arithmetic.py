"""Arithmetic that gives the same bits on every machine.

The exponential and logarithm of a C library differ between platforms in the last bit, and one bit
can turn a decision. The functions here use only what IEEE 754 rounds correctly everywhere: plus,
minus, times, divided by and the square root. Integers are 64 bits wide; where a product could be
wider, the bound is stated.

Each function states its largest relative error, which the tests measure. Probabilities ``p`` are
uniform draws, strictly between 0 and 1 (`arrears.draws`); the functions that take one are
inverse distribution functions.
"""

import math

import numpy as np
from numpy.typing import NDArray

from arrears.compiled import compiled

MILLION = 1_000_000
_RATE_DIVISOR = 365 * MILLION

_LN2 = 0.6931471805599453
_LN2_HIGH = float.fromhex("0x1.62e42feep-1")  # 32 bits: its product with a small integer is exact
_LN2_LOW = 1.90821492927058770002e-10
_SQRT2 = 1.4142135623730951
_SMALLEST_NORMAL = math.ldexp(1.0, -1022)
_EXP_LOWEST = -708.3964185322641  # below, the result would be less than the smallest normal number
_EXP_HIGHEST = 709.782712893384
_HALF_RANGE = 512
_POWERS_OF_TWO = np.array([math.ldexp(1.0, j) for j in range(-_HALF_RANGE, _HALF_RANGE + 1)])
_HALVINGS = tuple((1 << j, math.ldexp(1.0, 1 << j)) for j in range(9, -1, -1))
_LARGEST_COUNT = 2**31 - 1


@compiled
def exp(x: float) -> float:
    """Return e to the power of x.

    Relative error at most 2**-52. Results below the smallest normal number (x < -708.39) are 0.
    """
    # x is k ln 2 + r with abs(r) <= ln(2)/2, and e**r its Taylor series to the 13th power.
    if not x <= _EXP_HIGHEST:
        return x + math.inf  # infinite, or not a number as x is
    if x < _EXP_LOWEST:
        return 0.0
    k = int(x / _LN2 + (0.5 if x >= 0 else -0.5))
    r = (x - k * _LN2_HIGH) - k * _LN2_LOW
    series = 1 / 479001600 + r * (1 / 6227020800)
    series = 1 / 3628800 + r * (1 / 39916800 + r * series)
    series = 1 / 40320 + r * (1 / 362880 + r * series)
    series = 1 / 720 + r * (1 / 5040 + r * series)
    series = 1 / 24 + r * (1 / 120 + r * series)
    series = 1 / 2 + r * (1 / 6 + r * series)
    y = 1.0 + (r + r * r * series)
    half = k // 2
    y *= float(_POWERS_OF_TWO[half + _HALF_RANGE])
    return y * float(_POWERS_OF_TWO[k - half + _HALF_RANGE])


@compiled
def _log_of_ratio(s: float) -> float:
    """Return ln((1 + s) / (1 - s)) for abs(s) <= 0.1716, by its series 2 (s + s**3/3 + ...)."""
    z = s * s
    series = 1 / 19 + z * (1 / 21)
    series = 1 / 15 + z * (1 / 17 + z * series)
    series = 1 / 11 + z * (1 / 13 + z * series)
    series = 1 / 7 + z * (1 / 9 + z * series)
    series = 1 / 3 + z * (1 / 5 + z * series)
    return 2.0 * s + 2.0 * s * (z * series)


@compiled
def log(x: float) -> float:
    """Return the natural logarithm of x; minus infinity at 0, not a number below.

    Relative error at most 2**-51.
    """
    # x is m 2**k with m between the square roots of 1/2 and 2.
    if not 0 < x < math.inf:
        return -math.inf if x == 0 else (x if x > 0 else math.nan)
    m = 1.0 * x
    k = 0
    if m < _SMALLEST_NORMAL:
        m *= 2.0**60
        k = -60
    for bits, factor in _HALVINGS:
        if m >= factor:
            m /= factor
            k += bits
        elif m * factor < 2.0:
            m *= factor
            k -= bits
    if m > _SQRT2:
        m *= 0.5
        k += 1
    return k * _LN2_HIGH + (_log_of_ratio((m - 1.0) / (m + 1.0)) + k * _LN2_LOW)


@compiled
def logistic(x: float) -> float:
    """Return 1 / (1 + exp(-x)), the probability whose log odds are x.

    Relative error at most 2**-51.
    """
    if x >= 0:
        return 1.0 / (1.0 + exp(-x))
    odds = exp(x)
    return odds / (1.0 + odds)


@compiled
def logit(p: float) -> float:
    """Return the log odds of a probability; infinite at 0 and 1, not a number outside.

    Relative error at most 2**-50.
    """
    s = 2.0 * p - 1.0
    if -0.17 < s < 0.17:
        return _log_of_ratio(s)
    return log(p / (1.0 - p)) if p < 1 else -log(1.0 - p)


@compiled
def power(x: float, y: float) -> float:
    """Return x to the power of y, for x of 0 or more; not a number below.

    Relative error at most (2 + 3 abs(y ln x)) 2**-52.
    """
    if y == 0:
        return 1.0
    if x == 0:
        return 0.0 if y > 0 else math.inf
    return exp(y * log(x))


@compiled
def _central_quantile(q: float) -> float:
    """Return the normal quantile of 1/2 + q for abs(q) <= 0.425."""
    r = 0.180625 - q * q
    upper = 3.3430575583588128105e4 + r * 2.5090809287301226727e3
    upper = 4.5921953931549871457e4 + r * (6.7265770927008700853e4 + r * upper)
    upper = 1.9715909503065514427e3 + r * (1.3731693765509461125e4 + r * upper)
    upper = 3.3871328727963666080e0 + r * (1.3314166789178437745e2 + r * upper)
    lower = 2.8729085735721942674e4 + r * 5.2264952788528545610e3
    lower = 2.1213794301586595867e4 + r * (3.9307895800092710610e4 + r * lower)
    lower = 6.8718700749205790830e2 + r * (5.3941960214247511077e3 + r * lower)
    lower = 1.0 + r * (4.2313330701600911252e1 + r * lower)
    return q * upper / lower


@compiled
def _tail_quantile(tail: float) -> float:
    """Return the normal quantile of 1 - tail for tail <= 0.075."""
    r = math.sqrt(-log(tail))
    if r <= 5.0:
        r -= 1.6
        upper = 2.27238449892691845833e-2 + r * 7.74545014278341407640e-4
        upper = 1.27045825245236838258e0 + r * (2.41780725177450611770e-1 + r * upper)
        upper = 5.76949722146069140550e0 + r * (3.64784832476320460504e0 + r * upper)
        upper = 1.42343711074968357734e0 + r * (4.63033784615654529590e0 + r * upper)
        lower = 5.47593808499534494600e-4 + r * 1.05075007164441684324e-9
        lower = 1.48103976427480074590e-1 + r * (1.51986665636164571966e-2 + r * lower)
        lower = 1.67638483018380384940e0 + r * (6.89767334985100004550e-1 + r * lower)
        lower = 1.0 + r * (2.05319162663775882187e0 + r * lower)
        return upper / lower
    r -= 5.0
    upper = 2.71155556874348757815e-5 + r * 2.01033439929228813265e-7
    upper = 2.65321895265761230930e-2 + r * (1.24266094738807843860e-3 + r * upper)
    upper = 1.78482653991729133580e0 + r * (2.96560571828504891230e-1 + r * upper)
    upper = 6.65790464350110377720e0 + r * (5.46378491116411436990e0 + r * upper)
    lower = 1.42151175831644588870e-7 + r * 2.04426310338993978564e-15
    lower = 7.86869131145613259100e-4 + r * (1.84631831751005468180e-5 + r * lower)
    lower = 1.36929880922735805310e-1 + r * (1.48753612908506148525e-2 + r * lower)
    lower = 1.0 + r * (5.99832206555887937690e-1 + r * lower)
    return upper / lower


@compiled
def normal_quantile(p: float) -> float:
    """Return the value that a standard normal variable stays below with probability p.

    Relative error at most 1e-15, for p strictly between 0 and 1.

    References
    ----------
    Wichura, M. J. (1988). Algorithm AS 241: the percentage points of the normal distribution.
    Applied Statistics 37, 477-484; routine PPND16.
    """
    q = p - 0.5
    if -0.425 <= q <= 0.425:
        return _central_quantile(q)
    return -_tail_quantile(p) if q < 0 else _tail_quantile(1.0 - p)


@compiled
def lognormal(p: float, median: float, sigma: float) -> float:
    """Return the p-quantile of a lognormal distribution, sigma being that of the logarithm.

    Relative error at most (2 + 6 abs(sigma z)) 2**-52, z being the normal quantile of p.
    """
    return median * exp(sigma * normal_quantile(p))


@compiled
def exponential(p: float, mean: float) -> float:
    """Return the p-quantile of an exponential distribution, -mean ln(1 - p).

    Relative error at most 2**-50.
    """
    if p < 0.25:
        return mean * _log_of_ratio(p / (2.0 - p))
    return -mean * log(1.0 - p)


@compiled
def geometric(p: float, success: float) -> int:
    """Return the p-quantile of the number of trials up to and with the first success.

    Parameters
    ----------
    p : float
        A draw.
    success : float
        Probability that one trial succeeds, 0 to 1.

    Returns
    -------
    int
        1 or more, and at most 2**31 - 1, which also stands for never (`success` 0).
    """
    if success >= 1:
        return 1
    if success <= 0:
        return _LARGEST_COUNT
    trials = exponential(p, 1.0) / exponential(success, 1.0)
    if trials >= _LARGEST_COUNT:
        return _LARGEST_COUNT
    whole = int(trials)
    return whole + 1 if whole < trials else max(whole, 1)


@compiled
def binomial_quantile(p: float, n: int, share: float) -> int:
    """Return the p-quantile of the number of successes in n trials, for n up to 1000.

    One trial succeeds with probability `share`, 0 to 1. The work grows with n.
    """
    # The walk starts at the likelier end, where the first probability is not lost to underflow.
    if share <= 0.5:
        odds = share / (1.0 - share)
        probability = 1.0
        for _ in range(n):
            probability *= 1.0 - share
        below = probability
        successes = 0
        while below < p and successes < n:
            successes += 1
            probability *= odds * (n - successes + 1) / successes
            below += probability
        return successes
    odds = (1.0 - share) / share
    probability = 1.0
    for _ in range(n):
        probability *= share
    above = probability
    failures = 0
    while above <= 1.0 - p and failures < n:
        failures += 1
        probability *= odds * (n - failures + 1) / failures
        above += probability
    return n - failures


@compiled
def choose(p: float, cumulative: NDArray[np.float64]) -> int:
    """Return which of several alternatives a draw falls on.

    Parameters
    ----------
    p : float
        A draw.
    cumulative : array of float, shape (alternatives,)
        Running sums of the weights, which need not end at 1. The search is linear, for the few
        alternatives of a scenario.

    Returns
    -------
    int
        The alternative's index; one of weight 0 is never chosen.
    """
    total = cumulative[-1]
    target = p * total
    index = 0
    while cumulative[index] <= target and cumulative[index] < total:
        index += 1
    return index


@compiled
def _half_even(whole: int, remainder: int, divisor: int) -> int:
    """Return whole + remainder / divisor, rounded; 0 <= remainder < divisor."""
    doubled = 2 * remainder
    if doubled > divisor or (doubled == divisor and whole % 2 == 1):
        return whole + 1
    return whole


@compiled
def div_half_even(numerator: int, denominator: int) -> int:
    """Return the quotient rounded to the nearest integer, halves to the even one.

    Exact for any 64-bit numerator and a denominator from 1 to 2**62.
    """
    whole = numerator // denominator
    return _half_even(whole, numerator - whole * denominator, denominator)


@compiled
def times_rate(amount: int, rate_ppm: int, days: int) -> int:
    """Return the interest on an amount for some days, rounded half to even.

    Parameters
    ----------
    amount : int, minor units
        Any sign.
    rate_ppm : int, millionths per year
        0 or more.
    days : int, days
        0 or more; a year has 365.

    Returns
    -------
    int, minor units
        Exactly amount * rate_ppm * days / 365,000,000, rounded once. No intermediate value
        overflows while ``rate_ppm * days < 2**62`` and the result stays below 2**62, although the
        product of all three may be far wider.
    """
    factor = rate_ppm * days
    factor_whole = factor // _RATE_DIVISOR
    factor_rest = factor - factor_whole * _RATE_DIVISOR
    amount_whole = amount // _RATE_DIVISOR
    amount_rest = amount - amount_whole * _RATE_DIVISOR
    rest = amount_rest * factor_rest  # below 2**57
    carried = rest // _RATE_DIVISOR
    whole = amount * factor_whole + amount_whole * factor_rest + carried
    return _half_even(whole, rest - carried * _RATE_DIVISOR, _RATE_DIVISOR)


@compiled
def times_share(amount: int, share_ppm: int) -> int:
    """Return a share of an amount, rounded half to even.

    Parameters
    ----------
    amount : int, minor units
        Any sign.
    share_ppm : int, millionths
        0 to 2**43.

    Returns
    -------
    int, minor units
        Exactly amount * share_ppm / 1,000,000, rounded once. No intermediate value overflows
        while the result stays below 2**62.
    """
    amount_whole = amount // MILLION
    rest = (amount - amount_whole * MILLION) * share_ppm
    carried = rest // MILLION
    return _half_even(amount_whole * share_ppm + carried, rest - carried * MILLION, MILLION)


@compiled
def decay_table(half_life_days: float, length: int) -> NDArray[np.int64]:
    """Return what is left of one million after 0, 1, 2, ... days of exponential decay.

    Parameters
    ----------
    half_life_days : float, days
        Above 0.
    length : int
        Number of entries.

    Returns
    -------
    array of int64, shape (length,), millionths
        Entry t is the integer nearest to 1,000,000 * 2 ** (-t / half_life_days). Decay over t days
        and then u is not exactly entry t + u, which is why state is settled only when it changes.
    """
    left = np.empty(length, dtype=np.int64)
    for day in range(length):
        left[day] = int(MILLION * exp(-day * _LN2 / half_life_days) + 0.5)
    return left
