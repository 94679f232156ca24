"""Numbers as a reader wants them; figures say them the same way."""

from arrears.plots.numerals import difference_text, interval_text, level_text, p_value_text

__all__ = ["difference_text", "interval_text", "level_text", "p_value_text"]
