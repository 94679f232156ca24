"""From an event log to tallies: the integers from which every outcome is computed."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from arrears.log import Log
from arrears.results.added_outcomes import OutcomeExtension
from arrears.results.measures import Measures
from arrears.results.rows import Book, EventRows
from arrears.results.sums import DurationSums, MonthlySums
from arrears.results.tally_arrears import Delinquency, tally_arrears
from arrears.results.tally_contact import tally_contact
from arrears.results.tally_court import tally_court
from arrears.results.tally_distress import tally_distress
from arrears.results.tally_elsewhere import of_first, tally_elsewhere
from arrears.results.tally_holdout import tally_holdout
from arrears.results.tally_money import tally_money
from arrears.results.tally_pauses import tally_pauses
from arrears.results.tally_people import tally_people
from arrears.results.tally_relief import tally_relief
from arrears.results.tally_supervision import tally_supervision
from arrears.results.tally_supply import tally_supply
from arrears.results.tally_visits import tally_visits
from arrears.results.tally_warnings import tally_warnings

__all__ = ["Tallies", "tally"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallies:
    """Integers only; what each series means is said in `arrears.results.series`.

    Parameters
    ----------
    monthly : DataFrame, one row per month, segment and series
        Columns ``month`` (0 is the month that starts on day 0), ``segment`` (``all`` first),
        ``series``, ``value``. A row that would say 0 is left out.
    durations : DataFrame, one row per segment, series and number of days
        Columns ``segment, series, days, count, amount, censored``.
    """

    monthly: pd.DataFrame
    durations: pd.DataFrame


def tally(
    log: Log, accounts: pd.DataFrame, measures: Measures, extra: Iterable[OutcomeExtension] = ()
) -> Tallies:
    """Replay a log and add it up.

    Flows before day 0 are left out; what stands at day 0 (arrears, plans, pauses, distress)
    is carried over from them.

    Parameters
    ----------
    log : Log
        Closed.
    accounts : DataFrame, one row per account
        Columns ``account``, ``borrower`` and ``segment`` are read, of several platforms
        ``platform`` too; all accounts originated by the horizon.
    measures : Measures
        Horizon, months and conventions.
    extra : iterable of OutcomeExtension
        Outcomes that the scenario's own modules add.

    Returns
    -------
    Tallies
    """
    events = EventRows.of(log)
    everywhere, accounts = accounts, of_first(log, accounts)
    book = Book.of(events, accounts)
    monthly = MonthlySums(measures, book.segments)
    durations = DurationSums(book.segments)
    delinquency = Delinquency.of(events, book, measures.horizon)
    arrears = delinquency.replay.arrears
    tally_money(events, book, monthly, durations)
    tally_arrears(events, book, delinquency, monthly, durations)
    tally_contact(events, book, delinquency.spells, monthly, durations)
    tally_distress(events, book, monthly)
    tally_court(events, book, monthly)
    tally_pauses(events, book, arrears, monthly, durations)
    tally_relief(events, book, arrears, monthly, durations)
    tally_supervision(events, book, monthly)
    tally_supply(events, book, monthly)
    tally_visits(events, book, monthly)
    tally_people(events, book, monthly)
    tally_warnings(events, book, monthly)
    tally_holdout(events, book, delinquency, monthly)
    if log.others:
        tally_elsewhere(log, everywhere, monthly)
    for outcome in extra:
        outcome.tally(events, book, monthly)
    return Tallies(monthly=monthly.frame(), durations=durations.frame())
