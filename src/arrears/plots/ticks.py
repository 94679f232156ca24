"""Ticks of fractions, written in per cent."""

from collections.abc import Sequence

from matplotlib.ticker import Formatter

__all__ = ["PercentTicks"]

_MOST_DECIMALS = 6
_ROUNDING = 1e-7  # of a per cent: what a tick may be off its place


class PercentTicks(Formatter):
    """Writes all ticks of an axis with the decimals that one of them needs, and no more.

    Parameters
    ----------
    symbol : str
        Stands behind each number; empty for percentage points.
    """

    def __init__(self, symbol: str = "\N{NO-BREAK SPACE}%") -> None:
        self.symbol = symbol

    def __call__(self, x: float, pos: int | None = None) -> str:  # noqa: ARG002 - matplotlib's
        """Return one tick by itself."""
        return self.format_ticks([x])[0]

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Return all ticks of an axis."""
        shown = [100 * float(value) for value in values]
        decimals = next(
            (
                count
                for count in range(_MOST_DECIMALS)
                if all(abs(round(value, count) - value) <= _ROUNDING for value in shown)
            ),
            _MOST_DECIMALS,
        )
        texts = [f"{value:.{decimals}f}" for value in shown]
        texts = [text.lstrip("-") if float(text) == 0 else text for text in texts]
        return [self.fix_minus(text) + self.symbol for text in texts]
