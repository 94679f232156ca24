"""Intervals over replications, paired differences between policies, and their correction."""

from arrears.statistics.differences import DIFFERENCE_COLUMNS, differences
from arrears.statistics.holm import holm
from arrears.statistics.intervals import MeanInterval, mean_interval
from arrears.statistics.summary import SUMMARY_COLUMNS, summary

__all__ = [
    "DIFFERENCE_COLUMNS",
    "SUMMARY_COLUMNS",
    "MeanInterval",
    "differences",
    "holm",
    "mean_interval",
    "summary",
]
