"""Figures, one file per question: a tidy table in, matplotlib axes out.

`FIGURES` names them all. The plot functions below draw tables of any origin.
"""

from arrears.plots.differences import plot_differences
from arrears.plots.distress_sources import plot_distress_sources
from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.over_time import plot_over_time
from arrears.plots.recovery import plot_recovery
from arrears.plots.registry import FIGURES
from arrears.plots.roll_rates import plot_roll_rate_changes, plot_roll_rates
from arrears.plots.trade_off import plot_trade_off

__all__ = [
    "FIGURES",
    "FigureKind",
    "TableSource",
    "plot_differences",
    "plot_distress_sources",
    "plot_over_time",
    "plot_recovery",
    "plot_roll_rate_changes",
    "plot_roll_rates",
    "plot_trade_off",
]
