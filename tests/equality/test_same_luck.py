"""Chance belongs to decisions, never to policies: what a policy leaves alone stays as it was.

Every comparison is exact, row by row. Scenarios are small, but the flagship's is kept whole: an
open book, a burn-in, three teams, two desks.
"""

import functools
import gc
import importlib
import os
import subprocess
import sys
from collections.abc import Sequence

import pandas as pd
import pytest

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.log import EVENT_COLUMNS, Log, events_frame

ROW = [name for name in EVENT_COLUMNS if name not in {"policy", "regime", "replication"}]
NOBODY_OWES_THIS = "who: {balance_min: 900000}"

FIRST = ("first_steps", (), 150)
STAGES = ("three_stage_escalation", ("horizon_months=6", "burn_in_months=4"), 120)
NO_BURN_IN = ("three_stage_escalation", ("horizon_months=8", "burn_in_months=0"), 120)

HARSH = (
    "policies.harsh={collection: {stages: [{name: overdue, actions: "
    "[{name: call, every_days: 1, tone: harsh}]}]}}"
)
SILENT = "policies.silent={collection: {stages: [{name: overdue, remove: true}]}}"
GRACE = "policies.grace={collection: {grace_days: 10}}"


@functools.cache
def lived(
    book: tuple[str, Sequence[str], int],
    policy: str = "status_quo",
    *,
    sets: tuple[str, ...] = (),
    policies: tuple[str, ...] | None = None,
    replication: int = 0,
    seed: int | None = None,
) -> pd.DataFrame:
    """Return the rows of one policy's log as words and numbers, without the names of the arm."""
    name, own, borrowers = book
    scenario = load_scenario(name, sets=(*own, *sets), borrowers=borrowers, policies=policies)
    seed = scenario.base.seed if seed is None else seed
    arm = scenario.policies[policy]
    gc.freeze()  # a run ends with a search for garbage: spare it what the suite has piled up
    log = simulate(scenario.base, arm, replication=replication, seed=seed).log
    return rows_of(log)


def rows_of(log: Log) -> pd.DataFrame:
    rows = events_frame(log, "", "", 0)[ROW]
    words = rows.select_dtypes("category").columns
    return rows.astype(dict.fromkeys(words, "str"))


def assert_same(left: pd.DataFrame, right: pd.DataFrame) -> None:
    """Compare row by row, and show the first row that differs."""
    left, right = left.reset_index(drop=True), right.reset_index(drop=True)
    length = min(len(left), len(right))
    differs = (left[:length] != right[:length]).any(axis=1)
    first = int(differs.idxmax()) if differs.any() else length
    assert first == length, (left.loc[first].to_dict(), right.loc[first].to_dict())
    assert len(left) == len(right)


def shocks(rows: pd.DataFrame) -> pd.DataFrame:
    """Return who was struck when, by what, for how long it was drawn, and through the downturn."""
    struck = rows[rows["event"] == "shock_start"]
    return struck[["day", "borrower", "cause", "amount", "root"]]


def contracts(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["event"] == "originated"][["day", "borrower", "account"]]


# Identical is identical ---------------------------------------------------------------------------


@pytest.mark.parametrize("book", [FIRST, STAGES], ids=["first_steps", "three_stages"])
def test_identical_policies_give_identical_logs(book):
    twin = ("policies.twin={}",)
    assert_same(lived(book, sets=twin), lived(book, "twin", sets=twin))


@pytest.mark.parametrize("book", [FIRST, STAGES], ids=["first_steps", "three_stages"])
def test_a_policy_beside_it_changes_no_row_of_a_policy(book):
    other = "reminders" if book is FIRST else "no_grace"
    alone = lived(book, policies=("status_quo",))
    assert_same(alone, lived(book, policies=("status_quo", other)))
    assert_same(alone, lived(book, sets=("policies.further={collection: {grace_days: 9}}",)))


def test_the_same_seed_gives_the_same_log():
    lived.cache_clear()
    first = lived(STAGES)
    lived.cache_clear()
    assert_same(first, lived(STAGES))


def test_neither_process_nor_hash_seed_matters():
    """Sets and dictionaries of words are ordered by another accident there."""
    code = (
        "import hashlib; from arrears.api import load_scenario\n"
        "from arrears.engines.simpy import simulate\n"
        "s = load_scenario('first_steps', borrowers=40)\n"
        "log = simulate(s.base, s.policies['reminders'], replication=0, seed=7).log\n"
        "text = b''.join(log.columns[name].tobytes() for name in sorted(log.columns))\n"
        "print(len(log), hashlib.sha256(text).hexdigest())"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "4711")
    ]  # fmt: skip
    assert told[0] == told[1]
    assert int(told[0].split()[0]) > 1000


@pytest.mark.parametrize("changed", [{"replication": 1}, {"seed": 8}], ids=["replication", "seed"])
def test_another_replication_or_seed_is_another_draw(changed):
    """150 borrowers over a year meet some 80 shocks: chance of equal days below 1e-100."""
    one, other = lived(FIRST), lived(FIRST, **changed)
    assert not shocks(one).reset_index(drop=True).equals(shocks(other).reset_index(drop=True))
    assert len(contracts(one)) > 150
    assert one["amount"].sum() != other["amount"].sum()


# Shocks and people --------------------------------------------------------------------------------

EXTREMES = (HARSH, SILENT, GRACE)


@pytest.mark.parametrize("policy", ["reminders", "reminders_and_grace", "harsh", "silent"])
def test_shocks_strike_the_same_people_on_the_same_days_whatever_the_policy(policy):
    one, other = lived(FIRST, sets=EXTREMES), lived(FIRST, policy, sets=EXTREMES)
    assert len(shocks(one)) > 50
    assert_same(shocks(one), shocks(other))


def test_shocks_of_an_open_book_and_a_downturn_are_the_same_under_every_policy():
    """With burn-in, and with the extra hazard that only the downturn brings."""
    macro = ("macro={path: step, from_month: 1, months: 4, hazard_factor: 5}",)
    one, other = (lived(STAGES, policy, sets=macro) for policy in ("status_quo", "no_grace"))
    assert (shocks(one)["root"] == "macro").any()
    assert_same(shocks(one), shocks(other))


@pytest.mark.parametrize("policy", ["no_grace", "smaller"])
def test_borrowers_and_accounts_keep_their_numbers_and_days(policy):
    """Vintages are numbered in order of arrival, whatever becomes of those before."""
    loan = "{name: instalment_loan, instalment_factor: 0.8}"
    smaller = (f"policies.smaller={{portfolio: {{products: [{loan}]}}}}",)
    one, other = lived(STAGES, sets=smaller), lived(STAGES, policy, sets=smaller)
    numbers = contracts(one)
    assert numbers["account"].tolist() == sorted(numbers["account"])
    assert (numbers["day"] > 0).any()
    assert_same(numbers, contracts(other))


def test_a_longer_horizon_leaves_earlier_vintages_and_shocks_alone():
    longer = ("three_stage_escalation", ("horizon_months=9", "burn_in_months=4"), 120)
    end = lived(STAGES)["day"].max()
    for facts in (contracts, shocks):
        short, long = facts(lived(STAGES)), facts(lived(longer))
        assert_same(short, long[long["day"] <= end])


# Lives that a policy leaves alone -----------------------------------------------------------------


def missers(*logs: pd.DataFrame) -> set[int]:
    return {number for log in logs for number in log.loc[log["event"] == "missed", "borrower"]}


@pytest.mark.parametrize("policy", ["harsh", "silent", "grace"])
def test_who_is_never_in_arrears_lives_exactly_the_same_life(policy):
    one, other = lived(FIRST, sets=EXTREMES), lived(FIRST, policy, sets=EXTREMES)
    late = missers(one, other)
    punctual = [log[(log["borrower"] >= 0) & ~log["borrower"].isin(late)] for log in (one, other)]
    assert punctual[0]["borrower"].nunique() > 30
    assert_same(*punctual)


@pytest.mark.parametrize("policy", ["harsh", "silent", "grace"])
def test_until_the_first_miss_every_life_is_the_same(policy):
    """Days before a borrower's first miss, which falls on the same day under every policy."""
    one, other = lived(FIRST, sets=EXTREMES), lived(FIRST, policy, sets=EXTREMES)
    missed = one[one["event"] == "missed"].groupby("borrower")["day"].min()
    before = [
        log[log["day"] < log["borrower"].map(missed).fillna(1 << 20)].query("borrower >= 0")
        for log in (one, other)
    ]
    assert missed.nunique() > 20
    assert_same(*before)


def test_a_borrower_lives_the_same_life_in_a_larger_cohort_if_nobody_calls():
    """Nobody shares a queue here, so thirty more people are no reason to live differently."""
    small, large = (
        lived(("first_steps", (SILENT,), borrowers), "silent") for borrowers in (60, 90)
    )
    assert_same(small.query("borrower >= 0"), large.query("0 <= borrower < 60"))


# What never acts ----------------------------------------------------------------------------------

IDLE = {
    "action": (
        "stages: [{name: %(stage)s, actions: [{name: shout, every_days: 1, channel: sms, "
        "tone: harsh, " + NOBODY_OWES_THIS + "}]}]"
    ),
    "call": (
        "stages: [{name: %(stage)s, actions: [{name: shout, every_days: 1, channel: call, "
        "team: %(team)s, tone: harsh, " + NOBODY_OWES_THIS + "}]}]"
    ),
    "reminder": (
        "before_due: [{name: never, days_before: 5, channel: sms, " + NOBODY_OWES_THIS + "}]"
    ),
    "stage beyond reach": (
        "stages: [{name: never, from_dpd: 3000, to_dpd: 3001, "
        "actions: [{name: shout, every_days: 1, channel: sms}]}]"
    ),
    "stage for nobody": (
        "stages: [{name: never, from_dpd: 20, to_dpd: 50, " + NOBODY_OWES_THIS + ", "
        "actions: [{name: shout, every_days: 1, channel: sms}]}]"
    ),
    "relief for nobody": (
        "relief: [{name: gift, trigger: offer, skip_months: 6, " + NOBODY_OWES_THIS + "}]"
    ),
}  # fmt: skip


def with_and_without(
    book: tuple[str, Sequence[str], int], kind: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    names = (
        {"stage": "overdue", "team": "callers"}
        if book is FIRST
        else {"stage": "early", "team": "service"}
    )
    sets = (f"policies.idle={{collection: {{{IDLE[kind] % names}}}}}",)
    return lived(book, sets=sets), lived(book, "idle", sets=sets)


@pytest.mark.parametrize("kind", IDLE)
def test_an_addition_that_never_acts_changes_no_row_of_a_cohort(kind):
    assert_same(*with_and_without(FIRST, kind))


@pytest.mark.parametrize(
    "kind",
    IDLE,
)
def test_an_addition_that_never_acts_changes_no_row_of_an_open_book(kind):
    assert_same(*with_and_without(NO_BURN_IN, kind))


@pytest.mark.parametrize("kind", IDLE)
def test_an_addition_that_never_acts_changes_no_row_after_a_burn_in(kind):
    assert_same(*with_and_without(STAGES, kind))


def test_a_stage_that_ends_when_everybody_is_charged_off_changes_nothing():
    """Charge-off comes at 120 dpd; that a stage would go on to 5000 is never seen."""
    longer = ("policies.longer={collection: {stages: [{name: overdue, to_dpd: 119}]}}",)
    one, other = lived(FIRST, sets=longer), lived(FIRST, "longer", sets=longer)
    gone = one.loc[one["event"] == "charged_off", ["account", "day"]].set_index("account")["day"]
    one, other = (log[~log["account"].isin(gone.index)] for log in (one, other))
    money = ["due", "paid", "part_paid", "missed", "interest"]
    assert_same(*(log[log["event"].isin(money)] for log in (one, other)))


# Burn-in ------------------------------------------------------------------------------------------

LEVERS = {
    "grace": "collection: {grace_days: 0}",
    "stage": "collection: {stages: [{name: early, remove: true}]}",
    "desk": "collection: {review_desk: {people: 5}}",
    "reminder": "collection: {before_due: [{name: heads_up, days_before: 6}]}",
    "auto-debit": "portfolio: {auto_debit: {debit_days: 7}}",
    "rate": "portfolio: {products: [{name: instalment_loan, rate: 0.1}]}",
}


@pytest.mark.parametrize("lever", LEVERS)
def test_the_burn_in_knows_nothing_of_the_policy(lever):
    """The days before day 0 are lived under the scenario without any policy's changes."""
    sets = (f"policies.changed={{{LEVERS[lever]}}}",)
    one, other = lived(STAGES, sets=sets), lived(STAGES, "changed", sets=sets)
    assert_same(one[one["day"] < 0], other[other["day"] < 0])


@pytest.mark.parametrize("lever", [*LEVERS])
def test_from_day_0_the_policy_is_in_force(lever):
    sets = (f"policies.changed={{{LEVERS[lever]}}}",)
    one, other = lived(STAGES, sets=sets), lived(STAGES, "changed", sets=sets)
    later = [log[log["day"] >= 0].reset_index(drop=True) for log in (one, other)]
    assert not later[0].equals(later[1])


# Pods ---------------------------------------------------------------------------------------------


PODS = ("three_stage_escalation", ("horizon_months=4", "burn_in_months=3", "pods=3"), 120)


def test_the_order_of_pods_does_not_matter(monkeypatch):
    """Pods may run in any order, on any worker; rows about nobody are the same, in any order."""
    module = importlib.import_module("arrears.engines.simpy.simulate")
    together, order = lived(PODS), []

    def backwards(*settings, pod, **more):
        order.append(2 - pod)
        return World(*settings, pod=2 - pod, **more)

    World = module.World  # noqa: N806
    monkeypatch.setattr(module, "World", backwards)
    lived.cache_clear()
    turned = lived(PODS)
    lived.cache_clear()
    assert order == [2, 1, 0]
    assert_same(together.query("borrower >= 0"), turned.query("borrower >= 0"))
    columns = ["day", "phase", "event", "actor", "amount", "to_fees"]
    assert_same(
        *(log.query("borrower < 0").sort_values(columns)[columns] for log in (together, turned))
    )


def test_pods_share_nobody(monkeypatch):
    """A pod whose neighbours are all dropped lives as before: they never met."""
    module = importlib.import_module("arrears.engines.simpy.simulate")
    together = lived(PODS)
    monkeypatch.setattr(
        module, "range", lambda *ends: [1] if ends == (3,) else range(*ends), raising=False
    )
    lived.cache_clear()
    alone = lived(PODS)
    lived.cache_clear()
    own = together[(together["borrower"] >= 0) & (together["borrower"] % 3 == 1)]
    assert len(own) > 1000
    assert_same(own, alone.query("borrower >= 0"))


def test_a_pod_has_its_share_of_every_team():
    """Three pods pay for the seconds of one team; nobody is lost by dividing."""
    short = ("horizon_months=2", "burn_in_months=0")
    whole, parts = (lived((STAGES[0], (*short, f"pods={pods}"), 90)) for pods in (1, 3))
    for name in ("service", "workout", "agency_team", "review_desk", "complaint_desk"):
        seconds = [
            log.loc[(log["event"] == "shift") & (log["actor"] == name), "to_fees"].sum()
            for log in (whole, parts)
        ]
        days = (whole["event"].eq("shift") & whole["actor"].eq(name)).sum()
        assert abs(seconds[0] - seconds[1]) <= 3 * days, "a second is lost to rounding, at most"
