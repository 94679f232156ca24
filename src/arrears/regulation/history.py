"""What the rules must know of the past: touches of a borrower, and the standing of each account."""

from collections import deque
from typing import NamedTuple

from arrears.errors import EngineError
from arrears.regulation.act import Contact, Reached
from arrears.regulation.rule import Channel, Target

__all__ = ["NEVER_DAY", "NOT_LATE", "AccountHistory", "BorrowerHistory", "StopRequest", "Touch"]

NOT_LATE = 2**30
"""The ``late_since`` of an account that owes nothing; later than any day."""

NEVER_DAY = -(2**30)
"""The day of what has never happened; before any day."""


class Touch(NamedTuple):
    """One attempt that was made."""

    day: int
    account: int
    lender: int
    collector: int
    channel: Channel
    target: Target
    person: int
    reached: Reached
    purpose: str


class StopRequest(NamedTuple):
    """A request that contact should stop."""

    day: int
    account: int
    channel: str
    form: str


class BorrowerHistory:
    """What happened to one borrower, whoever did it; shared by the borrower's accounts.

    Parameters
    ----------
    keep_days : int
        How long touches are remembered; `Rulebook.memory_days` is enough.
    """

    __slots__ = ("keep_days", "met", "moratoria", "refusing", "stops", "touches")

    def __init__(self, keep_days: int) -> None:
        self.keep_days = keep_days
        self.touches: deque[Touch] = deque()
        self.stops: list[StopRequest] = []
        self.moratoria: dict[str, list[tuple[int, int]]] = {}  # rule -> first and last days
        self.met: dict[int, int] = {}  # third person -> contacts so far
        self.refusing: set[int] = set()  # third persons who do not want to be asked

    def note(self, touch: Touch) -> None:
        """Remember an attempt; those too old to matter are forgotten.

        Raises
        ------
        EngineError
            If it lies before one that was noted already.
        """
        touches = self.touches
        if touches and touches[-1].day > touch.day:
            found = f"a touch of day {touch.day} is noted after one of day {touches[-1].day}"
            raise EngineError(f"{found}; touches are noted in the order of their days")
        touches.append(touch)
        oldest = touch.day - self.keep_days
        while touches[0].day <= oldest:
            touches.popleft()
        if touch.person >= 0 and touch.reached:
            self.met[touch.person] = self.met.get(touch.person, 0) + 1


class AccountHistory:
    """How one account stands; the engine keeps it up to date and hands it to the rulebook.

    Parameters
    ----------
    account, lender : int
        Whose it is.
    borrower : BorrowerHistory
        Shared by all accounts of the borrower.
    product, segment : str
        Kind of product, and the borrower's segment, for rules that hold for some only.
    """

    __slots__ = (
        "account", "agencies", "balance", "borrower", "complaint_open", "default_balance",
        "dispute_open", "late_since", "lender", "notices", "offered_on", "overdue", "plan_open",
        "product", "promised_until", "refused_on", "restarts", "review_open", "segment",
        "transfers", "turned_down_on", "unreachable",
    )  # fmt: skip

    def __init__(
        self, account: int, lender: int, borrower: BorrowerHistory, *,
        product: str = "", segment: str = "",
    ) -> None:  # fmt: skip
        self.account, self.lender, self.borrower = account, lender, borrower
        self.product, self.segment = product, segment
        self.late_since = NOT_LATE  # due day of the oldest unpaid instalment
        self.balance = self.overdue = 0
        self.promised_until = self.refused_on = self.offered_on = NEVER_DAY
        self.turned_down_on = NEVER_DAY  # last refusal or broken plan, of whatever spell
        self.restarts: dict[str, int] = {}  # what may start limitation anew -> its last day
        self.plan_open = self.review_open = self.dispute_open = self.complaint_open = False
        self.unreachable = False
        self.notices: dict[str, int] = {}  # what was announced -> on which day
        self.agencies = self.transfers = 0

    def dpd(self, day: int) -> int:
        """Return the days past due on a day; 0 when nothing is owed."""
        return max(0, day - self.late_since)

    def note(self, contact: Contact, day: int, reached: Reached = Reached.NOBODY) -> None:
        """Remember an attempt and whom it reached."""
        touch = Touch(
            day, self.account, self.lender, contact.collector, contact.channel, contact.target,
            contact.person, reached, contact.purpose,
        )  # fmt: skip
        self.borrower.note(touch)

    def note_stop(self, day: int, channel: str = "", form: str = "oral") -> None:
        """Remember that the borrower asked for contact to stop, in words or in writing."""
        self.borrower.stops.append(StopRequest(day, self.account, channel, form))

    def note_notice(self, what: str, day: int) -> None:
        """Remember that a step was announced."""
        self.notices[what] = day

    def clear(self) -> None:
        """Forget what ends with a spell of arrears: requests to stop, notices, promises, offers."""
        self.late_since = NOT_LATE
        self.promised_until = self.refused_on = self.offered_on = NEVER_DAY
        self.notices.clear()
        stops = self.borrower.stops
        stops[:] = [stop for stop in stops if stop.account != self.account]
