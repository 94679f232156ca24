"""What platforms change by themselves, by hand: when, what, and for how long."""

import itertools

import pytest

from arrears.errors import ScenarioError
from arrears.scenario.load import load_scenario

# Late from day 16 on; texted every second day, on even days.
TEXTED = """
collection:
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 170
      actions: [{name: text, channel: sms, every_days: 2, tone: neutral}]
  relief: [{name: skip, trigger: application, skip_months: 1}]
  reacts: [{name: change, %s}]
"""
BAD = "macro={path: step, from_month: 2, months: 1, hazard_factor: 1, income_factor: 0.99}"


def reacting(live, terms, *sets):
    return live(TEXTED % terms, "unwilling", "portfolio.borrowers=4", *sets)


def tones(lived, first, last):
    rows = lived.rows("attempt")
    return set(rows.loc[rows["day"].between(first, last - 1), "tone"])


def test_arrears_at_the_end_of_january_change_the_tone_from_february_on(live):
    lived = reacting(live, "when: arrears, above: 0.9, tone: firm")
    assert tones(lived, 0, 31) == {"neutral"}
    assert tones(lived, 31, 181) == {"firm"}
    assert lived.told("reaction_start", "reaction_end") == [(31, "reaction_start", 28)]


def test_a_bound_that_is_not_passed_changes_nothing(live):
    lived = reacting(live, "when: arrears, above: 1, tone: firm")
    assert tones(lived, 0, 181) == {"neutral"}
    assert lived.rows("reaction_start").empty


def test_a_downturn_changes_the_cadence_while_it_lasts(live):
    """March: days 59 to 89. From every second day to every sixth, and back."""
    lived = reacting(live, "when: downturn, cadence_factor: 3", BAD)
    days = lived.days("attempt", account=0)
    march = [day for day in days if 59 <= day < 90]
    assert {later - day for day, later in itertools.pairwise(march)} == {6}
    assert {later - day for day, later in itertools.pairwise(days) if later < 59} == {2}
    assert {later - day for day, later in itertools.pairwise(days) if day >= 92} == {2}
    assert lived.days("reaction_start", "reaction_end") == [59, 90]


def test_it_lasts_for_its_months_after_its_reason(live):
    lived = reacting(live, "when: downturn, for_months: 3, stops: [text]", BAD)
    days = lived.days("attempt")
    assert {day for day in days if 59 <= day < 151} == set()
    assert max(days) > 151
    assert lived.told("reaction_start", "reaction_end") == [
        (59, "reaction_start", 92), (151, "reaction_end", 0),
    ]  # fmt: skip


def test_leniency_is_relief_that_stages_offer_from_then_on(live):
    lived = reacting(live, "when: arrears, above: 0.9, offers: [skip]", "applies")
    days = lived.days("application")
    assert days
    assert min(days) >= 31, "the second miss, on day 46"


def test_complaints_losses_and_liquidity_are_looked_at(live):
    """Nobody pays, nobody complains: no cash comes in, and on day 40 all is charged off."""
    for terms, days in (
        ("when: liquidity, below: 0.001, tone: firm", [31]),
        ("when: liquidity, above: 0.001, tone: firm", []),
        ("when: losses, above: 0.9, tone: firm", [59]),
        ("when: complaints, above: 0, tone: firm", []),
    ):
        lived = reacting(live, terms, "collection.charge_off_dpd=25")
        assert lived.days("reaction_start")[:1] == days, terms


def test_less_or_more_compliance_is_a_reaction_too():
    lived = load_scenario(
        "first_steps",
        sets=("collection.reacts=[{name: careless, when: downturn, compliance_share: 0.5}]",),
    )
    assert lived.base.collection.reacts[0].compliance_share == 0.5


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ("when: losses, tone: firm", "set above or below"),
        ("when: downturn, above: 1, tone: firm", "set above or below"),
        ("when: losses, above: 1", "changes nothing"),
        ("when: losses, above: 1, stops: [tex]", "no action 'tex'"),
        ("when: losses, above: 1, offers: [skp]", "no relief 'skp'"),
    ],
)
def test_reactions_that_make_no_sense_are_refused(live, terms, said):
    with pytest.raises(ScenarioError, match=said):
        reacting(live, terms)
