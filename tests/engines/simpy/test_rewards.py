"""Rewards, exposure, education and advice by hand; months begin on days 31, 59, 90, 120, 151."""

import pytest

from arrears.results import cash_flows
from arrears.runs.measuring import measures_of
from arrears.terms import Cause, Event

SIX = "portfolio.products.loan.term_months=[6]"
REWARDS = "collection: {rewards: {after_instalments: 2, value: 20, goodwill: 90}}\n"


def test_every_second_instalment_on_time_earns_a_reward(live):
    """Two were paid by day 59 (15, 46), four by day 120."""
    lived = live(REWARDS, SIX)
    assert lived.told("rewarded") == [(59, "rewarded", 2_000), (120, "rewarded", 2_000)]
    assert lived.rows("cost", cause="reward")["amount"].tolist() == [2_000, 2_000]


def test_a_miss_begins_the_count_anew(live):
    """Who always forgets and remembers the day after has paid nothing on time."""
    assert live(REWARDS, SIX, "forgetful").days("rewarded") == []


def test_a_reward_makes_who_wavers_pay(live):
    ways = ("portfolio.segments.everybody.willingness=2", "portfolio.borrowers=60", SIX)
    plain = live(REWARDS.replace("goodwill: 90", "goodwill: 0"), *ways)
    liked = live(REWARDS, *ways)
    rewarded = set(liked.rows("rewarded", day=59)["borrower"])
    missed = liked.rows("missed", day=74)["borrower"]
    assert rewarded & set(plain.rows("missed", day=74)["borrower"])
    assert not rewarded & set(missed)


def test_rewards_are_paid_to_shops(simulated):
    scenario, lived = simulated("collection.rewards={after_instalments: 1, value: 3}")
    table = cash_flows(lived.log, measures_of(scenario.base))
    given = table[table["flow"] == "rewards"].set_index("party")["amount"]
    assert given["lender"] == -given["staff_and_suppliers"] < 0


EXPOSED = "collection: {charge_off_dpd: 179, exposure: {from_dpd: 45, monthly_share: 1%s}}\n"


def test_who_is_late_enough_is_named_once(live):
    """On day 59 the miss of day 15 is 44 days old, on day 90 it is 75."""
    lived = live(EXPOSED % ", grievance_share: 1", "unwilling")
    assert lived.told("exposed") == [(90, "exposed", 75)]
    assert lived.days("grievance", cause="exposure") == [90]


def test_being_named_adds_distress_from_collection(live):
    calm = live(EXPOSED % ", distress_points: 0, grievance_share: 0", "unwilling")
    named = live(EXPOSED % ", distress_points: 7, grievance_share: 0", "unwilling")
    assert calm.amounts("distress", day=90) == []
    assert named.rows("distress", day=90)[["amount", "cause"]].to_numpy().tolist() == [
        [7_000_000, "collection"]
    ]


@pytest.mark.parametrize(("terms", "pays"), [("pressure: 0, goodwill: 0", 0), ("fear: 90", 1)])
def test_fear_of_being_named_makes_the_unwilling_pay(live, terms, pays):
    lived = live(EXPOSED % f", {terms}", "unwilling")
    assert (15 in lived.days("paid")) == bool(pays)


def test_shame_presses(live):
    """Pressure approaches 60, more than an unwillingness of 20; a payday later all is paid."""
    ways = ("unwilling", "behaviour.willingness.pressure_limit=60",
            "behaviour.willingness.pressure_half_life_days=3000")  # fmt: skip
    text = EXPOSED % ", pressure: 90, goodwill: 0, fear: 0"
    assert min(live(text, *ways).days("paid", "part_paid")) > 90


def test_ill_will_follows(live):
    """Fear alone lets everybody pay until they are named; then they have nothing to lose."""
    lived = live(EXPOSED % ", fear: 0, pressure: 90, goodwill: -99", "unwilling")
    assert lived.days("paid", "part_paid") == []


@pytest.mark.parametrize("regime", ["co", "none"])
def test_nobody_is_named_where_third_persons_may_not_be_told(simulated_under, regime):
    lived = simulated_under(regime, "collection.exposure={from_dpd: 20, monthly_share: 1}")
    named = int((lived.log.columns["event"] == Event.EXPOSED).sum())
    assert (named > 0) == (regime == "none")


TAUGHT = "collection: {education: {name: guide, monthly_share: 1, cost: 7%s}}\n"


def test_everybody_attends_once_and_it_costs(live):
    lived = live(TAUGHT % "", SIX)
    assert lived.told("educated") == [(31, "educated", 0)]
    assert lived.rows("educated")["action"].tolist() == ["guide"]
    assert lived.rows("cost", cause="education")["amount"].tolist() == [700]


def test_who_attended_forgets_less(live):
    """All forget the first instalment; those who were taught forget no other."""
    lived = live(TAUGHT % ", forgetting_factor: 0", SIX, "forgetful")
    assert lived.days("missed") == [15]
    assert len(live(TAUGHT % ", forgetting_factor: 1", SIX, "forgetful").days("missed")) == 6


def test_only_who_is_late_may_be_asked(live):
    assert live(TAUGHT % ", who: in_arrears", SIX).days("educated") == []
    assert live(TAUGHT % ", who: in_arrears", SIX, "unwilling").days("educated") == [31]


# 1,000.00 a month above essentials, half of which trickles away in a day, and nothing beside it.
LEAKY = (
    "portfolio.segments.everybody.income.median=4000",
    "portfolio.segments.everybody.essentials_share.mean=0.75",
    "portfolio.segments.everybody.buffer_months=0.001",
    "portfolio.segments.everybody.organisation.mean=0", "behaviour.budget.leak_half_life_days=1",
)  # fmt: skip


def test_who_attended_keeps_money_together(live):
    """Payday 40 pays what was missed on day 15; what is left is there on day 46, or gone."""
    text = TAUGHT % ", organisation_gain_share: %s"
    assert live(text % 0, *LEAKY).days("missed") == [15, 46, 74]
    assert live(text % 1, *LEAKY).days("missed") == [15]


RELIEF = """
collection:
  charge_off_dpd: 179
  review_desk: {people: 1, handling_minutes: 1}
  stages: [{name: overdue, from_dpd: 1, to_dpd: 170, offers: [help, freeze]}]
  relief:
    - {name: help, trigger: application, extra_months: 12}
    - {name: freeze, trigger: application, interest_free: true}
  %s
"""
UNAWARE = ("poor", "behaviour.application.awareness_share=0")


@pytest.mark.parametrize(
    ("lever", "applies"),
    [
        ("prices: {}", []),
        ("information: {reach_share: 1, awareness_gain_share: 1}", ["help"]),
        ("information: {reach_share: 0, awareness_gain_share: 1}", []),
        ("information: {reach_share: 1, awareness_gain_share: 0}", []),
        ("advisers: {reach_share: 1, apply_share: 1}", ["help"]),
        ("advisers: {reach_share: 1, apply_share: 1, relief: freeze}", ["freeze"]),
        ("advisers: {reach_share: 1, apply_share: 0}", []),
        ("advisers: {reach_share: 0, apply_share: 1}", []),
        ("advisers: {reach_share: 1, apply_share: 1, fee: 10000}", []),
    ],
)
def test_who_is_told_of_relief_applies_for_it(live, lever, applies):
    """The poor miss on day 15, in need, and know nothing by themselves."""
    lived = live(RELIEF % lever, *UNAWARE)
    assert lived.rows("application", day=15)["action"].tolist() == applies


def test_an_adviser_leaves_a_notice_and_may_take_a_fee(live):
    lived = live(RELIEF % "advisers: {reach_share: 1, fee: 2}", *UNAWARE)
    assert lived.rows("notice", day=15)["action"].tolist() == ["adviser"]
    first = lived.rows("agent_paid", day=15)
    assert first[["amount", "cause"]].to_numpy().tolist() == [[200, "adviser"]]


def test_advice_makes_the_able_honest(live):
    """Who could pay and is wholly dishonest applies with chance 1; who is advised not at all."""
    ways = ("unwilling", "applies")
    text = RELIEF % "advisers: {reach_share: 1, honesty_gain_share: %s}"
    assert live(text % 0, *ways).causes("application")[0] == "concealed"
    assert live(text % 1, *ways).causes("application") == []


def test_what_is_taught_raises_awareness(live):
    """Taught in the second month, the poor who miss on day 46 know what to ask for."""
    text = RELIEF % "education: {monthly_share: 1, awareness_gain_share: 1}"
    ways = (*UNAWARE, SIX, "portfolio.segments.everybody.essentials_share.mean=0.99")
    assert 15 not in live(text, *ways).days("application")
    assert live(text, *ways).days("application")[0] == 46
    assert Cause.EDUCATION.label == "education"
