"""Desks, teams, courts and funds that can never act are warned of, at their place and by name."""

import pytest

from arrears.scenario.load import load_scenario

GRANT = "collection.relief=[{name: gift, trigger: automatic, grant: {}}]"
FUND = "collection.hardship_fund={budget_per_year: %s}"
SUIT = "steps: [{name: suit, kind: small_claims, days: 30}]"
LEGAL = "collection.legal={from_dpd: 60, quota_per_month: %s, " + SUIT + "}"
PRODUCTS = [each.name for each in load_scenario("first_steps").base.portfolio.products]
COMPLAINTS = "collection.complaint_desk={people: %s, handling_minutes: 30}"
REVIEW = "collection.review_desk={people: 0, handling_minutes: 30, %s}"


def said(*sets, scenario="first_steps"):
    found = load_scenario(scenario, sets=sets, borrowers=20).warnings
    return [line[line.rindex("collection.") :] for line in found]


def review(terms):
    return said(REVIEW % terms, scenario="three_stage_escalation")


def test_a_complaint_desk_of_nobody():
    assert said(COMPLAINTS % 0) == [
        (
            "collection.complaint_desk.people: can never act: it has nobody, and no complaint is "
            "ever answered"
        )
    ]
    assert said(COMPLAINTS % 0.01) == []


def test_a_review_desk_of_nobody():
    place = "collection.review_desk.people: can never act: it has nobody, and no "
    some = "application that the machine leaves is ever decided"
    assert place + "application is ever decided" in review("automation_share: 0")
    assert place + some in review("automation_share: 0.5")
    assert place + "appeal is ever decided" in review("automation_share: 1, appeal_share: 0.1")


def test_a_review_desk_at_which_the_machine_decides_everything_needs_nobody():
    assert [line for line in review("automation_share: 1") if "nobody" in line] == []


def test_a_court_that_takes_nothing_in():
    assert said(LEGAL % 0) == [
        (
            "collection.legal.quota_per_month: can never act: found 0, so nothing that is filed is "
            "ever taken in"
        )
    ]
    assert said(LEGAL % 1) == []


@pytest.mark.parametrize(("quota", "months", "is_told"), [(0.05, 12, True), (0.09, 12, False)])
def test_a_court_whose_fractions_never_add_up_to_one(quota, months, is_told):
    """Twelve months at 0.05 make 0.6 of a filing, at 0.09 one."""
    run = (f"horizon_months={months}", "burn_in_months=0")
    line = (
        "collection.legal.quota_per_month: can never act: found 0.05, and in the 12 months of the "
        "run that does not come to one filing"
    )
    assert said(LEGAL % quota, *run) == [line] * is_told


def test_a_court_of_another_lender():
    legal = LEGAL.replace("collection.legal=", "legal: ") % 0.01
    found = load_scenario(
        "first_steps", borrowers=20,
        sets=[f"platforms=[{{name: bank, collection: {{{legal}}}}}]"],
    ).warnings  # fmt: skip
    assert ["platforms.bank.collection.legal.quota_per_month" in line for line in found] == [True]


def test_filings_of_the_burn_in_are_none_of_the_run():
    """At 0.09 the first is due in the twelfth month, which is the last before day 0."""
    run = ("horizon_months=6", "burn_in_months=12")
    (line,) = said(LEGAL % 0.09, *run)
    assert "in the 6 months of the run" in line


@pytest.mark.parametrize(("budget", "is_told"), [(49, True), (50, False)])
@pytest.mark.parametrize("pods", [1, 3])
def test_a_fund_too_small_for_the_smallest_grant(budget, is_told, pods):
    """A grant is one instalment to come at least: 600 over twelve months; incomes are larger."""
    sets = [f"portfolio.products.{name}.{key}={value}" for name in PRODUCTS for key, value in (
        ("principal_min", 600), ("term_months", "[6, 12]"), ("instalment_factor", 1),
    )]  # fmt: skip
    found = said(GRANT, FUND % (budget * pods), f"pods={pods}", *sets)
    each = f" ({budget} in each of 3 pods)" if pods > 1 else ""
    line = (
        f"collection.hardship_fund.budget_per_year: can hardly ever act: found {budget * pods}"
        f"{each}, and a grant is seldom below 50"
    )
    assert found == [line] * is_told


def test_a_grant_of_at_most_so_much_is_no_larger():
    gift = GRANT.replace("grant: {}", "grant: {most: 10}")
    assert [line for line in said(gift, FUND % 10) if "hardship_fund" in line] == []
    (line,) = said(gift, FUND % 9)
    assert line.endswith("a grant is seldom below 10")


def test_a_fund_without_money_for_its_grants():
    assert said(GRANT, FUND % 0) == [
        (
            "collection.hardship_fund.budget_per_year: can never act: found 0, and every grant is "
            "paid out of it"
        )
    ]


def test_an_early_call_by_a_team_of_nobody():
    call = "collection.early_warning={auc_share: 0.7, call: {team: %s}}"
    nobody = "collection.teams=[{name: idle, people: 0}]"
    assert said(call % "idle", nobody)[-1] == (
        "collection.early_warning.call.team: can never act: team idle has nobody"
    )


CREW = """\
schema_version: 1
scenario: visits
extends: staircase_dunning
collection:
  field_teams: [{name: crew, people: 2, travel_minutes: %s, opens: "09:00", hours_per_day: 7.5}]
  stages:
    - name: %s
      actions:
        - {name: knock, channel: visit, team: crew, every_days: 10, between: ["10:00", "%s"],
           visit: {preparation_minutes: 20}}
policies: {status_quo: {}}
"""


@pytest.fixture
def crew(tmp_path):
    """Return the warnings about a crew and its visits."""
    stage = load_scenario("staircase_dunning").base.collection.stages[0].name

    def load(travel, until):
        file = tmp_path / "visits.yaml"
        file.write_text(CREW % (travel, stage, until))
        found = load_scenario(file).warnings
        lines = [line.partition(": ")[2] for line in found]
        return [
            line for line in lines
            if line.startswith("collection") and ("crew" in line or "knock" in line)
        ]  # fmt: skip

    return load


def test_a_way_longer_than_the_working_day(crew):
    assert crew(449, "20:00") == []
    assert crew(450, "20:00") == [
        (
            "collection.field_teams.crew.travel_minutes: found 450: the way to one home is no "
            "shorter than the working day of 450 minutes"
        )
    ]


def test_a_way_so_long_that_nobody_arrives_in_time(crew):
    """From 09:00, 100 minutes of way and 20 of preparation end at 11:00."""
    assert crew(99, "11:00") == []
    (line,) = crew(100, "11:00")
    assert line.partition(": ")[2] == (
        "can never act: field team crew sets out at 09:00 and needs 120 minutes to one home, but "
        "visits end at 11:00"
    )
    assert line.endswith("11:00")
