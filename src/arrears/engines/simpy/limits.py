"""Credit limits: instalments are paid with new credit until a miss freezes what can be drawn."""

from collections import Counter
from typing import TYPE_CHECKING

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.revolving import draw
from arrears.engines.simpy.schedule import NO_DAY
from arrears.engines.simpy.turn import Life
from arrears.policies.credit import Limits as Terms
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Limits"]

_AFTER_ARRIVALS = 3  # rank within the first phase of a day
_RESTORED = 5  # order of one borrower's turns in the last


class Limits:
    """Knows which limits are frozen, and lets borrowers draw on the others."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.frozen: dict[int, Cause] = {}  # by account
        self.tokens: Counter[int] = Counter()  # by account; each release belongs to one of them

    def free(self, account: Account) -> int:
        """Return what is not drawn of an account's limit."""
        limit = int(account.contract.product.limit_factor * account.contract.principal)
        return max(0, limit - account.balance)

    def room(self, account: Account) -> int:
        """Return what can be drawn on an account today."""
        world, borrower = self.world, account.borrower
        terms = account.platform.policy.limits
        if terms is None or not account.is_revolving or account.number in self.frozen:
            return 0
        if account.is_unusual or account.is_charged_off or account.signed.next_day == NO_DAY:
            return 0
        if world.bureau is not None and borrower.number in world.bureau.listed:
            return 0
        if world.draw("draws_credit", borrower.number, 0) >= terms.draws_share:
            return 0
        return self.free(account)

    def top_up(self, borrower: "Borrower", account: Account, short: int, day: int) -> None:
        """Let what is short of an instalment be drawn elsewhere, at the lowest rate, or nothing."""
        if short <= 0:
            return
        able = [
            other
            for other in borrower.accounts
            if other is not account and other.is_revolving and self.room(other) >= short
        ]
        if able:
            chosen = min(able, key=lambda other: (other.contract.rate_ppm, other.number))
            draw(chosen, short, day)
            borrower.purse.spend(-short)
            borrower.strain.rebase(day)

    # Frozen and restored --------------------------------------------------------------------

    def missed(self, account: Account, day: int) -> None:
        """Freeze every limit of the borrower whose lender sees that an instalment was missed."""
        for other in account.borrower.accounts:
            terms = other.platform.policy.limits
            if terms is None or not other.is_revolving or other.number in self.frozen:
                continue
            is_own = other.platform is account.platform
            if (terms.freezes_on_miss and is_own) or (terms.sees_misses_elsewhere and not is_own):
                cause = Cause.ARREARS if is_own else Cause.DEBTS_ELSEWHERE
                self._freeze(other, day, Phase.DUE, cause)

    def _freeze(self, account: Account, day: int, phase: Phase, cause: Cause) -> None:
        self.frozen[account.number] = cause
        self.tokens[account.number] += 1
        account.log(day, phase, Event.LIMIT_FROZEN, self.free(account), cause)

    def paid(self, account: Account, day: int) -> None:
        """Let frozen limits wait for their release; a cure that the lender sees begins it anew."""
        borrower = account.borrower
        is_cure = account.is_behind or account.is_charged_off
        for other in borrower.accounts:
            terms, number = other.platform.policy.limits, other.number
            if terms is None or self.frozen.get(number, Cause.WITHDRAWN) is Cause.WITHDRAWN:
                continue
            if is_cure and (terms.sees_misses_elsewhere or other.platform is account.platform):
                self.tokens[number] += 1
            day_of_release, token = day + terms.restore_days, self.tokens[number]
            self.world.process(self._restore(borrower, other, day_of_release, token))

    def _restore(self, borrower: "Borrower", account: Account, day: int, token: int) -> Life:
        """Release a limit unless the lender has seen a cure since then, or sees arrears now."""
        if day >= self.world.horizon:
            return
        yield self.world.turn(day, Phase.CLOSE, borrower.number, _RESTORED)
        terms = account.platform.policy.limits
        if terms is None or account.is_closed or account.number not in self.frozen:
            return
        if token != self.tokens[account.number] or self._sees_arrears(account, terms):
            return
        del self.frozen[account.number]
        account.log(day, Phase.CLOSE, Event.LIMIT_RESTORED, self.free(account))

    def _sees_arrears(self, account: Account, terms: Terms) -> bool:
        return any(
            other.is_behind and (terms.sees_misses_elsewhere or other.platform is account.platform)
            for other in account.borrower.accounts
        )

    # Withdrawn ------------------------------------------------------------------------------

    def withdraw(self, platform: "Platform", terms: Terms) -> Life:
        """Take limits away at the start of a month, from whomever chance names."""
        world = self.world
        day = world.due_day(terms.withdrawn_from_month, 1)
        if day >= world.horizon:
            return
        yield world.turn(day, Phase.MACRO, _AFTER_ARRIVALS)
        for number in sorted(world.borrowers):
            for account in world.borrowers[number].accounts:
                if account.platform is not platform or not account.is_revolving:
                    continue
                if world.draw("limit_withdrawn", account.number, 0) < terms.withdrawn_share:
                    self._freeze(account, day, Phase.MACRO, Cause.WITHDRAWN)
