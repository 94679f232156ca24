"""Actions of one's own: registering them, and checking them on a small run."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeVar

import pandas as pd

from arrears.errors import ExtensionError
from arrears.extend.own_run import LUCK, life, of_events, settings_of, without
from arrears.extend.trial import Faults, same_tables
from arrears.part import Own
from arrears.policies.own_action import ActionExtension, OngoingAttempt
from arrears.policies.settings import Action, Team
from arrears.registry import on_trial, register
from arrears.scenario.schema import Settings

__all__ = ["check_action", "register_action"]

Extension = TypeVar("Extension", bound=ActionExtension)
_TRIED = "own_action_on_trial"


def register_action(action: Extension) -> Extension:
    """Offer an action to the scenarios that name the calling module; return it.

    Raises
    ------
    ExtensionError
        If it has no name, or no ``happen``.
    """
    if not callable(getattr(action, "happen", None)):
        raise ExtensionError(f"{type(action).__name__} has no happen(attempt, numbers)")
    register("action", action)
    return action


def check_action(
    action: ActionExtension,
    *,
    numbers: Mapping[str, float] | None = None,
    channel: Literal["push", "sms", "email", "letter", "bot_call", "call"] = "letter",
    scenario: str | Path = "first_steps",
    borrowers: int = 60,
) -> str:
    """Try an action on a small run and say whether anything is wrong with it.

    It must give the same life twice and in any order of replications, leave everybody's luck as it
    is, and change no row where it is withheld from everybody.

    Parameters
    ----------
    action : ActionExtension
        Registered or not.
    numbers : mapping, optional
        ``own.numbers`` as a scenario would give them.
    channel : str
        By which it goes, once a week in the scenario's first stage.
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
    faults = Faults(getattr(action, "name", type(action).__name__))
    usual = settings_of(scenario, borrowers)
    watched = _Watched(action)
    with faults.catching("a run"), on_trial("action", watched):
        own = _with_action(usual, Own(kind=action.name, numbers=dict(numbers or {})), channel, 0.0)
        first, second = life(own), life(own)
        later = life(own, 1)
        life(own)
        again = life(own, 1)
        told = "never reached anybody: nobody read it or took the call"
        faults.need(told, holds=watched.times > 0)
        faults.need("lives differ when repeated", holds=same_tables(first, second))
        said = "lives depend on what was run before: an action keeps nothing between attempts"
        faults.need(said, holds=same_tables(later, again))
        base = life(usual)
        same = same_tables(of_events(first, *LUCK), of_events(base, *LUCK))
        faults.need("somebody's luck has changed", holds=same)
        watched.times = 0
        idle = life(_with_action(usual, Own(kind=action.name), channel, 1.0))
        said = "withheld from everybody, it still changes rows"
        faults.need(said, holds=watched.times == 0 and _same_but_withheld(idle, base))
    return faults.settle()


def _same_but_withheld(idle: pd.DataFrame, base: pd.DataFrame) -> bool:
    names = ("holdout", "shift")  # a team of its own is paid though nothing is to be done
    return same_tables(without(idle, *names), without(base, *names))


class _Watched:
    """An action that counts how often it happens."""

    def __init__(self, action: ActionExtension) -> None:
        self._action, self.times = action, 0
        self.name = action.name

    def happen(self, attempt: OngoingAttempt, numbers: Mapping[str, float]) -> None:
        """Let it happen."""
        self.times += 1
        self._action.happen(attempt, numbers)


def _with_action(
    settings: Settings,
    own: Own,
    channel: Literal["push", "sms", "email", "letter", "bot_call", "call"],
    withheld: float,
) -> Settings:
    """Return settings whose first stage has one action more."""
    stages = settings.collection.stages
    if not stages:
        raise ExtensionError("the scenario has no stage to put an action into")
    team = _TRIED if channel == "call" else None
    extra = Action(
        name=_TRIED, channel=channel, every_days=7, team=team, own=own, holdout_share=withheld
    )
    first = stages[0].model_copy(update={"actions": [*stages[0].actions, extra]})
    teams = [*settings.collection.teams, *([Team(name=_TRIED, people=50)] if team else [])]
    collection = settings.collection.model_copy(
        update={"stages": [first, *stages[1:]], "teams": teams}
    )
    return settings.model_copy(update={"collection": collection})
