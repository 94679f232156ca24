"""Numbers as a reader wants them: as many digits as the interval supports, units in words."""

import math

from arrears.plots.labels import is_fraction
from arrears.words import ENGLISH, Words

__all__ = ["difference_text", "interval_text", "level_text", "p_value_text"]

_MINUS = "\N{MINUS SIGN}"
_SPACE = "\N{NO-BREAK SPACE}"
_MOST_DECIMALS = 6


def level_text(outcome: str, value: float, low: float, high: float, words: Words = ENGLISH) -> str:
    """Return a level with its unit: fractions as percentages; empty values say so."""
    if math.isnan(value):
        return words("empty")
    scale, sign = (100, f"{_SPACE}%") if is_fraction(outcome) else (1, "")
    return f"{_digits(value * scale, _decimals(value, low, high, scale))}{sign}"


def interval_text(
    outcome: str, low: float, high: float, *, signed: bool = False, words: Words = ENGLISH
) -> str:
    """Return the bounds without their unit, as ``1.2 to 1.9``; empty where there are none."""
    if math.isnan(low) or math.isnan(high):
        return ""
    scale = 100 if is_fraction(outcome) else 1
    decimals = _decimals((low + high) / 2, low, high, scale)
    lower, upper = (_digits(bound * scale, decimals, signed=signed) for bound in (low, high))
    return words("{low} to {high}", low=lower, high=upper)


def difference_text(
    outcome: str, difference: float, low: float, high: float, words: Words = ENGLISH
) -> str:
    """Return a difference with its sign and without its unit, which stands beside it."""
    if math.isnan(difference):
        return words("empty")
    scale = 100 if is_fraction(outcome) else 1
    return _digits(difference * scale, _decimals(difference, low, high, scale), signed=True)


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
    return min(max(digits - 1 - math.floor(math.log10(guide)), 0), _MOST_DECIMALS)


def _digits(value: float, decimals: int, *, signed: bool = False) -> str:
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        return text.lstrip("-")
    if text.startswith("-"):
        return _MINUS + text[1:]
    return f"+{text}" if signed else text
