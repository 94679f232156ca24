"""Rules of willingness of one's own: registering them, and checking them on a small run."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from arrears.behaviour.own_rule import BehaviourExtension, PaymentFacts
from arrears.behaviour.settings import Household
from arrears.errors import ExtensionError
from arrears.extend.own_run import LUCK, life, of_events, settings_of
from arrears.extend.trial import Faults, same_tables
from arrears.part import Own
from arrears.registry import on_trial, register
from arrears.scenario.schema import Settings

__all__ = ["check_behaviour", "register_behaviour"]

Extension = TypeVar("Extension", bound=BehaviourExtension)


def register_behaviour(behaviour: Extension) -> Extension:
    """Offer a rule of willingness to the scenarios that name the calling module; return it.

    Raises
    ------
    ExtensionError
        If it has no name, or no ``is_willing``.
    """
    if not callable(getattr(behaviour, "is_willing", None)):
        raise ExtensionError(f"{type(behaviour).__name__} has no is_willing(facts, luck, numbers)")
    register("behaviour", behaviour)
    return behaviour


def check_behaviour(
    behaviour: BehaviourExtension,
    *,
    numbers: Mapping[str, float] | None = None,
    scenario: str | Path = "first_steps",
    borrowers: int = 40,
) -> str:
    """Try a rule of willingness on a small run and say whether anything is wrong with it.

    It must answer True or False, give the same life twice and in any order of replications, and
    leave everybody's luck as it is.

    Parameters
    ----------
    behaviour : BehaviourExtension
        Registered or not.
    numbers : mapping, optional
        ``own.numbers`` as a scenario would give them.
    scenario : str or Path
        What is run, without any policy's changes.
    borrowers : int
        How many.

    Returns
    -------
    str
        A sentence for people: how many checks were passed.

    Raises
    ------
    ExtensionError
        With one line for each thing that is wrong.
    """
    faults = Faults(getattr(behaviour, "name", type(behaviour).__name__))
    usual = settings_of(scenario, borrowers)
    watched = _Watched(behaviour)
    with faults.catching("a run"), on_trial("behaviour", watched):
        own = _with_rule(usual, watched.name, numbers or {})
        first, second = life(own), life(own)
        later = life(own, 1)
        life(own)
        again = life(own, 1)
        faults.need("was never asked: nothing fell due by hand or debit", holds=watched.asked > 0)
        faults.need("lives differ when repeated", holds=same_tables(first, second))
        said = "lives depend on what was run before: a rule keeps nothing between its answers"
        faults.need(said, holds=same_tables(later, again))
        same = same_tables(of_events(first, *LUCK), of_events(life(usual), *LUCK))
        faults.need("somebody's luck has changed", holds=same)
    return faults.settle()


class _Watched:
    """A rule that counts how often it is asked."""

    def __init__(self, rule: BehaviourExtension) -> None:
        self._rule, self.asked = rule, 0
        self.name = rule.name

    def is_willing(self, facts: PaymentFacts, luck: float, numbers: Mapping[str, float]) -> bool:
        """Return the rule's answer."""
        self.asked += 1
        return self._rule.is_willing(facts, luck, numbers)


def _with_rule(settings: Settings, name: str, numbers: Mapping[str, float]) -> Settings:
    if not isinstance(settings.behaviour, Household):
        raise ExtensionError(f"behaviour.kind is {settings.behaviour.kind}; a household is needed")
    own = settings.behaviour.model_copy(update={"own": Own(kind=name, numbers=dict(numbers))})
    return settings.model_copy(update={"behaviour": own})
