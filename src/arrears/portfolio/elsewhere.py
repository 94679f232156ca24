"""What borrowers owe to further platforms: who owes there, and the contracts they signed.

Accounts elsewhere are numbered after all of the first platform's, so that another platform moves
neither the number nor the luck of any account that was there without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from arrears.calendar import Calendar
from arrears.decisions import DECISIONS
from arrears.draws import decision_id, draw
from arrears.portfolio.contract import Contract, Signer
from arrears.portfolio.settings import Portfolio
from arrears.terms import Entity

__all__ = ["Elsewhere", "sign_elsewhere"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A platform beside the first, as far as who signs what there.

    Parameters
    ----------
    name : str
        Of the platform.
    shares : mapping
        By segment, the share of borrowers who owe there too.
    before, later : Portfolio
        With the products that are signed there before day 0, and from day 0 on.
    """

    name: str
    shares: Mapping[str, float]
    before: Portfolio
    later: Portfolio


def sign_elsewhere(
    lenders: Sequence[Elsewhere], calendar: Calendar, contracts: list[tuple[Contract, ...]],
    incomes: NDArray[np.float64], due_days: NDArray[np.float64], segments: Sequence[str],
    opening: int, key: tuple[int, int],
) -> list[tuple[Contract, ...]]:  # fmt: skip
    """Return every borrower's contracts at the first platform and, behind them, elsewhere.

    Parameters
    ----------
    lenders : sequence of Elsewhere
        The further platforms, in the scenario's order.
    calendar : Calendar
        Days of the run.
    contracts : list
        By borrower, those of the first platform; what is signed elsewhere opens the same day.
    incomes, due_days : float64 array
        By borrower, minor units a month, and day of the month.
    segments : sequence of str
        By borrower.
    opening : int
        Borrowers before this number are on book at the start, part of the way through.
    key : tuple of int
        Seed and replication.
    """
    account = sum(len(own) for own in contracts)
    whole = [[*own] for own in contracts]
    for place, lender in enumerate(lenders, 1):
        signers = [Signer(terms, calendar, *key, place) for terms in (lender.before, lender.later)]
        decision = decision_id(DECISIONS["account_elsewhere"].name, lender.name)
        for borrower, own in enumerate(whole):
            share = lender.shares.get(segments[borrower], 0.0)
            if draw(*key, int(Entity.BORROWER), borrower, decision, 0) >= share:
                continue
            day = own[0].opens
            signed = signers[int(day >= 0)].sign(
                account, borrower, day, income=float(incomes[borrower]),
                due_day=int(due_days[borrower]), seasoned=borrower < opening,
                segment=segments[borrower],
            )  # fmt: skip
            own.append(signed)
            account += 1
    return [tuple(own) for own in whole]
