"""One account: what was signed, what was billed, what was paid, and the ledger it all obeys."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from arrears.debt import ledger
from arrears.debt.allocation import allocate
from arrears.engines.simpy.fees import (
    charge_fee,
    charge_penalty,
    interest_stops_on,
    leave_out_interest,
    stop_interest,
)
from arrears.engines.simpy.lateness import drop_plan
from arrears.engines.simpy.schedule import NO_DAY, Schedule
from arrears.engines.simpy.work import NEVER, NO_WORK, Work
from arrears.portfolio.contract import Contract
from arrears.terms import Cause, Event, Phase, Status

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.claim import Claim
    from arrears.engines.simpy.income_plan import IncomePlan
    from arrears.engines.simpy.settlement import Settlement
    from arrears.engines.simpy.world import World
    from arrears.policies.settings import Relief

__all__ = ["NEVER", "SUMMARY", "Account", "dearest_first"]

SUMMARY = (
    "contract_dpd", "reported_dpd", "max_dpd", "status", "attempts", "complaints", "pause_days",
    "signed_due", "received",
)  # fmt: skip

_PPM = 1_000_000
_FOUR_WEEKS = 28


class Account:
    """Everything about the money of one account; whatever changes it writes ledger and log.

    The signed schedule is computed once and never changes. ``received`` is held against it and
    gives the contract dpd; a plan, where relief wrote one, gives the reported dpd.
    """

    __slots__ = (
        "accelerated", "accelerated_on", "allocation", "attempts", "borrower", "claim",
        "complaints", "contract", "court_fees", "due_principal", "fees_owed", "fined_until",
        "forgiven", "frozen_dpd", "frozen_until", "income_plan", "instalment", "interest_owed",
        "is_charged_off", "is_closed", "is_revolving", "ledger", "max_dpd", "monthly_fee",
        "moved_due_day", "number", "owner", "pay_down_share",
        "penalty_from", "penalty_owed", "penalty_ppm", "plan", "plan_received", "platform",
        "received", "relief", "relief_until", "settlement", "signed", "signed_due",
        "spell", "spell_opened", "spell_root", "times_relieved", "whole_since", "work", "world",
    )  # fmt: skip

    def __init__(
        self, world: "World", borrower: "Borrower", contract: Contract, due_days: NDArray[np.int64]
    ) -> None:
        self.world, self.borrower, self.contract = world, borrower, contract
        self.owner = contract.borrower
        self.platform = world.platforms[contract.platform]
        self.number, self.ledger = contract.account, world.books[contract.account]
        self.signed = Schedule(due_days, contract.rows)
        self.plan: Schedule | None = None
        self.instalment = int(contract.rows[0].sum())
        self.received = self.plan_received = self.signed_due = self.forgiven = 0
        self.due_principal = self.interest_owed = self.fees_owed = self.penalty_owed = 0
        self.penalty_from = contract.opens
        self.penalty_ppm = round(contract.product.penalty_rate * _PPM)
        self.monthly_fee = contract.product.monthly_fee
        self.is_revolving = contract.product.kind == "revolving"
        self.pay_down_share = contract.product.pay_down_share if self.is_revolving else 0.0
        self.accelerated_on = self.whole_since = NEVER  # since when all of it has been late
        self.accelerated = self.is_charged_off = self.is_closed = False  # closed: for good
        self.fined_until = NEVER  # missed instalments up to this due day have had their late fee
        self.max_dpd = self.attempts = self.complaints = 0
        self.spell, self.spell_opened, self.spell_root = 0, NEVER, Cause.NONE
        self.relief: Relief | None = None
        self.relief_until = self.frozen_dpd = 0
        self.times_relieved: dict[str, int] = {}
        self.settlement: Settlement | None = None  # the last that was agreed
        self.income_plan: IncomePlan | None = None  # while instalments follow the income
        self.frozen_until = NEVER  # until then neither penalty nor monthly fee is charged
        self.moved_due_day = 0  # of plans, as a day of the month; 0 = the borrower's own
        self.allocation = world.allocation_of(contract.product)
        self.claim: Claim | None = None  # once it has left the lender
        self.court_fees = 0  # awarded after charge-off and not paid yet
        self.work: Work = NO_WORK  # a file of its own from the first miss on

    # What is owed ---------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether anything can still be owed."""
        return not self.is_closed

    @property
    def in_spell(self) -> bool:
        """Whether a spell of arrears is open."""
        return self.spell_opened != NEVER

    @property
    def is_paused(self) -> bool:
        """Whether contact pauses: nobody has tried although something was due."""
        return self.work.paused_on != NEVER

    @property
    def is_behind(self) -> bool:
        """Whether a spell is open, or a charged-off balance is unpaid."""
        return self.spell_opened != NEVER or (self.is_charged_off and not self.is_closed)

    @property
    def balance(self) -> int:
        """What is still owed: the ledger's balance, what was charged off, or the claim sold."""
        if self.claim is not None:
            return self.claim.owed
        column = ledger.CHARGED_OFF if self.is_charged_off else ledger.OUTSTANDING
        return int(self.ledger.item(column))

    @property
    def arrears(self) -> int:
        """Principal and interest billed and unpaid."""
        return self.balance if self.is_charged_off else self.interest_owed + self.due_principal

    @property
    def owed(self) -> int:
        """All that is billed and unpaid, fees and penalties included."""
        if self.is_charged_off:
            return self.balance
        return self.interest_owed + self.due_principal + self.fees_owed + self.penalty_owed

    def coming_due(self) -> int:
        """Return what is owed, and the next instalment."""
        if self.is_charged_off:
            return self.balance
        schedule = self.signed if self.plan is None else self.plan
        return self.owed if self.accelerated else self.owed + schedule.next_amount

    def next_due_day(self) -> int:
        """Return the next day on which an instalment falls due on either schedule, or NO_DAY."""
        if self.is_closed:
            return NO_DAY
        if self.plan is None:
            return self.signed.next_day
        return min(self.signed.next_day, self.plan.next_day)

    def is_neglected(self, day: int) -> bool:
        """Whether nobody has spoken to the borrower for four weeks of this spell."""
        since = max(self.work.right_party_on, self.spell_opened)
        return self.in_spell and day - since >= _FOUR_WEEKS

    def contract_dpd(self, day: int) -> int:
        """Return days past due on the signed schedule, which nothing but payment resets."""
        if self.is_closed or (self.spell_opened == NEVER and not self.is_charged_off):
            return 0
        return self.signed.days_past_due(day, self.received)

    def reported_dpd(self, day: int) -> int:
        """Return days past due as the platform counts them: a plan's own, where one is in force."""
        if self.is_closed:
            return 0
        if self.accelerated and not self.is_charged_off:
            return max(self.contract_dpd(day), day - self.accelerated_on)
        if self.plan is None or self.is_charged_off:
            return self.contract_dpd(day)
        return self.frozen_dpd + self.plan.days_past_due(day, self.plan_received)

    @property
    def status(self) -> Status:
        """How the account stands."""
        if self.claim is not None:
            return Status.SOLD
        if self.is_closed:
            is_settled = self.settlement is not None and self.settlement.is_paid
            return Status.SETTLED if is_settled else Status.CLOSED
        if self.is_charged_off:
            return Status.CHARGED_OFF
        return Status.ARREARS if self.in_spell or self.accelerated else Status.CURRENT

    def summary(self, last_day: int) -> tuple[int, ...]:
        """Return what the table of accounts says beside the ledger, see ``SUMMARY``."""
        dpd = self.contract_dpd(last_day)
        return (
            dpd, self.reported_dpd(last_day), max(self.max_dpd, dpd), self.status, self.attempts,
            self.complaints, self.work.days_paused(last_day + 1), self.signed_due,
            self.received - self.forgiven,
        )  # fmt: skip

    @property
    def is_unusual(self) -> bool:
        """Whether a spell is open, or other terms hold than those of the signed schedule."""
        return self.spell_opened != NEVER or self.plan is not None or self.accelerated

    def is_as_usual(self, day: int) -> bool:
        """Whether nothing is owed but the instalment of a day, on the terms signed."""
        return (
            not self.is_unusual
            and not self.is_charged_off
            and not self.owed
            and not self.monthly_fee
            and not self.pay_down_share
            and self.signed.next_day == day
            and self.signed.next_amount > 0
        )

    # What happens to it ---------------------------------------------------------------------

    def log(self, day: int, phase: Phase, event: Event, amount: int = 0, cause: int = 0,
            root: int = 0, to_fees: int = 0) -> None:  # fmt: skip
        """Write a row about this account's money."""
        self.world.log.write(
            day, phase, self.owner, self.number, event, amount, cause, root, to_fees
        )

    def log_work(self, day: int, phase: Phase, event: Event, amount: int = 0, cause: int = 0,
                 **details: int) -> None:  # fmt: skip
        """Write a row about work on this account: who, what, in which stage."""
        self.world.log.add(day, phase, self.owner, self.number, event, amount, cause, **details)

    def open(self) -> None:
        """Pay out the principal (or take it over)."""
        ledger.disburse(self.ledger, self.contract.principal)
        self.log(self.contract.opens, Phase.MACRO, Event.ORIGINATED, self.contract.principal)

    def bill(self, day: int) -> None:
        """Let the day's instalment fall due, on the signed schedule and on a plan's."""
        charge_penalty(self, day, Phase.DUE)
        if self.income_plan is not None:
            self.income_plan.look_at_income(self, day)
        if self.world.law is not None:
            leave_out_interest(self, day)
        if self.signed.next_day == day:
            principal, contract_interest = self.signed.next_row()
            cause = Cause.CHARGED_OFF if self.is_charged_off else Cause.NONE
            self.signed_due += principal + contract_interest
            self.log(day, Phase.DUE, Event.DUE, principal + contract_interest, cause)
            if self.plan is None and not self.accelerated and not self.is_charged_off:
                self._charge(day, principal, contract_interest)
                if contract_interest and interest_stops_on(self) <= day:
                    stop_interest(self, contract_interest, day)
        plan = self.plan
        if plan is not None and plan.next_day == day and not self.is_charged_off:
            principal, plan_interest, carried = plan.next_row()
            self.log(day, Phase.DUE, Event.PLAN_DUE, principal + plan_interest + carried)
            self.interest_owed += carried
            if principal + plan_interest + carried:
                self._charge(day, principal, plan_interest)

    def _charge(self, day: int, principal: int, contract_interest: int) -> None:
        self.due_principal += principal
        if contract_interest:
            self.interest_owed += contract_interest
            ledger.charge_interest(self.ledger, contract_interest)
            self.log(day, Phase.DUE, Event.INTEREST, contract_interest)
        if self.monthly_fee and day >= self.frozen_until:
            charge_fee(self, day, Phase.DUE, Event.FEE, self.monthly_fee, Cause.NONE, "monthly_fee")

    def bill_as_usual(self, day: int) -> None:
        """Bill an instalment that is about to be paid: `bill` without what is then owed."""
        amount = self.signed.next_amount
        _, contract_interest = self.signed.next_row()
        self.penalty_from = day
        self.signed_due += amount
        write = self.world.log.write
        write(day, Phase.DUE, self.owner, self.number, Event.DUE, amount)
        if contract_interest:
            ledger.charge_interest(self.ledger, contract_interest)
            write(day, Phase.DUE, self.owner, self.number, Event.INTEREST, contract_interest)

    def post_as_usual(self, amount: int, day: int, cause: Cause) -> None:
        """Post the payment of an instalment billed as usual: `receive` where nothing is late."""
        self.received += amount
        self.plan_received += amount
        ledger.pay(self.ledger, amount)
        self.world.log.write(day, Phase.DUE, self.owner, self.number, Event.PAID, amount, cause)
        if not self.signed.next_amount:
            self.settle_spell(day, Phase.DUE)

    def owed_on(self, day: int, phase: Phase) -> int:
        """Charge the penalty up to today and return all that is owed: what a payer is told."""
        charge_penalty(self, day, phase)
        return self.owed

    def receive(self, amount: int, day: int, phase: Phase, cause: Cause,
                event: Event | None = None) -> None:  # fmt: skip
        """Take a payment of at most what is owed; ``event`` where it is no ordinary one."""
        if self.is_charged_off:
            self.recover(amount, day, phase, cause)
            return
        charge_penalty(self, day, phase)
        if self.world.law is not None:
            self.platform.compliance.charging.note_default(self, day)
        fees, penalties, interest_paid, principal = self._allocated(amount)
        self.fees_owed -= fees
        self.penalty_owed -= penalties
        self.interest_owed -= interest_paid
        self.due_principal -= principal
        ledger.pay(self.ledger, amount)
        self.count(interest_paid + principal, day)
        event = event or (Event.PART_PAID if self.owed else Event.PAID)
        self.log(day, phase, event, amount, cause, to_fees=fees + penalties)
        self.platform.paid(self, amount, day, phase)
        if self.is_unusual or not self.signed.next_amount:
            self.settle_spell(day, phase)

    def _allocated(self, amount: int) -> tuple[int, int, int, int]:
        """Return which fees, penalties, interest and principal a payment settles."""
        owed = (self.fees_owed, self.penalty_owed, self.interest_owed, self.due_principal)
        return owed if amount == sum(owed) else allocate(amount, *owed, self.allocation)

    def recover(self, amount: int, day: int, phase: Phase, cause: Cause,
                event: Event = Event.RECOVERED) -> None:  # fmt: skip
        """Take a payment after charge-off: court fees awarded are paid first."""
        if self.claim is not None:
            self.claim.receive(self, amount, day, phase, cause)
        else:
            fees = min(amount, self.court_fees)
            self.court_fees -= fees
            ledger.recover(self.ledger, amount)
            self.count(amount - fees, day)
            self.log(day, phase, event, amount, cause, to_fees=fees)
            self.platform.paid(self, amount, day, phase)
        if self.balance == 0:
            self.close(day, phase)

    def count(self, amount: int, day: int) -> None:
        """Count what was paid or forgiven against both schedules."""
        if self.in_spell or self.is_charged_off:
            self.max_dpd = max(self.max_dpd, self.contract_dpd(day - 1))
        self.received += amount
        self.plan_received += amount

    def settle_spell(self, day: int, phase: Phase) -> None:
        """Close the account, or its spell of arrears, if nothing is left of them."""
        if self.is_charged_off:
            return
        if self.balance == 0:
            self._cure(day, phase)
            self.close(day, phase)
        elif not self.accelerated and self.signed.arrears(self.received) == 0:
            self._cure(day, phase)

    def _cure(self, day: int, phase: Phase) -> None:
        if self.in_spell:
            self.log(day, phase, Event.CURED, day - self.spell_opened + 1)
            self.borrower.reach.count(day)
            self.platform.close_file(self, day, phase)
            self.spell_opened = NEVER
            self.borrower.strain.rebase(day)

    def close(self, day: int, phase: Phase) -> None:
        """Close it for good: nothing is owed any more."""
        self.is_closed = True
        self.end_relief(day, phase, Cause.PAID)
        self.log(day, phase, Event.CLOSED)
        self.platform.close_file(self, day, phase)
        self.world.file_away(self)
        self.borrower.account_closed(self, day, phase)

    def open_spell(self, due_day: int, root: Cause) -> None:
        """Begin a spell of arrears on the day after a due day that was missed."""
        self.spell += 1
        self.spell_opened, self.spell_root = due_day + 1, root

    def accelerate(self, day: int, phase: Phase) -> None:
        """Let the whole balance fall due; no contract interest is charged from here on."""
        self.end_relief(day, phase, Cause.BROKEN)
        charge_penalty(self, day, phase)
        falls_due = int(self.ledger[ledger.OUTSTANDING]) - self.owed
        self.due_principal += falls_due
        drop_plan(self, day)
        self.accelerated, self.accelerated_on = True, day
        self.log(day, phase, Event.ACCELERATED, falls_due)

    def charge_off(self, day: int) -> None:
        """Take the balance off the book."""
        charge_penalty(self, day, Phase.STAGE)
        self.end_relief(day, Phase.STAGE, Cause.CHARGED_OFF)
        amount = ledger.charge_off(self.ledger)
        drop_plan(self, day)
        self.is_charged_off = True
        self.due_principal = self.interest_owed = self.fees_owed = self.penalty_owed = 0
        self.log(day, Phase.STAGE, Event.CHARGED_OFF, amount)

    def end_relief(self, day: int, phase: Phase, cause: Cause) -> None:
        """End the relief in force, if any; a plan that it wrote stays unless it was broken."""
        if self.relief is not None:
            name = self.world.code(self.relief.name)
            self.log_work(day, phase, Event.RELIEF_END, 0, cause, action=name)
            self.relief = None
            if cause is Cause.BROKEN:
                self.frozen_until = NEVER
                self.platform.compliance.broke_plan(self, day)


def dearest_first(accounts: list[Account]) -> list[Account]:
    """Return a household's accounts in the order in which they are served; of equals by number."""
    if len(accounts) == 1:
        return [*accounts]
    return sorted(accounts, key=lambda account: (-account.penalty_ppm, account.number))
