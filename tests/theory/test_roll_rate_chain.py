"""The engine on a chain whose answers are known: an allowance for doubtful accounts.

Two buckets of age and two ends, paid and bad, as in the estimation of allowances by Cyert,
Davidson and Thompson (1962, Management Science 8). The figures come from the fundamental matrix
``N = (I - Q)^-1`` of the chain, and are first compared with those published for this example.

20,000 accounts start in each bucket. Averages are compared at five standard errors, which a
correct engine exceeds in fewer than 6e-7 of all seeds (two-sided); the seed is fixed besides.
"""

import functools
import math
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

from arrears.engines.simpy import simulate
from arrears.errors import ScenarioError
from arrears.log import events_frame
from arrears.results import outcomes, tally
from arrears.runs.measuring import measures_of
from arrears.scenario.schema import Settings

YOUNG, OLD = "from_0_to_30", "from_31_to_90"
PAID = np.array([0.4, 0.4])
BAD = np.array([0.0, 0.2])
STAY = np.array([[0.3, 0.3], [0.3, 0.1]])
VISITS = np.linalg.inv(np.eye(2) - STAY)

BUCKETS = [(0, YOUNG), (1, OLD)]

ACCOUNTS = 20_000
PRINCIPAL = {YOUNG: 1000, OLD: 2000}
ERRORS = 5

SEGMENT = {
    "name": "anybody", "share": 1.0, "income": {"median": 5000}, "payday": 1,
    "essentials_share": {"mean": 0.5}, "other_debt_share": {"mean": 0.0}, "buffer_months": 1.0,
    "buffer_sigma": 0.0, "digital_share": 1.0, "auto_debit_share": 0.0,
    "forgetfulness": {"mean": 0.0}, "willingness": 0.0, "organisation": {"mean": 0.5},
    "reactance": {"mean": 0.5}, "vulnerability": {"mean": 0.5}, "honesty": {"mean": 1.0},
    "never_payer_share": 0.0,
}  # fmt: skip


class Chain(NamedTuple):
    """One simulated book, all of which starts in one bucket."""

    settings: Settings
    log: object
    accounts: pd.DataFrame
    events: pd.DataFrame


def settings(first, *, borrowers=ACCOUNTS, book="cohort", young_share=None, **changes):
    """Return a book of equal balances that starts in one bucket; due days are firsts of months."""
    principal = PRINCIPAL[first]
    young_share = float(first == YOUNG) if young_share is None else young_share
    product = {
        "name": "loan", "share": 1.0, "kind": "bullet", "principal": {"median": principal},
        "principal_min": principal, "principal_max": principal, "rate": 0.12, "term_months": [12],
        "penalty_rate": 0.0, "late_fee": 0,
    }  # fmt: skip
    buckets = [
        {"name": YOUNG, "share": young_share, "paid": 0.4, "to": {YOUNG: 0.3, OLD: 0.3}},
        {"name": OLD, "share": 1.0 - young_share, "paid": 0.4, "bad": 0.2,
         "to": {YOUNG: 0.3, OLD: 0.1}},
    ]  # fmt: skip
    fields = {
        "schema_version": 1, "scenario": "allowance", "start": "2025-01-01", "horizon_months": 48,
        "portfolio": {
            "book": book, "borrowers": borrowers, "segments": [SEGMENT], "products": [product],
            "due_day": 1,
        },
        "behaviour": {"kind": "roll_rate", "buckets": buckets},
    }  # fmt: skip
    return Settings.model_validate(fields | changes)


@functools.cache
def run(first, *, seed=20250101, replication=0, borrowers=ACCOUNTS, **changes):
    scenario = settings(first, borrowers=borrowers, **changes)
    simulated = simulate(scenario, scenario, replication=replication, seed=seed)
    events = events_frame(simulated.log, "status_quo", "none", replication)
    return Chain(scenario, simulated.log, simulated.accounts, events)


def months_to_absorption(chain):
    """Return by account the due day on which it ended, counted from its first as 1.

    Accounts open on 1 January and their first due day is 1 February, month 1.
    """
    ends = chain.events.query("event in ('prepaid', 'charged_off')")
    starts = measures_of(chain.settings).month_starts
    return np.searchsorted(starts, ends["day"])


def standard_error(value):
    return float(np.std(value) / math.sqrt(len(value)))


def test_the_fundamental_matrix_gives_the_published_figures():
    is_bad, months = VISITS @ BAD, VISITS.sum(axis=1)
    assert is_bad == pytest.approx([0.111111, 0.259259], abs=5e-7)
    assert months == pytest.approx([2.2222, 1.8519], abs=5e-5)
    assert is_bad @ [1000, 2000] == pytest.approx(629.63, abs=5e-3)


@pytest.mark.parametrize(("place", "first"), BUCKETS)
def test_the_share_that_goes_bad_is_that_of_the_chain(place, first):
    """Chance of failing by luck 6e-7."""
    accounts = run(first).accounts
    expected = (VISITS @ BAD)[place]
    error = math.sqrt(expected * (1 - expected) / ACCOUNTS)
    assert (accounts["status"] == "charged_off").mean() == pytest.approx(
        expected, abs=ERRORS * error
    )


@pytest.mark.parametrize(("place", "first"), BUCKETS)
def test_the_mean_time_to_absorption_is_that_of_the_chain(place, first):
    """Chance of failing by luck 6e-7, and 1e-8 that an account is not absorbed in 47 months."""
    months = months_to_absorption(run(first))
    mean = VISITS.sum(axis=1)
    variance = ((2 * VISITS - np.eye(2)) @ mean - mean**2)[place]
    assert len(months) == ACCOUNTS
    assert months.mean() == pytest.approx(mean[place], abs=ERRORS * math.sqrt(variance / ACCOUNTS))


def test_a_balance_of_1000_young_and_2000_old_leaves_629_63_bad():
    """Chance of failing by luck 6e-7."""
    lost = [run(first).accounts["charged_off"] / 100 for first in (YOUNG, OLD)]
    error = math.hypot(*(standard_error(each) for each in lost))
    assert sum(each.mean() for each in lost) == pytest.approx(629.63, abs=ERRORS * error)


@pytest.mark.parametrize(("place", "first"), BUCKETS)
def test_accounts_leave_their_bucket_at_the_given_chances(place, first):
    """Chance of failing by luck 6e-7 for each of the three ways to go."""
    first_moves = run(first).events.query("day == 31")["event"].value_counts()
    for event, expected in (
        ("prepaid", PAID[place]),
        ("charged_off", BAD[place]),
        ("stage_entered", STAY[place, 1 - place]),
    ):
        error = math.sqrt(expected * (1 - expected) / ACCOUNTS)
        found = first_moves.get(event, 0) / ACCOUNTS
        assert found == pytest.approx(expected, abs=ERRORS * error)


def test_first_buckets_are_met_in_their_shares():
    """Chance of failing by luck 6e-7."""
    events = run(YOUNG, young_share=0.25, horizon_months=1).events
    share = (events.query("event == 'stage_entered' and day == 0")["stage"] == YOUNG).mean()
    assert share == pytest.approx(0.25, abs=ERRORS * math.sqrt(0.25 * 0.75 / ACCOUNTS))


def test_every_ledger_balances_and_every_account_ends():
    books = run(OLD).accounts
    owed = books["disbursed"] + books["interest"] + books["fees"]
    placed = books[["paid", "outstanding", "waived", "charged_off", "sold"]].sum(axis=1)
    assert (owed == placed).all()
    assert set(books["status"]) == {"closed", "charged_off"}
    assert (books["disbursed"] == 200_000).all()


def test_outcomes_say_what_the_accounts_say():
    chain = run(OLD)
    measures = measures_of(chain.settings)
    table = outcomes(tally(chain.log, chain.accounts, measures), chain.accounts, measures)
    value = table.query("segment == 'all'").set_index("outcome")["value"]
    bad = (chain.accounts["status"] == "charged_off").mean()
    assert value["charge_off_share"] == bad
    assert value["loss_rate"] == bad
    assert value["collected_share"] == 1 - bad


def test_dpd_in_the_accounts_counts_from_the_day_of_charge_off():
    chain = run(OLD, borrowers=300)
    rows = chain.accounts.query("status == 'charged_off'").set_index("account")
    days = (
        chain.events.query("event == 'charged_off'").set_index("account")["day"].reindex(rows.index)
    )
    horizon = measures_of(chain.settings).horizon
    assert len(rows) > 0
    assert (rows["contract_dpd"] == horizon - 1 - days).all()


def test_an_account_changes_stage_only_when_its_bucket_changes():
    events = run(YOUNG, borrowers=300).events
    entered = events.query("event == 'stage_entered'").sort_values(["account", "day"])
    previous = entered["stage"].astype(str).shift()
    same = entered["account"] == entered["account"].shift()
    assert same.any()
    assert not (same & (entered["stage"].astype(str) == previous)).any()


def test_numbers_do_not_depend_on_how_many_there_are():
    few = run(YOUNG, borrowers=100).accounts
    many = run(YOUNG, borrowers=300).accounts
    pd.testing.assert_frame_equal(few, many.head(100))


def test_another_replication_has_another_luck():
    first, second = (run(OLD, borrowers=300, replication=n).accounts for n in (0, 1))
    assert (first["status"] != second["status"]).any()


def test_an_open_book_with_burn_in_balances_too():
    chain = run(YOUNG, borrowers=600, book="open", burn_in_months=6, horizon_months=6)
    accounts = chain.accounts
    assert accounts["opened"].min() < 0 < accounts["opened"].max()
    assert chain.events["day"].max() < measures_of(chain.settings).horizon
    assert (accounts["status"] == "current").any()


def test_a_loan_tape_is_refused():
    scenario = settings(YOUNG, borrowers=1, book="tape")
    with pytest.raises(ScenarioError, match="roll_rate runs on a cohort or an open book"):
        simulate(scenario, scenario, replication=0, seed=1)
