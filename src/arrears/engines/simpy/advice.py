"""What borrowers know of relief: taught, told by the platform, or by an adviser."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.eligibility import is_eligible
from arrears.policies.settings import Relief
from arrears.portfolio import people
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account
    from arrears.engines.simpy.world import World

__all__ = ["Advice"]


class Advice:
    """Answers who applies for what, once there is something to learn it from."""

    def __init__(self, world: "World") -> None:
        self.world = world

    def is_informed(self, account: "Account") -> bool:
        """Return whether an account's borrower has taken in the platform's information."""
        terms = account.platform.policy.information
        if terms is None:
            return False
        return self.world.draw("informed", account.owner, 0) < terms.reach_share

    def stop_factor(self, account: "Account") -> float:
        """Return by what information multiplies requests to stop contact."""
        terms = account.platform.policy.information
        return terms.stop_factor if terms is not None and self.is_informed(account) else 1.0

    def complaint_factor(self, account: "Account") -> float:
        """Return by what information multiplies complaints."""
        terms = account.platform.policy.information
        return terms.complaint_factor if terms is not None and self.is_informed(account) else 1.0

    def awareness(self, account: "Account") -> float:
        """Return the chance of knowing in hardship that one may apply, as told and taught."""
        share = self.world.household.application.awareness_share
        gains = [account.platform.teaching.taught.get(account.owner, 0.0)]
        information = account.platform.policy.information
        if information is not None and self.is_informed(account):
            gains.append(information.awareness_gain_share)
        for gain in gains:
            share += gain * (1.0 - share)
        return share

    def on_applying(
        self, account: "Account", relief: Relief, day: int
    ) -> tuple[Relief, Cause, float]:
        """Return what is applied for at a miss, how honestly, and with what chance."""
        borrower, terms = account.borrower, self.world.household.application
        organisation = float(borrower.traits[people.ORGANISATION])
        honesty = float(borrower.traits[people.HONESTY])
        is_advised = self._is_advised(account, day)
        advisers = account.platform.policy.advisers
        if is_advised and advisers is not None:
            honesty += advisers.honesty_gain_share * (1.0 - honesty)
            relief = self._advised(account, relief, advisers.relief, day)
        if borrower.in_hardship() or relief.only_moves_due_day:
            cause, share = Cause.HONEST, self.awareness(account) * organisation
            if is_advised and advisers is not None:
                share = max(share, advisers.apply_share)
            stock = self.world.stock_taking
            if stock is not None:
                share = stock.asks(borrower, share)
        else:
            cause, share = Cause.CONCEALED, terms.opportunist_share * (1.0 - honesty)
        return relief, cause, share

    def _is_advised(self, account: "Account", day: int) -> bool:
        """Return whether a miss leads to an adviser, who may want a fee first."""
        borrower, terms = account.borrower, account.platform.policy.advisers
        if terms is None or borrower.nth("adviser") >= terms.reach_share:
            return False
        if terms.fee:
            borrower.purse.settle(day)
            if borrower.purse.cash < terms.fee:
                return False
            borrower.purse.spend(terms.fee)
            account.log(day, Phase.BORROWER, Event.AGENT_PAID, terms.fee, Cause.ADVISER)
        account.log_work(
            day, Phase.BORROWER, Event.NOTICE, action=self.world.code(Cause.ADVISER.label)
        )
        return True

    def _advised(self, account: "Account", relief: Relief, name: str | None, day: int) -> Relief:
        """Return the relief that is advised, where it may be applied for."""
        for other in account.platform.offers[max(0, account.work.stage)]:
            is_advised = (other.name, other.trigger) == (name, "application")
            is_advised = is_advised and other.settlement is None
            if is_advised and is_eligible(other, account, day):
                return other
        return relief
