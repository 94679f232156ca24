"""Numbers as a reader wants them: as many digits as the interval supports, units in words."""

import math

from arrears.plots.labels import is_fraction
from arrears.words import ENGLISH, Words

__all__ = [
    "bounds_text",
    "difference_text",
    "interval_text",
    "level_text",
    "number_text",
    "p_value_text",
    "share_text",
]

_MINUS = "\N{MINUS SIGN}"
_SPACE = "\N{NO-BREAK SPACE}"
_MOST_DECIMALS = 6


def level_text(outcome: str, value: float, low: float, high: float, words: Words = ENGLISH) -> str:
    """Return a level with its unit: fractions as percentages; empty values say so."""
    return number_text(value, low, high, percent=is_fraction(outcome), words=words)


def interval_text(
    outcome: str, low: float, high: float, *, signed: bool = False, words: Words = ENGLISH
) -> str:
    """Return the bounds without their unit, as ``1.2 to 1.9``; empty where there are none."""
    return bounds_text(low, high, percent=is_fraction(outcome), signed=signed, words=words)


def difference_text(
    outcome: str, difference: float, low: float, high: float, words: Words = ENGLISH
) -> str:
    """Return a difference with its sign and without its unit, which stands beside it."""
    if math.isnan(difference):
        return words("empty")
    scale = 100 if is_fraction(outcome) else 1
    return _digits(difference * scale, _decimals(difference, low, high, scale), signed=True)


def number_text(
    value: float,
    low: float,
    high: float,
    *,
    percent: bool,
    signed: bool = False,
    words: Words = ENGLISH,
) -> str:
    """Return a number with the digits that its interval supports, a fraction in per cent."""
    if math.isnan(value):
        return words("empty")
    scale, sign = (100, f"{_SPACE}%") if percent else (1, "")
    return f"{_digits(value * scale, _decimals(value, low, high, scale), signed=signed)}{sign}"


def bounds_text(
    low: float, high: float, *, percent: bool, signed: bool = False, words: Words = ENGLISH
) -> str:
    """Return the bounds of an interval without their unit; empty where there are none."""
    if math.isnan(low) or math.isnan(high):
        return ""
    scale = 100 if percent else 1
    decimals = _decimals((low + high) / 2, low, high, scale)
    lower, upper = (_digits(bound * scale, decimals, signed=signed) for bound in (low, high))
    return words("{low} to {high}", low=lower, high=upper)


def share_text(share: float, decimals: int = 0) -> str:
    """Return a fraction in per cent, as all percentages are written: ``47 %``."""
    return f"{share * 100:.{decimals}f}{_SPACE}%"


def p_value_text(p_value: float) -> str:
    """Return a p-value with two decimals, three below 0.1; tiny ones only as tiny."""
    if p_value < 0.001:
        return "p < 0.001"
    return f"p = {p_value:.{2 if p_value >= 0.1 else 3}f}"


def _decimals(value: float, low: float, high: float, scale: int) -> int:
    """Two digits of the interval's half-width, or three of the value when there is none."""
    width = (high - low) / 2 * scale if not (math.isnan(low) or math.isnan(high)) else 0.0
    guide, digits = (width, 2) if width > 0 else (abs(value) * scale, 3)
    if not guide:
        return 0
    # A hair more, so that a width of 0.1 less rounding does not cost another digit.
    return min(max(digits - 1 - math.floor(math.log10(guide * (1 + 1e-9))), 0), _MOST_DECIMALS)


def _digits(value: float, decimals: int, *, signed: bool = False) -> str:
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        return text.lstrip("-")
    if text.startswith("-"):
        return _MINUS + text[1:]
    return f"+{text}" if signed else text
