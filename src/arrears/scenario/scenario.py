"""A scenario as everything else sees it: resolved, checked, frozen."""

from dataclasses import dataclass, field
from typing import Any

from arrears.portfolio.tape import Loans
from arrears.registry import Added
from arrears.regulation.regime import Regime
from arrears.scenario.origins import OriginRow
from arrears.scenario.schema import Compare, Settings
from arrears.scenario.text import write

__all__ = ["Scenario"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Everything that is fixed before a run.

    Parameters
    ----------
    name, title, question, notes : str
        What the scenario says about itself.
    base : Settings
        Without any policy's changes; the burn-in runs under it.
    policies : dict of Settings by name, in the order of the file
        With each policy's changes.
    policy_notes : dict of str by policy
        What the file says about a policy.
    bundles : tuple of str
        Policies that change several levers on purpose.
    regimes : tuple of str
        Sets of rules under which every policy runs, the baseline first; ``none`` has no rules.
    rules : dict of Regime by name
        What these regimes say.
    compare : Compare
        Baseline and outcomes of the report.
    source : dict
        The resolved scenario in plain values; it loads again, without anything to extend or
        use, as the same scenario.
    hash : str
        SHA-256 over `source` but for ``replications``, so that a run can be made longer; files it
        names enter by their content, not by their place.
    loans : Loans or None
        The loan tape, where the book is one.
    skipped_rows : tuple of (line, reason)
        Rows of the tape that were left out on request.
    origins : tuple of OriginRow
        Where each parameter comes from.
    notices : tuple of str
        What the options did to the scenario beyond their name.
    warnings : tuple of str
        What is allowed, but hardly meant.
    added : Added
        What the modules under ``extensions`` offer.
    """

    name: str
    title: str
    question: str
    notes: str
    base: Settings
    policies: dict[str, Settings]
    policy_notes: dict[str, str] = field(default_factory=dict)
    bundles: tuple[str, ...] = ()
    regimes: tuple[str, ...] = ("none",)
    rules: dict[str, Regime] = field(default_factory=dict)
    compare: Compare
    source: dict[str, Any]
    hash: str
    loans: Loans | None = field(default=None, compare=False)
    skipped_rows: tuple[tuple[int, str], ...] = ()
    origins: tuple[OriginRow, ...] = ()
    notices: tuple[str, ...] = field(default=(), compare=False)
    warnings: tuple[str, ...] = field(default=(), compare=False)
    added: Added = field(default_factory=Added, compare=False)

    @property
    def text(self) -> str:
        """The resolved scenario as a file; it loads again as the same scenario."""
        return write(self.source)
