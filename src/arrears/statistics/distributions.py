"""Normal and Student's t probabilities that have the same bits on every machine.

Only plus, minus, times, divided by, square roots and `arrears.arithmetic` are used, so an interval
does not depend on whose mathematical library computed it.
"""

import functools
import math

from arrears.arithmetic import exp, normal_quantile

__all__ = ["normal_cdf", "normal_quantile", "t_quantile", "t_tails"]

_SQRT_2_PI = 2.5066282746310002
_SERIES_TO = 3.0  # standard deviations; beyond, the continued fraction is quicker and keeps tails
_TINY = 1e-300
_PRECISION = 2.0**-53
_STEPS_MAX = 100_000  # never reached: about the square root of the degrees is enough


def normal_cdf(z: float) -> float:
    """Return the probability that a standard normal variable stays below a value.

    Relative error at most 1e-12 for z above -37; below that the result is 0.

    References
    ----------
    Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.2.11 and 26.2.14.
    """
    if z > 0:
        return 1.0 - _normal_tail(z) if z > _SERIES_TO else 0.5 + _normal_centre(z)
    return _normal_tail(-z) if z < -_SERIES_TO else 0.5 - _normal_centre(-z)


def _normal_centre(z: float) -> float:
    """Return the probability between 0 and z by its series z + z**3/3 + z**5/15 + ..."""
    term = total = z
    odd = 1
    while term > total * _PRECISION:
        odd += 2
        term *= z * z / odd
        total += term
    return total * exp(-z * z / 2) / _SQRT_2_PI


def _normal_tail(z: float) -> float:
    """Return the probability above z by its continued fraction 1/(z + 1/(z + 2/(z + ...)))."""
    if z > 37.0:
        return 0.0
    below = z
    for step in range(200, 0, -1):
        below = z + step / below
    return exp(-z * z / 2) / (_SQRT_2_PI * below)


def t_tails(t: float, degrees: int) -> float:
    """Return the probability that Student's t is further from 0 than a value, on either side.

    Parameters
    ----------
    t : float
        Its sign does not matter.
    degrees : int
        Degrees of freedom, 1 or more.

    Returns
    -------
    float
        Relative error at most 1e-14 + 1e-15 times the degrees, where it is above 1e-290.

    References
    ----------
    Abramowitz and Stegun (1964), 26.5.8 and 26.7.1: the incomplete beta function of
    degrees / (degrees + t**2) with parameters degrees/2 and 1/2.
    """
    if not math.isfinite(t):
        return 0.0 if math.isinf(t) else math.nan
    share = t * t / (degrees + t * t)
    rest = degrees / (degrees + t * t)
    half = degrees / 2
    front = _power(math.sqrt(rest), degrees) * math.sqrt(share) / _beta(degrees)
    if rest < (half + 1.0) / (half + 2.5):
        return front * _fraction(half, 0.5, rest) / half
    return 1.0 - front * _fraction(0.5, half, share) / 0.5


def _power(base: float, exponent: int) -> float:
    """Return a positive number to a whole power, by squaring."""
    result = 1.0
    while exponent:
        if exponent % 2:
            result *= base
        base *= base
        exponent //= 2
    return result


@functools.cache
def _beta(degrees: int) -> float:
    """Return the beta function of degrees/2 and 1/2, which is 2 for 2 and pi for 1."""
    value = math.pi if degrees % 2 else 2.0
    for lower in range(2 - degrees % 2, degrees, 2):
        value *= lower / (lower + 1)
    return value


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta function, by Lentz's method."""
    whole = upper = 1.0
    lower = 0.0
    for step in range(1, _STEPS_MAX):
        m = step // 2
        if step % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        lower = 1.0 / _off_zero(1.0 + term * lower)
        upper = _off_zero(1.0 + term / upper)
        whole *= upper * lower
        if abs(upper * lower - 1.0) < 2 * _PRECISION:
            break
    return 1.0 / whole


def _off_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY


@functools.cache
def t_quantile(degrees: int) -> float:
    """Return the 97.5 % quantile of Student's t: what it stays within in 95 % of cases.

    Found by halving an interval until no number lies between its ends.

    References
    ----------
    Student (1908), Biometrika 6.
    """
    low, high = 1.0, 16.0
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return high
        if t_tails(middle, degrees) > 0.05:
            low = middle
        else:
            high = middle
