"""What too few people do: a slow review desk wears applicants down, few collectors reach few.

The grid: 400 borrowers over 12 months of a downturn; a desk that decides after 2, 21 or 45 days
at least, or has half an officer, a fiftieth or a two-hundredth; from a hundredth of a collector to
fifty.
"""

import itertools

import pytest

DESK = {
    "people": 0.5, "handling_minutes": 25, "least_days": 2, "document_days": 7,
    "document_rounds_max": 2, "sensitivity_share": 0.85, "specificity_share": 0.7,
}  # fmt: skip
PLAN = {
    "name": "plan", "trigger": "application", "reduction_share": 0.4, "reduced_months": 4,
    "extra_months": 4, "arrears": "spread", "break_dpd": 60,
}  # fmt: skip
WITH_DESK = {
    "review_desk": DESK,
    "relief": [PLAN],
    "stages": [{"name": "overdue", "offers": ["plan"]}],
}
SLOWER = {"days_2": {}, "days_21": {"least_days": 21}, "days_45": {"least_days": 45}}
FEWER = {"half": {}, "fiftieth": {"people": 0.02}, "two_hundredth": {"people": 0.005}}
PEOPLE = (0.01, 0.02, 0.04, 0.08, 0.16)


@pytest.fixture(scope="module", params=[SLOWER, FEWER], ids=["slower", "fewer"])
def desks(request, measure, downturn):
    """Return three desks, from the quickest to the slowest."""
    policies = {
        name: {"collection": {"review_desk": change}} for name, change in request.param.items()
    }
    return list(measure(policies, macro=downturn, collection=WITH_DESK, replications=2).values())


@pytest.fixture(scope="module")
def collectors(measure, downturn):
    """Return what each number of collectors gives, the last two more than can be of use."""
    policies = {
        f"people_{count}": {"collection": {"teams": [{"name": "callers", "people": count}]}}
        for count in (*PEOPLE, 1, 50)
    }
    renamed = {name.replace(".", "_"): change for name, change in policies.items()}
    return list(measure(renamed, macro=downturn, replications=1).values())


def rises(values):
    return all(lower < higher for lower, higher in itertools.pairwise(values))


def test_a_slower_desk_lets_applicants_wait_longer(desks):
    assert rises([each["review_wait_days_mean"] for each in desks])


def test_longer_review_adds_distress_by_limbo(desks):
    assert rises([each.total("distress_added_limbo") for each in desks])
    assert desks[-1].total("distress_added_limbo") > 2 * desks[0].total("distress_added_limbo")


def test_longer_review_makes_limbo_a_larger_part_of_what_is_added(desks):
    assert rises([each["distress_from_limbo"] for each in desks])


def test_longer_review_leaves_more_people_in_distress(desks):
    assert desks[-1]["distress_share"] > desks[0]["distress_share"]


def test_more_collectors_work_a_larger_share_of_the_list_until_it_is_worked_whole(collectors):
    shares = [each["penetration_share"] for each in collectors]
    assert rises(shares[: len(PEOPLE)])
    assert shares[0] < 0.2
    assert shares[-1] == shares[-2] == 1.0


def test_more_collectors_make_more_attempts_below_saturation(collectors):
    attempts = [each["attempts_per_delinquent_month"] for each in collectors[: len(PEOPLE) - 1]]
    assert rises(attempts)


def test_more_collectors_are_less_busy(collectors):
    busy = [each["team_utilisation"] for each in collectors]
    assert rises(busy[::-1])


def test_collectors_beyond_saturation_change_nothing_but_their_own_idle_time(collectors):
    enough, many = collectors[-2:]
    for series in ("cash_received", "attempts", "distress_added", "seconds_worked"):
        assert many.total(series) == enough.total(series)
