"""What may be charged: interest, penalties and fees, as far as rules stop or cap them."""

from typing import TYPE_CHECKING

from arrears.debt import ledger
from arrears.engines.simpy.account import Account
from arrears.regulation.act import Step, StepKind
from arrears.regulation.charges import Charged
from arrears.regulation.history import AccountHistory
from arrears.terms import Event

if TYPE_CHECKING:
    from arrears.engines.simpy.compliance import Compliance

__all__ = ["Charging"]

_MONTH_DAYS = 30
_UNLIMITED = 10**15  # the principal of a debt that is not in default, for rules on those that are
_STEPS: dict[str, StepKind] = {
    "interest": "interest", "penalty": "penalty", "fees": "fees", "monthly_fee": "fees",
    "court_fee": "fees",
}  # fmt: skip
_CHARGES = {kind: Step(kind=kind) for kind in _STEPS.values()}


class Charging:
    """Asked before every charge; remembers what ceilings must know of earlier ones."""

    def __init__(self, compliance: "Compliance", default_dpd: int) -> None:
        self.compliance, self.law = compliance, compliance.law
        self.default_dpd = default_dpd
        self._late_fees: dict[int, list[tuple[int, int]]] = {}
        self._defaults: dict[int, tuple[int, int]] = {}  # principal then, and charged until then

    def lawful(self, account: Account, what: str, amount: int, day: int) -> int:
        """Return how much of a charge is made; what is left out is logged, and so is a breach.

        Parameters
        ----------
        account : Account
            That is charged.
        what : str
            ``interest``, ``penalty``, ``fees`` for lateness, ``monthly_fee`` or ``court_fee``.
        amount : int, minor units
            Wanted.
        day : int
            The day.
        """
        law = self.law
        if law is None:
            return amount
        self.note_default(account, day)
        allowed, rule = self._allowed(account, what, amount, day) if day >= 0 else (amount, "")
        if allowed < amount:
            breaks = self.compliance.breaks_rules(account)
            event = Event.VIOLATION if breaks else Event.BLOCKED
            self.compliance.log(
                account, day, event, rule, _STEPS.get(what, "fees"), amount=amount - allowed
            )
            allowed = amount if breaks else allowed
        if what == "fees" and allowed and law.has_ceilings:
            self._late_fees.setdefault(account.number, []).append((day, allowed))
        return allowed

    def _allowed(self, account: Account, what: str, amount: int, day: int) -> tuple[int, str]:
        """Return how much may be charged, and the rule that leaves no more."""
        law, step = self.law, _STEPS.get(what, "fees")
        if law is None or not (law.limits[step] or law.has_ceilings):
            return amount, ""
        history = law.standing(account, day)
        if law.limits[step]:
            verdict = law.rulebook.may(_CHARGES[step], history, day)
            if not verdict.allowed:
                return 0, verdict.rule
        if not law.has_ceilings:
            return amount, ""
        return law.rulebook.chargeable(what, amount, self._charged(account, day), history, day)

    def _charged(self, account: Account, day: int) -> Charged:
        """Return what a debt has cost so far."""
        cost = account.ledger.item(ledger.INTEREST) + account.ledger.item(ledger.FEES)
        principal, before = self._defaults.get(account.number, (_UNLIMITED, cost))
        fees = self._late_fees.get(account.number, ())
        return Charged(
            principal=account.contract.principal,
            default_principal=principal,
            interest_and_fees=cost,
            since_default=cost - before,
            late_fees=sum(fee for _, fee in fees),
            late_fees_this_month=sum(fee for when, fee in fees if when > day - _MONTH_DAYS),
            overdue=account.signed.arrears(account.received),
        )

    def note_default(self, account: Account, day: int) -> None:
        """Remember the principal that is unpaid when an account defaults."""
        law = self.law
        if law is None or not law.has_ceilings or account.number in self._defaults:
            return
        if account.is_charged_off or account.contract_dpd(day) < self.default_dpd:
            return
        plan = account.plan
        carried = int(plan.rows[plan.place :, 2].sum()) if plan is not None else 0
        charges = account.fees_owed + account.penalty_owed + account.interest_owed + carried
        cost = account.ledger.item(ledger.INTEREST) + account.ledger.item(ledger.FEES)
        self._defaults[account.number] = account.balance - charges, cost

    def penalty_days(self, account: Account, since: int, day: int) -> int:
        """Return on how many days after ``since``, up to ``day``, penalty interest may accrue."""
        law = self.law
        if law is None or not law.limits["penalty"] or self.compliance.share < 1.0:
            return day - since
        history = law.standing(account, day)
        return sum(self._may_accrue(history, later) for later in range(since + 1, day + 1))

    def _may_accrue(self, history: AccountHistory, day: int) -> bool:
        law = self.law
        if law is None or day < 0:
            return True
        return law.rulebook.may(_CHARGES["penalty"], history, day).allowed
