"""The platform under one policy and then another: what the burn-in leaves behind on day 0."""

import itertools

import pytest

from arrears.engines.simpy.work import NO_WORK, Work

BURNT = """
burn_in_months: 2
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 170
      actions:
        - {name: text, every_days: 7, channel: sms}
        - {name: call, every_days: 7, channel: call, team: callers}
policies:
  silent: {collection: {stages: [{name: overdue, remove: true}]}}
  letters:
    collection:
      stages:
        - {name: overdue, remove: true}
        - {name: posted, from_dpd: 10, to_dpd: 170,
           actions: [{name: letter, every_days: 7, channel: letter, between: ["10:00", "11:00"]}]}
  slow: {collection: {stages: [{name: overdue, actions: [{name: text, every_days: 30}]}]}}
  lenient: {collection: {grace_days: 40}}
  narrow: {collection: {stages: [{name: overdue, from_dpd: 45}]}}
  staffed: {collection: {teams: [{name: callers, people: 2}]}}
"""
BOOK = ("unwilling", "portfolio.book=open", "portfolio.borrowers=12", "horizon_months=3",
        "portfolio.products.loan.term_months=[12]")  # fmt: skip


@pytest.fixture(scope="module")
def under(live):
    return lambda policy: live(BURNT, *BOOK, policy=policy)


def test_before_day_0_the_scenarios_own_actions_are_at_work(under):
    for policy in ("status_quo", "silent", "letters"):
        rows = under(policy).rows("attempt")
        assert set(rows.loc[rows["day"] < 0, "action"]) == {"text", "call"}


def test_from_day_0_only_the_policys_actions_are(under):
    actions = {"status_quo": {"text", "call"}, "silent": set(), "letters": {"letter"}}
    for policy, expected in actions.items():
        rows = under(policy).rows("attempt")
        assert set(rows.loc[rows["day"] >= 0, "action"]) == expected


def test_accounts_in_arrears_change_stage_on_day_0(under):
    lived = under("letters")
    left, entered = (
        lived.rows("stage_left", day=0),
        lived.rows("stage_entered", day=0, phase="macro"),
    )
    assert set(left["stage"]) == {"overdue"}
    assert set(entered["stage"]) == {"posted"}
    assert (entered["amount"] >= 10).all()
    assert len(left) >= len(entered) > 3


def test_whom_the_policy_leaves_out_is_paused_from_day_0(under):
    """Nobody works anybody any more: no stage applies on day 0."""
    starts = under("silent").rows("pause_start")
    assert len(starts[starts["day"] == 0]) > 3
    assert set(starts.loc[starts["day"] >= 0, "cause"]) == {"dropped"}


def test_the_cadence_counts_from_attempts_of_the_burn_in(under):
    """A text in the last week before day 0 is followed by the next 30 days later, not 7."""
    rows = under("slow").rows("attempt", action="text")
    for _, own in rows.groupby("account"):
        days = own["day"].tolist()
        for before, after in itertools.pairwise(days):
            assert after - before == (7 if after < 0 else 30)


def test_a_new_team_starts_on_day_0_and_the_old_one_ends(under):
    """Wednesday, day 0: 7.5 hours for one person before, for two from then on."""
    shifts = under("staffed").rows("shift", actor="callers").groupby("day")["to_fees"]
    assert shifts.count().max() == 1
    available = shifts.sum()
    assert set(available[available.index < 0]) == {27_000}
    assert set(available[available.index >= 0]) == {54_000}


def test_grace_of_the_new_policy_holds_for_spells_that_are_under_way(under):
    """Nobody below 41 days past due is worked any more."""
    lived = under("lenient")
    later = lived.rows("stage_entered")
    assert (later.loc[later["day"] >= 0, "amount"] > 40).all()


@pytest.mark.parametrize(("policy", "least", "most"), [("lenient", 41, 170), ("narrow", 45, 170)])
def test_from_day_0_nobody_is_worked_whom_the_new_policy_leaves_in_peace(
    live, stood, policy, least, most
):
    """In grace of 40 days, or before day 45 past due, on day 0 as on any other day."""
    daily = "collection.stages.overdue.actions.text.every_days=1"
    lived = live(BURNT, *BOOK, "portfolio.due_day=spread", daily, policy=policy)
    worked = [s for s in stood(lived, "attempt") if s.row.day >= 0]
    assert len(worked) > 20
    outside = {s.row.day for s in worked if not least <= s.reported_dpd <= most}
    assert outside == set()


def test_reminders_begin_with_due_days_that_lie_ahead_of_day_0(live):
    """Due on day 15: a message 10 days before is not too late, though the bill came earlier."""
    text = (
        BURNT
        + "  note: {collection: {before_due: [{name: note, days_before: 10, channel: sms}]}}\n"
    )
    lived = live(text, *BOOK, "portfolio.due_day=16", policy="note")
    notes = lived.rows("attempt", action="note")
    assert notes["day"].min() == 5
    assert set(lived.rows("attempt", action="note", day=5)["minute"]) == {600}


def test_a_promise_from_before_day_0_is_kept_under_the_new_policy(live):
    """Promised after the last payday before day 0 for the next, which is day 9 at the latest."""
    lived = live(BURNT, "poor", "answers", "promises", *BOOK[1:], policy="silent")
    promised = lived.rows("promise")
    assert (promised["day"] < 0).all()
    open_at_0 = set(promised.loc[promised["day"] > -22, "account"])
    resolved = lived.rows("promise_kept", "promise_broken")
    assert len(open_at_0) > 5
    assert open_at_0 <= set(resolved.loc[resolved["day"].between(0, 9), "account"])


def test_the_empty_file_that_accounts_share_is_never_written_to(busy):
    """An account has a file of its own from its first miss on; before, all share an empty one."""
    assert len(busy.rows("missed")) > 100
    assert [getattr(NO_WORK, name) for name in Work.__slots__] == [
        getattr(Work(), name) for name in Work.__slots__
    ]
