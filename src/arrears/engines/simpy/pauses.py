"""Pauses: since when, and why, nobody has tried to reach an account in arrears."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.fees import charge_penalty
from arrears.engines.simpy.turn import Life
from arrears.engines.simpy.work import NEVER
from arrears.terms import Cause, Channel, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Pauses"]

_WEEK = 7
# The borrower brought these about, or is told by whoever grants them.
_WITH_A_WORD = frozenset({Cause.REVIEW, Cause.PLAN, Cause.STOP_REQUESTED, Cause.MORATORIUM})
# The platform knows of these and can tell. Nobody knows to tell of a case that fell off the
# lists, that no time was left for, or whose number is dead.
_CAN_BE_TOLD = frozenset({
    Cause.COMPLAINT, Cause.HANDOVER, Cause.LENIENCY, Cause.SANCTION, Cause.FORBIDDEN,
})  # fmt: skip


class Pauses:
    """Notes the first day on which something was due, or no stage applied, and nothing was done."""

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform
        self.undone: dict[int, tuple[Account, Cause]] = {}

    def nothing_done(self, account: Account, day: int, cause: Cause) -> None:
        """Note that an attempt was due today, or no stage applied; the day's first cause counts."""
        if account.work.paused_on == NEVER and account.work.attempted_on != day:
            self.undone.setdefault(account.number, (account, cause))

    def note(self, day: int) -> None:
        """In the evening, begin pauses where nothing was done all day."""
        for number in sorted(self.undone):
            account, cause = self.undone[number]
            work = account.work
            if account.in_spell and work.attempted_on != day and work.paused_on == NEVER:
                work.paused_on = day
                account.log(day, Phase.STAGE, Event.PAUSE_START, 0, cause, account.spell_root)
                if cause not in _WITH_A_WORD:
                    self.world.process(self._wait_in_silence(account, day, cause))
        self.undone.clear()

    def end(self, account: Account, day: int, phase: Phase) -> None:
        """End a pause: somebody tries again, or there is nothing left to collect."""
        work = account.work
        if work.paused_on != NEVER:
            if self.platform.policy.interest_stops_after_pause_days is not None:
                charge_penalty(account, day, phase)  # the days on which it stopped are over
            account.log(day, phase, Event.PAUSE_END, day - work.paused_on)
            work.pause_days += day - work.paused_on
            work.paused_on = NEVER

    def _wait_in_silence(self, account: Account, since: int, cause: Cause) -> Life:
        """Wear the borrower down once for every week that a pause lasts without a word."""
        borrower, household = account.borrower, self.world.household
        day = since
        while True:
            if self._is_told(account, day, cause):
                return
            day += _WEEK
            if day >= self.world.horizon:
                return
            yield self.world.turn(day, Phase.CLOSE, borrower.number)
            if account.work.paused_on != since:
                return
            points = household.distress.silence_weekly_points
            borrower.strain.add(day, Phase.CLOSE, points, Cause.LIMBO, account.number)
            if borrower.nth("silence_grievance") < household.grievances.silence_weekly_share:
                self.world.grieve(account, day, Phase.CLOSE, Cause.SILENCE)

    def _is_told(self, account: Account, day: int, cause: Cause) -> bool:
        """Say why it is quiet, if the policy has that said; return whether the text is read."""
        policy = self.platform.policy
        if not policy.explains_pauses or cause not in _CAN_BE_TOLD:
            return False
        phase = Phase.STAGE if day == account.work.paused_on else Phase.CLOSE
        action = self.world.code("pause")
        account.log_work(
            day, phase, Event.NOTICE, 0, cause, action=action, channel=int(Channel.SMS)
        )
        if policy.prices.sms:
            price = policy.prices.sms
            account.log_work(day, phase, Event.COST, price, Cause.MESSAGE, channel=int(Channel.SMS))
        borrower = account.borrower
        return borrower.reach.answers(Channel.SMS, day, borrower.nth("told"))
