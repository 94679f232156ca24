"""What others do, frozen at the end of each month: peers, learned leniency, pods that meet."""

from types import SimpleNamespace

import pytest

from arrears.behaviour.peers import LearnedLeniency, Peers
from arrears.engines.simpy.town import Totals, Town
from arrears.policies.rewards import Community, Exposure

BORROWER = SimpleNamespace(number=0, accounts=[1])


def town_of(peers=None, leniency=None, **terms) -> Town:
    """Return a town of one borrower, and one platform of these terms."""
    policy = SimpleNamespace(
        **{"community": None, "exposure": None, "announced_leniency_share": None} | terms
    )
    household = SimpleNamespace(peers=peers, leniency=leniency)
    platform = SimpleNamespace(policy=policy)
    return Town(SimpleNamespace(household=household, platforms=[platform], borrowers={0: BORROWER}))


def mood(town: Town) -> float:
    return town.mood(BORROWER, town.world.platforms[0])


def test_peers_who_repay_raise_repayment_and_others_lower_it():
    """With weight 2 and 0.9 as usual: all pay +0.2, three quarters -0.3."""
    town = town_of(Peers(weight=2, usual_share=0.9))
    assert mood(town) == 0, "nothing is known in the first month"
    town.freeze(Totals(borrowers=100, behind=0))
    assert mood(town) == pytest.approx(0.2)
    town.freeze(Totals(borrowers=100, behind=25))
    assert mood(town) == pytest.approx(-0.3)


def test_a_community_lets_peers_weigh_more():
    town = town_of(Peers(weight=2, usual_share=0.9), community=Community(peers_factor=3))
    town.freeze(Totals(borrowers=10))
    assert mood(town) == pytest.approx(0.6)


def test_leniency_is_learned_from_ones_own_treatment():
    """0.2; half of the gap is closed by relief: 0.6; half of that is lost by a refusal: 0.3."""
    town = town_of(leniency=LearnedLeniency(weight=1, start_share=0.2, own_share=0.5))
    assert mood(town) == pytest.approx(-0.2)
    town.relief_granted(0)
    assert mood(town) == pytest.approx(-0.6)
    town.relief_refused(0)
    assert mood(town) == pytest.approx(-0.3)


def test_leniency_is_learned_from_peers_and_announcements():
    """From 0.2 a tenth of the way to 0.5, 0.23; then half of the way to 0.83."""
    terms = LearnedLeniency(weight=1, start_share=0.2, peers_share=0.1, announced_share=0.5)
    town = town_of(leniency=terms)
    town.freeze(Totals(borrowers=40, behind=10, relieved=5))
    assert mood(town) == pytest.approx(-0.23)
    town = town_of(leniency=terms, announced_leniency_share=0.83)
    town.freeze(Totals(borrowers=40, behind=10, relieved=5))
    assert mood(town) == pytest.approx(-0.53)


def test_fear_of_exposure_ends_with_it():
    town = town_of(exposure=Exposure(fear=0.2))
    assert mood(town) == 0.2
    town.note_exposed(SimpleNamespace(owner=0))
    assert mood(town) == 0


WAVERING = (
    "portfolio.segments.everybody.willingness=0", "portfolio.borrowers=40", "seed=3",
    "portfolio.products.loan.term_months=[12]",
)  # fmt: skip
OTHERS = "behaviour: {peers: {weight: 100, usual_share: %s}}\n"


@pytest.mark.parametrize(("usual", "moods"), [("0", "all pay"), ("1", "nobody pays")])
def test_last_months_share_moves_this_months_payments(live, usual, moods):
    """With a weight of 100 whoever wavers follows the others, from the second month on."""
    lived = live(OTHERS % usual, *WAVERING)
    first, second = lived.days("missed", day=15), lived.days("missed", day=46)
    assert 0 < len(first) < 40
    assert len(second) == (0 if moods == "all pay" else 40)


TOGETHER = """
behaviour:
  peers: {weight: 30}
  leniency: {weight: 1}
  agents: {monthly_share: 0.2, fee: 1}
pods: %s
"""


def test_pods_meet_only_through_the_totals_of_all(live):
    """Where pods share nothing else, as many as there are change nothing."""
    one, three = (live(TOGETHER % pods, *WAVERING) for pods in (1, 3))
    assert {"missed", "agent_hired"} <= set(one.events["event"])
    assert one.events.equals(three.events)
