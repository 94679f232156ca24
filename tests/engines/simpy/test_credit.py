"""Who is lent to: the score's closed form, and refusals that move nobody else."""

import math

import numpy as np
import pandas as pd
import pytest

from arrears.arithmetic import normal_quantile
from arrears.policies.credit import Underwriting

GRID = (np.arange(2000) + 0.5) / 2000


def normal(value: float) -> float:
    return 0.5 * math.erfc(-value / math.sqrt(2))


@pytest.mark.parametrize("auc", [0.5, 0.6, 0.75, 0.9])
def test_the_area_under_the_curve_is_the_stated_one(auc):
    """Of all pairs of a good and a bad applicant, in that share the good one scores higher."""
    terms = Underwriting(auc_share=auc, refused_good_share=0.1)
    scores = np.array([normal_quantile(chance) for chance in GRID.tolist()])
    above = np.searchsorted(scores - terms.separation, scores) / len(scores)
    assert above.mean() == pytest.approx(auc, abs=1e-3)


@pytest.mark.parametrize(("auc", "share"), [(0.5, 0.2), (0.7, 0.05), (0.9, 0.3)])
def test_the_cut_off_refuses_the_stated_share_of_the_good_and_more_of_the_bad(auc, share):
    terms = Underwriting(auc_share=auc, refused_good_share=share)
    good, bad = (
        np.mean([terms.refuses(chance, is_bad=is_bad) for chance in GRID.tolist()])
        for is_bad in (False, True)
    )
    # The ROC curve of the binormal model: bad = N(N^-1(good) + separation).
    assert good == pytest.approx(share, abs=1e-3)
    assert bad == pytest.approx(normal(normal_quantile(share) + terms.separation), abs=1e-3)


BOOK = """
portfolio: {segments: [{name: everybody, never_payer_share: 0.3}]}
policies:
  status_quo: {}
  choosy: {collection: {underwriting: {auc_share: 0.9, refused_good_share: 0.2}}}
  everyone: {collection: {underwriting: {auc_share: 0.9, refused_good_share: 0}}}
  sharing: {collection: {underwriting: {refused_good_share: 0, sees_debts_elsewhere: true, service_income_share: 0.01}}}
"""  # noqa: E501


def told_of(lived, borrowers: set[int]) -> pd.DataFrame:
    rows = lived.events[lived.events["borrower"].isin(borrowers)]
    return rows.drop(columns=["policy"]).reset_index(drop=True)


def test_refusals_leave_the_luck_of_all_others_alone(live):
    everyone = live(BOOK, "late payer", borrowers=60)
    choosy = live(BOOK, "late payer", borrowers=60, policy="choosy")
    refused = set(choosy.rows("refused_credit")["borrower"])
    assert 5 < len(refused) < 40
    others = set(range(60)) - refused
    pd.testing.assert_frame_equal(told_of(everyone, others), told_of(choosy, others))
    assert set(choosy.accounts["borrower"]) == others
    assert set(choosy.accounts["account"]) == set(
        everyone.accounts.loc[everyone.accounts["borrower"].isin(others), "account"]
    )


def test_a_cut_off_below_everybody_changes_nothing(live):
    alone, asked = (
        live(BOOK, borrowers=30, policy=policy) for policy in ("status_quo", "everyone")
    )
    pd.testing.assert_frame_equal(
        alone.events.drop(columns="policy"), asked.events.drop(columns="policy")
    )


def test_the_bad_are_refused_more_often(live):
    """Of 60 the 18 who never pay: at AUC 0.9 and one good applicant in five about 83 %."""
    lived = live(BOOK, borrowers=60, policy="choosy")
    everyone = live(BOOK, borrowers=60)
    never = set(everyone.rows("missed", cause="disputed")["borrower"])
    refused = set(lived.rows("refused_credit")["borrower"])
    assert len(never & refused) / len(never) > 0.5 > len(refused - never) / (60 - len(never))


def test_data_sharing_refuses_who_owes_too_much_elsewhere(live):
    lived = live(BOOK, borrowers=5, policy="sharing")
    rows = lived.rows("refused_credit")
    assert rows["cause"].tolist() == ["debts_elsewhere"] * 5
    assert rows["amount"].tolist() == [120_000] * 5
    assert lived.accounts.empty


STACKED = """
platforms:
  - {name: second, account_share: 1, collection: {underwriting: %s}}
collection: {underwriting: %s}
"""
LIMIT = "{refused_good_share: 0, sees_debts_elsewhere: %s, service_income_share: 0.05}"


@pytest.mark.parametrize(("sees", "granted"), [("false", 2), ("true", 1)])
def test_only_data_sharing_stops_debts_from_being_stacked(live, sees, granted):
    """408 a month are within 5 % of 10,000; twice that is not."""
    terms = LIMIT % sees
    lived = live(STACKED % (terms, terms), borrowers=20)
    assert lived.accounts.groupby("borrower").size().tolist() == [granted] * 20
    if sees == "true":  # whom one asks first is chance
        assert set(lived.accounts["platform"]) == {"lender", "second"}
