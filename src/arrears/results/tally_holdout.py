"""Tallies of withheld actions: what was paid with and without them, and with and without talk."""

from typing import Final

import numpy as np

from arrears.results.rows import Book, EventRows, Integers
from arrears.results.sums import MonthlySums
from arrears.results.tally_arrears import Delinquency
from arrears.terms import Event

__all__ = ["HOLDOUT_GROUPS", "tally_holdout"]

HOLDOUT_GROUPS: Final = ("held_out", "treated", "contacted", "not_contacted")

_PAID_DAYS: Final = 60
_CONTACT_DAYS: Final = 30


def tally_holdout(
    events: EventRows, book: Book, delinquency: Delinquency, monthly: MonthlySums
) -> None:
    """Add, for each action that was withheld from some, spells and what was paid in each group.

    Series are ``holdout.<action>.<group>.<spells|arrears|paid>``, in the month the spell opened.
    Only spells that opened from day 0 and have 60 days to the horizon count.
    """
    rows = events.find(Event.HOLDOUT)
    actions = np.unique(events.columns["action"][rows])
    if not len(actions):
        return
    spells = delinquency.spells
    arrears, paid = _opening_arrears(delinquency)
    counted = (spells.opened >= 0) & (spells.due_day + _PAID_DAYS < monthly.measures.horizon)
    is_contacted = _spells_with(events, book, delinquency, Event.RIGHT_PARTY, within=_CONTACT_DAYS)
    segment = book.segment[spells.account]
    for action in sorted(actions, key=lambda code: events.names[code]):
        is_held_out = _spells_with(events, book, delinquency, Event.HOLDOUT, action=int(action))
        is_treated = _spells_with(events, book, delinquency, Event.ATTEMPT, action=int(action))
        is_treated |= _spells_with(events, book, delinquency, Event.QUEUED, action=int(action))
        is_treated &= ~is_held_out
        groups = (
            is_held_out,
            is_treated,
            is_treated & is_contacted,
            is_treated & ~is_contacted,
        )
        for group, chosen in zip(HOLDOUT_GROUPS, groups, strict=True):
            found = chosen & counted
            prefix = f"holdout.{events.names[action]}.{group}"
            for name, value in (
                ("spells", np.ones_like(paid)),
                ("arrears", arrears),
                ("paid", paid),
            ):
                series = f"{prefix}.{name}"
                monthly.add(series, spells.opened[found], segment[found], value[found])


def _opening_arrears(delinquency: Delinquency) -> tuple[Integers, Integers]:
    """Return by spell what was unpaid when its first due day ended, and cash on it by day 60."""
    spells, (books, late, _) = delinquency.spells, delinquency.replay
    paid_in_time = np.zeros(len(books.owner), np.int64)
    is_in_time = (late.is_cash == 1) & (late.day <= books.day[late.instalment] + _PAID_DAYS)
    np.add.at(paid_in_time, late.instalment[is_in_time], late.amount[is_in_time])
    opening = spells.find(books.owner, books.day + 1)
    is_opening = (opening >= 0) & (spells.due_day[opening] == books.day)
    arrears, paid = np.zeros((2, len(spells.account)), np.int64)
    np.add.at(arrears, opening[is_opening], books.unpaid[is_opening])
    np.add.at(paid, opening[is_opening], paid_in_time[is_opening])
    return arrears, paid


def _spells_with(
    events: EventRows,
    book: Book,
    delinquency: Delinquency,
    event: Event,
    *,
    action: int | None = None,
    within: int | None = None,
) -> np.ndarray:
    """Return which spells hold an event, of one action or within days of opening if so asked."""
    spells = delinquency.spells
    rows = events.find(event)
    if action is not None:
        rows = rows[events.columns["action"][rows] == action]
    day = events.take("day", rows)
    spell = spells.find(book.accounts_of(events, rows), day)
    is_in = spell >= 0
    if within is not None:
        is_in &= day < spells.opened[spell] + within
    has_event = np.zeros(len(spells.account), np.bool_)
    has_event[spell[is_in]] = True
    return has_event
