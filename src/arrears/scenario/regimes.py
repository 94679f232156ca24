"""The regimes of a scenario: names of shipped sets of rules, or sets of its own."""

from collections.abc import Sequence

from arrears.regulation.regime import OwnRegime, Regime
from arrears.regulation.shipped import resolved, shipped_regime

__all__ = ["name_of", "regimes_of"]


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
