"""Who is on book: every borrower of a replication with traits, arrival and contracts.

Numbers are given in order of arrival and never depend on a policy: the opening book first, then
each month's vintage. All traits are drawn once, whatever happens later.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from arrears.arithmetic import lognormal, normal_quantile
from arrears.calendar import Calendar
from arrears.compiled import compiled
from arrears.debt.product_kind import ProductKind
from arrears.debt.schedule import schedule
from arrears.decisions import DECISIONS
from arrears.draws import draw
from arrears.errors import EngineError, TapeError
from arrears.portfolio.contract import NOTICE, Contract, Signer, first_month
from arrears.portfolio.elsewhere import Elsewhere, sign_elsewhere
from arrears.portfolio.settings import Portfolio, Segment, Spread
from arrears.portfolio.tape import Loans

__all__ = ["TRAITS", "People", "population"]

# Columns of the table of traits, one row per borrower. Money is in minor units per month.
TRAITS = (
    "income", "essentials", "other_debt", "buffer", "payday", "due_day", "digital", "auto_debit",
    "forgetfulness", "willingness", "organisation", "reactance", "vulnerability", "honesty",
    "never_payer", "screening", "number_life", "wrong_debt", "income_noise",
)  # fmt: skip
(
    INCOME, ESSENTIALS, OTHER_DEBT, BUFFER, PAYDAY, DUE_DAY, DIGITAL, AUTO_DEBIT, FORGETFULNESS,
    WILLINGNESS, ORGANISATION, REACTANCE, VULNERABILITY, HONESTY, NEVER_PAYER, SCREENING,
    NUMBER_LIFE, WRONG_DEBT, INCOME_NOISE,
) = range(len(TRAITS))  # fmt: skip

_AFTER_PAYDAY = 3  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody of one replication; arrays have one entry per borrower, in order of number.

    An engine may take a borrower's contracts out of the list when the borrower arrives.
    """

    segments: tuple[Segment, ...]
    segment: NDArray[np.int64]
    traits: NDArray[np.float64]
    arrives: NDArray[np.int64]
    contracts: list[tuple[Contract, ...]]

    def __len__(self) -> int:
        return len(self.arrives)


def population(  # noqa: PLR0913 - all that decides who is on book
    portfolio: Portfolio, calendar: Calendar, *, months: range, seed: int, replication: int,
    wrong_debt_share: float, loans: Loans | None = None, later: Portfolio | None = None,
    elsewhere: Sequence[Elsewhere] = (),
) -> People:  # fmt: skip
    """Return everybody who is on book at the first month's start or joins later.

    Parameters
    ----------
    portfolio : Portfolio
        Segments, products and kind of book.
    calendar : Calendar
        Days of the run.
    months : range
        Months of the run counted from the start date; negative ones are burn-in.
    seed, replication : int
        Key of the draws.
    wrong_debt_share : float
        Share of borrowers who are billed for something they do not owe.
    loans : Loans, optional
        The tape, where the book is one: loan i is borrower i.
    later : Portfolio, optional
        The portfolio from day 0 on, if a policy changes what is signed then.
    elsewhere : sequence of Elsewhere
        Further platforms to which some owe too.
    """
    arrives = _arrivals(portfolio, calendar, months, seed, replication, loans)
    traits, segment = _traits(portfolio, len(arrives), seed, replication, wrong_debt_share)
    opening = portfolio.borrowers if portfolio.book == "open" else 0
    if loans is not None:
        contracts = _tape_contracts(portfolio, calendar, loans, traits)
    else:
        contracts = _drawn_contracts(
            (portfolio, later or portfolio), calendar, arrives, opening, traits, segment,
            seed, replication,
        )  # fmt: skip
    if elsewhere:
        names = [portfolio.segments[place].name for place in segment.tolist()]
        contracts = sign_elsewhere(
            elsewhere, calendar, contracts, traits[:, INCOME], traits[:, DUE_DAY], names, opening,
            (seed, replication),
        )  # fmt: skip
    arrives = np.array([own[0].opens for own in contracts], dtype=np.int64)
    return People(
        segments=tuple(portfolio.segments), segment=segment, traits=traits, arrives=arrives,
        contracts=contracts,
    )  # fmt: skip


def _arrivals(
    portfolio: Portfolio, calendar: Calendar, months: range, seed: int, replication: int,
    loans: Loans | None,
) -> NDArray[np.int64]:  # fmt: skip
    """Return the day on which each borrower arrives.

    The monthly vintage of an open book is the size that keeps the expected number on book: the
    borrowers divided by the mean term. Fractions are carried over to the next month.
    """
    if loans is not None:
        return _originations(loans, calendar, calendar.month_start(months.start))
    if portfolio.book != "open":
        return np.zeros(portfolio.borrowers, dtype=np.int64)
    opening = np.full(portfolio.borrowers, calendar.month_start(months.start), dtype=np.int64)
    per_month = portfolio.borrowers / _mean_term(portfolio)
    sizes = np.diff(np.floor(per_month * np.arange(len(months) + 1) + 0.5).astype(np.int64))
    days, number = [opening], portfolio.borrowers
    for month, size in zip(months, sizes, strict=True):
        first, last = calendar.month_start(month), calendar.month_start(month + 1)
        numbers = np.arange(number, number + size)
        chances = _uniforms(numbers, DECISIONS["arrival_day"].id, seed, replication)
        days.append(first + np.sort((chances * (last - first)).astype(np.int64)))
        number += int(size)
    return np.concatenate(days)


def _originations(loans: Loans, calendar: Calendar, first_day: int) -> NDArray[np.int64]:
    """Return the day on which each loan of a tape was paid out; none may lie before the run."""
    days = np.array([calendar.day_of(date) for date in loans.originated.tolist()], dtype=np.int64)
    early = int(np.sum(days < first_day))
    if early:
        message = (
            f"portfolio.tape: {early} loans were originated before the run begins, the first on "
            f"{loans.originated.min()}; accepted is a start on or before that date"
        )
        raise TapeError(message)
    return days


def _mean_term(portfolio: Portfolio) -> float:
    return sum(
        product.share * sum(product.term_months) / len(product.term_months)
        for product in portfolio.products
    )


@compiled
def _uniforms(
    numbers: NDArray[np.int64], decision: int, seed: int, replication: int
) -> NDArray[np.float64]:
    """Return one draw ONCE of a decision for each borrower."""
    chances = np.empty(len(numbers))
    for place in range(len(numbers)):
        chances[place] = draw(seed, replication, 1, numbers[place], decision, 0)
    return chances


def _traits(
    portfolio: Portfolio, size: int, seed: int, replication: int, wrong_debt_share: float
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the traits of everybody, one row each, and everybody's segment."""
    numbers = np.arange(size)

    def chance(name: str) -> NDArray[np.float64]:
        return _uniforms(numbers, DECISIONS[name].id, seed, replication)

    shares = np.cumsum([segment.share for segment in portfolio.segments])
    segment = np.minimum(
        np.searchsorted(shares, chance("segment"), side="right"), len(shares) - 1
    ).astype(np.int64)
    traits = np.zeros((size, len(TRAITS)))
    chances = {name: chance(name) for name in (*TRAITS, "payday", "due_day") if name in DECISIONS}
    for index, group in enumerate(portfolio.segments):
        members = np.flatnonzero(segment == index)
        own = {name: values[members] for name, values in chances.items()}
        traits[members] = _segment_traits(group, own, wrong_debt_share)
    if portfolio.due_day == "after_payday":
        traits[:, DUE_DAY] = 1 + (traits[:, PAYDAY] + _AFTER_PAYDAY - 1) % 28
    elif portfolio.due_day != "spread":
        traits[:, DUE_DAY] = portfolio.due_day
    return traits, segment


def _segment_traits(
    group: Segment, chance: dict[str, NDArray[np.float64]], wrong_debt_share: float
) -> NDArray[np.float64]:
    """Return the traits of a segment's members from their draws."""

    def spread(of: Spread, name: str) -> NDArray[np.float64]:
        return np.clip(of.mean + of.spread * (2 * chance[name] - 1), 0.0, 1.0)

    def below(share: float, name: str) -> NDArray[np.float64]:
        return (chance[name] < share).astype(np.float64)

    traits = np.zeros((len(chance["income"]), len(TRAITS)))
    income = np.rint(_lognormals(chance["income"], float(group.income.median), group.income.sigma))
    essentials = np.rint(income * spread(group.essentials_share, "essentials"))
    days = 2 * group.payday_spread_days + 1
    shift = np.floor(chance["payday"] * days) - group.payday_spread_days
    traits[:, INCOME] = income
    traits[:, ESSENTIALS] = essentials
    traits[:, OTHER_DEBT] = np.rint(income * spread(group.other_debt_share, "other_debt"))
    buffers = _lognormals(chance["buffer"], group.buffer_months, group.buffer_sigma)
    traits[:, BUFFER] = np.rint(buffers * essentials)
    traits[:, PAYDAY] = 1 + (group.payday + shift - 1) % 28
    traits[:, DUE_DAY] = 1 + np.floor(chance["due_day"] * 28)
    traits[:, DIGITAL] = below(group.digital_share, "digital")
    traits[:, AUTO_DEBIT] = below(group.auto_debit_share, "auto_debit")
    traits[:, FORGETFULNESS] = spread(group.forgetfulness, "forgetfulness")
    traits[:, WILLINGNESS] = group.willingness + group.willingness_sigma * _normals(
        chance["willingness"]
    )
    traits[:, ORGANISATION] = spread(group.organisation, "organisation")
    traits[:, REACTANCE] = spread(group.reactance, "reactance")
    traits[:, VULNERABILITY] = spread(group.vulnerability, "vulnerability")
    traits[:, HONESTY] = spread(group.honesty, "honesty")
    traits[:, NEVER_PAYER] = below(group.never_payer_share, "never_payer")
    traits[:, SCREENING] = chance["screening"]
    traits[:, NUMBER_LIFE] = chance["number_life"]
    traits[:, WRONG_DEBT] = np.maximum(
        below(wrong_debt_share, "wrong_debt"), traits[:, NEVER_PAYER]
    )
    traits[:, INCOME_NOISE] = group.income_noise
    return traits


@compiled
def _lognormals(chances: NDArray[np.float64], median: float, sigma: float) -> NDArray[np.float64]:
    values = np.empty(len(chances))
    for place in range(len(chances)):
        values[place] = lognormal(chances[place], median, sigma)
    return values


@compiled
def _normals(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    values = np.empty(len(chances))
    for place in range(len(chances)):
        values[place] = normal_quantile(chances[place])
    return values


def _drawn_contracts(
    portfolios: tuple[Portfolio, Portfolio], calendar: Calendar, arrives: NDArray[np.int64],
    opening: int, traits: NDArray[np.float64], segment: NDArray[np.int64], seed: int,
    replication: int,
) -> list[tuple[Contract, ...]]:  # fmt: skip
    """Return each borrower's contracts; those of an opening book are part of the way through.

    The first portfolio is signed from before day 0, the second from day 0 on.
    """
    portfolio = portfolios[0]
    names = [group.name for group in portfolio.segments]
    numbers = np.arange(len(arrives))
    second = _uniforms(numbers, DECISIONS["accounts"].id, seed, replication)
    seconds = np.array([group.second_account_share for group in portfolio.segments])[segment]
    signers = [Signer(terms, calendar, seed, replication) for terms in portfolios]
    contracts, account = [], 0
    for borrower, count in enumerate((1 + (second < seconds)).tolist()):
        day = int(arrives[borrower])
        signer = signers[int(day >= 0)]
        own = [
            signer.sign(
                number, borrower, day, income=traits[borrower, INCOME],
                due_day=int(traits[borrower, DUE_DAY]), seasoned=borrower < opening,
                segment=names[int(segment[borrower])],
            )
            for number in range(account, account + count)
        ]  # fmt: skip
        account += count
        contracts.append(tuple(own))
    return contracts


def _tape_contracts(
    portfolio: Portfolio, calendar: Calendar, loans: Loans, traits: NDArray[np.float64]
) -> list[tuple[Contract, ...]]:
    """Return one contract per loan of the tape, whose income and dti replace what was drawn."""
    tape = portfolio.tape
    if tape is None:
        raise EngineError("portfolio.tape is missing, but loans were read; accepted is a tape")
    product = portfolio.products[0]
    kind = int(ProductKind[product.kind.upper()])
    steps = [tape.grade_willingness.get(name, 0.0) for name in loans.grade_names]
    contracts: list[tuple[Contract, ...]] = []
    for loan in range(len(loans)):
        _overwrite_traits(traits[loan], loans, loan, steps)
        principal, rate_ppm = int(loans.principal[loan]), int(loans.rate_ppm[loan])
        day = calendar.day_of(loans.originated[loan].item())
        contract = Contract(
            account=loan, borrower=loan, opens=day, product=product, principal=principal,
            rate_ppm=rate_ppm,
            first_month=first_month(calendar, day, int(traits[loan, DUE_DAY]), NOTICE),
            rows=schedule(kind, principal, rate_ppm, int(loans.term[loan])),
        )  # fmt: skip
        contracts.append((contract,))
    return contracts


def _overwrite_traits(
    own: NDArray[np.float64], loans: Loans, loan: int, steps: list[float]
) -> None:
    """Let the tape's income, debt service and grade replace what was drawn from the segment."""
    if loans.income is not None:
        ratio = float(loans.income[loan]) / own[INCOME]
        own[[INCOME, ESSENTIALS, OTHER_DEBT, BUFFER]] = np.rint(
            own[[INCOME, ESSENTIALS, OTHER_DEBT, BUFFER]] * ratio
        )
    if loans.dti is not None:
        own[OTHER_DEBT] = np.rint(own[INCOME] * float(loans.dti[loan]))
    if steps:
        own[WILLINGNESS] += steps[int(loans.grade[loan])]
