"""Events of the log as half a sentence each, in the reader's language."""

from collections.abc import Mapping
from typing import Final

from arrears.words import ENGLISH, Words

__all__ = ["EVENT_TEXTS", "event_said"]

_MINOR_UNITS: Final = 100
_POINT: Final = 1_000_000

EVENT_TEXTS: Final[Mapping[str, str]] = {
    "originated": "borrows {amount}",
    "shock_start": "a shock begins: {cause}",
    "shock_end": "a shock ends: {cause}",
    "due": "{amount} falls due",
    "plan_due": "{amount} falls due under the plan",
    "interest": "{amount} of interest is charged",
    "fee": "a fee of {amount} is charged",
    "late_fee": "a late fee or penalty of {amount} is charged",
    "paid": "pays {amount}, all that is owed",
    "part_paid": "pays {amount}, less than is owed",
    "prepaid": "pays everything off early: {amount}",
    "recovered": "pays {amount} after charge-off",
    "missed": "leaves {amount} unpaid on the due day ({cause})",
    "essentials_cut": "cuts necessities by {amount}",
    "cured": "has paid all arrears",
    "reaged": "days past due are set back",
    "accelerated": "the whole balance falls due: {amount}",
    "stage_entered": "enters stage {stage}",
    "stage_left": "leaves stage {stage}",
    "holdout": "{action} is withheld by lot",
    "queued": "is on the list for {action}",
    "attempt": "the lender tries: {action}",
    "read": "reads a message",
    "contact": "a call is answered",
    "right_party": "speaks with a collector",
    "promise": "promises to pay {amount}",
    "promise_kept": "keeps the promise of {amount}",
    "promise_broken": "breaks the promise of {amount}",
    "refused": "refuses to pay ({cause})",
    "disclosed": "tells of a hardship",
    "stop_request": "asks for contact to stop",
    "offered": "is offered {action} ({cause})",
    "application": "applies for {action}",
    "document_round": "is asked for documents",
    "decision": "the application is decided: {cause}",
    "relief_start": "relief begins: {action}",
    "relief_end": "relief ends: {cause}",
    "pause_start": "contact pauses: {cause}",
    "pause_end": "contact is no longer paused",
    "grievance": "feels wronged: {cause}",
    "complaint": "complains: {cause}",
    "complaint_answered": "gets an answer to the complaint",
    "placed": "goes to {actor}",
    "recalled": "comes back from {actor}",
    "waived": "{amount} is forgiven ({cause})",
    "charged_off": "{amount} is charged off",
    "cost": "costs the lender {amount} ({cause})",
    "distress": "distress changes by {points} points ({cause})",
    "screen_start": "begins to screen positive",
    "screen_end": "no longer screens positive",
    "avoiding": "begins to avoid calls",
    "unreachable": "can no longer be reached",
    "reached": "can be reached again",
    "closed": "is paid off",
    "refused_credit": "is refused a loan",
    "credit_denied": "cannot borrow for a month",
    "limit_frozen": "a credit limit is frozen",
    "limit_restored": "a credit limit is restored",
    "drawn": "draws {amount} on a credit limit",
    "informal_loan": "borrows {amount} from an informal lender",
    "informal_paid": "pays {amount} to an informal lender",
    "settled": "pays {amount}, accepted as full settlement",
    "garnished": "{amount} is garnished",
    "compensated": "the guarantor pays the funder {amount}",
    "claim_paid": "pays {amount} to whoever holds the claim now",
    "outlay": "somebody else spends {amount} on this claim",
    "sold": "the claim is sold: {amount} leaves the book",
    "notice": "is given notice: {action}",
    "moratorium_start": "a moratorium begins ({cause})",
    "moratorium_end": "a moratorium ends ({cause})",
    "blocked": "a rule forbids: {action} ({cause})",
    "violation": "a rule is broken ({cause})",
    "visit_announced": "a visit is announced",
    "visit": "is visited",
    "letter": "gets a legal letter",
    "mediation": "mediation ends: {cause}",
    "suit_filed": "is sued for {amount}",
    "judgment": "the court decides: {cause}",
    "insolvency": "enters personal insolvency",
    "bureau_report": "is reported to the credit bureau",
    "bureau_cleared": "the record at the bureau is cleared",
    "fined": "the lender is fined {amount}",
    "order_start": "the lender is under an order",
    "order_end": "the order on the lender ends",
    "inspected": "the lender is inspected ({cause})",
    "damages": "is paid damages of {amount} ({cause})",
    "reaction_start": "the lender changes its policy: {action}",
    "reaction_end": "the lender's change of policy ends: {action}",
    "supply_set": "the lender re-sets who is lent to, or at which price",
    "priced": "the loan is signed at a price of its own",
    "grant": "gets a grant of {amount} ({cause})",
    "agent_hired": "hires an agent",
    "agent_paid": "pays an agent {amount}",
    "appeal": "appeals against a refusal",
    "handed_over": "the case goes to another department",
    "warned": "is expected to miss",
    "staff_left": "a collector of {actor} leaves",
    "audited": "a call is listened to: {cause}",
    "called_in": "rings the lender up",
    "festival": "spends {amount} on the new year",
    "assessed": "hands in a statement; {amount} a month can be borne",
    "traced": "is looked for",
    "educated": "takes part in financial education",
    "rewarded": "is rewarded for paying on time",
    "grant_refused": "a grant of {amount} is refused ({cause})",
    "exposed": "is named in the media as a defaulter",
    "unanswered": "has no answer on the promised day ({cause})",
}
"""What each event of an account or its borrower says of them."""


def event_said(
    event: str,
    *,
    amount: int = 0,
    cause: str = "",
    action: str = "",
    stage: str = "",
    actor: str = "",
    words: Words = ENGLISH,
) -> str:
    """Return an event as half a sentence; one that has no text by its name.

    Parameters
    ----------
    event, amount, cause, action, stage, actor
        As in the log: amounts in minor units, distress in millionths of a point.
    words : Words
        The reader's language.
    """
    if not event:
        return words("nothing more happens")
    if event not in EVENT_TEXTS:
        return words.name(event)
    return words(
        EVENT_TEXTS[event],
        amount=f"{amount / _MINOR_UNITS:,.2f}",
        points=f"{amount / _POINT:+.2f}",
        cause=words.name(cause) if cause else words("no cause"),
        action=action,
        stage=stage,
        actor=actor,
    )
