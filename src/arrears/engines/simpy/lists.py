"""The day's lists: what is due for whom, by whom, and what stands in the way."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from arrears.decisions import DECISIONS
from arrears.draws import decision_id, draw
from arrears.engines.simpy.account import Account
from arrears.engines.simpy.address_book import next_person
from arrears.engines.simpy.attempts import attempt_of
from arrears.engines.simpy.borrower import Borrower
from arrears.engines.simpy.contact import Errand, errand_of, remind
from arrears.engines.simpy.entry import Entry
from arrears.engines.simpy.halts import ORDERED
from arrears.engines.simpy.turn import Life
from arrears.engines.simpy.work import NEVER, NO_WORK, Work
from arrears.policies.settings import Action, Agency, Collection, Reminder, Stage
from arrears.terms import Cause, Entity, Event, Phase, Target

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Lists"]

_MIDNIGHT = 24 * 60


class Lists:
    """Keeps entries by day: automatic messages here, calls with the team that makes them."""

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform
        self.messages: dict[int, list[Entry]] = defaultdict(list)
        self.reminders: dict[int, list[tuple[Borrower, Reminder, Errand, int]]] = defaultdict(list)
        self.before_due: list[tuple[Reminder, Errand]] = []
        self.errands: dict[str, list[list[Errand]]] = {}  # of each agency of a stage, in its order

    def take_up(self, policy: Collection) -> None:
        """Work by another policy from now on."""
        self.before_due = [
            (item, errand_of(
                self.world, item.name, item.channel, item.tone, cost=_price(policy, item.channel),
            ))
            for item in policy.before_due
        ]  # fmt: skip
        self.errands = {
            stage.name: [
                self._errands_of(policy, stage, agency) for agency in (stage.agencies or (None,))
            ]
            for stage in policy.stages
        }

    def waiting(self) -> list[tuple[int, Entry]]:
        """Take everything off the lists, with the days for which it stood there."""
        lists = [self.messages, *(team.lists for team in self.platform.teams.values())]
        if self.platform.field is not None:
            lists += self.platform.field.lists()
        found = [(day, entry) for days in lists for day, on in days.items() for entry in on]
        for days in lists:
            days.clear()
        return [(day, entry) for day, entry in found if entry.is_current]

    def carry_over(
        self, kept: dict[int, tuple[Account, Stage]], waiting: list[tuple[int, Entry]], today: int
    ) -> None:
        """Put back what the new policy still wants; begin what only the new policy has."""
        for day, entry in waiting:
            if entry.account.work.stage < 0:
                self.platform.warning.carry_over(entry, day)
                continue
            name = entry.action.name
            for action, errand in self._actions_of(entry.account) if entry.is_current else ():
                if action.name == name:
                    last = entry.account.work.tried_on.get(name, NEVER)
                    again = day if action == entry.action else max(today, last + action.every_days)
                    self._add(Entry(entry.account, action, errand, entry.token), again)
        for account, stage in kept.values():
            known = {action.name for action in stage.actions}
            for action, errand in self._actions_of(account):
                if action.name not in known:
                    last = account.work.tried_on.get(action.name, NEVER)
                    entry = Entry(account, action, errand, account.work.token)
                    self._add(entry, max(today, last + action.every_days))

    def _actions_of(self, account: Account) -> list[tuple[Action, Errand]]:
        stage = self.platform.stages.stages[account.work.stage]
        return list(zip(stage.actions, self._errands(account, stage), strict=True))

    def carry_over_reminders(self, before: Sequence[Reminder]) -> None:
        """Drop reminders that are no more, and plan those that only the new policy has."""
        errands = {item.name: (item, errand) for item, errand in self.before_due}
        for day, planned in self.reminders.items():
            self.reminders[day] = [
                (borrower, item, errands[item.name][1], due_day)
                for borrower, item, _, due_day in planned
                if item.name in errands and errands[item.name][0] == item
            ]
        fresh = [pair for pair in self.before_due if pair[0] not in before]
        for borrower in self.world.borrowers.values() if fresh else ():
            due_day = borrower.next_due_day()
            if due_day is not None:
                self._plan(borrower, due_day, fresh)

    def _errands(self, account: Account, stage: Stage) -> list[Errand]:
        errands = self.errands[stage.name]
        return errands[min(account.work.placement, len(errands) - 1)]

    def _errands_of(self, policy: Collection, stage: Stage, agency: Agency | None) -> list[Errand]:
        """Return what the actions of a stage say; an agency says it in its own way."""
        name = agency.name if agency is not None else ""
        return [
            errand_of(
                self.world,
                action.name,
                action.channel,
                (agency.tone if agency is not None else None) or action.tone,
                stage=stage.name,
                actor=action.team or name,
                cost=0 if agency else _price(policy, action.channel),  # an agency bears its own
                outlay=(agency.cost_per_attempt, name) if agency is not None else (0, ""),
                strength=agency.effect_factor if agency is not None else 1.0,
                own=action.own,
                target=action.target,
                purpose=action.purpose,
                says_consequences=action.says_consequences,
            )
            for action in stage.actions
        ]

    def fill(self, account: Account, stage: Stage, first_day: int) -> None:
        """Put all actions of a stage on the lists; each rests since its last attempt."""
        for action, errand in zip(stage.actions, self._errands(account, stage), strict=True):
            last = account.work.tried_on.get(action.name, NEVER)
            entry = Entry(account, action, errand, account.work.token)
            self._add(entry, max(first_day, last + action.every_days))

    def _add(self, entry: Entry, day: int) -> None:
        if day >= self.world.horizon:
            return
        if entry.action.visit is not None and self.platform.field is not None:
            self.platform.field.plan(entry, day)
            return
        calls = entry.action.channel == "call"
        team = self.platform.teams[entry.action.team or ""] if calls else None
        if team is None:
            self.messages[day].append(entry)
        else:
            team.lists[self.world.calendar.next_working(day)].append(entry)

    def again(self, entry: Entry, day: int) -> None:
        """Put an entry back: after an attempt, or when what stood in the way is over."""
        self._add(entry, day)

    def resume(self, account: Account, day: int) -> None:
        """Begin the lists of an account anew, because what stopped contact has ended."""
        work = account.work
        if work.stage >= 0:
            work.token += 1
            self.fill(account, self.platform.stages.stages[work.stage], day)

    def release(self, entry: Entry, day: int) -> bool:
        """Return whether an entry may be worked today; if not, see to it that it comes back."""
        account, work = entry.account, entry.account.work
        if not entry.is_current:
            return False
        if work.promised_until >= day:
            self.again(entry, work.promised_until + 1)
            return False
        asks_in_vain = entry.action.purpose == "locate" and not account.borrower.reach.known_dead
        if asks_in_vain or not self.platform.fits(entry.action.who, account):
            self.again(entry, day + 1)
            return False
        cause = self.stopped_by(entry, day)
        if cause is Cause.NONE:
            return entry.action.holdout_share == 0 or not self._is_withheld(entry, day)
        self.platform.pauses.nothing_done(account, day, cause)
        if cause is Cause.HANDOVER:
            self.again(entry, work.handed_over_until)
        elif cause in ORDERED:
            self.again(entry, max(day + 1, self.platform.halts.on(day)[1]))
        return False

    def silenced_by(self, work: Work, day: int) -> Cause:
        """Return which order, or which open case, forbids any contact at all."""
        policy = self.platform.policy
        if policy.halts or self.platform.halts.sanctioned_until > day:
            ordered = self.platform.halts.on(day)[0]
            if ordered is not Cause.NONE:
                return ordered
        if work.is_stayed:
            return Cause.MORATORIUM
        desk = policy.review_desk
        if work.review_open and desk is not None and desk.pauses_contact:
            return Cause.REVIEW
        if work.asked_to_stop and policy.honours_stop_requests:
            return Cause.STOP_REQUESTED
        if work.complaints_open and policy.complaint_pauses:
            return Cause.COMPLAINT
        return Cause.NONE

    def stopped_by(self, entry: Entry, day: int) -> Cause:
        """Return what stops contact; lists begin anew when a case ends or reach is restored."""
        account, work = entry.account, entry.account.work
        silenced = self.silenced_by(work, day)
        if silenced is not Cause.NONE:
            return silenced
        if account.relief is not None and not account.arrears:
            return Cause.PLAN
        if day < work.handed_over_until:
            return Cause.HANDOVER
        if entry.errand.target is Target.THIRD_PARTY:
            is_lost = next_person(account) < 0
        else:
            by_number = entry.action.channel in {"sms", "bot_call", "call"}
            is_lost = by_number and account.borrower.reach.known_dead
        return Cause.OUT_OF_REACH if is_lost else Cause.NONE

    def _is_withheld(self, entry: Entry, day: int) -> bool:
        """Return whether the action is withheld, drawn once per borrower, action and spell."""
        share, name = entry.action.holdout_share, entry.action.name
        account = entry.account
        withheld = account.work.withheld.get(name)
        if withheld is None:
            names = self.world.names_of(self.platform)
            decision = decision_id(DECISIONS["holdout"].name, *names, name)
            chance = draw(
                *self.world.key,
                int(Entity.BORROWER),
                account.borrower.number,
                decision,
                account.spell,
            )
            withheld = account.work.withheld[name] = chance < share
            if withheld:
                errand = entry.errand
                account.log_work(
                    day, Phase.CONTACT, Event.HOLDOUT, action=errand.action, stage=errand.stage
                )
        return withheld

    # Automatic messages ---------------------------------------------------------------------

    def send_messages(self) -> Life:
        """Send every day's reminders and messages, at the start of their windows."""
        for day in range(self.world.first_day, self.world.horizon):
            yield self.world.turn(day, Phase.CONTACT, 1)
            self.platform.warning.look(day)
            for borrower, reminder, errand, due_day in self.reminders.pop(day, ()):
                for account in borrower.accounts:
                    if account.platform is not self.platform:
                        continue
                    if account.next_due_day() != due_day or account.is_charged_off:
                        continue
                    if self._may_remind(account, day) and self.platform.fits(reminder.who, account):
                        self._remind(account, reminder, errand, day, due_day)
            entries = self.messages.pop(day, ())
            for entry in sorted(entries, key=_by_priority):
                if self.release(entry, day):
                    self._send(entry, day, entry.action.between[0] // 60)
            if self.platform.field is not None:
                self.platform.field.announce(day)

    def _send(self, entry: Entry, day: int, minute: int) -> None:
        """Send a message at a minute, or at the first lawful one of its window."""
        action, account, again = entry.action, entry.account, day + entry.action.every_days
        permit = self.platform.compliance.errand(
            account, entry.errand, day, minute, until=action.between[1] // 60,
            rest_days=action.every_days,
        )  # fmt: skip
        if permit.day == day:
            self._send(entry, day, permit.minute)
        elif permit.is_granted:
            attempt_of(self.world, entry, day, minute).make()
            self.again(entry, again)
        else:
            self.again(entry, permit.day)

    def _remind(
        self, account: Account, reminder: Reminder, errand: Errand, day: int, due_day: int
    ) -> None:
        """Send a reminder at its minute, or at the first lawful one after it; else not at all."""
        minute = reminder.at // 60
        permit = self.platform.compliance.errand(account, errand, day, minute, until=_MIDNIGHT)
        if permit.day == day:
            minute = permit.minute
            permit = self.platform.compliance.errand(account, errand, day, minute, until=minute)
        if permit.is_granted:
            remind(self.world, errand, account, day, minute, due_day)

    def _may_remind(self, account: Account, day: int) -> bool:
        """Whether no promise is open and no case forbids contact."""
        work = account.work
        if work is NO_WORK:
            return True
        return work.promised_until < day and self.silenced_by(work, day) is Cause.NONE

    def plan_reminders(self, borrower: Borrower, due_day: int) -> None:
        """Put the reminders before a due day on the lists, and the score before them."""
        if self.platform.warning.terms is not None:
            self.platform.warning.plan(borrower, due_day)
        self._plan(borrower, due_day, self.before_due)

    def _plan(
        self, borrower: Borrower, due_day: int, reminders: Sequence[tuple[Reminder, Errand]]
    ) -> None:
        today = self.world.today
        for reminder, errand in reminders:
            day = due_day - reminder.days_before
            if day >= today:
                self.reminders[day].append((borrower, reminder, errand, due_day))


def _price(policy: Collection, channel: str) -> int:
    """Return what one use of a channel costs; calls and visits cost wages."""
    return 0 if channel in {"call", "visit"} else int(getattr(policy.prices, channel))


def _by_priority(entry: Entry) -> tuple[int, int, str]:
    return entry.action.priority, entry.account.number, entry.action.name
