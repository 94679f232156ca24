"""Agents (代理维权, 反催收): whom they recruit, what they take, and what they do for it."""

from typing import TYPE_CHECKING

from arrears.behaviour.agents import Agents as Terms
from arrears.engines.simpy.months import month_after, month_starts
from arrears.engines.simpy.settlement import can_settle
from arrears.engines.simpy.turn import Life
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.world import World

__all__ = ["Agents"]

_RECRUITED = 4  # rank within the first phase of a day, after arrivals and withdrawn limits
_ACTS = 5  # order among one borrower's turns


class Agents:
    """The market for agents: who has one, and what that one does."""

    def __init__(self, world: "World", terms: Terms) -> None:
        self.world, self.terms = world, terms
        self.clients: dict[int, int] = {}  # by borrower, the how-manieth agent

    # Hiring ---------------------------------------------------------------------------------

    def recruit(self) -> Life:
        """Ask at the start of each month who among those in arrears hires an agent."""
        world = self.world
        for day in month_starts(world):
            yield world.turn(day, Phase.MACRO, _RECRUITED)
            month = world.calendar_month(day)
            for number in sorted(world.borrowers):
                borrower = world.borrowers[number]
                if number in self.clients or borrower.is_never_payer:
                    continue
                if not borrower.accounts or not borrower.accounts_in_arrears():
                    continue
                if world.draw("hires_agent", number, month) < self.share(borrower, day):
                    world.process(self.serve(borrower, day))

    def share(self, borrower: "Borrower", day: int) -> float:
        """Return the chance of hiring: load, distress and peers with an agent raise it."""
        terms = self.terms
        borrower.feelings.fade(day)
        drive = 1.0 + terms.load_weight * borrower.feelings.excess
        drive += terms.distress_weight * borrower.strain.share(day)
        drive += terms.peers_weight * self.world.town.client_share
        return terms.monthly_share * drive

    def serve(self, borrower: "Borrower", day: int) -> Life:
        """Be hired, act month by month, and go when the time is over or nobody pays any more."""
        world, terms, number = self.world, self.terms, borrower.number
        yield world.turn(day, Phase.BORROWER, number, _ACTS)
        if not borrower.has_debts:
            return
        borrower.purse.settle(day)
        if borrower.purse.cash < terms.fee:
            return
        agent = borrower.counts.get("agent", 0)
        borrower.counts["agent"] = agent + 1
        world.log.add(
            day, Phase.BORROWER, number, -1, Event.AGENT_HIRED, terms.months, person=agent
        )
        self.clients[number] = agent
        borrower.feelings.trace += terms.willingness_lost
        self._take(borrower, terms.fee, agent, day)
        for month in range(terms.months):
            if month and not self._is_paid(borrower, agent, day):
                break
            self._act(borrower, agent, day)
            day = month_after(world, day)
            if day >= world.horizon:
                return
            yield world.turn(day, Phase.BORROWER, number, _ACTS)
        del self.clients[number]
        if borrower.has_debts:
            borrower.feelings.trace -= terms.willingness_lost

    def _is_paid(self, borrower: "Borrower", agent: int, day: int) -> bool:
        """Take the fee of a month if there is one; return whether the agent stays."""
        if not borrower.has_debts:
            return False
        fee = self.terms.fee_monthly
        if fee:
            borrower.purse.settle(day)
            if borrower.purse.cash < fee:
                return False
            self._take(borrower, fee, agent, day)
        return True

    def _take(self, borrower: "Borrower", fee: int, agent: int, day: int) -> None:
        if fee:
            borrower.purse.spend(fee)
            self.world.log.add(
                day, Phase.BORROWER, borrower.number, -1, Event.AGENT_PAID, fee, Cause.AGENT,
                person=agent,
            )  # fmt: skip

    # Acting ---------------------------------------------------------------------------------

    def answers(self, borrower: "Borrower") -> bool:
        """Return whether the agent takes a call that is answered."""
        if borrower.number not in self.clients:
            return False
        return borrower.nth("agent_answers") < self.terms.answers_share

    def _act(self, borrower: "Borrower", agent: int, day: int) -> None:
        """Complain from a template, and apply, about the account that is latest."""
        behind = [account for account in borrower.accounts if account.is_behind]
        if not behind:
            return
        account = max(behind, key=lambda each: (each.contract_dpd(day), -each.number))
        if borrower.nth("agent_complaint") < self.terms.complaint_monthly_share:
            self._complain(account, agent, day)
        self._apply(account, agent, day)

    def _complain(self, account: "Account", agent: int, day: int) -> None:
        place = account.borrower.nth("agent_complaint_place")
        where = Cause.REGULATOR if place < self.terms.regulator_share else Cause.PLATFORM
        self.world.complain(account, day, Phase.BORROWER, Cause.TEMPLATE, where, agent=agent)

    def _apply(self, account: "Account", agent: int, day: int) -> None:
        borrower = account.borrower
        relief = account.platform.relief_to_apply_for(account)
        if relief is None or not account.owed:
            return
        if relief.settlement is not None and not can_settle(account, relief.settlement, day):
            return
        if borrower.nth("agent_application") < self.terms.application_monthly_share:
            honesty = Cause.HONEST if borrower.in_hardship() else Cause.CONCEALED
            account.platform.apply(account, relief, day, honesty, agent=agent)
