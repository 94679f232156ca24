"""Skip tracing: what it costs, when it is back, and what it finds."""

TRACED = """
collection:
  teams: [{name: callers, people: 1}]
  tracing: {cost: 8, success_share: %s, delay_days: 6, times_max: 3}
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, actions: [
       {name: call, every_days: 7, channel: call, team: callers}]}
"""
DEAD = (
    "behaviour.answering.number_death_monthly_share=1",
    "behaviour.answering.number_death_arrears_factor=90",
)


def test_a_trace_is_ordered_when_a_number_is_found_dead_and_restores_reach(live):
    lived = live(TRACED % 1, "unwilling", *DEAD)
    lost = lived.days("unreachable")[0]
    assert lived.told("traced")[0] == (lost + 6, "traced", 6)
    assert lived.days("reached")[0] == lost + 6
    assert lived.told("cost", cause="tracing")[0] == (lost, "cost", 800)
    assert lived.days("attempt")[0] == lost
    assert lived.days("attempt")[1] > lost + 6


def test_traces_that_fail_are_ordered_again_so_often_and_no_more(live):
    lived = live(TRACED % 0, "unwilling", *DEAD)
    lost = lived.days("unreachable")[0]
    assert lived.days("traced") == [lost + 6, lost + 12, lost + 18]
    assert set(lived.causes("traced")) == {"failed"}
    assert lived.amounts("cost", cause="tracing") == [800, 800, 800]
    assert lived.days("reached") == []


def test_nobody_is_looked_for_whose_number_works(live):
    assert live(TRACED % 1, "unwilling").days("traced", "unreachable") == []
