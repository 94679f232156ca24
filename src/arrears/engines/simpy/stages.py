"""Which stage each account in arrears is in, decided at the end of every day for the next."""

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from arrears.engines.simpy.account import NEVER, Account
from arrears.engines.simpy.fees import charge_late_fee
from arrears.engines.simpy.schedule import NO_DAY
from arrears.engines.simpy.turn import Life
from arrears.policies.settings import Agency, Collection, Stage, Who
from arrears.regulation.act import Step
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Stages"]

_ACCELERATE, _PLACE = Step(kind="accelerate"), Step(kind="place")


class Stages:
    """Moves accounts through the policy's stages, charges late fees, accelerates, charges off.

    Accounts are looked at on the days when something can change: a threshold of dpd, a plan, or
    every day where a filter depends on more than dpd.
    """

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform
        self.due: dict[int, dict[int, Account]] = defaultdict(dict)
        self.stages: list[Stage] = []
        self.steps: list[int] = []
        self.has_moving_filters = False

    def take_up(self, policy: Collection) -> None:
        """Work by another policy from now on."""
        self.stages = policy.stages
        self.has_moving_filters = any(
            _moves(who)
            for who in (
                *(stage.who for stage in policy.stages),
                *(each.who for each in self.platform.outside),
            )
        )
        steps = {policy.grace_days, policy.grace_days + 1, policy.charge_off_dpd}
        steps.add(policy.accelerate_dpd or policy.charge_off_dpd)
        if self.world.bureau is not None:
            steps |= self.world.bureau.thresholds
        for stage in policy.stages:
            steps |= {stage.from_dpd - 1, stage.to_dpd, stage.to_dpd + 1}
        for outside in self.platform.outside:
            steps |= outside.steps
        steps |= self.platform.gestures.thresholds
        self.steps = sorted(steps)

    def leave_what_is_gone(self, policy: Collection, day: int) -> dict[int, tuple[Account, Stage]]:
        """Leave the stages that a new policy does not have; return who stays, and where."""
        names = {stage.name for stage in policy.stages}
        kept = {}
        for number, account in self.platform.files.items():
            place = account.work.stage
            if place >= 0 and self.stages[place].name in names:
                kept[number] = (account, self.stages[place])
            else:
                self.leave(account, day, Phase.MACRO)
        return kept

    def carry_over(self, kept: dict[int, tuple[Account, Stage]], day: int) -> None:
        """Find each stage that was kept at its place; who no longer belongs there leaves it."""
        places = {stage.name: place for place, stage in enumerate(self.stages)}
        for number, (account, stage) in list(kept.items()):
            account.work.stage = places[stage.name]
            if self._wanted(account, day) != account.work.stage:
                self.leave(account, day, Phase.MACRO)
                del kept[number]

    def look_again(self, account: Account, day: int) -> None:
        """Have an account looked at in the evening of a day."""
        if day < self.world.horizon:
            self.due[day][account.number] = account

    def work(self) -> Life:
        """Look at accounts every evening, then note for whom nothing was done."""
        for day in range(self.world.first_day, self.world.horizon):
            yield self.world.turn(day, Phase.STAGE, 1)
            due = self.due.pop(day, {})
            files = self.platform.files
            accounts = due | files if self.has_moving_filters else due
            for number in sorted(accounts):
                account = accounts[number]
                if number in files or (account.relief is not None and not account.is_closed):
                    self._look_at(account, day)
            self.platform.pauses.note(day)

    def _look_at(self, account: Account, day: int) -> None:
        charge_late_fee(account, day)
        self._check_relief(account, day)
        self.platform.gestures.end_day(account, day)
        dpd, policy = account.reported_dpd(day), self.platform.policy
        if self.world.bureau is not None:
            self.world.bureau.look_at(account, day, dpd)
        if not account.is_charged_off:
            if policy.accelerate_dpd and dpd >= policy.accelerate_dpd and not account.accelerated:
                self._accelerate(account, day)
            if dpd >= policy.charge_off_dpd:
                self._charge_off(account, day)
        if self._leaves_the_lender(account, day):
            return
        if self._wanted(account, day + 1) != account.work.stage:
            self.leave(account, day, Phase.STAGE)
            self.enter(account, day, Phase.STAGE, first_day=day + 1)
            if account.work.stage < 0:
                self.look_again(account, day + 1)  # is anything done tomorrow?
        elif account.work.stage >= 0:
            self._pass_on(account, day)
        elif account.contract_dpd(day) > policy.grace_days:
            self.platform.pauses.nothing_done(account, day, self._why_no_stage(account, day))
        is_late = account.is_behind or account.reported_dpd(day + 1)
        if account.work.stage < 0 and not is_late:
            self.platform.files.pop(account.number, None)
        if account.accelerated_on == day:
            self.look_again(account, day + 1)  # its days past due may have jumped
        self._plan_next_look(account, day, account.reported_dpd(day))

    def _leaves_the_lender(self, account: Account, day: int) -> bool:
        """Let guarantor, buyer and court look at an account; return whether its claim is gone."""
        for outside in self.platform.outside:
            outside.look_at(account, day)
            if account.claim is not None:
                return True
        return False

    def _accelerate(self, account: Account, day: int) -> bool:
        """Let the whole balance fall due, as soon as it is lawful."""
        is_lawful = self._may(account, _ACCELERATE, day)
        if is_lawful:
            account.accelerate(day, Phase.STAGE)
        return is_lawful

    def _may(self, account: Account, step: Step, day: int) -> bool:
        """Return whether a step is taken today; if not, the account is looked at again."""
        permit = self.platform.compliance.ask(account, step, day)
        if not permit.is_granted:
            self.look_again(account, permit.day)
        return permit.is_granted

    def _plan_next_look(self, account: Account, day: int, dpd: int) -> None:
        place, days = bisect_right(self.steps, dpd), []
        if account.reported_dpd(day + 1) == dpd:  # nothing changes before the next due day
            days = [max(1, account.next_due_day() - day)]
        elif place < len(self.steps):
            days = [self.steps[place] - dpd]
        if account.plan is not None:
            days += self._days_to_look_after_plan(account, day)
        if days:
            self.look_again(account, day + min(days))

    def _days_to_look_after_plan(self, account: Account, day: int) -> list[int]:
        """Return in how many days relief may end: when it has run its course, or is broken.

        Where it has run its course with arrears left, a payment brings the next look.
        """
        relief, plan = account.relief, account.plan
        if relief is None or plan is None or not relief.writes_plan:
            return []
        late = plan.days_past_due(day + 1, account.plan_received)
        days = [account.relief_until - day] if day < account.relief_until else []
        if late:
            days.append(max(1, relief.break_dpd - late + 1))
        elif plan.next_day < NO_DAY:
            days.append(max(1, plan.next_day + 1 - day))
        return days

    def _charge_off(self, account: Account, day: int) -> None:
        self.platform.pauses.end(account, day, Phase.STAGE)
        self.leave(account, day, Phase.STAGE)
        account.charge_off(day)
        account.spell_opened = NEVER
        points = self.world.household.distress.charge_off_points
        account.borrower.strain.add(day, Phase.STAGE, points, Cause.ARREARS, account.number)

    def _check_relief(self, account: Account, day: int) -> None:
        """End relief that has run its course; a broken plan makes the whole balance due."""
        relief, plan = account.relief, account.plan
        if relief is None or plan is None or not relief.writes_plan:
            return
        late = plan.days_past_due(day, account.plan_received)
        if late >= relief.break_dpd:
            account.frozen_dpd = 0
            if self._accelerate(account, day):
                self.platform.lists.resume(account, day + 1)
        elif day >= account.relief_until and not plan.arrears(account.plan_received):
            account.end_relief(day, Phase.STAGE, Cause.COMPLETED)
            self.platform.lists.resume(account, day + 1)

    def _wanted(self, account: Account, day: int) -> int:
        """Return the place of the first stage that wants the account on a day, or -1."""
        dpd = account.reported_dpd(day)
        if account.is_closed or dpd <= self.platform.policy.grace_days:
            return -1
        for place, stage in enumerate(self.stages):
            if stage.from_dpd <= dpd <= stage.to_dpd and self.platform.fits(stage.who, account):
                return place
        return -1

    def _why_no_stage(self, account: Account, day: int) -> Cause:
        """Return why an account in arrears is in no stage: a plan, leniency, or nobody's list."""
        if account.plan is not None:
            return Cause.PLAN
        dpd, is_downturn = account.reported_dpd(day), self.world.is_downturn(day)
        for stage in self.stages:
            times = stage.who.macro
            is_of_other_times = times != "any" and (times == "downturn") != is_downturn
            if stage.from_dpd <= dpd <= stage.to_dpd and is_of_other_times:
                return Cause.LENIENCY
        return Cause.DROPPED

    def enter(self, account: Account, day: int, phase: Phase, *, first_day: int) -> None:
        """Put an account into the stage that wants it from ``first_day`` on, if any does."""
        work = account.work
        wanted = self._wanted(account, first_day)
        work.stage, work.token = -1, work.token + 1
        if wanted < 0:
            return
        stage = self.stages[wanted]
        if stage.agency is not None and not self._may(account, _PLACE, day):
            return  # it is in no stage before it is lawful
        work.stage = wanted
        self.platform.files[account.number] = account  # one may be behind on a plan alone
        work.stage_since = first_day
        dpd = account.reported_dpd(first_day)
        account.log_work(day, phase, Event.STAGE_ENTERED, dpd, stage=self.world.code(stage.name))
        self._place(account, 0, day, phase, first_day)
        self.platform.lists.fill(account, stage, first_day)

    def _place(
        self, account: Account, placement: int, day: int, phase: Phase, first_day: int
    ) -> None:
        """Place an account with an agency of its stage, if there is one."""
        work = account.work
        work.placement = placement
        agency = self.agency_of(account)
        if agency is None:
            return
        actor = self.world.code(agency.name)
        account.log_work(day, phase, Event.PLACED, account.balance, actor=actor)
        work.placed_on, work.handed_over_until = first_day, first_day + agency.handover_days
        if agency.recall_after_days is not None:
            self.look_again(account, first_day + agency.recall_after_days - 1)

    def _pass_on(self, account: Account, day: int) -> None:
        """Recall an account from an agency whose days are over; place it with the next, if any.

        The last agency's recall leaves it with nobody until the stage ends.
        """
        work, agency = account.work, self.agency_of(account)
        if agency is None or agency.recall_after_days is None:
            return
        if day + 1 - work.placed_on < agency.recall_after_days:
            return
        follows = work.placement + 1 < len(self.stages[work.stage].agencies)
        if follows and not self._may_pass_on(account, day):
            return
        self._recall(account, day, Phase.STAGE)
        work.token += 1
        self._place(account, work.placement + 1, day, Phase.STAGE, day + 1)
        if follows:
            self.platform.lists.fill(account, self.stages[work.stage], day + 1)
        else:
            self.platform.pauses.nothing_done(account, day, Cause.DROPPED)

    def _may_pass_on(self, account: Account, day: int) -> bool:
        """Return whether the next agency may have an account, which has been recalled by then."""
        work, held = account.work, account.work.placement
        work.placement = len(self.stages[work.stage].agencies)
        may = self._may(account, _PLACE, day)
        work.placement = held
        return may

    def _recall(self, account: Account, day: int, phase: Phase) -> None:
        agency = self.agency_of(account)
        if agency is not None:
            actor = self.world.code(agency.name)
            account.log_work(day, phase, Event.RECALLED, account.balance, actor=actor)

    def leave(self, account: Account, day: int, phase: Phase) -> None:
        """Take an account out of its stage, if it is in one."""
        work = account.work
        if work.stage < 0:
            return
        stage = self.stages[work.stage]
        account.log_work(day, phase, Event.STAGE_LEFT, stage=self.world.code(stage.name))
        self._recall(account, day, phase)
        work.stage, work.token = -1, work.token + 1

    def agency_of(self, account: Account) -> Agency | None:
        """Return the agency that holds an account, if one does."""
        work = account.work
        if work.stage < 0:
            return None
        agencies = self.stages[work.stage].agencies
        return agencies[work.placement] if work.placement < len(agencies) else None


def _moves(who: Who) -> bool:
    """Whether a filter may change its answer while dpd stays within the stage."""
    return bool(
        who.balance_min
        or who.balance_max is not None
        or who.broken_promises_min
        or who.days_without_right_party_min
        or who.macro != "any"
        or who.looks_closer
    )
