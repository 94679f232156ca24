"""A team's day: servers, hours, overrun, rank, wages."""

import pytest

# Two hours a day, every call takes 45 minutes, everybody may be called every day.
SHORT_DAYS = """
collection:
  teams: [{name: callers, people: %s, hours_per_day: 2, cost_per_hour: 60}]
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170,
       actions: [{name: call, every_days: 1, channel: call, team: callers}]}
"""
SLOW = "behaviour.answering.contacts.call.seconds_unanswered=2700"
CROWD = ("unwilling", "portfolio.borrowers=9", SLOW, "horizon_months=2")


def minutes_by_day(lived) -> dict[int, list[int]]:
    calls = lived.rows("attempt").sort_values(["day", "minute"], kind="stable")
    return {day: own["minute"].tolist() for day, own in calls.groupby("day")}


def test_a_started_job_ends_today_and_its_overrun_is_taken_from_the_next_working_day(live):
    """A job starts if any time is left: 9:00, 9:45, 10:30 to 11:15; so Monday begins at 9:15.

    Then 9:15, 10:00, 10:45 to 11:30; then 9:30, 10:15 to 11:00 sharp; then it begins anew. Days
    16 and 19 to 21 are a Friday and the working days that follow.
    """
    days = minutes_by_day(live(SHORT_DAYS % 1, *CROWD))
    assert [days[day] for day in (16, 19, 20, 21)] == [
        [540, 585, 630], [555, 600, 645], [570, 615], [540, 585, 630],
    ]  # fmt: skip


def test_a_shift_tells_what_was_worked_and_what_was_available(live):
    shifts = live(SHORT_DAYS % 1, *CROWD).rows("shift")
    told = dict(
        zip(shifts["day"], zip(shifts["amount"], shifts["to_fees"], strict=True), strict=True)
    )
    assert [told[day] for day in (15, 16, 19, 20)] == [
        (0, 7200), (8100, 7200), (8100, 7200), (5400, 7200),
    ]  # fmt: skip


def test_served_time_never_exceeds_what_was_available_by_more_than_a_job_for_each_person(
    live, busy, stages
):
    """Over any number of days, as overrun is paid back."""
    crowds = [(live(SHORT_DAYS % people, *CROWD), 2700) for people in (1, 2, 1.5)]
    crowds += [(busy, 4000), (stages, 4000)]
    for lived, longest in crowds:
        policy = lived.scenario.policies["status_quo"].collection
        for team in policy.teams:
            shifts = lived.rows("shift", actor=team.name)
            balance = shifts["amount"].cumsum() - shifts["to_fees"].cumsum()
            people = -(-team.people // 1)
            assert (balance - balance.cummin() <= people * longest).all(), team.name


def test_a_second_person_doubles_the_day_and_half_a_person_goes_home_early(live):
    """Two: three calls each. One and a half: the second stays until 10:00, so starts two calls."""
    two = minutes_by_day(live(SHORT_DAYS % 2, *CROWD))
    assert two[16] == [540, 540, 585, 585, 630, 630]
    more = minutes_by_day(live(SHORT_DAYS % 1.5, *CROWD))
    assert more[16] == [540, 540, 585, 585, 630]
    people = live(SHORT_DAYS % 1.5, *CROWD).rows("attempt", day=16)
    assert sorted(people["person"]) == [0, 0, 0, 1, 1]


def test_nobody_calls_on_a_day_off(live):
    """Day 16 is a Friday; with it and Monday off the first call is on Tuesday, day 20."""
    text = SHORT_DAYS % 1 + "calendar: {holidays: [2025-01-17, 2025-01-20]}\n"
    lived = live(text, *CROWD)
    assert min(lived.days("attempt")) == 20
    assert not {16, 17, 18, 19} & set(lived.days("shift"))


def test_wages_are_paid_for_every_available_hour(live):
    """Two hours at 60 on each of 43 working days of January and February 2025."""
    lived = live(SHORT_DAYS % 1, *CROWD)
    wages = lived.rows("cost", cause="wages")
    assert set(wages["amount"]) == {12_000}
    assert len(wages) == len(lived.days("shift")) == 43
    assert set(wages["actor"]) == {"callers"}


def test_what_is_not_served_waits_and_is_told(live):
    """Nine are queued on day 16 and three are called; the other six come first on Monday."""
    lived = live(SHORT_DAYS % 1, *CROWD)
    friday = lived.rows("queued", day=16)
    assert friday["cause"].tolist().count("worked") == 3
    assert friday["cause"].tolist().count("capacity") == 6
    waited = set(friday.loc[friday["cause"] == "capacity", "account"])
    monday = set(lived.rows("attempt", day=19)["account"])
    assert monday <= waited


def test_one_row_of_the_queue_for_each_account_action_and_day(busy, stages):
    for lived in (busy, stages):
        queued = lived.rows("queued")
        assert not queued.duplicated(["account", "action", "day"]).any()
        worked = queued[queued["cause"] == "worked"]
        calls = lived.events[(lived.events["event"] == "attempt") & (lived.events["person"] >= 0)]
        key = ["day", "account", "action"]
        assert sorted(map(tuple, worked[key].to_numpy())) == sorted(
            map(tuple, calls[key].to_numpy())
        )


# Rank ---------------------------------------------------------------------------------------------

SPREAD = (
    "unwilling",
    "portfolio.borrowers=30",
    SLOW,
    "portfolio.due_day=spread",
    "horizon_months=3",
)


def first_dues(lived) -> dict[int, int]:
    return lived.rows("due").groupby("account")["day"].min().to_dict()


def test_older_debt_is_worked_before_younger(live):
    """Nobody pays, so the first due day is the oldest debt; no waiter owes longer than others."""
    lived = live(SHORT_DAYS % 1, *SPREAD)
    since = first_dues(lived)
    contested = 0
    for _, queue in lived.rows("queued").groupby("day"):
        worked = [since[a] for a in queue.loc[queue["cause"] == "worked", "account"]]
        waiting = [since[a] for a in queue.loc[queue["cause"] == "capacity", "account"]]
        if worked and waiting:
            contested += 1
            assert max(worked) <= min(waiting)
    assert contested > 20


def test_the_calls_of_a_day_are_made_oldest_first(live):
    lived = live(SHORT_DAYS % 1, *SPREAD)
    since = first_dues(lived)
    for _, calls in lived.rows("attempt").groupby("day"):
        ages = [since[account] for account in calls.sort_values("minute")["account"]]
        assert ages == sorted(ages)


def test_of_equally_old_debts_the_one_longest_unworked_comes_first(live):
    """Nine of one age and three calls a day: who is called was not called later than who waits."""
    lived = live(SHORT_DAYS % 1, *CROWD)
    order = lived.rows("attempt").sort_values(["day", "minute"])["account"].tolist()
    assert sorted(order[:9]) == list(range(9)), "everybody once before anybody twice"
    tried = dict.fromkeys(range(9), -1)
    for day, queue in lived.rows("queued").groupby("day"):
        worked = queue.loc[queue["cause"] == "worked", "account"]
        waiting = queue.loc[queue["cause"] == "capacity", "account"]
        assert max(tried[a] for a in worked) <= min(tried[a] for a in waiting)
        tried |= dict.fromkeys(worked, day)


def test_no_number_is_favoured(live):
    """Who of 40 equals is called first is drawn: one alone in 8 runs has a chance of 1e-11."""
    forty = ("unwilling", "portfolio.borrowers=40", SLOW, "horizon_months=1")
    firsts = []
    for replication in range(8):
        calls = live(SHORT_DAYS % 1, *forty, replication=replication).rows("attempt", day=16)
        firsts.append(calls.sort_values("minute")["account"].iloc[0])
    assert len(set(firsts)) > 1


TWO_KINDS = """
collection:
  teams: [{name: callers, people: 1, hours_per_day: 2}]
  stages:
    - name: old
      from_dpd: 20
      to_dpd: 170
      actions: [{name: chat, every_days: 1, channel: call, team: callers, priority: 2}]
    - name: young
      from_dpd: 1
      to_dpd: 19
      actions: [{name: call, every_days: 1, channel: call, team: callers, priority: 1}]
"""


def test_priority_goes_before_age(live):
    """While there are three of the young to call, nobody calls the old."""
    lived = live(TWO_KINDS, *SPREAD)
    for _, queue in lived.rows("queued").groupby("day"):
        left = queue[queue["cause"] == "capacity"]
        if (left["action"] == "call").any():
            assert set(queue.loc[queue["cause"] == "worked", "action"]) <= {"call"}


def test_hours_of_an_action_and_of_a_team_both_hold(live):
    """The team works 9:00 to 16:30, the action runs from 10:30 to 11:00: one call a day begins."""
    text = SHORT_DAYS.replace("hours_per_day: 2", "hours_per_day: 7.5").replace(
        "team: callers}", 'team: callers, between: ["10:30", "11:00"]}'
    )
    days = minutes_by_day(live(text % 1, *CROWD))
    assert len(days) > 10
    assert all(minutes == [630] for minutes in days.values())


@pytest.mark.parametrize("spread", [0, 0.5])
def test_a_collectors_skill_is_the_persons_for_good(live, spread):
    """Skill enters pressure only, so where calls press nobody it changes nothing."""
    text = SHORT_DAYS.replace("cost_per_hour: 60", f"cost_per_hour: 60, skill_spread: {spread}")
    plain = live(SHORT_DAYS % 2, *CROWD).told()
    assert live(text % 2, *CROWD).told() == plain


def test_calls_for_the_afternoon_leave_the_morning_to_others(live):
    """Thirty calls of ten minutes may be made at any time, others from 16:00 to 16:30 only.

    The latter come first by priority and take three a day; the seven hours before them are enough
    for all of the former on the first day.
    """
    text = """
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 170
      actions:
        - {name: late, every_days: 50, channel: call, team: callers, between: ["16:00", "16:30"]}
        - {name: any, every_days: 50, channel: call, team: callers, priority: 2}
"""
    ten = "behaviour.answering.contacts.call.seconds_unanswered=600"
    lived = live(text, "unwilling", "portfolio.borrowers=30", ten, "horizon_months=1")
    first = lived.rows("attempt", day=16)["action"].value_counts()
    assert first.to_dict() == {"any": 30, "late": 3}
