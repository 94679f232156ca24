"""How much contact a regime allows in a week: what its caps, silences and hours add up to.

Counted are seven consecutive days, none of them a holiday, with nothing before them, for one
borrower with one debt, one number and one collector. Two cases bound what can happen: nobody ever
answers, or every attempt ends in a conversation with the borrower.
"""

from dataclasses import dataclass

from arrears.calendar import Calendar
from arrears.regulation.act import Contact, Reached
from arrears.regulation.contact_limits import (
    SPOKEN,
    BanLimit,
    CapLimit,
    HoursLimit,
    SilenceLimit,
    VisitLimit,
    counts,
)
from arrears.regulation.history import Touch
from arrears.regulation.limit import Limit
from arrears.regulation.regime import Regime
from arrears.regulation.rule import CHANNELS, Actor, Channel
from arrears.regulation.rulebook import Rulebook

__all__ = ["WeeklyMaximum", "weekly_maxima", "weekly_maximum"]

WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyMaximum:
    """Most acts by one channel in seven days; None where there is no cap.

    Parameters
    ----------
    channel : str
        By what.
    actor : str
        ``originator`` or ``agency``: some rules bind agencies only.
    attempts : int or None
        If nobody ever answers; for messages, the number that may be sent.
    conversations : int or None
        If every attempt ends in a conversation; for messages the same as attempts.
    """

    channel: Channel
    actor: Actor
    attempts: int | None
    conversations: int | None


def weekly_maxima(regime: Regime, calendar: Calendar, day: int = 0) -> list[WeeklyMaximum]:
    """Return the maxima of every channel, for lenders and for their agencies."""
    book = Rulebook(regime, calendar)
    return [
        WeeklyMaximum(
            channel=channel,
            actor=actor,
            attempts=weekly_maximum(
                book, Contact(channel=channel, actor=actor), Reached.NOBODY, day
            ),
            conversations=weekly_maximum(
                book, Contact(channel=channel, actor=actor), Reached.RIGHT_PARTY, day
            ),
        )
        for channel in CHANNELS
        for actor in ("originator", "agency")
    ]


def weekly_maximum(book: Rulebook, contact: Contact, reached: Reached, day: int = 0) -> int | None:
    """Return the most contacts of one sort in seven consecutive days.

    With windows of w days that hold at most L, the most that fits into t days from the start is

        N(t) = min over (L, w) of N(t - w) + L,    N(t) = N(t - 1) on days without open hours,

    because doing everything as early as possible never leaves less room later. The start is the
    weekday that leaves most.

    Parameters
    ----------
    book : Rulebook
        Of the regime.
    contact : Contact
        By which channel, and by whom.
    reached : Reached
        What comes of each attempt; messages reach nobody.
    day : int
        Rules in force on this day count, for an account one day past due.

    Returns
    -------
    int or None
        None if nothing bounds the number.
    """
    if contact.channel not in SPOKEN:
        reached = Reached.NOBODY
    limits = [limit for limit in book.limits if _counts_on(limit, contact, day)]
    if any(_is_ban(limit) for limit in limits):
        return 0
    touch = Touch(0, 0, 0, 0, contact.channel, contact.target, -1, reached, contact.purpose)
    caps = [cap for limit in limits if (cap := _cap(limit, touch)) is not None]
    hours = [limit for limit in limits if isinstance(limit, HoursLimit)]
    is_open = [_is_open(hours, weekday) for weekday in range(WEEK)]
    if not caps:
        return None if any(is_open) else 0
    return max(_most(caps, is_open, start) for start in range(WEEK))


def _counts_on(limit: Limit, contact: Contact, day: int) -> bool:
    """Whether a rule is in force and binds this contact on the first day past due."""
    is_bound = not limit.binds or contact.actor in limit.binds
    in_force = limit.first_day <= day <= limit.last_day and limit.dpd_min <= 1
    return is_bound and in_force and limit.concerns(contact) and not _has_given_way(limit, day)


def _has_given_way(limit: Limit, day: int) -> bool:
    return any(other.first_day <= day <= other.last_day for other in limit.yields_to)


def _is_ban(limit: Limit) -> bool:
    is_forbidden_visit = isinstance(limit, VisitLimit) and limit.rule.mode == "forbidden"
    return isinstance(limit, BanLimit) or is_forbidden_visit


def _cap(limit: Limit, touch: Touch) -> tuple[int, int] | None:
    """Return how many such touches fit into how many days; None if these are not counted."""
    if isinstance(limit, SilenceLimit):
        begins = touch.channel in limit.after_channels and counts(limit.after, touch)
        return (1, limit.days) if begins else None
    if not isinstance(limit, CapLimit) or limit.basis == "channels":
        return None
    if not counts(limit.basis, touch):
        return None
    is_free = counts("unanswered", touch)
    return limit.limit + (limit.free if is_free else 0), limit.window


def _is_open(hours: list[HoursLimit], weekday: int) -> bool:
    """Whether all hours leave a common minute on a weekday."""
    spans = [limit.week_span(weekday) for limit in hours]
    opens = max((span[0] for span in spans), default=0)
    closes = min((span[1] for span in spans), default=1)
    return opens < closes


def _most(caps: list[tuple[int, int]], is_open: list[bool], start: int) -> int:
    """Return the most that fits into seven days from a weekday on."""
    most = [0]
    for day in range(WEEK):
        if is_open[(start + day) % WEEK]:
            most.append(min(limit + most[max(0, day + 1 - window)] for limit, window in caps))
        else:
            most.append(most[-1])
    return most[-1]
