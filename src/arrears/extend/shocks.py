"""Shocks of one's own: registering rules of when they strike, and checking them on a small run."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from arrears.errors import ExtensionError
from arrears.extend.own_run import life, of_events, settings_of
from arrears.extend.trial import Faults, same_tables
from arrears.part import Own
from arrears.portfolio.own_onsets import ShockExtension
from arrears.portfolio.settings import Shock
from arrears.registry import on_trial, register
from arrears.scenario.schema import Settings

__all__ = ["check_shock", "register_shock"]

Extension = TypeVar("Extension", bound=ShockExtension)
_TRIED = "own_shock_on_trial"
# What nobody else can change: work of teams, and all that follows from it, goes by turns.
_THEIRS = ("originated", "due", "shock_start", "shock_end")


def register_shock(shock: Extension) -> Extension:
    """Offer a rule of when a shock strikes to the scenarios that name the calling module.

    Raises
    ------
    ExtensionError
        If it has no name, or no ``strikes``.
    """
    if not callable(getattr(shock, "strikes", None)):
        raise ExtensionError(f"{type(shock).__name__} has no strikes(everybody, luck, numbers)")
    register("shock", shock)
    return shock


def check_shock(
    shock: ShockExtension,
    *,
    numbers: Mapping[str, float] | None = None,
    monthly_share: float = 0.02,
    scenario: str | Path = "first_steps",
    borrowers: int = 60,
) -> str:
    """Try a rule of when a shock strikes on a small run and say whether anything is wrong with it.

    Strikes must be whole numbers on people who are there, the same twice and in any order of
    replications, and must leave all other shocks, and the lives of those not struck, as they are.

    Parameters
    ----------
    shock : ShockExtension
        Registered or not.
    numbers : mapping, optional
        ``own.numbers`` as a scenario would give them.
    monthly_share : float
        The kind's hazard, of which a rule may make use.
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
    faults = Faults(getattr(shock, "name", type(shock).__name__))
    usual = settings_of(scenario, borrowers)
    with faults.catching("a run"), on_trial("shock", shock):
        own = _with_shock(usual, Own(kind=shock.name, numbers=dict(numbers or {})), monthly_share)
        first, second = life(own), life(own)
        later = life(own, 1)
        life(own)
        again = life(own, 1)
        faults.need("strikes differ when repeated", holds=same_tables(first, second))
        said = "strikes depend on what was run before: a rule keeps nothing between runs"
        faults.need(said, holds=same_tables(later, again))
        is_own = (first["event"] == "shock_start") & (first["cause"].astype(str) == _TRIED)
        faults.need("strikes nobody: try a higher monthly_share", holds=bool(is_own.any()))
        base = life(usual)
        others = of_events(first[~is_own], "originated", "shock_start")
        same = same_tables(others, of_events(base, "originated", "shock_start"))
        faults.need("other shocks have changed", holds=same)
        struck = set(first.loc[is_own, "borrower"]) | {-1}
        spared, usually = (
            of_events(lives[~lives["borrower"].isin(struck)], *_THEIRS) for lives in (first, base)
        )
        same = same_tables(spared, usually)
        faults.need("lives of people who were not struck have changed", holds=same)
    return faults.settle()


def _with_shock(settings: Settings, own: Own, monthly_share: float) -> Settings:
    """Return settings with one kind of shock more."""
    kind = Shock(
        name=_TRIED, monthly_share=monthly_share, duration_days=30, income_factor=0.5, own=own
    )
    kinds = [*settings.shocks.kinds, kind]
    shocks = settings.shocks.model_copy(update={"kinds": kinds})
    return settings.model_copy(update={"shocks": shocks})
