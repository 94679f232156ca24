"""What ``scenario.yaml`` says of acts and the log does not: what for, by how many, with consent."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from rule_text import Rule

USUAL_VISITORS = 2
PLAN_KEYS = (
    "skip_months", "reduction_share", "extra_months", "spread_months", "interest_free",
    "freeze_months", "waive_fees", "waive_interest_share", "waive_principal_share", "income_based",
)  # fmt: skip
NOTHING = ("0", "0.0", "false", "null", "")


class Terms:
    """The terms of the actions of every policy: its own, else those that all policies share."""

    def __init__(self, scenario: Rule) -> None:
        self.scenario = scenario

    @cached_property
    def own(self) -> str:
        """The name of the platform that ``collection`` is about."""
        return str((self.scenario.get("collection") or {}).get("platform", "lender"))

    def _collections(self, row: Any) -> Iterator[Rule]:
        """Yield what is said of the platform of a row: the policy's words, then the shared ones."""
        policies, platform = self.scenario.get("policies") or {}, str(row.platform)
        for said in ((policies.get(str(row.policy)) or {}), self.scenario):
            if platform == self.own:
                yield said.get("collection") or {}
            else:
                others = named(said.get("platforms"))
                yield (others.get(platform) or {}).get("collection") or {}

    def _said(self, row: Any, key: str, usual: str) -> str:
        """Return a key of the action of a row; ``visit.x`` is a key of its visits."""
        for collection in self._collections(row):
            stage = named(collection.get("stages")).get(str(row.stage)) or {}
            node = named(stage.get("actions")).get(str(row.action)) or {}
            *path, last = key.split(".")
            for step in path:
                node = node.get(step) or {}
            if last in node:
                return str(node[last])
        return usual

    def purpose(self, row: Any) -> str:
        """Return what an attempt is for; what announces a visit is there to collect."""
        return self._said(row, "purpose", "collect")

    def asks_consent(self, row: Any) -> bool:
        """Whether an attempt is a visit that only who agreed to it gets."""
        said = self._said(row, "visit.asks_consent", "false")
        return str(row.channel) == "visit" and said == "true"

    def writes_plan(self, row: Any) -> bool:
        """Whether the relief of a row brings a second schedule."""
        for collection in self._collections(row):
            relief = named(collection.get("relief")).get(str(row.action))
            if relief is not None:
                moves = relief.get("due_day_after_payday", "null") != "null"
                return moves or any(relief.get(key, "0") not in NOTHING for key in PLAN_KEYS)
        return True

    def visitors(self, row: Any) -> int:
        """Return how many visitors of the team of a row go together."""
        for collection in self._collections(row):
            team = named(collection.get("field_teams")).get(str(row.actor)) or {}
            if "visitors" in team:
                return int(team["visitors"])
        return USUAL_VISITORS


def named(items: Any) -> dict[str, Any]:
    """Return the items of a list by their names."""
    return {str(item.get("name")): item for item in items or ()}
