"""What a debt may still be charged: ceilings on total cost, on what default adds, on late fees."""

from collections.abc import Sequence
from typing import NamedTuple

from arrears.regulation.act import Act
from arrears.regulation.charge_rules import Price
from arrears.regulation.history import AccountHistory
from arrears.regulation.limit import Limit
from arrears.regulation.regime import StandingRule
from arrears.regulation.workdays import Workdays

__all__ = ["Charged", "PriceLimit", "room"]

_ALL_COST = frozenset({"total_cost", "in_duplum"})
_LATE_FEES = frozenset({"late_fee", "late_fee_monthly"})


class Charged(NamedTuple):
    """What a debt has cost so far, in minor units.

    ``principal`` is the amount lent, ``default_principal`` what of it was unpaid at default,
    ``interest_and_fees`` all that was charged, ``since_default`` the part charged after default,
    ``late_fees`` and ``late_fees_this_month`` the fees for lateness, ``overdue`` the instalments
    that are past due.
    """

    principal: int
    default_principal: int
    interest_and_fees: int
    since_default: int
    late_fees: int
    late_fees_this_month: int
    overdue: int


class PriceLimit(Limit):
    """A ceiling with a number; rates and upfront fees bind contracts, not acts."""

    def __init__(self, held: StandingRule, workdays: Workdays, currency: str, rule: Price) -> None:
        super().__init__(held, workdays, currency)
        self.rule = rule
        self.dpd_min = 0  # a ceiling on cost holds before arrears, too

    def concerns(self, act: Act) -> bool:  # noqa: ARG002
        """Return no: charges are asked about with `room`."""
        return False

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:  # noqa: ARG002
        """Return the minute itself: a ceiling keeps no act waiting."""
        return time

    def caps(self, what: str) -> bool:
        """Whether charges of a kind can ever come to this ceiling; many prices bind contracts."""
        rule = self.rule
        has_number = rule.share is not None if rule.amount is None else not self.is_foreign
        return has_number and (rule.of in _ALL_COST or (what == "fees" and rule.of in _LATE_FEES))

    def left(self, what: str, charged: Charged) -> int | None:
        """Return how much may still be charged; None if the ceiling is about something else."""
        rule = self.rule
        is_late_fee = what == "fees"
        if rule.of == "total_cost":
            most, so_far = self._most(charged.principal), charged.interest_and_fees
        elif rule.of == "in_duplum":
            most, so_far = self._most(charged.default_principal), charged.since_default
        elif rule.of == "late_fee" and is_late_fee:
            most, so_far = self._most(charged.principal), charged.late_fees
        elif rule.of == "late_fee_monthly" and is_late_fee:
            most, so_far = self._most(charged.overdue), charged.late_fees_this_month
        else:
            return None
        return None if most is None else max(0, most - so_far)

    def _most(self, base: int) -> int | None:
        """Return the ceiling on a base; None where it is an amount in another currency."""
        rule = self.rule
        if rule.amount is not None:
            return None if self.is_foreign else rule.amount
        # Shares have few decimals: parts per million hold them exactly.
        return None if rule.share is None else base * round(rule.share * 1_000_000) // 1_000_000


def room(
    limits: Sequence[PriceLimit], what: str, amount: int, charged: Charged,
    history: AccountHistory, day: int,
) -> tuple[int, str]:  # fmt: skip
    """Return how much of a charge is lawful, and by which rule no more is.

    Parameters
    ----------
    limits : sequence of PriceLimit
        All that might hold.
    what : str
        ``interest``, ``penalty`` or ``fees``.
    amount : int, minor units
        Wanted.
    charged : Charged
        So far.
    history : AccountHistory
        Of the account.
    day : int
        The day of the charge.

    Returns
    -------
    int, minor units
        From 0 to the amount.
    str
        Name of the tightest ceiling; empty if the whole amount is lawful.
    """
    allowed, rule = amount, ""
    for limit in limits:
        if not limit.holds(history, day) or limit.has_given_way(history, day):
            continue
        left = limit.left(what, charged)
        if left is not None and left < allowed:
            allowed, rule = left, limit.name
    return allowed, rule
