"""The supervisor by hand: who is inspected, what is proven, what it costs, what is forbidden."""

import pytest

from arrears.engines.simpy import simulate
from arrears.log import events_frame
from arrears.results import cash_flows
from arrears.runs.measuring import measures_of
from arrears.scenario.load import load_scenario

# Called on every working day from day 16 on, against a cap of one call in seven days; every call
# is answered, is about a debt that is none, hurts, and is complained of.
CALLED = """
schema_version: 1
scenario: called
extends: PLAIN
collection:
  compliance_share: 0
  teams: [{name: callers, people: 5, hours_per_day: 8}]
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 170
      actions: [{name: call, channel: call, every_days: 1, tone: neutral, team: callers}]
regimes:
  - name: capped
    rules:
      - {name: week, kind: contact_cap, basis: attempt, channels: [call], limit: 1, window_days: 7}
"""
LOUD = (
    "portfolio.segments.everybody.willingness=-20",
    "behaviour.answering.contacts.call.answer_share=1",
    "behaviour.answering.contacts.call.right_party_share=1",
    "behaviour.answering.contacts.call.seconds_spoken=0",
    "behaviour.answering.contacts.call.effect=1",
    "behaviour.answering.load_comfortable=1000",
    "behaviour.grievances.wrong_debt_share=1",
    "behaviour.grievances.wrong_debt_grievance_share=1",
    "behaviour.grievances.complaint_share=1",
    "portfolio.borrowers=4",
)
AGENCY = "collection.stages.overdue.agency={name: out, fee_share: 0.3, handover_days: 0}"


@pytest.fixture(scope="module")
def seen(tmp_path_factory, request):
    path = tmp_path_factory.mktemp("supervised") / "called.yaml"
    plain = request.path.parent / "plain.yaml"
    path.write_text(CALLED.replace("PLAIN", str(plain)), encoding="utf-8")

    def see(supervision, *sets):
        known = (f"supervision={{{supervision}}}",) if supervision else ()
        scenario = load_scenario(path, sets=(*LOUD, *known, *sets))
        lived = simulate(
            scenario.base, scenario.policies["status_quo"], replication=0, seed=1,
            rules=scenario.rules["capped"],
        )  # fmt: skip
        events = events_frame(lived.log, "status_quo", "capped", 0)
        return events, cash_flows(lived.log, measures_of(scenario.base))

    return see


def of(events, *names):
    rows = events[events["event"].isin(names)]
    return list(zip(rows["day"], rows["event"], rows["amount"], rows["cause"], strict=True))


def breaches(events, first, last):
    rows = events[(events["event"] == "violation") & events["day"].between(first, last - 1)]
    return len(rows)


def test_without_a_supervisor_nobody_looks(seen):
    events, _ = seen("")
    assert breaches(events, 0, 31) > 20
    assert of(events, "inspected", "fined", "damages", "order_start") == []


def test_the_fine_is_for_last_months_breaches_all_of_which_are_proven(seen):
    events, _ = seen("inspects_above: 1, detection_share: 1, fine: 10")
    january, february = breaches(events, 0, 31), breaches(events, 31, 59)
    assert of(events, "inspected", "fined")[:4] == [
        (31, "inspected", january, "complaint"), (31, "fined", january * 1000, "ordinary"),
        (59, "inspected", february, "complaint"), (59, "fined", february * 1000, "ordinary"),
    ]  # fmt: skip


def test_complaints_at_the_threshold_bring_nobody(seen):
    """One complaint of four borrowers is a rate of 250 per 1000.

    Without a complaint the rate is 0, which is not above a bound of 0.
    """
    words = "inspects_above: 0, detection_share: 1"
    assert of(seen(words, "behaviour.grievances.complaint_share=0")[0], "inspected") == []
    assert of(seen(words)[0], "inspected")


def test_only_complaints_to_the_regulator_count_if_it_says_so(seen):
    quiet = "behaviour.grievances.regulator_share=0"
    heard = "behaviour.grievances.regulator_share=1"
    words = "inspects_above: 1, counts: regulator"
    assert of(seen(words, quiet)[0], "inspected") == []
    assert [day for day, *_ in of(seen(words, heard)[0], "inspected")][:2] == [31, 59]


@pytest.mark.parametrize(("share", "days"), [(0, []), (1, [31, 59, 90, 120, 151])])
def test_audits_come_whatever_the_complaints(seen, share, days):
    words = f"inspects_above: 100, audit_monthly_share: {share}"
    events, _ = seen(words, "behaviour.grievances.complaint_share=0")
    assert [(day, cause) for day, _, _, cause in of(events, "inspected")] == [
        (day, "audit") for day in days
    ]


def test_what_cannot_be_proven_costs_nothing(seen):
    events, _ = seen("inspects_above: 1, detection_share: 0, fine: 10, damages: 5")
    assert {amount for _, _, amount, _ in of(events, "inspected")} == {0}
    assert of(events, "fined", "damages") == []


def test_breaches_by_agencies_have_a_share_of_their_own(seen):
    words = "inspects_above: 1, detection_share: 1, agency_detection_share: 0, fine: 10"
    own, _ = seen(words)
    outside, _ = seen(words, AGENCY)
    assert breaches(outside, 0, 31) > 10
    assert of(own, "fined")
    assert of(outside, "fined") == []


def test_severe_breaches_cost_their_own_fine(seen):
    """A ban of calls is broken, which is severe."""
    ban = "regimes=[{name: capped, rules: [{name: none, kind: channel_ban, channels: [call]}]}]"
    words = "inspects_above: 1, detection_share: 1, fine: 10, fine_severe: 70"
    events, _ = seen(words, ban)
    assert of(events, "fined")[0] == (31, "fined", breaches(events, 0, 31) * 7000, "severe")


def test_damages_reach_the_household_and_nothing_is_lost(seen):
    events, cash = seen("inspects_above: 1, detection_share: 1, fine: 10, damages: 30")
    rows = events[events["event"] == "damages"]
    assert len(rows[rows["day"] == 31]) == breaches(events, 0, 31)
    assert set(rows["borrower"]) == {0, 1, 2, 3}
    table = cash.set_index(["flow", "party"])["amount"]
    assert table["damages", "borrower"] == rows["amount"].sum() == -table["damages", "lender"]
    assert table["fines", "regulator"] == -table["fines", "lender"] > 0
    assert (cash.groupby("flow")["amount"].sum() == 0).all()


def test_without_a_complaint_there_are_no_damages(seen):
    words = "inspects_above: 100, audit_monthly_share: 1, detection_share: 1, damages: 30"
    events, _ = seen(words, "behaviour.grievances.complaint_share=0")
    assert of(events, "damages") == []


@pytest.mark.parametrize("what", ["halts: true", "bans: [call]"])
def test_an_order_stops_contact_for_its_months(seen, what):
    """From 1 February on, for two months: days 31 to 89."""
    events, _ = seen(f"inspects_above: 1, detection_share: 1, order: {{months: 2, {what}}}")
    days = set(events[events["event"] == "attempt"]["day"])
    assert {30, 90} <= days
    assert not any(31 <= day < 90 for day in days)
    orders = of(events, "order_start", "order_end")
    assert orders[:2] == [(31, "order_start", 59, "sanction"), (90, "order_end", 0, "sanction")]
    first_working = 33  # 1 February 2025 is a Saturday
    pauses = [cause for day, _, _, cause in of(events, "pause_start") if day == first_working]
    assert pauses == (["sanction"] * 4 if what.startswith("halts") else [])


def test_fewer_breaches_than_an_order_asks_for_bring_none(seen):
    words = "inspects_above: 1, detection_share: 1, order: {from_breaches: 10000, halts: true}"
    assert of(seen(words)[0], "order_start") == []


def test_pods_are_judged_together_and_fined_once(seen):
    """Each borrower is a pod; the rows are those of one lender."""
    words = "inspects_above: 1, detection_share: 1, fine: 10, order: {months: 1, halts: true}"
    whole, _ = seen(words)
    parted, _ = seen(words, "pods=4", "collection.teams.callers.people=20")
    names = ("inspected", "fined", "order_start", "order_end", "attempt", "violation")
    assert of(parted, *names) == of(whole, *names)


def sanctioned(more):
    """Return the rules of the book with a sanction, as a setting."""
    week = "{name: week, kind: contact_cap, basis: attempt, channels: [call], limit: 1}"
    week = week.replace("limit", "window_days: 7, limit")
    return f"regimes=[{{name: capped, rules: [{week}, {{name: most, kind: sanction, {more}}}]}}]"


@pytest.mark.parametrize(
    ("more", "each", "most"),
    [("per: act, amount_max: 4", 400, None), ("per: action, amount_max: 25", 1000, 2500),
     ("per: turnover, amount_max: 4", 1000, None)],
)  # fmt: skip
def test_rules_bound_a_fine_for_each_breach_or_for_all_of_an_inspection(seen, more, each, most):
    events, _ = seen("inspects_above: 1, detection_share: 1, fine: 10", sanctioned(more))
    whole = breaches(events, 0, 31) * each
    expected = whole if most is None else min(most, whole)
    assert of(events, "fined")[0] == (31, "fined", expected, "ordinary")


@pytest.mark.parametrize(("per", "amounts"), [("act", {500}), ("action", {500, None})])
def test_rules_bound_damages_for_each_breach_or_for_each_account(seen, per, amounts):
    words = "inspects_above: 1, detection_share: 1, damages: 30"
    events, _ = seen(words, sanctioned(f"of: damages, per: {per}, amount_max: 5"))
    rows = events[(events["event"] == "damages") & (events["day"] == 31)]
    assert set(rows["amount"]) == {500}
    assert rows["account"].is_unique == (None in amounts)
