"""The regimes of a scenario: names of shipped sets of rules, or sets of its own."""

from collections.abc import Iterable, Sequence

from arrears.errors import ScenarioError
from arrears.regulation.regime import OwnRegime, Regime
from arrears.regulation.shipped import regime_names, resolved, shipped_regime

__all__ = ["RUNNABLE", "name_of", "refuse_to_run", "regimes_of"]

RUNNABLE: tuple[str, ...] | None = ("none",)
"""Regimes under which the engines can run; None for all."""


def name_of(entry: str | OwnRegime) -> str:
    """Return the name of a regime as a scenario lists it."""
    return entry if isinstance(entry, str) else entry.name


def regimes_of(entries: Sequence[str | OwnRegime], first: str | None = None) -> dict[str, Regime]:
    """Return the rules of each regime by name, in the order of the list.

    Parameters
    ----------
    entries : sequence of str or OwnRegime
        As a checked scenario lists them.
    first : str or None
        The baseline, which is moved to the front.
    """
    found = {
        name_of(entry): shipped_regime(entry) if isinstance(entry, str) else resolved(entry)
        for entry in entries
    }
    names = sorted(found, key=lambda name: name != first)
    return {name: found[name] for name in names}


def refuse_to_run(regimes: Iterable[str], runnable: tuple[str, ...] | None = RUNNABLE) -> None:
    """Refuse a run under rules that no engine asks yet.

    Raises
    ------
    ScenarioError
        If it lists a regime that cannot be run.
    """
    left = [name for name in regimes if runnable is not None and name not in runnable]
    if left and runnable is not None:
        accepted = ", ".join(runnable)
        shipped = [name for name in left if name in regime_names()]
        hint = f"; to read its rules: arrears rules show {shipped[0]}" if shipped else ""
        message = f"no engine of this version asks for rules; accepted: [{accepted}]{hint}"
        raise ScenarioError(f"regimes: found {', '.join(left)}; {message}")
