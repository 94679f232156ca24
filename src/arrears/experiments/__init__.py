"""Experiments over many runs of a scenario: what its comparison owes to its assumptions."""

from arrears.experiments.assess import assess
from arrears.experiments.plan import Assumptions, Plan, plan

__all__ = ["Assumptions", "Plan", "assess", "plan"]
