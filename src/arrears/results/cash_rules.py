"""Who pays whom: the one table that says between which parties each event moves cash.

A mechanism that moves money adds a line to `CASH_RULES`; any other new event a name to `NOT_CASH`.
An event that stands in neither is an error as soon as a log holds it, so that no payment is ever
left out in silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from arrears.terms import Cause, Event

__all__ = ["CASH_RULES", "FLOWS", "NOT_CASH", "Move", "Party"]


class Party(StrEnum):
    """Who can hold cash, in the order of the table's columns."""

    BORROWER = "borrower"
    EMPLOYER_AND_SHOPS = "employer_and_shops"
    LENDER = "lender"
    OTHER_LENDERS = "other_lenders"
    GUARANTOR = "guarantor"
    FUNDER = "funder"
    AGENCY = "agency"
    BUYER = "buyer"
    INFORMAL_LENDER = "informal_lender"
    AGENT = "agent"
    COURT = "court"
    REGULATOR = "regulator"
    STAFF_AND_SUPPLIERS = "staff_and_suppliers"
    HARDSHIP_FUND = "hardship_fund"
    STATE = "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Cash that goes from one party to another.

    Parameters
    ----------
    source, target : Party
        Who pays, and who receives the amount of the event.
    flow : str
        The kind of cash flow: a row of the table.
    fees_flow : str
        The kind of the part in ``to_fees``, which is then not in ``flow``; empty where that
        column says something else.
    flow_of_actor : mapping
        Kinds of cash flow of single actors, in place of ``flow``.
    column : str
        Where the amount stands, if not in ``amount``.
    """

    source: Party
    target: Party
    flow: str
    fees_flow: str = ""
    flow_of_actor: Mapping[str, str] = field(default_factory=dict)
    column: str = "amount"

    @property
    def flows(self) -> tuple[str, ...]:
        """Every kind of cash flow that this move may be booked under."""
        kinds = (self.flow, self.fees_flow, *self.flow_of_actor.values())
        return tuple(kind for kind in kinds if kind)


def _received(flow: str) -> Move:
    """Return a payment of the borrower; what pays fees and penalties is shown apart."""
    return Move(
        source=Party.BORROWER,
        target=Party.LENDER,
        flow=flow,
        fees_flow="fees_and_penalties",
    )


def _spent(flow: str, target: Party = Party.STAFF_AND_SUPPLIERS, **of_actor: str) -> Move:
    """Return a cost of the lender."""
    return Move(source=Party.LENDER, target=target, flow=flow, flow_of_actor=of_actor)


def _spent_by(party: Party) -> Move:
    """Return a cost of somebody else, outside the lender's books."""
    return Move(source=party, target=Party.STAFF_AND_SUPPLIERS, flow="outlays")


CASH_RULES: Final[Mapping[tuple[Event, Cause | None], Move]] = {
    (Event.ORIGINATED, None): Move(source=Party.LENDER, target=Party.BORROWER, flow="disbursement"),
    (Event.PAID, None): _received("instalments"),
    (Event.PART_PAID, None): _received("instalments"),
    (Event.PREPAID, None): _received("prepayments"),
    (Event.RECOVERED, None): _received("recoveries"),
    (Event.DRAWN, None): Move(source=Party.LENDER, target=Party.BORROWER, flow="disbursement"),
    (Event.SETTLED, None): _received("settlements"),
    (Event.GARNISHED, None): _received("garnished"),
    (Event.GRANT, None): Move(source=Party.HARDSHIP_FUND, target=Party.BORROWER, flow="grants"),
    (Event.GRANT, Cause.STATE): Move(source=Party.STATE, target=Party.BORROWER, flow="grants"),
    (Event.COMPENSATED, None): Move(
        source=Party.GUARANTOR, target=Party.LENDER, flow="guarantee_payments"
    ),
    (Event.SOLD, None): Move(
        source=Party.BUYER, target=Party.LENDER, flow="sale_proceeds", column="to_fees"
    ),
    (Event.CLAIM_PAID, Cause.BUYER): Move(
        source=Party.BORROWER, target=Party.BUYER, flow="claims_paid"
    ),
    (Event.CLAIM_PAID, Cause.GUARANTOR): Move(
        source=Party.BORROWER, target=Party.GUARANTOR, flow="claims_paid"
    ),
    (Event.OUTLAY, Cause.AGENCY): _spent_by(Party.AGENCY),
    (Event.OUTLAY, Cause.BUYER): _spent_by(Party.BUYER),
    (Event.OUTLAY, Cause.GUARANTOR): _spent_by(Party.GUARANTOR),
    (Event.FINED, None): _spent("fines", Party.REGULATOR),
    (Event.DAMAGES, None): _spent("damages", Party.BORROWER),
    (Event.INFORMAL_LOAN, None): Move(
        source=Party.INFORMAL_LENDER, target=Party.BORROWER, flow="informal_loans"
    ),
    (Event.INFORMAL_PAID, None): Move(
        source=Party.BORROWER, target=Party.INFORMAL_LENDER, flow="informal_repayments"
    ),
    (Event.AGENT_PAID, None): Move(source=Party.BORROWER, target=Party.AGENT, flow="agents"),
    (Event.COST, Cause.WAGES): _spent(
        "team_wages", review_desk="review_desk", complaint_desk="complaint_handling"
    ),
    (Event.COST, Cause.HIRING): _spent("team_wages"),
    (Event.COST, Cause.COMMISSION): _spent("team_wages"),
    (Event.COST, Cause.AUDIT): _spent("team_wages"),
    (Event.COST, Cause.COMPLAINT_COST): _spent("complaint_handling"),
    (Event.COST, Cause.MACHINE): _spent("review_desk"),
    (Event.COST, Cause.MESSAGE): _spent("messages"),
    (Event.COST, Cause.VISIT): _spent("visits"),
    (Event.COST, Cause.TRACING): _spent("tracing"),
    (Event.COST, Cause.SCORING): _spent("scoring"),
    (Event.COST, Cause.AGENCY_FEE): _spent("agency_fees", Party.AGENCY),
    (Event.COST, Cause.COURT_FEE): _spent("court_fees", Party.COURT),
    (Event.COST, Cause.LEGAL_COST): _spent("legal_costs"),
    (Event.COST, Cause.GRANT): _spent("fund_contributions", Party.HARDSHIP_FUND),
    (Event.COST, Cause.RELIEF_CASE): _spent("relief_cases"),
    (Event.COST, Cause.EDUCATION): _spent("education"),
    (Event.COST, Cause.REWARD): _spent("rewards"),
    (Event.COST, Cause.GUARANTEE_FEE): _spent("guarantee_fees", Party.GUARANTOR),
}
"""(event, cause) -> the move; a cause of None stands for every cause without a line of its own."""

FLOWS: Final = tuple(dict.fromkeys(flow for move in CASH_RULES.values() for flow in move.flows))
"""Kinds of cash flow in the order of the table's rows."""

NOT_CASH: Final = frozenset({
    # what is owed, and what of it is given up: claims, not money
    Event.DUE, Event.PLAN_DUE, Event.INTEREST, Event.FEE, Event.LATE_FEE, Event.WAIVED,
    Event.CHARGED_OFF, Event.ACCELERATED, Event.PLACED, Event.RECALLED,
    # what was not paid, or not yet
    Event.MISSED, Event.PROMISE, Event.PROMISE_KEPT, Event.PROMISE_BROKEN, Event.ESSENTIALS_CUT,
    # what happens to people, and what is said and done
    Event.SHOCK_START, Event.SHOCK_END, Event.DISTRESS, Event.SCREEN_START, Event.SCREEN_END,
    Event.GRIEVANCE, Event.COMPLAINT, Event.COMPLAINT_ANSWERED, Event.ATTEMPT, Event.READ,
    Event.CONTACT, Event.RIGHT_PARTY, Event.REFUSED, Event.DISCLOSED, Event.STOP_REQUEST,
    Event.AVOIDING, Event.UNREACHABLE, Event.REACHED, Event.QUEUED, Event.HOLDOUT, Event.SHIFT,
    Event.OFFERED, Event.APPLICATION, Event.DOCUMENT_ROUND, Event.DECISION,
    # how accounts stand
    Event.CURED, Event.REAGED, Event.CLOSED, Event.STAGE_ENTERED, Event.STAGE_LEFT,
    Event.RELIEF_START, Event.RELIEF_END, Event.PAUSE_START, Event.PAUSE_END,
    # credit, rules, visits, courts, records and what is done before anything is missed
    Event.REFUSED_CREDIT, Event.CREDIT_DENIED, Event.LIMIT_FROZEN, Event.LIMIT_RESTORED,
    Event.NOTICE, Event.MORATORIUM_START, Event.MORATORIUM_END, Event.BLOCKED, Event.VIOLATION,
    Event.VISIT_ANNOUNCED, Event.VISIT, Event.LETTER, Event.MEDIATION, Event.SUIT_FILED,
    Event.JUDGMENT, Event.INSOLVENCY, Event.BUREAU_REPORT, Event.BUREAU_CLEARED, Event.ORDER_START,
    Event.ORDER_END, Event.AGENT_HIRED, Event.APPEAL, Event.HANDED_OVER, Event.WARNED, Event.TRACED,
    Event.INSPECTED, Event.REACTION_START, Event.REACTION_END, Event.SUPPLY_SET, Event.PRICED,
    Event.EDUCATED, Event.REWARDED, Event.UNANSWERED, Event.GRANT_REFUSED,
    Event.EXPOSED,
    Event.ASSESSED, Event.STAFF_LEFT, Event.AUDITED,
    Event.CALLED_IN, Event.FESTIVAL,
})  # fmt: skip
"""Events that move no cash, whatever their amount says."""
