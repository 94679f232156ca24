"""Relief that cannot be meant is refused, relief that changes nothing is warned of."""

import pytest

from arrears.errors import ScenarioError
from arrears.scenario.load import load_scenario

FUND = "collection.hardship_fund={budget_per_year: 1000}"
GIVEN = "collection.relief=[{name: gift, trigger: automatic, grant: {}}]"


def relief(terms, trigger="automatic"):
    return f"collection.relief=[{{name: help, trigger: {trigger}, {terms}}}]"


def said(*sets):
    return "\n".join(load_scenario("first_steps", sets=sets, borrowers=20).warnings)


def refused(*sets):
    with pytest.raises(ScenarioError) as error:
        load_scenario("first_steps", sets=sets, borrowers=20)
    return str(error.value)


def test_a_grant_needs_a_fund():
    assert "no hardship_fund to pay it" in refused(GIVEN)
    assert said(GIVEN, FUND) == ""


def test_a_fund_needs_a_grant():
    assert "no relief is a grant" in said(FUND)


def test_a_shock_that_there_is_not_is_refused_with_the_nearest_name():
    message = refused(relief("skip_months: 1, shocks: [jobloss]"))
    assert "there is no shock 'jobloss'; did you mean job_loss?" in message


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ("settlement: {paid_share: 0.5, within_days: 9}, skip_months: 1", "no other terms"),
        ("extra_months: 3, spread_months: 9", "leave out extra_months"),
        ("skip_months: 1, income_based: {income_share: 0.3, months: 3}", "sets the instalments"),
        ("skip_months: 1, from_dpd: 9, to_dpd: 3", "to_dpd is 3 but from_dpd is 9"),
        ("from_dpd: 9", "this relief changes nothing"),
    ],
)
def test_terms_that_contradict_each_other_are_refused(terms, message):
    assert message in refused(relief(terms))


@pytest.mark.parametrize(
    ("terms", "trigger", "message"),
    [
        ("skip_months: 1", "offer", "no stage offers it"),
        ("skip_months: 1, from_dpd: 300", "automatic", "charge-off comes before, at 120 dpd"),
        ("interest_free: true, freeze_months: 3", "automatic", "interest_free throughout"),
    ],
)
def test_terms_without_effect_are_warned_of(terms, trigger, message):
    assert message in said(relief(terms, trigger))


def test_what_nobody_asks_for_stands_in_offers_in_vain():
    offers = "collection.stages.overdue.offers=[help]"
    assert "nobody asks for it" in said(relief("skip_months: 1"), offers)


def test_a_settlement_may_begin_after_charge_off():
    terms = "from_dpd: 300, settlement: {paid_share: 0.1, within_days: 9}"
    assert said(relief(terms)) == ""


def test_a_programme_needs_a_shock_that_it_can_end():
    never = "shocks.kinds.job_loss.retraining=false"
    terms = relief("retraining: {monthly_share: 0.5, months: 2}")
    assert "no kind of shock is ended by retraining" in said(terms, never)


def test_a_smaller_book_has_a_smaller_fund():
    scenario = load_scenario("half_year_halt", borrowers=500, policies=["hardship_fund"])
    fund = scenario.policies["hardship_fund"].collection.hardship_fund
    assert fund.budget_per_year == 6_000_000 // 4
