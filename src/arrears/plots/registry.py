"""Every figure by name, in the order of the report.

A figure is one file of this folder: a function from a run's tables to a tidy table, one from that
table to axes, one from it to a sentence, and a `FigureKind` that holds them together. Listed here,
it is in the report, under ``run.plot`` and among the files of a run.
"""

from typing import Final

from arrears.plots.assumptions import ASSUMPTION_FLIPS, ASSUMPTION_SHARES
from arrears.plots.contact_effects import CONTACT_EFFECTS
from arrears.plots.contrasts import CONTRASTS
from arrears.plots.counterfactuals import COUNTERFACTUALS
from arrears.plots.differences import DIFFERENCES
from arrears.plots.distress_rankings import DISTRESS_RANKINGS
from arrears.plots.distress_sources import DISTRESS_SOURCES
from arrears.plots.figure_kind import FigureKind
from arrears.plots.life import LIFE
from arrears.plots.over_time import OVER_TIME
from arrears.plots.pause_curves import PAUSE_CURVES
from arrears.plots.pauses import PAUSES
from arrears.plots.recovery import RECOVERY
from arrears.plots.roll_rates import ROLL_RATE_CHANGES, ROLL_RATES
from arrears.plots.segments import SEGMENTS
from arrears.plots.supply import SUPPLY
from arrears.plots.trade_off import TRADE_OFF
from arrears.plots.who_pays import WHO_PAYS

__all__ = ["FIGURES"]

FIGURES: Final[dict[str, FigureKind]] = {
    kind.name: kind
    for kind in (
        DIFFERENCES,
        ASSUMPTION_SHARES,
        ASSUMPTION_FLIPS,
        RECOVERY,
        ROLL_RATES,
        ROLL_RATE_CHANGES,
        OVER_TIME,
        DISTRESS_SOURCES,
        COUNTERFACTUALS,
        DISTRESS_RANKINGS,
        SUPPLY,
        PAUSES,
        PAUSE_CURVES,
        TRADE_OFF,
        SEGMENTS,
        CONTRASTS,
        WHO_PAYS,
        CONTACT_EFFECTS,
        LIFE,
    )
}  # fmt: skip
"""Figures by name."""
