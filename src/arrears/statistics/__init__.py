"""Intervals over replications, paired differences between policies, and their correction."""

from arrears.statistics.differences import DIFFERENCE_COLUMNS, differences, variance_ratio
from arrears.statistics.holm import holm
from arrears.statistics.intervals import Estimate, MeanInterval, estimate, mean_interval
from arrears.statistics.summary import SUMMARY_COLUMNS, summary

__all__ = [
    "DIFFERENCE_COLUMNS",
    "SUMMARY_COLUMNS",
    "Estimate",
    "MeanInterval",
    "differences",
    "estimate",
    "holm",
    "mean_interval",
    "summary",
    "variance_ratio",
]
