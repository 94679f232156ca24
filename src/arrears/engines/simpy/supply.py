"""The supply of new loans: a lender that looks at its return and re-sets cut-off and price."""

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from arrears.engines.simpy.months import month_starts
from arrears.engines.simpy.returns import MonthlyReturn
from arrears.engines.simpy.turn import Life
from arrears.policies.credit import Underwriting
from arrears.policies.supply import Supply
from arrears.portfolio.contract import Contract, repriced
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account
    from arrears.engines.simpy.platform import Platform

__all__ = ["NewLoans", "price_new_loans"]

_SETS = 1  # rank within the first phase of a day: before anybody arrives
_PPM = 1_000_000


class NewLoans:
    """Cut-off and price of one platform's new loans, of which signed ones know nothing.

    It goes by last month's totals of all pods, so every pod comes to the same decision; the first
    pod writes it down.
    """

    def __init__(self, platform: "Platform", terms: Supply, rates: Sequence[float]) -> None:
        self.platform, self.world, self.terms = platform, platform.world, terms
        self._underwriting: Underwriting | None = None  # once it is re-set
        self.surcharge = 0.0
        self.target = terms.target_monthly_rate
        # beyond these no product would be any cheaper or dearer
        self._lowest = min(0.0, terms.rate_min - max(rates, default=0.0))
        self._highest = max(0.0, terms.rate_max - min(rates, default=terms.rate_max))
        self._months: deque[float] = deque(maxlen=terms.over_months)
        self._reference: deque[float] = deque(maxlen=terms.reference_months)
        self._steps: dict[int, int] = {}  # of accounts that are about to be opened, ppm

    def work(self) -> Life:
        """Look at the month that is over on the first of every month; re-set in the run itself."""
        for day in month_starts(self.world):
            yield self.world.turn(day, Phase.MACRO, _SETS)
            value = self._value()
            self._months.append(value)
            if day <= 0:
                self._reference.append(value)
                continue
            if self.target is None:
                self.target = _mean(self._reference)
            short = self.target - _mean(self._months)
            self._reset(day, short if self.terms.holds == "return" else -short)

    def _value(self) -> float:
        """Return what is held to the target, of last month."""
        returns = self.world.returns
        month = MonthlyReturn() if returns is None else returns.last[self.platform.place]
        burden = month.lost + month.spent
        held = month.earned - burden if self.terms.holds == "return" else burden
        return held / month.was_outstanding

    def _reset(self, day: int, short: float) -> None:
        """Move cut-off and price by what the target was missed by, within their bounds."""
        terms, underwriting = self.terms, self.underwriting
        if underwriting is not None and terms.cutoff_gain:
            before = underwriting.refused_good_share
            most = max(terms.cutoff_max, before)
            share = min(most, max(0.0, before + terms.cutoff_gain * short))
            if share != before:
                self._underwriting = underwriting.model_copy(update={"refused_good_share": share})
                self._log(day, share, Cause.CUT_OFF)
        if terms.price_gain:
            surcharge = self.surcharge + terms.price_gain * short
            surcharge = min(self._highest, max(self._lowest, surcharge))
            if surcharge != self.surcharge:
                self.surcharge = surcharge
                self._log(day, surcharge, Cause.PRICE)

    def _log(self, day: int, value: float, cause: Cause) -> None:
        if self.world.pod == 0:
            unowned, amount = self.platform.unowned, round(value * _PPM)
            self.world.log.add(day, Phase.MACRO, -1, unowned, Event.SUPPLY_SET, amount, cause)

    @property
    def underwriting(self) -> Underwriting | None:
        """Who is lent to today."""
        return self._underwriting or self.platform.policy.underwriting

    # New loans ------------------------------------------------------------------------------

    def price(self, contract: Contract) -> Contract:
        """Return a contract as it is signed at today's price."""
        product = contract.product
        if not self.surcharge or product.kind == "interest_free":
            return contract
        signed = repriced(contract, self.terms.priced(product.rate, self.surcharge))
        self._steps[contract.account] = signed.rate_ppm - contract.rate_ppm
        return signed

    def note(self, account: "Account") -> None:
        """Write down by how much a loan that is paid out is dearer than its product says."""
        step = self._steps.pop(account.number, 0)
        if step:
            account.log(account.contract.opens, Phase.MACRO, Event.PRICED, step)


def price_new_loans(
    platforms: "list[Platform]", contracts: tuple[Contract, ...]
) -> tuple[Contract, ...]:
    """Return what one applicant signs, at each platform's price of today."""
    return tuple(
        contract if supply is None else supply.price(contract)
        for contract in contracts
        for supply in [platforms[contract.platform].supply]
    )


def _mean(months: deque[float]) -> float:
    return sum(months) / len(months) if months else 0.0
