"""Grace has no single sign: it harms or helps by who triggers it and what it changes.

The grid: 400 borrowers over 20 months, so that contracts of up to 12 months come to an end, and
charge-off at 120 days. Against a policy without grace stand

- 30 and 60 days of automatic grace for everybody, in which nobody is called, in normal times;
- the right to skip two instalments, asked for by the borrower or offered by the lender to who tells
  of a hardship, arrears moved to the end, in a downturn (so that there are enough of them);
- both, on a book of 600 whose willingness is 1.5 log-odds instead of more than 4, so that whether
  somebody calls makes more of a difference.
"""

import pytest

DESK = {
    "people": 5, "handling_minutes": 25, "least_days": 1, "sensitivity_share": 0.9,
    "specificity_share": 0.8,
}  # fmt: skip


def skip(trigger):
    """Return the change that lets two instalments be skipped."""
    relief = {"name": "skip", "trigger": trigger, "skip_months": 2, "arrears": "end"}
    return {
        "collection": {
            "review_desk": DESK,
            "relief": [relief | {"break_dpd": 60}],
            "stages": [{"name": "overdue", "offers": ["skip"]}],
        }
    }


GRACE = {
    "grace_30": {"collection": {"grace_days": 30}},
    "grace_60": {"collection": {"grace_days": 60}},
}
SKIPS = {"asked_for": skip("application"), "offered": skip("offer")}
LONG = {"horizon_months": 20, "collection": {"charge_off_dpd": 120}}


@pytest.fixture(scope="module")
def blanket(measure):
    """Run automatic grace in normal times."""
    return measure({"none": {}} | GRACE, **LONG)


@pytest.fixture(scope="module")
def skips(measure, downturn):
    """Run skips in a downturn."""
    return measure({"none": {}} | SKIPS, macro=downturn, **LONG)


@pytest.fixture(scope="module")
def unwilling(measure, every_segment):
    """Run 60 days of grace and a skip on the less willing book."""
    policies = {"none": {}, "grace_60": GRACE["grace_60"], "asked_for": SKIPS["asked_for"]}
    return measure(policies, portfolio=every_segment(borrowers=600, willingness=1.5), **LONG)


@pytest.mark.parametrize("policy", GRACE)
def test_blanket_grace_lets_more_accounts_fall_a_month_behind(blanket, policy):
    assert blanket[policy]["ever_30_share"] > 1.02 * blanket["none"]["ever_30_share"]


@pytest.mark.parametrize("policy", GRACE)
@pytest.mark.parametrize("outcome", ["back_30d_share", "cure_rate_30d"])
def test_blanket_grace_delays_what_is_paid_late(blanket, policy, outcome):
    assert blanket[policy][outcome] < 0.998 * blanket["none"][outcome]


@pytest.mark.parametrize("policy", SKIPS)
@pytest.mark.parametrize("outcome", ["charge_off_share", "loss_rate"])
def test_a_skip_that_is_asked_for_or_offered_lowers_charge_off_and_loss(skips, policy, outcome):
    assert skips[policy][outcome] < skips["none"][outcome]


@pytest.mark.parametrize("policy", SKIPS)
def test_a_skip_that_is_asked_for_or_offered_collects_more_in_the_end(skips, policy):
    assert skips[policy]["collected_share"] > skips["none"]["collected_share"]


@pytest.mark.parametrize("policy", SKIPS)
def test_a_skip_reaches_a_part_of_the_accounts(skips, policy):
    assert 0.05 < skips[policy]["relief_share"] < 0.2


def test_grace_of_the_one_design_harms_where_the_other_helps(blanket, skips):
    """Cash by day 30 is lost by the one, cash in the end is won by the other."""
    assert blanket["grace_30"]["back_30d_share"] < blanket["none"]["back_30d_share"]
    assert skips["asked_for"]["collected_share"] > skips["none"]["collected_share"] + 0.001


def test_a_skip_lowers_the_charge_offs_of_the_unwilling(unwilling):
    assert unwilling["asked_for"]["charge_off_share"] < 0.95 * unwilling["none"]["charge_off_share"]


def test_blanket_grace_raises_the_charge_offs_of_the_unwilling(unwilling):
    """The same outcome with the other sign: a weak start leaves a lasting loss."""
    assert unwilling["grace_60"]["charge_off_share"] > 1.05 * unwilling["none"]["charge_off_share"]
