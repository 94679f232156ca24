"""Small regimes, written as a scenario would write them, and what is asked of them."""

from typing import Any

from arrears.calendar import Calendar
from arrears.regulation.act import Contact, Reached
from arrears.regulation.history import AccountHistory
from arrears.regulation.regime import OwnRegime
from arrears.regulation.rulebook import Rulebook, Verdict
from arrears.regulation.shipped import resolved

# Day 0 is Wednesday, 2025-01-01; days 0 and 28 are holidays.
CALENDAR = Calendar(
    start="2025-01-01", first_day=-400, last_day=1000, holidays=("2025-01-01", "2025-01-29")
)
NOON = 12 * 60

Rules = list[dict[str, Any]]


def book_of(*rules: dict[str, Any], currency: str = "CNY", **regime: Any) -> Rulebook:
    named = [{"name": f"rule_{place}"} | rule for place, rule in enumerate(rules)]
    own = OwnRegime.model_validate({"name": "own", "rules": named} | regime)
    return Rulebook(resolved(own), CALENDAR, currency=currency)


def account_of(book: Rulebook, number: int = 1, **facts: Any) -> AccountHistory:
    """Return an account that has been late since day -1, so that dpd is 1 on day 0."""
    history = AccountHistory(number, 0, book.new_borrower())
    history.late_since = -1
    for name, value in facts.items():
        setattr(history, name, value)
    return history


def cap(limit: int, days: int, basis: str = "attempt", **more: Any) -> dict[str, Any]:
    return {"kind": "contact_cap", "basis": basis, "window_days": days, "limit": limit} | more


CALL = Contact(channel="call")
SMS = Contact(channel="sms")


def ask(book: Rulebook, history: AccountHistory, day: int, contact: Contact = CALL) -> Verdict:
    return book.may(contact, history, day, NOON)


def do(
    book: Rulebook, history: AccountHistory, day: int, contact: Contact = CALL,
    reached: Reached = Reached.NOBODY, times: int = 1,
) -> None:  # fmt: skip
    for _ in range(times):
        verdict = ask(book, history, day, contact)
        assert verdict.allowed, verdict
        history.note(contact, day, reached)
