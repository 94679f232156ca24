"""What users add to arrears: behaviours, actions, shocks, outcomes and figures of their own.

A module registers what it offers and a scenario names the module under ``extensions``. Each point
has a protocol that says what is needed, a function that registers, and one that checks: it tries
the thing on a small run and says in plain words what is wrong. Names are imported when they are
first used.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arrears.behaviour.own_rule import BehaviourExtension, PaymentFacts
    from arrears.extend.actions import check_action, register_action
    from arrears.extend.behaviours import check_behaviour, register_behaviour
    from arrears.extend.figures import check_figure, register_figure
    from arrears.extend.outcomes import check_outcome, register_outcome
    from arrears.extend.shocks import check_shock, register_shock
    from arrears.plots.figure_kind import FigureKind, TableSource
    from arrears.policies.own_action import ActionExtension, OngoingAttempt
    from arrears.portfolio.own_onsets import Everybody, Luck, ShockExtension, Strike
    from arrears.results.added_outcomes import OutcomeExtension
    from arrears.results.codebook import Outcome
    from arrears.results.ratios import Ratio
    from arrears.results.rows import Book, EventRows
    from arrears.results.sums import MonthlySums
    from arrears.terms import Cause, Event

_HOMES = {
    "ActionExtension": "arrears.policies.own_action",
    "BehaviourExtension": "arrears.behaviour.own_rule",
    "Book": "arrears.results.rows",
    "Cause": "arrears.terms",
    "Event": "arrears.terms",
    "EventRows": "arrears.results.rows",
    "Everybody": "arrears.portfolio.own_onsets",
    "FigureKind": "arrears.plots.figure_kind",
    "Luck": "arrears.portfolio.own_onsets",
    "MonthlySums": "arrears.results.sums",
    "OngoingAttempt": "arrears.policies.own_action",
    "Outcome": "arrears.results.codebook",
    "OutcomeExtension": "arrears.results.added_outcomes",
    "PaymentFacts": "arrears.behaviour.own_rule",
    "Ratio": "arrears.results.ratios",
    "ShockExtension": "arrears.portfolio.own_onsets",
    "Strike": "arrears.portfolio.own_onsets",
    "TableSource": "arrears.plots.figure_kind",
    "check_action": "arrears.extend.actions",
    "check_behaviour": "arrears.extend.behaviours",
    "check_figure": "arrears.extend.figures",
    "check_outcome": "arrears.extend.outcomes",
    "check_shock": "arrears.extend.shocks",
    "register_action": "arrears.extend.actions",
    "register_behaviour": "arrears.extend.behaviours",
    "register_figure": "arrears.extend.figures",
    "register_outcome": "arrears.extend.outcomes",
    "register_shock": "arrears.extend.shocks",
}

__all__ = [
    "ActionExtension",
    "BehaviourExtension",
    "Book",
    "Cause",
    "Event",
    "EventRows",
    "Everybody",
    "FigureKind",
    "Luck",
    "MonthlySums",
    "OngoingAttempt",
    "Outcome",
    "OutcomeExtension",
    "PaymentFacts",
    "Ratio",
    "ShockExtension",
    "Strike",
    "TableSource",
    "check_action",
    "check_behaviour",
    "check_figure",
    "check_outcome",
    "check_shock",
    "register_action",
    "register_behaviour",
    "register_figure",
    "register_outcome",
    "register_shock",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'arrears.extend' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
