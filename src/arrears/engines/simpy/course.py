"""The course a platform steers: its policy, and what it changes in it by last month's totals."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from arrears.engines.simpy.months import month_starts
from arrears.engines.simpy.turn import Life
from arrears.policies.reactions import Reaction
from arrears.policies.settings import Action, Collection
from arrears.terms import Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform

__all__ = ["Course"]

_REACTS = 7  # rank within the first phase of a day: after the supervisor


class Course:
    """Lays reactions and the supervisor's bans over the policy of the run."""

    def __init__(self, platform: "Platform") -> None:
        self.platform, self.world = platform, platform.world
        self.settled = Collection()
        self._until: dict[str, int] = {}  # by reaction in force: the day on which it ends
        self._banned: frozenset[str] = frozenset()

    def settle(self, policy: Collection) -> None:
        """Take up the policy of the run, in which nothing is changed yet."""
        self.settled = policy

    def ban(self, names: Iterable[str], day: int) -> None:
        """Do no actions and reminders of these names until told otherwise."""
        banned = frozenset(names)
        if banned != self._banned:
            self._banned = banned
            self._renew(day)

    def react(self) -> Life:
        """Look at last month's totals on the first of every month, from the second on."""
        for day in month_starts(self.world):
            yield self.world.turn(day, Phase.MACRO, _REACTS + self.platform.place)
            if day > 0:
                self._look(day)

    def _look(self, day: int) -> None:
        before = set(self._until)
        month = self.world.calendar.month_of(day)
        for reaction in self.settled.reacts:
            name = reaction.name
            if self._is_due(reaction, day):
                self._until[name] = self.world.calendar.month_start(month + reaction.for_months)
            if self._until.get(name, day + 1) <= day:
                del self._until[name]
            if name in self._until and name not in before:
                self._log(day, Event.REACTION_START, self._until[name] - day, name)
            elif name in before and name not in self._until:
                self._log(day, Event.REACTION_END, 0, name)
        if before != set(self._until):
            self._renew(day)

    def _is_due(self, reaction: Reaction, day: int) -> bool:
        """Return whether last month calls for a reaction."""
        returns = self.world.returns
        if reaction.when == "downturn" or returns is None:
            return self.world.is_downturn(day)
        month = returns.last[self.platform.place]
        value = {
            "complaints": month.per_1000(month.complaints),
            "arrears": month.in_arrears / max(1, month.accounts),
            "losses": month.charged_off / month.was_outstanding,
            "liquidity": (month.paid - month.disbursed) / month.was_outstanding,
        }[reaction.when]
        return reaction.is_due(value)

    def _renew(self, day: int) -> None:
        """Work by the policy as it is now."""
        policy = self.settled
        for reaction in self.settled.reacts:
            if reaction.name in self._until:
                policy = _reacted(policy, reaction)
        if self._banned:
            policy = _without(policy, self._banned)
        if policy != self.platform.policy:
            self.platform.change(policy, day)

    def _log(self, day: int, event: Event, amount: int, name: str) -> None:
        if self.world.pod == 0:
            unowned, action = self.platform.unowned, self.world.code(name)
            self.world.log.add(day, Phase.MACRO, -1, unowned, event, amount, action=action)


def _reacted(policy: Collection, reaction: Reaction) -> Collection:
    """Return a policy as a reaction changes it."""
    changes: dict[str, Any] = {
        "stages": [
            stage.model_copy(
                update={
                    "actions": [_action(action, reaction) for action in stage.actions],
                    "offers": [*stage.offers, *_others(reaction.offers, stage.offers)],
                }
            )
            for stage in policy.stages
        ]
    }
    if reaction.compliance_share is not None:
        changes["compliance_share"] = reaction.compliance_share
    changed = policy.model_copy(update=changes)
    return _without(changed, frozenset(reaction.stops)) if reaction.stops else changed


def _others(names: list[str], known: list[str]) -> list[str]:
    return [name for name in names if name not in known]


def _action(action: Action, reaction: Reaction) -> Action:
    every_days = max(1, round(action.every_days * reaction.cadence_factor))
    tone = reaction.tone or action.tone
    return action.model_copy(update={"every_days": every_days, "tone": tone})


def _without(policy: Collection, names: frozenset[str]) -> Collection:
    """Return a policy without actions and reminders of some names."""
    stages = [
        stage.model_copy(update={"actions": [a for a in stage.actions if a.name not in names]})
        for stage in policy.stages
    ]
    reminders = [each for each in policy.before_due if each.name not in names]
    return policy.model_copy(update={"stages": stages, "before_due": reminders})
