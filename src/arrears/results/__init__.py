"""From the event log to tallies, from tallies to outcomes and curves; and what they all mean."""

from arrears.results.codebook import CODEBOOK, FAMILIES, Outcome, lookup
from arrears.results.contrasts import Contrast
from arrears.results.curves import MONTHLY_CURVES, monthly_curve, pause_curve, recovery_curve
from arrears.results.holdout import holdout_effects
from arrears.results.measures import Measures
from arrears.results.outcomes import OUTCOME_COLUMNS, outcomes
from arrears.results.tallies import Tallies, tally
from arrears.results.who_pays import cash_flows

__all__ = [
    "CODEBOOK",
    "FAMILIES",
    "MONTHLY_CURVES",
    "OUTCOME_COLUMNS",
    "Contrast",
    "Measures",
    "Outcome",
    "Tallies",
    "cash_flows",
    "holdout_effects",
    "lookup",
    "monthly_curve",
    "outcomes",
    "pause_curve",
    "recovery_curve",
    "tally",
]
