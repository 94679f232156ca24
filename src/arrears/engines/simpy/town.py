"""What people see of each other: frozen totals of last month, and what they make of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from arrears.engines.simpy.returns import freeze

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Totals", "Town", "together"]


@dataclass(frozen=True, slots=True)
class Totals:
    """How a book stood at the end of a month, and what happened in it."""

    borrowers: int = 0
    behind: int = 0
    clients: int = 0
    relieved: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        """Add the totals of another pod."""
        return Totals(
            self.borrowers + other.borrowers, self.behind + other.behind,
            self.clients + other.clients, self.relieved + other.relieved,
        )  # fmt: skip


class Town:
    """Last month's totals of all pods, what is believed of leniency, and who was exposed."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.peers, self.leniency = world.household.peers, world.household.leniency
        self.totals = Totals()
        self.relieved = 0  # grants of relief since the month began
        self.beliefs: dict[int, float] = {}
        self.exposed: set[int] = set()

    # Totals ---------------------------------------------------------------------------------

    def count(self) -> Totals:
        """Return how this pod stands tonight, and begin to count anew."""
        holders = [each for each in self.world.borrowers.values() if each.accounts]
        agents = self.world.agents
        relieved, self.relieved = self.relieved, 0
        return Totals(
            len(holders), sum(each.accounts_in_arrears() > 0 for each in holders),
            len(agents.clients) if agents is not None else 0, relieved,
        )  # fmt: skip

    def freeze(self, totals: Totals) -> None:
        """Take up last month's totals of all pods; expectations follow them."""
        self.totals = totals
        if self.leniency is None:
            return
        share = min(1.0, totals.relieved / totals.behind) if totals.behind else 0.0
        said = [each.policy.announced_leniency_share for each in self.world.platforms]
        announced = max((each for each in said if each is not None), default=None)
        for number, borrower in self.world.borrowers.items():
            if not borrower.accounts:
                self.beliefs.pop(number, None)
                continue
            belief = self.expects(number)
            belief += self.leniency.peers_share * (share - belief)
            if announced is not None:
                belief += self.leniency.announced_share * (announced - belief)
            self.beliefs[number] = belief

    @property
    def client_share(self) -> float:
        """The share of those in arrears who had an agent at the end of last month."""
        totals = self.totals
        return min(1.0, totals.clients / totals.behind) if totals.behind else 0.0

    @property
    def paying_share(self) -> float | None:
        """The share of borrowers with nothing in arrears then; None before anything is known."""
        totals = self.totals
        return 1.0 - totals.behind / totals.borrowers if totals.borrowers else None

    # Expectations ---------------------------------------------------------------------------

    def expects(self, number: int) -> float:
        """Return how sure a borrower is of a cheaper offer."""
        start = self.leniency.start_share if self.leniency is not None else 0.0
        return self.beliefs.get(number, start)

    def relief_granted(self, number: int) -> None:
        """Let one's own relief be remembered, and be seen by others next month."""
        self.relieved += 1
        if self.leniency is not None:
            belief = self.expects(number)
            self.beliefs[number] = belief + self.leniency.own_share * (1.0 - belief)

    def relief_refused(self, number: int) -> None:
        """Let one's own refusal be remembered."""
        if self.leniency is not None:
            self.beliefs[number] = self.expects(number) * (1.0 - self.leniency.own_share)

    def mood(self, borrower: "Borrower", platform: "Platform") -> float:
        """Return what peers, expectations and fear of exposure add to the willingness to pay."""
        mood = 0.0
        if self.peers is not None and (share := self.paying_share) is not None:
            community = platform.policy.community
            factor = 1.0 if community is None else community.peers_factor
            mood += self.peers.weight * factor * (share - self.peers.usual_share)
        if self.leniency is not None:
            mood -= self.leniency.weight * self.expects(borrower.number)
        exposure = platform.policy.exposure
        if exposure is not None and borrower.number not in self.exposed:
            mood += exposure.fear
        return mood

    def note_exposed(self, account: "Account") -> None:
        """Remember who has nothing to fear any more."""
        self.exposed.add(account.owner)


def together(worlds: Sequence["World"], month_ends: Sequence[int]) -> None:
    """Let pods live month by month; between two months each learns what all of them did."""
    for day in month_ends:
        for world in worlds:
            world.env.run_until(day)
        counts = [world.town.count() for world in worlds]
        totals = sum(counts, start=Totals())
        for world in worlds:
            world.town.freeze(totals)
        freeze(worlds)
    for world in worlds:
        world.env.run_until(world.horizon)
