"""Figures, one file per question: a tidy table in, matplotlib axes out."""

from arrears.plots.complaints import plot_complaints
from arrears.plots.differences import plot_differences
from arrears.plots.distress import plot_distress
from arrears.plots.recovery import plot_recovery
from arrears.plots.trade_off import plot_trade_off

__all__ = [
    "plot_complaints",
    "plot_differences",
    "plot_distress",
    "plot_recovery",
    "plot_trade_off",
]
