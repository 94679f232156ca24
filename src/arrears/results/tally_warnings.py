"""Tallies of early warning: whom it named, and how often rightly."""

from typing import Final

import numpy as np

from arrears.results.rows import Book, EventRows
from arrears.results.sums import MonthlySums
from arrears.terms import Cause, Event

__all__ = ["tally_warnings"]

_BEFORE: Final = 28  # days in which a warning counts as one of the miss


def tally_warnings(events: EventRows, book: Book, monthly: MonthlySums) -> None:
    """Add up warnings, false alarms, and misses that were warned of."""
    warned = events.find(Event.WARNED)
    later = warned[events.take("day", warned) >= 0]
    false = later[events.take("cause", later) == Cause.FALSE_ALARM]
    missed = events.find(Event.MISSED)
    begun = missed[(events.take("root", missed) != 0) & (events.take("day", missed) >= 0)]
    hit = begun[_is_warned_of(events, warned, begun)]
    series = {"warnings": later, "false_alarms": false, "spells_begun": begun, "spells_warned": hit}
    for name, rows in series.items():
        monthly.add(name, events.take("day", rows), book.segments_of(events, rows))


def _is_warned_of(events: EventRows, warned: np.ndarray, missed: np.ndarray) -> np.ndarray:
    """Return for each miss whether its account was named shortly before."""
    by, on = events.take("account", warned).astype(np.int64), events.take("day", warned)
    whose, when = events.take("account", missed).astype(np.int64), events.take("day", missed)
    first = int(min(on.min(initial=0), when.min(initial=0))) - _BEFORE
    span = int(max(on.max(initial=0), when.max(initial=0))) - first + 1
    keys = np.sort(by * span + on - first)
    day = whose * span + when - first
    return np.searchsorted(keys, day, "right") > np.searchsorted(keys, day - _BEFORE, "left")
