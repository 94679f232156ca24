"""Outcomes that users add: integers counted from the log, divided like all others."""

from collections.abc import Mapping
from typing import Protocol, cast

from arrears.registry import Added
from arrears.results.codebook import Outcome
from arrears.results.ratios import Ratio
from arrears.results.rows import Book, EventRows
from arrears.results.sums import MonthlySums

__all__ = ["OutcomeExtension", "added_outcomes"]


class OutcomeExtension(Protocol):
    """An outcome of one's own: a quotient of two sums of integer series.

    An object of any class that has these parts is one.
    """

    @property
    def name(self) -> str:
        """By which tables and scenarios know it; the same as ``meaning.name``."""

    @property
    def meaning(self) -> Outcome:
        """Its entry in the codebook."""

    @property
    def series(self) -> Mapping[str, str]:
        """Monthly series that it adds, ``NAME.what``, and what each adds up; may be empty."""

    @property
    def ratio(self) -> Ratio:
        """Which series are divided by which: its own, or those of ``monthly.parquet``."""

    def tally(self, events: EventRows, book: Book, monthly: MonthlySums) -> None:
        """Add its series up from the log of one replication of one policy.

        Parameters
        ----------
        events : EventRows
            The closed log; it must not be changed.
        book : Book
            Accounts, borrowers and segments by position.
        monthly : MonthlySums
            ``monthly.add(series, days, segments, integers)`` takes what is counted.
        """


def added_outcomes(added: Added) -> dict[str, OutcomeExtension]:
    """Return the outcomes that a scenario's own modules offer, by name."""
    return {name: cast(OutcomeExtension, thing) for name, thing in added.of("outcome").items()}
