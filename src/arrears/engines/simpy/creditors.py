"""In which order a household serves its creditors when several fall due on one day."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.account import Account, dearest_first

if TYPE_CHECKING:
    from arrears.engines.simpy.feelings import Feelings
    from arrears.engines.simpy.world import World

__all__ = ["by_claim", "in_clock_order"]


def by_claim(accounts: list[Account], feelings: "Feelings") -> list[Account]:
    """Return accounts as a person serves them: most pressing lender, dearest debt, best liked.

    Of equals the lower number comes first; feelings have faded to the day.
    """

    def claim(account: Account) -> tuple[float, int, float, int]:
        goodwill, pressure = feelings.towards(account.platform.place)
        return -pressure, -account.penalty_ppm, -goodwill, account.number

    return sorted(accounts, key=claim)


def in_clock_order(accounts: list[Account], world: "World") -> list[Account]:
    """Return accounts as platforms debit them: by the hour of their debits, dearest first."""
    return sorted(
        dearest_first(accounts), key=lambda account: world.debits_of(account.platform).debit_at
    )
