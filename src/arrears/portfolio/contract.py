"""What an account owes by its contract, and how contracts are drawn when they are signed."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from arrears.arithmetic import choose, lognormal
from arrears.calendar import Calendar
from arrears.debt.product_kind import ProductKind
from arrears.debt.revolving import minimum_payments
from arrears.debt.schedule import schedule
from arrears.decisions import DECISIONS
from arrears.draws import draw
from arrears.portfolio.settings import Portfolio, Product
from arrears.terms import Entity

__all__ = ["NOTICE", "Contract", "Signer", "first_month", "payments_to_come", "repriced"]

NOTICE = 15  # days from signing to the first due day, at least
_TAKEN_OVER_NOTICE = 1  # the same, of an account that has been running for long

_PPM = 1_000_000
_UNIT = 100  # principals are whole currency units


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """One account as signed (or taken over by an opening book).

    ``first_month`` is the calendar month, counted from the start date's, of the first due day;
    ``rows`` has one row per instalment: principal, interest (minor units); ``platform`` is the
    lender's place in the scenario's list.
    """

    account: int
    borrower: int
    opens: int
    product: Product
    principal: int
    rate_ppm: int
    first_month: int
    rows: NDArray[np.int64]
    platform: int = 0


def payments_to_come(product: Product, principal: int, term: int) -> NDArray[np.int64]:
    """Return the minimum payments on what is carried of a revolving product.

    Parameters
    ----------
    product : Product
        Of kind ``revolving``.
    principal : int, minor units
        What is carried.
    term : int, months
        Due days left.
    """
    rate_ppm, share_ppm = round(product.rate * _PPM), round(product.minimum_share * _PPM)
    return minimum_payments(principal, rate_ppm, term, share_ppm, product.minimum_amount)


class Signer:
    """Draws the product, principal, term and age of one account after another."""

    def __init__(
        self, portfolio: Portfolio, calendar: Calendar, seed: int, replication: int,
        platform: int = 0,
    ) -> None:  # fmt: skip
        self.products = portfolio.products
        self.calendar = calendar
        self.key = (seed, replication)
        self.platform = platform
        self._terms = [_Terms(product) for product in self.products]
        self._choices = {segment.name: self._choice(segment.name) for segment in portfolio.segments}

    def _choice(self, segment: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return summed shares of the products that a segment may sign: signed, and on book."""
        shares = np.array([p.share * (p.who.fits(segment)) for p in self.products])
        terms = np.array([sum(p.term_months) / len(p.term_months) for p in self.products])
        if any(product.who.segments for product in self.products):
            shares /= np.sum(shares)
        return np.cumsum(shares), np.cumsum(shares * terms) / np.sum(shares * terms)

    def _chance(self, account: int, name: str) -> float:
        return draw(*self.key, int(Entity.ACCOUNT), account, DECISIONS[name].id, 0)

    def sign(
        self, account: int, borrower: int, day: int, *, income: float, due_day: int,
        seasoned: bool, segment: str,
    ) -> Contract:  # fmt: skip
        """Return one contract; a seasoned one is taken over with the instalments that are left.

        In a steady state longer terms are met on book in proportion to their length, and every
        age below the term is equally likely.
        """
        shares = self._choices[segment][int(seasoned)]
        terms = self._terms[choose(self._chance(account, "product"), shares)]
        product = terms.product
        weights = terms.on_book if seasoned else terms.signed
        term = product.term_months[choose(self._chance(account, "term"), weights)]
        principal = self._principal(terms, account, term, income)
        rows = terms.rows(principal, term)
        if seasoned:
            months = term
            if terms.kind == ProductKind.REVOLVING:  # what is paid off is on no book
                months = int(np.count_nonzero(rows[:, 0]))
            rows = rows[int(self._chance(account, "age") * months) :].copy()
            principal = int(rows[:, 0].sum())
        return Contract(
            account=account, borrower=borrower, opens=day, product=product,
            principal=principal, rate_ppm=terms.rate_ppm, rows=rows,
            first_month=first_month(
                self.calendar, day, due_day, _TAKEN_OVER_NOTICE if seasoned else NOTICE
            ),
            platform=self.platform,
        )  # fmt: skip

    def _principal(self, terms: "_Terms", account: int, term: int, income: float) -> int:
        """Return the principal in whole currency units, within what product and income allow."""
        product = terms.product
        drawn = lognormal(
            self._chance(account, "principal"),
            float(product.principal.median),
            product.principal.sigma,
        )
        bounded = min(max(int(drawn), product.principal_min), product.principal_max)
        affordable = int(product.instalment_income_share * income / terms.instalment_share[term])
        scaled = product.instalment_factor * min(bounded, affordable)
        return max(_UNIT, int(scaled) // _UNIT * _UNIT)


class _Terms:
    """A product's terms in numbers, looked up once."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.kind = int(ProductKind[product.kind.upper()])
        self.rate_ppm = round(product.rate * _PPM)
        months = np.array(product.term_months)
        self.signed = np.arange(1, len(months) + 1) / len(months)
        self.on_book = np.cumsum(months) / months.sum()
        self.instalment_share = {term: self._instalment_share(term) for term in months.tolist()}

    def rows(self, principal: int, term: int) -> NDArray[np.int64]:
        """Return what falls due by contract, of revolving credit as long as nothing is drawn."""
        if self.kind == ProductKind.REVOLVING:
            return payments_to_come(self.product, principal, term)
        return schedule(self.kind, principal, self.rate_ppm, term)

    def _instalment_share(self, term: int) -> float:
        """Return the mean instalment as a share of the principal."""
        probe = self.rows(_PPM, term)
        return float(probe.sum()) / (_PPM * term)


def repriced(contract: Contract, rate: float) -> Contract:
    """Return a contract as it is signed at another rate; principal, term and days stay.

    Parameters
    ----------
    contract : Contract
        A new one, of which nothing has fallen due.
    rate : float, per year
    """
    product = contract.product.model_copy(update={"rate": rate})
    terms = _Terms(product)
    rows = terms.rows(contract.principal, len(contract.rows))
    return replace(contract, product=product, rate_ppm=terms.rate_ppm, rows=rows)


def first_month(calendar: Calendar, day: int, due_day: int, notice: int) -> int:
    """Return the calendar month of the first due day, counted from the start date's.

    Parameters
    ----------
    calendar : Calendar
        Days of the run.
    day : int
        Day of signing.
    due_day : int
        Day of the month, 1 to 28.
    notice : int, days
        How far away the first due day is at least.
    """
    date, start = calendar.date_of(day), calendar.date_of(0)
    month = 12 * (date.year - start.year) + date.month - start.month
    while calendar.due_day(month, due_day) < day + notice:
        month += 1
    return month
