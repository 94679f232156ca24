"""The lunar new year in the budgets of households: what it takes, brings and stops."""

from typing import TYPE_CHECKING

from arrears.behaviour.festival import Festival
from arrears.engines.simpy.turn import Life
from arrears.portfolio.spring_festival import NEW_YEARS
from arrears.terms import Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.world import World

__all__ = ["NewYear"]

_LONGEST_MONTH = 31


class NewYear:
    """Knows the incomes around each new year, and lets households spend before it."""

    def __init__(self, world: "World", terms: Festival) -> None:
        self.world, self.terms = world, terms
        self.days = [world.calendar.day_of(date) for date in NEW_YEARS]
        self._factors = {
            segment.name: self._by_day(segment.name) for segment in world.people.segments
        }

    def _by_day(self, segment: str) -> dict[int, float]:
        """Return by what incomes are multiplied on each day of the months before and after.

        From a day to the same of the next month each day of the month comes once, and so does
        every payday.
        """
        terms, calendar = self.terms, self.world.calendar
        bonus = 1.0 + terms.bonus_income_share * (segment in (terms.bonus_segments or [segment]))
        pause = 1.0 - terms.pause_income_share * (segment in (terms.pause_segments or [segment]))
        factors: dict[int, float] = {}
        for new_year in self.days:
            of_month = calendar.date_of(new_year).day
            for step in range(1, _LONGEST_MONTH + 1):
                factors[new_year - step] = bonus
                if calendar.date_of(new_year - step).day == of_month:
                    break
            for step in range(_LONGEST_MONTH):
                if step and calendar.date_of(new_year + step).day == of_month:
                    break
                factors[new_year + step] = pause
        return factors

    def factor(self, segment: str, day: int) -> float:
        """Return by what an income of a day is multiplied."""
        return self._factors[segment].get(day, 1.0)

    def work(self) -> Life:
        """Go from one new year to the next; everybody spends before it."""
        world, share = self.world, self.terms.expense_income_share
        for new_year in self.days:
            day = new_year - self.terms.days_before
            if not share or not world.first_day <= day < world.horizon:
                continue
            yield world.turn(day, Phase.INCOME, 0)
            for number in sorted(world.borrowers):
                borrower = world.borrowers[number]
                if not borrower.has_debts:
                    continue
                purse = borrower.purse
                purse.settle(day)
                amount = min(purse.cash, int(purse.income * share))
                purse.spend(amount)
                world.log.add(day, Phase.INCOME, number, -1, Event.FESTIVAL, amount)
