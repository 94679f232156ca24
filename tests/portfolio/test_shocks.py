"""When misfortune strikes: hazards, lengths, the downturn's part, and whose luck it is.

Shares are compared at five standard errors, which a correct draw exceeds in fewer than 6e-7 of
all seeds (two-sided); the seeds are fixed besides.
"""

import itertools
import math
from typing import NamedTuple

import numpy as np
import pytest

from arrears.portfolio.economy import Economy
from arrears.portfolio.people import TRAITS, People
from arrears.portfolio.settings import Segment, Shock
from arrears.portfolio.shocks import onsets

ERRORS = 5
SIZE = 4_000
MONTHS = 24
STARTS = np.arange(MONTHS + 1) * 30  # months of thirty days
BORROWER_MONTHS = SIZE * MONTHS

SEGMENT = {
    "name": "salaried", "share": 0.5, "income": {"median": 6000}, "payday": 10,
    "essentials_share": {"mean": 0.5}, "other_debt_share": {"mean": 0.1}, "buffer_months": 0.8,
    "buffer_sigma": 0.9, "digital_share": 0.9, "auto_debit_share": 0.6,
    "forgetfulness": {"mean": 0.1}, "willingness": 4.0, "organisation": {"mean": 0.9},
    "reactance": {"mean": 0.4}, "vulnerability": {"mean": 0.3}, "honesty": {"mean": 0.8},
    "never_payer_share": 0.0,
}  # fmt: skip
SEGMENTS = tuple(Segment(**(SEGMENT | {"name": name})) for name in ("salaried", "gig"))

JOB_LOSS = {"name": "job_loss", "monthly_share": 0.02, "duration_days": 100}


class Struck(NamedTuple):
    """One onset and whom it struck."""

    borrower: int
    day: int
    kind: int
    days: int
    by_downturn: bool


def crowd(arrives=0):
    """Return borrowers of whom every other is of the second segment."""
    numbers = np.arange(SIZE)
    return People(
        segments=SEGMENTS, segment=numbers % 2, traits=np.zeros((SIZE, len(TRAITS))),
        arrives=np.full(SIZE, arrives, dtype=np.int64), contracts=((),) * SIZE,
    )  # fmt: skip


def economy(factor=1.0, *, first_month=0, from_month=0):
    """Return a path whose hazards are multiplied from one of its months on."""
    factors = np.where(np.arange(MONTHS) >= from_month, factor, 1.0)
    return Economy(first_month=first_month, hazard_factor=factors, income_factor=np.ones(MONTHS))


def strike(*kinds, people=None, path=None, starts=STARTS, seed=11, replication=0):
    """Return all onsets as flat rows."""
    found = onsets(
        [Shock(**kind) for kind in kinds], people or crowd(), path or economy(), starts,
        seed, replication,
    )  # fmt: skip
    return [
        Struck(number, each.day, each.kind, each.days, each.by_downturn)
        for number, own in enumerate(found)
        for each in own
    ]


def close_to(share, size):
    return pytest.approx(share, abs=ERRORS * math.sqrt(share * (1 - share) / size))


def table(struck):
    """Return how many onsets each borrower had in each month."""
    counts = np.zeros((SIZE, MONTHS), dtype=int)
    for each in struck:
        counts[each.borrower, each.day // 30] += 1
    return counts


def test_a_shock_strikes_at_its_monthly_hazard():
    """Chance of failing by luck 6e-7."""
    assert len(strike(JOB_LOSS)) / BORROWER_MONTHS == close_to(0.02, BORROWER_MONTHS)


def test_a_shock_strikes_at_most_once_a_month():
    assert table(strike(JOB_LOSS | {"monthly_share": 0.9})).max() == 1


def test_hazards_may_differ_between_segments():
    """Chance of failing by luck 6e-7 each."""
    struck = strike(JOB_LOSS | {"monthly_share": {"salaried": 0.01, "gig": 0.05}})
    of_gig = sum(each.borrower % 2 for each in struck)
    assert of_gig / (BORROWER_MONTHS / 2) == close_to(0.05, BORROWER_MONTHS / 2)
    assert (len(struck) - of_gig) / (BORROWER_MONTHS / 2) == close_to(0.01, BORROWER_MONTHS / 2)


def test_a_segment_that_is_not_named_is_spared():
    struck = strike(JOB_LOSS | {"monthly_share": {"gig": 0.05}})
    assert {each.borrower % 2 for each in struck} == {1}


def test_months_are_independent_of_each_other():
    """Pairs of consecutive months both struck, at a hazard of 0.3. Chance of failing 6e-7.

    Pairs share months, so the variance of their mean is bounded by three times a lone pair's.
    """
    counts = table(strike(JOB_LOSS | {"monthly_share": 0.3}))
    both = counts[:, 1:] * counts[:, :-1]
    allowed = ERRORS * math.sqrt(3 * 0.09 * 0.91 / both.size)
    assert both.mean() == pytest.approx(0.09, abs=allowed)


def test_kinds_are_independent_of_each_other():
    """Chance of failing by luck 6e-7."""
    struck = strike(
        JOB_LOSS | {"monthly_share": 0.3}, JOB_LOSS | {"name": "illness", "monthly_share": 0.3}
    )
    first, second = (table([s for s in struck if s.kind == kind]) for kind in (0, 1))
    assert (first * second).mean() == close_to(0.09, first.size)


def test_a_shock_strikes_on_any_day_of_a_month():
    """Chi-square with 29 degrees of freedom beyond 82 in fewer than 1e-6 of all seeds."""
    days = np.array([each.day % 30 for each in strike(JOB_LOSS | {"monthly_share": 0.3})])
    expected = len(days) / 30
    counts = np.bincount(days, minlength=30)
    assert ((counts - expected) ** 2 / expected).sum() < 82


def test_a_length_is_exponential_in_whole_days_and_at_least_one():
    """1 + the whole part of an exponential time: mean 1 / (1 - exp(-1/100)) days.

    Chance of failing by luck 6e-7.
    """
    lengths = np.array([each.days for each in strike(JOB_LOSS | {"monthly_share": 0.3})])
    mean = 1 / (1 - math.exp(-1 / 100))
    assert lengths.min() == 1
    assert lengths.mean() == pytest.approx(mean, abs=ERRORS * 100 / math.sqrt(len(lengths)))


def test_a_shock_without_duration_is_over_at_once():
    assert {each.days for each in strike(JOB_LOSS | {"duration_days": 0})} == {0}


def test_a_downturn_multiplies_hazards_by_its_factor_to_the_power_of_sensitivity():
    """2.5 ** 1.2 times 0.02. Chance of failing by luck 6e-7."""
    struck = strike(JOB_LOSS | {"macro_sensitivity": 1.2}, path=economy(2.5))
    expected = 0.02 * 2.5**1.2
    assert len(struck) / BORROWER_MONTHS == close_to(expected, BORROWER_MONTHS)


def test_what_is_not_sensitive_does_not_feel_the_downturn():
    assert strike(JOB_LOSS, path=economy(2.5)) == strike(JOB_LOSS)


def test_hazards_never_pass_one():
    sure = JOB_LOSS | {"monthly_share": 0.5, "macro_sensitivity": 1.0}
    assert len(strike(sure, path=economy(100.0))) == BORROWER_MONTHS


def test_the_downturn_s_part_of_onsets_is_what_its_factor_adds():
    """1 - 1 / 2.5 of them. Chance of failing by luck 6e-7."""
    struck = strike(JOB_LOSS | {"macro_sensitivity": 1.0}, path=economy(2.5))
    assert np.mean([each.by_downturn for each in struck]) == close_to(0.6, len(struck))


def test_normal_onsets_are_the_same_in_a_downturn_and_only_others_are_put_down_to_it():
    kind = JOB_LOSS | {"macro_sensitivity": 1.0}
    normal, bad = strike(kind), strike(kind, path=economy(2.5))
    assert [each for each in bad if not each.by_downturn] == normal
    assert len(bad) > len(normal)


def test_the_downturn_adds_onsets_in_its_own_months_only():
    struck = strike(JOB_LOSS | {"macro_sensitivity": 1.0}, path=economy(2.5, from_month=12))
    assert min(each.day for each in struck if each.by_downturn) >= 12 * 30


def test_nobody_is_struck_before_they_arrive():
    """In the month of arrival a part of the onsets still to come."""
    day = 12 * 30 + 15
    struck = strike(JOB_LOSS | {"monthly_share": 0.3}, people=crowd(arrives=day))
    assert min(each.day for each in struck) == day
    assert struck == [each for each in strike(JOB_LOSS | {"monthly_share": 0.3}) if each.day >= day]


def test_another_kind_moves_no_onset():
    illness = {"name": "illness", "monthly_share": 0.05, "duration_days": 20}
    alone, beside = strike(JOB_LOSS), strike(illness, JOB_LOSS)
    assert [each._replace(kind=0) for each in beside if each.kind == 1] == alone


def test_onsets_stand_in_order_of_day_then_kind():
    often = [JOB_LOSS | {"name": name, "monthly_share": 0.5} for name in ("one", "two")]
    struck = strike(*often)
    assert struck == sorted(struck, key=lambda each: (each.borrower, each.day, each.kind))
    assert any(first[:2] == second[:2] for first, second in itertools.pairwise(struck))


def test_a_longer_run_begins_with_the_same_onsets():
    struck = strike(JOB_LOSS, starts=STARTS[:13])
    assert struck == [each for each in strike(JOB_LOSS) if each.day < 12 * 30]


def test_a_month_s_luck_belongs_to_the_calendar_not_to_the_start_of_the_run():
    early = economy(first_month=-12)
    struck = strike(JOB_LOSS, path=early, starts=STARTS - 12 * 30)
    in_both = [each for each in strike(JOB_LOSS) if each.day < 12 * 30]
    assert [each for each in struck if each.day >= 0] == in_both


def test_another_replication_has_another_luck():
    assert strike(JOB_LOSS) != strike(JOB_LOSS, replication=1)
