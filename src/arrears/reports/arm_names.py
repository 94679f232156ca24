"""How the arms of a run are called: by policy, by regime where there is one policy, or by both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

__all__ = ["ArmNames"]

_AND = " / "


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmNames:
    """The policies and regimes of a run, in the scenario's order.

    Parameters
    ----------
    policies, regimes : tuple of str
        Those that have results.
    """

    policies: tuple[str, ...]
    regimes: tuple[str, ...]

    @classmethod
    def of(cls, summary: pd.DataFrame, scenario: Mapping[str, Any]) -> "ArmNames":
        """Return the names of the arms that a summary tells of."""
        rules = [
            entry["name"] if isinstance(entry, Mapping) else str(entry)
            for entry in scenario.get("regimes") or ()
        ]
        return cls(
            policies=_in_order(summary["policy"], list(scenario.get("policies") or {})),
            regimes=_in_order(summary["regime"], rules),
        )

    def name(self, policy: str, regime: str) -> str:
        """Return what an arm is called."""
        if len(self.regimes) == 1:
            return policy
        return regime if len(self.policies) == 1 else f"{policy}{_AND}{regime}"

    def policy_of(self, name: str) -> str:
        """Return the policy of an arm."""
        if len(self.regimes) > 1 and len(self.policies) == 1:
            return self.policies[0]
        return name.partition(_AND)[0]

    def regime_of(self, name: str) -> str:
        """Return the regime of an arm; empty where all arms have the same."""
        if len(self.regimes) == 1:
            return ""
        return name if len(self.policies) == 1 else name.partition(_AND)[2]

    @property
    def all(self) -> tuple[str, ...]:
        """Every arm, policy by policy."""
        return tuple(self.name(policy, rule) for policy in self.policies for rule in self.regimes)

    def named(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return a table whose column ``policy`` names the arm."""
        named = table.astype({"policy": "str"})
        if len(self.regimes) > 1 and "regime" in named.columns:
            regime = named["regime"].astype("str")
            alone = len(self.policies) == 1
            named["policy"] = regime if alone else named["policy"] + _AND + regime
        return named


def _in_order(column: pd.Series, listed: Sequence[str]) -> tuple[str, ...]:
    """Return the names of a column in the order of a list, those that it lacks last."""
    found = sorted(column.astype("str").unique())
    return tuple(sorted(found, key=lambda n: (listed.index(n) if n in listed else len(listed), n)))
