"""Grace has no single sign: it harms or helps by who triggers it and what it changes.

The grid: 400 borrowers over 20 months, so that contracts of up to 12 months come to an end, and
charge-off at 120 days. Against a policy without grace stand 30 and 60 days of automatic grace for
everybody, in which nobody is called, and the right to skip two instalments, asked for by the
borrower or offered by the lender to who tells of a hardship, their arrears moved to the end. The
second book is less willing, so that whether somebody calls makes more of a difference.
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


POLICIES = {
    "none": {},
    "grace_30": {"collection": {"grace_days": 30}},
    "grace_60": {"collection": {"grace_days": 60}},
    "asked_for": skip("application"),
    "offered": skip("offer"),
}
LONG = {"horizon_months": 20, "collection": {"charge_off_dpd": 120}}


@pytest.fixture(scope="module")
def willing(measure):
    """Run the shipped book."""
    return measure(POLICIES, replications=2, **LONG)


@pytest.fixture(scope="module")
def unwilling(measure, every_segment):
    """Run a book whose willingness is 2 log-odds instead of more than 4."""
    return measure(POLICIES, replications=2, portfolio=every_segment(willingness=2.0), **LONG)


@pytest.fixture(params=["willing", "unwilling"])
def book(request):
    """Return one book after the other."""
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("policy", ["grace_30", "grace_60"])
def test_blanket_grace_lets_more_accounts_fall_a_month_behind(book, policy):
    assert book[policy]["ever_30_share"] > 1.05 * book["none"]["ever_30_share"]


@pytest.mark.parametrize("policy", ["grace_30", "grace_60"])
@pytest.mark.parametrize("outcome", ["back_30d_share", "cure_rate_30d"])
def test_blanket_grace_delays_what_is_paid_late(book, policy, outcome):
    assert book[policy][outcome] < book["none"][outcome] - 0.01


@pytest.mark.parametrize("policy", ["asked_for", "offered"])
@pytest.mark.parametrize("outcome", ["charge_off_share", "loss_rate"])
def test_a_skip_that_is_asked_for_or_offered_lowers_charge_off_and_loss(willing, policy, outcome):
    assert willing[policy][outcome] < willing["none"][outcome]


@pytest.mark.parametrize("policy", ["asked_for", "offered"])
def test_a_skip_that_is_asked_for_or_offered_collects_more_in_the_end(willing, policy):
    assert willing[policy]["collected_share"] > willing["none"]["collected_share"]


@pytest.mark.parametrize("policy", ["asked_for", "offered"])
def test_a_skip_reaches_a_small_part_of_the_accounts(willing, policy):
    assert 0.02 < willing[policy]["relief_share"] < 0.1


def test_a_skip_lowers_the_charge_offs_of_the_unwilling_too(unwilling):
    for policy in ("asked_for", "offered"):
        assert unwilling[policy]["charge_off_share"] < 0.9 * unwilling["none"]["charge_off_share"]


@pytest.mark.xfail(
    reason="silence during grace leaves no trace: Work.is_neglected asks for a stage", strict=True
)
def test_one_outcome_rises_under_blanket_grace_and_falls_under_a_skip(unwilling):
    """Charge-offs of the unwilling: a weak start leaves a lasting loss, a skip carries over."""
    none = unwilling["none"]["charge_off_share"]
    assert unwilling["grace_60"]["charge_off_share"] > 1.03 * none
    assert unwilling["asked_for"]["charge_off_share"] < 0.97 * none
