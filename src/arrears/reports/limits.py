"""What a run cannot say, read off its own scenario and manifest."""

from collections.abc import Iterator, Mapping
from typing import Final, cast

import pandas as pd

from arrears.reports.run_files import RunFiles
from arrears.words import Words

__all__ = ["limits"]

_FEW_REPLICATIONS: Final = 10
_SMALL_BOOK: Final = 200
_ABSENT: Final = {
    "agents": "no agents who complain or apply on a borrower's behalf",
    "informal": "no informal lenders",
    "legal": "no courts",
    "sale": "no sale of claims",
    "bureau": "no credit bureau",
    "supervision": "no supervisor",
}
"""Parts that a scenario or a policy may have, at its top, in ``collection`` or ``behaviour``."""


def limits(run: RunFiles, words: Words, *, shows_assumptions: bool) -> list[str]:
    """Return what a reader must not conclude from a run, the most important first.

    Parameters
    ----------
    run : RunFiles
        The run.
    words : Words
        The reader's language.
    shows_assumptions : bool
        Whether the page shows what other values of the assumed parameters would do.
    """
    found = (
        _about_doubt(run, words, shows_assumptions=shows_assumptions),
        _about_luck(run, words),
        _about_book(run.scenario, words),
        _about_world(run.scenario, words),
    )
    return [said for part in found for said in part]


def _about_doubt(run: RunFiles, words: Words, *, shows_assumptions: bool) -> Iterator[str]:
    yield words(
        "The numbers come from simulated households, not from observed ones. They show what "
        "follows from the assumptions, not what will happen."
    )
    assumed, all_ = _assumed(run.origins)
    if assumed:
        yield words(
            "{assumed} of {all} parameters are assumed. Another value within its range may change "
            "any level on this page, and may change which policy does better.",
            assumed=assumed,
            all=all_,
        )
    if assumed and not shows_assumptions:
        yield words(
            "This run did not vary the assumed parameters, so no policy is declared better where "
            "they matter; a run with --assumptions says in what share of parameter sets it is."
        )
    yield words(
        "The level of distress is anchored by assumption; differences between policies rest on how "
        "much each event is assumed to weigh."
    )


def _assumed(origins: pd.DataFrame | None) -> tuple[int, int]:
    if origins is None:
        return 0, 0
    return int((origins["origin"] == "assumed").sum()), len(origins)


def _about_luck(run: RunFiles, words: Words) -> Iterator[str]:
    count = cast(int, run.manifest.get("replications") or 0)
    if count == 1:
        yield words(
            "There is a single replication: no difference on this page can be told from luck."
        )
    elif 0 < count < _FEW_REPLICATIONS:
        yield words(
            "With {n} replications intervals are wide, and a rare outcome may not have occurred at "
            "all.",
            n=count,
        )
    borrowers = cast(int, run.manifest.get("borrowers") or 0)
    if 0 < borrowers < _SMALL_BOOK:
        yield words(
            "The book has {n} borrowers: desks and teams of so small a book work in lumps, and one "
            "borrower moves a share visibly.",
            n=borrowers,
        )
    yield words(
        "Many outcomes and policies are compared. The corrected p-values allow for it; bare "
        "intervals do not."
    )


def _about_book(scenario: Mapping[str, object], words: Words) -> Iterator[str]:
    portfolio = _part(scenario, "portfolio")
    months = scenario.get("horizon_months")
    if months:
        yield words(
            "Nothing after month {n} is seen: what is unpaid then counts at a price for its age, "
            "and slow effects are cut off.",
            n=months,
        )
    kind = portfolio.get("book")
    if kind == "cohort":
        yield words(
            "The book is a cohort: everybody signs on day 0 and nobody joins, so a policy cannot "
            "show what it does to new lending."
        )
    elif kind == "open":
        yield words(
            "The book is open and kept full: lending is not re-priced and nobody is refused "
            "because of what a policy does to losses."
        )
    elif kind == "tape":
        yield words(
            "Accounts come from a loan tape, but what their borrowers earn, feel and decide is "
            "simulated, not theirs."
        )


def _about_world(scenario: Mapping[str, object], words: Words) -> Iterator[str]:
    if _part(scenario, "macro").get("path", "constant") == "constant":
        yield words("The economy stands still: no downturn is in these numbers.")
    regimes = scenario.get("regimes") or ["none"]
    if regimes == ["none"]:
        yield words(
            "No legal rule was applied: what a policy does here may be forbidden somewhere."
        )
    if not scenario.get("platforms"):
        yield words(
            "One lender is simulated. Payments moved from other creditors to this one look like a "
            "gain."
        )
    policies = _part(scenario, "policies")
    parts = [
        part
        for held in (scenario, *(_part(policies, name) for name in policies))
        for part in (held, _part(held, "collection"), _part(held, "behaviour"))
    ]
    absent = [
        words(said) for name, said in _ABSENT.items() if not any(part.get(name) for part in parts)
    ]
    if absent:
        yield words("Not in this scenario: {parts}.", parts=words.listed(absent))


def _part(scenario: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = scenario.get(name)
    return part if isinstance(part, dict) else {}
