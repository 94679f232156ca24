"""Agents by hand: a miss on day 15; months begin on days 31, 59, 90, 120 and 151."""

import pytest

from arrears.terms import Event

AGENTS = """
behaviour:
  agents: {monthly_share: 1, load_weight: 0, distress_weight: 0, peers_weight: 0, fee: %s, fee_monthly: 10, months: 2, answers_share: 1, complaint_monthly_share: 1, regulator_share: 1, application_monthly_share: 1, concealed_share: 1, willingness_lost: 0}
collection:
  charge_off_dpd: 179
  teams: [{name: callers, people: 1}]
  review_desk: {people: 1, handling_minutes: 1, sensitivity_share: 1, specificity_share: 1}
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, offers: [help], actions: [{name: call, every_days: 7, channel: call, team: callers}]}
  relief: [{name: help, trigger: application, extra_months: 12, break_dpd: 5, times_max: 2}]
"""  # noqa: E501
RICH = AGENTS % 100
NOBODY_APPLIES = (
    "behaviour.application.awareness_share=0",
    "behaviour.application.opportunist_share=0",
    "behaviour.application.document_round_share=0",
)
UNWILLING = ("unwilling", "answers", *NOBODY_APPLIES)


def test_an_agent_is_hired_when_the_month_begins_and_stays_its_months(live):
    lived = live(RICH, *UNWILLING)
    assert lived.told("agent_hired")[:2] == [(31, "agent_hired", 2), (120, "agent_hired", 2)]
    assert lived.rows("agent_hired")["person"].tolist() == [0, 1]


def test_fees_leave_the_household_month_by_month(live):
    assert live(RICH, *UNWILLING).told("agent_paid")[:3] == [
        (31, "agent_paid", 10_000), (59, "agent_paid", 1_000), (120, "agent_paid", 10_000),
    ]  # fmt: skip


def test_who_cannot_pay_the_fee_hires_nobody(live):
    assert live(AGENTS % 1_000_000, *UNWILLING).days("agent_hired") == []


def test_who_is_never_late_hires_nobody(live):
    assert live(RICH).days("agent_hired") == []


def test_calls_are_taken_by_the_agent_while_there_is_one(live):
    lived = live(RICH, *UNWILLING)
    spoken, taken = lived.days("right_party"), lived.days("contact", cause="agent")
    assert taken
    assert all(31 <= day < 90 or day >= 120 for day in taken)
    assert all(day < 31 or 90 <= day < 120 for day in spoken)


def test_complaints_come_from_a_template_and_name_the_agent(live):
    lived = live(RICH, *UNWILLING)
    assert lived.days("complaint") == [31, 59, 120, 151]
    rows = lived.rows("complaint")
    assert set(rows["cause"]) == {"template"}
    assert set(rows["action"]) == {"regulator"}
    assert rows["person"].tolist() == [0, 0, 1, 1]


def test_a_coached_statement_hides_that_its_author_could_pay(live):
    """The desk sees through everybody who cannot hide it; the coached all can."""
    lived = live(RICH, *UNWILLING)
    rows = lived.rows("application")
    assert (rows["day"].iloc[0], rows["cause"].iloc[0], rows["person"].iloc[0]) == (
        31, "concealed", 0,
    )  # fmt: skip
    assert lived.causes("decision")[0] == "approved"
    seen = live(RICH, *UNWILLING, "behaviour.agents.concealed_share=0")
    assert seen.causes("decision")[0] == "refused"


def test_coaching_can_also_spoil_a_true_statement(live):
    """Who is poor is in hardship; the desk knows all true need, unless coaching takes it away."""
    poor = ("poor", "answers", *NOBODY_APPLIES)
    fee = AGENTS % 1
    assert live(fee, *poor).causes("application")[0] == "honest"
    assert live(fee, *poor).causes("decision")[0] == "approved"
    spoilt = live(fee, *poor, "behaviour.agents.sensitivity_factor=0")
    assert spoilt.causes("decision")[0] == "refused"


def test_an_agent_who_says_to_wait_is_heard(live):
    """With a willingness of 1 somebody pays in arrears; less 40 nobody does while it lasts."""
    ways = ("portfolio.segments.everybody.willingness=-20", "behaviour.agents.months=6",
            "behaviour.agents.application_monthly_share=0",
            "behaviour.willingness.consequence_per_30_days=20", *NOBODY_APPLIES)  # fmt: skip
    paid = live(RICH, *ways).days("paid", "part_paid")
    waited = live(RICH, *ways, "behaviour.agents.willingness_lost=90").days("paid", "part_paid")
    assert paid
    assert min(paid) < min(waited, default=999)


@pytest.mark.parametrize("drive", ["load_weight", "distress_weight", "peers_weight"])
def test_load_distress_and_peers_recruit(simulated, drive):
    """Hires can only be added: the same draw is compared with a greater chance."""
    calm = "{monthly_share: 0.05, fee: 0, load_weight: 0, distress_weight: 0, peers_weight: 0}"
    touchy = "behaviour.answering.load_comfortable=0.01"
    _, few = simulated(touchy, f"behaviour.agents={calm}")
    _, many = simulated(touchy, f"behaviour.agents={calm.replace(f'{drive}: 0', f'{drive}: 100')}")
    hired = [int((lived.log.columns["event"] == Event.AGENT_HIRED).sum()) for lived in (few, many)]
    assert hired[0] < hired[1]
