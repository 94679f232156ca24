"""The month in which nothing happens: income arrives, the instalment falls due and is paid.

Most due days of most borrowers are such. Told step by step they would take most of a run's time,
so one compiled call asks whether this due day is one of them: it goes through the same functions,
with the same draws, as `Purse.settle` and `Borrower.face`, and changes nothing. Where anything at
all is out of the ordinary the answer is no and the day is lived through step by step; a test
compares the logs of both ways.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from arrears.behaviour import attitude, budget
from arrears.behaviour.settings import Household
from arrears.compiled import compiled
from arrears.decisions import DECISIONS
from arrears.draws import draw
from arrears.engines.simpy.account import Account
from arrears.engines.simpy.schedule import NO_DAY
from arrears.portfolio import people
from arrears.terms import Cause, Entity

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.world import World

__all__ = ["UsualMonth"]

# Plain integers are frozen into the compiled function; enumerations would not be.
_BORROWER, _ACCOUNT = int(Entity.BORROWER), int(Entity.ACCOUNT)
_INCOME_NOISE = DECISIONS["income_noise"].id
_WILLING, _ATTENTION = DECISIONS["willing"].id, DECISIONS["attention"].id
_EARLY_PAYOFF = DECISIONS["early_payoff"].id

_SHORTEST_MONTH = 28  # days
_TERMS = 8
(
    _LIMIT, _HABIT_FACTOR, _REMINDER_FACTOR, _RESERVE_DAYS, _CUT_SHARE, _EARLY_SHARE, _GAIN, _LOSS,
) = range(_TERMS)  # fmt: skip


class UsualMonth:
    """What the household's behaviour says, as arrays for the compiled question."""

    def __init__(self, world: "World", household: Household) -> None:
        self.world = world
        terms = np.zeros(_TERMS)
        terms[_LIMIT] = household.willingness.pressure_limit
        terms[_HABIT_FACTOR] = household.attention.habit_factor
        terms[_REMINDER_FACTOR] = household.attention.reminder_factor
        terms[_RESERVE_DAYS] = household.budget.reserve_days
        terms[_CUT_SHARE] = household.budget.reserve_cut_share
        terms[_EARLY_SHARE] = household.willingness.early_payoff_monthly_share
        terms[_GAIN] = household.willingness.habit_gain_share
        terms[_LOSS] = household.willingness.habit_loss_share
        self.terms = terms

    def comes_to_pass(self, borrower: "Borrower", day: int) -> bool:
        """Live through a due day if it is as usual; else change nothing and return False."""
        accounts, world = borrower.accounts, self.world
        if not accounts or borrower.is_never_payer or world.asks_every_due_day:
            return False  # a user's own rule, or the law's on interest, is asked on every due day
        purse, feelings = borrower.purse, borrower.feelings
        if day - purse.next_payday >= _SHORTEST_MONTH or purse.loans:
            return False  # two paydays may lie before it, or informal lenders want their part
        is_alone = len(accounts) == 1
        for account in accounts:
            if not account.is_as_usual(day) or (account.signed.is_last and not is_alone):
                return False
        feelings.fade(day)
        paid = borrower.in_order(accounts, day)
        amounts = [account.signed.next_amount for account in paid]
        left = self._left(borrower, day, paid, amounts)
        if left is None:
            return False
        cash, feelings.habit = left
        purse.keep(cash, day)
        for account in accounts:
            account.bill_as_usual(day)
        cause = Cause.AUTO_DEBIT if borrower.has_auto_debit else Cause.OWN_HAND
        for account, amount in zip(paid, amounts, strict=True):
            account.post_as_usual(amount, day, cause)
        return True

    def _left(
        self, borrower: "Borrower", day: int, accounts: list[Account], amounts: list[int]
    ) -> tuple[int, float] | None:
        """Return the cash and the habit after all instalments were paid, or None."""
        world, purse, feelings = self.world, borrower.purse, borrower.feelings
        held, since, payday, habit = purse.held, purse.since, purse.next_payday, feelings.habit
        on = min(day, payday)
        factor = borrower.income_factor * world.income_factor_of(borrower.segment, on)
        month, is_reminded = world.calendar_month(day), day <= borrower.reminded_until
        for account, amount in zip(accounts, amounts, strict=True):
            goodwill, pressure = feelings.towards(account.platform.place)
            if world.bureau is not None:
                goodwill += world.bureau.fear(borrower)
            if world.has_mood:
                goodwill += world.town.mood(borrower, account.platform)
            felt = goodwill - feelings.reactance - feelings.trace
            is_usual, held, habit = _usual_month(
                *world.key, self.terms, world.numbers.weights, purse.leak, borrower.traits,
                borrower.number, account.number, month, day, purse.month, payday, held, since,
                factor, amount, sum(amounts), habit, felt, pressure, is_reminded,
                account.signed.is_last,
            )  # fmt: skip
            if not is_usual:
                return None
            since, payday = day, NO_DAY  # of the second account, income has come
        return held, habit


@compiled
def _usual_month(  # noqa: PLR0913, PLR0917 - one call for all that a due day takes
    seed: int, replication: int, terms: NDArray[np.float64], weights: NDArray[np.float64],
    leak: NDArray[np.int64], traits: NDArray[np.float64], borrower: int, account: int,
    month: int, day: int, pay_month: int, payday: int, held: int, since: int,
    income_factor: float, due: int, dues: int, habit: float, feelings: float, pressure: float,
    is_reminded: bool, is_last: bool,  # noqa: FBT001
) -> tuple[bool, int, float]:  # fmt: skip
    """Return whether the instalment is paid as usual, the cash left then, and the habit."""
    kept, organisation = int(traits[people.BUFFER]), traits[people.ORGANISATION]
    cash, cut = held, 0
    if payday <= day:
        chance = draw(seed, replication, _BORROWER, borrower, _INCOME_NOISE, pay_month)
        income = budget.monthly_income(
            traits[people.INCOME], chance, traits[people.INCOME_NOISE], income_factor
        )
        cash, cut = budget.month(
            held, kept, payday - since, organisation, leak, income,
            int(traits[people.ESSENTIALS]), int(traits[people.OTHER_DEBT]), kept + dues,
        )  # fmt: skip
        since = payday
    cash = budget.set_aside(cash, kept, day - since, organisation, leak)
    mood = draw(seed, replication, _ACCOUNT, account, _WILLING, month)
    is_willing = cut == 0 and attitude.pays(
        mood, traits[people.WILLINGNESS], due, cash, 0, habit, feelings, pressure, terms[_LIMIT],
        False, weights,  # noqa: FBT003
    )  # fmt: skip
    if not is_willing:
        return False, 0, 0.0
    if traits[people.AUTO_DEBIT] > 0.0:
        is_able = cash >= due
    else:
        attention = draw(seed, replication, _ACCOUNT, account, _ATTENTION, month)
        is_able = _remembers(attention, terms, traits, habit, is_reminded)
        is_able = is_able and _spares(due, cash, terms, traits, pressure)
    if is_able and not is_last and terms[_EARLY_SHARE] > 0.0:
        chance = draw(seed, replication, _ACCOUNT, account, _EARLY_PAYOFF, month)
        is_able = chance >= terms[_EARLY_SHARE]
    habit = attitude.habit_after(habit, True, terms[_GAIN], terms[_LOSS])  # noqa: FBT003
    return is_able, cash - due, habit


@compiled
def _remembers(
    chance: float, terms: NDArray[np.float64], traits: NDArray[np.float64], habit: float,
    is_reminded: bool,  # noqa: FBT001
) -> bool:  # fmt: skip
    """Return whether a due day is not forgotten."""
    forgets = traits[people.FORGETFULNESS]
    forgets *= 1.0 - terms[_HABIT_FACTOR] * habit
    if is_reminded:
        forgets *= terms[_REMINDER_FACTOR]
    return bool(chance >= forgets)


@compiled
def _spares(
    due: int, cash: int, terms: NDArray[np.float64], traits: NDArray[np.float64], pressure: float
) -> bool:
    """Return whether the instalment can be paid by hand once the reserve is kept back."""
    share = attitude.concave(pressure, terms[_LIMIT]) / terms[_LIMIT]
    essentials, days = int(traits[people.ESSENTIALS]), int(terms[_RESERVE_DAYS])
    return budget.spare(cash, budget.reserve(essentials, days, share, terms[_CUT_SHARE])) >= due
