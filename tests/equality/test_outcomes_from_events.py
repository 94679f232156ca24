"""What the engine hands back besides its log says the same as the log, in every variant.

Three replays stand against each other: the product's tallies, the slow recomputation of every
outcome, and a ledger kept here from nothing but the rows of the log.
"""

import functools
import gc
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from account_life import EITHER, is_later
from recompute import INEXACT, recompute

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.log import Log, events_frame
from arrears.regulation.shipped import shipped_regime
from arrears.results import Measures, outcomes, tally
from arrears.runs.measuring import measures_of
from arrears.terms import Cause, Event, Phase

HERE = Path(__file__).parent
BUSY = str(HERE.parent / "engines" / "simpy" / "busy.yaml")
VISITS = str(HERE.parent / "engines" / "simpy" / "visits.yaml")
STAGES = "three_stage_escalation"
SHORT = ("horizon_months=8", "burn_in_months=3")
EAGER = (
    "behaviour.application.awareness_share=1",
    "behaviour.application.opportunist_share=1",
    "portfolio.segments.salaried.honesty.mean=0.3",
    "collection.review_desk.specificity_share=0.1",
    "collection.relief.instalment_plan.break_dpd=20",
    "collection.relief.instalment_plan.times_max=3",
)
LOAN = "portfolio.products.instalment_loan."
PLAN = "collection.relief.instalment_plan."
NO_REDUCTION = (f"{PLAN}reduction_share=0", f"{PLAN}reduced_months=0", f"{PLAN}extra_months=0")
FRONT_OFFICE = (
    "{name: front_office, people: 5, handling_minutes: 20, handover_days: 3, lost_share: 0.4, "
    "lost_days: 9, document_days: 4, document_rounds_max: 2}"
)
RISK = "{name: risk, people: 3, handling_minutes: 60}"
EARLY_CALL = "false_alarm_share: 0.2, call: {team: service}"
STAY = "{name: stay, from_month: 1, months: 7, cause: moratorium}"

LEGAL = (
    "collection.legal={from_dpd: 45, steps: ["
    "{name: letter, kind: letter, cost: 20, pressure: 1, distress_points: 2, days: 5},"
    "{name: talks, kind: mediation, days: 5, agree_share: 0.3, discount_share: 0.2, "
    "relief: fresh_start},"
    "{name: order, kind: payment_order, days: 20, object_share: 0.4},"
    "{name: claim, kind: small_claims, days: 40, appear_share: 0.6, dismissed_share: 0.1,"
    " lawyer_fee: 50, distress_points: 6}],"
    " enforcement: {exempt_income: 3000, garnished_share: 0.3, ended_after_months: 2,"
    " resumed_after_months: 2, distress_points: 2},"
    " insolvency: {share: 0.9, days: 40, discharged_share: 0.7}}"
)
PAYMENTS = ("paid", "part_paid", "prepaid", "recovered", "settled", "garnished")


@dataclass(frozen=True)
class Variant:
    """A scenario with changes, and rows (event, cause) without which it proves nothing."""

    scenario: str = STAGES
    policy: str = "status_quo"
    sets: tuple[str, ...] = SHORT
    borrowers: int = 80
    proves: tuple[tuple[str, str], ...] = ()
    regime: str = "none"


def relief(*sets: str, proves: tuple[tuple[str, str], ...] = ()) -> Variant:
    return Variant(sets=(*SHORT, *EAGER, *sets), proves=(("relief_start", ""), *proves))


VARIANTS = {
    "first steps": Variant("first_steps", sets=(), borrowers=300, proves=(("charged_off", ""),)),
    "first steps, reminders": Variant("first_steps", "reminders", sets=(), borrowers=150),
    "first steps, grace": Variant("first_steps", "reminders_and_grace", sets=(), borrowers=150),
    "three stages": Variant(
        sets=("horizon_months=16",), borrowers=150, proves=(("placed", ""), ("recalled", ""))
    ),
    "three stages, no grace": Variant(policy="no_grace", borrowers=80),
    "three stages, firm calls": Variant(policy="firm_calls", borrowers=80),
    "equal principal": Variant(sets=(*SHORT, f"{LOAN}kind=equal_principal")),
    "interest-free": Variant(sets=(*SHORT, f"{LOAN}kind=interest_free", f"{LOAN}monthly_fee=9")),
    "bullet": Variant(sets=(*SHORT, f"{LOAN}kind=bullet"), proves=(("missed", "unable"),)),
    "late fees, interest before fees": Variant(
        sets=(
            *SHORT, f"{LOAN}late_fee=25",
            f"{LOAN}allocation=[interest, principal, penalty, fees]",
        ),
        proves=(("late_fee", "fees"), ("late_fee", "penalty")),
    ),
    "two accounts each": Variant(
        sets=(
            *SHORT,
            *(
                f"portfolio.segments.{name}.second_account_share=1"
                for name in ("salaried", "gig_worker", "student", "low_income")
            ),
        )
    ),
    "reduction, spread": relief(f"{PLAN}arrears=spread"),
    "reduction, lump": relief(f"{PLAN}arrears=lump", proves=(("relief_end", "broken"),)),
    "reduction, end": relief(f"{PLAN}arrears=end", f"{PLAN}reage=false"),
    "skip": relief(*NO_REDUCTION, f"{PLAN}skip_months=2", proves=(("missed", "agreed"),)),
    "extension": relief(*NO_REDUCTION, f"{PLAN}extra_months=6"),
    "rules, half obeyed": Variant(
        sets=(*SHORT, "collection.compliance_share=0.5"), regime="kr",
        proves=(("violation", "kr_first_notice"), ("blocked", "kr_first_notice")),
    ),
    "rules that stop interest": Variant(
        sets=SHORT, borrowers=150, regime="uk_breathing_space",
        proves=(("moratorium_start", "respite_60_days"),),
    ),
    "acceleration": Variant(
        sets=(*SHORT, "collection.accelerate_dpd=45"), borrowers=150, proves=(("accelerated", ""),)
    ),
    "auto-debit for a week": Variant(
        sets=(
            *SHORT, "portfolio.auto_debit.debit_days=7", "portfolio.auto_debit.part_debits=false",
            "portfolio.segments.salaried.auto_debit_share=1",
            "portfolio.segments.salaried.buffer_months=0.1",
        ),
        proves=(("paid", "auto_debit"),),
    ),
    "three lenders": Variant(
        str(HERE / "three_lenders.yaml"), sets=(), borrowers=60,
        proves=(
            ("accelerated", ""), ("charged_off", ""), ("refused_credit", "score"),
            ("refused_credit", "debts_elsewhere"), ("bureau_report", ""),
            ("bureau_cleared", "repaired"), ("credit_denied", "bureau_record"),
        ),
    ),
    "three lenders, and what people do": Variant(
        str(HERE / "three_lenders.yaml"),
        sets=(
            "behaviour.informal={share: 0.8}", "behaviour.agents={monthly_share: 0.3, fee: 20}",
            "behaviour.peers={}", "behaviour.leniency={}", "collection.rewards={}",
            "platforms.early_bird.collection.rewards={after_instalments: 1}",
            "platforms.early_bird.collection.education={monthly_share: 0.5, cost: 2}",
            "platforms.short_of_breath.collection.exposure={from_dpd: 5, monthly_share: 1}",
        ),
        borrowers=60,
        proves=(("informal_loan", ""), ("agent_hired", ""), ("rewarded", ""), ("educated", "")),
    ),
    "three lenders, a guarantor and a buyer elsewhere": Variant(
        str(HERE / "three_lenders.yaml"),
        sets=(
            "platforms.early_bird.collection.guarantee={compensation_dpd: 20}",
            "platforms.short_of_breath.collection.sale={from_dpd: 30}",
        ),
        borrowers=60, proves=(("compensated", ""), ("sold", "")),
    ),
    "revolving": Variant(
        str(HERE / "revolving.yaml"), sets=(), borrowers=80,
        proves=(
            ("drawn", ""), ("limit_frozen", "arrears"), ("limit_frozen", "debts_elsewhere"),
            ("limit_frozen", "withdrawn"), ("limit_restored", ""), ("due", "prepaid"),
        ),
    ),
    "three pods": Variant(sets=(*SHORT, "pods=3"), borrowers=150),
    "holdout": Variant(
        sets=(*SHORT, "collection.stages.early.actions.call.holdout_share=0.5"),
        proves=(("holdout", ""),),
    ),
    "early charge-off": Variant(
        sets=(*SHORT, "collection.charge_off_dpd=40"), borrowers=150,
        proves=(("charged_off", ""), ("recovered", "")),
    ),
    "a chain of departments": Variant(
        sets=(
            *SHORT, *EAGER,
            f"collection.review_desk.steps=[{FRONT_OFFICE}, {RISK}]",
            "collection.review_desk.sensitivity_share=0.2",
            "collection.review_desk.appeal_share=0.6", "collection.review_desk.appeal_days=4",
            "collection.review_desk.answer_days=10", "collection.review_desk.automation_share=0.2",
            "collection.review_desk.automation_cost=2", "collection.complaint_pauses=true",
            "collection.explains_pauses=true", "collection.interest_stops_after_pause_days=5",
            f"{LOAN}late_fee=25",
        ),
        borrowers=120,
        proves=(
            ("handed_over", "lost"), ("appeal", "refused"), ("unanswered", "review"),
            ("cost", "machine"), ("document_round", ""), ("waived", "interest"),
        ),
    ),
    "halts by order": Variant(
        sets=(
            "horizon_months=10", "burn_in_months=3", "collection.charge_off_dpd=300",
            f"collection.halts=[{STAY}, {{name: order, from_month: 8, months: 1}}]",
            "collection.interest_stops_after_pause_days=30",
        ),
        borrowers=120,
        proves=(("pause_start", "moratorium"), ("order_start", "sanction")),
    ),
    "downturn": Variant(
        sets=(*SHORT, "macro={path: step, from_month: 2, months: 6, hazard_factor: 4}"),
        proves=(("shock_start", ""),),
    ),
    "visits": Variant(
        VISITS, sets=(), borrowers=120,
        proves=(
            ("visit", "hardship"), ("visit", "nobody_home"), ("visit_announced", ""),
            ("traced", "found"), ("contact", "third_party"), ("contact", "abandoned"),
        ),
    ),
    "foreseen": Variant(
        sets=(
            *SHORT,
            f"collection.early_warning={{days_before: 9, cost: 0.1, {EARLY_CALL}}}",
            "collection.assessment={}", "behaviour.festival={}", "calendar.spring_festival=true",
            "behaviour.answering.inbound_monthly_share=0.3",
            "collection.teams.service.commission={}",
            "collection.teams.service.experience={turnover_monthly_share: 0.5, hiring_cost: 9}",
            "collection.teams.service.conduct={audit_share: 0.5, audit_cost: 3}",
        ),
        borrowers=120,
        proves=(
            ("warned", "true_alarm"), ("warned", "false_alarm"), ("cost", "scoring"),
            ("assessed", "hardship"), ("cost", "audit"), ("cost", "hiring"),
            ("audited", "proper"), ("festival", ""), ("called_in", "hardship"),
            ("cost", "commission"),
        ),
    ),
    "taken to law": Variant(
        sets=("horizon_months=20", "burn_in_months=3", "collection.charge_off_dpd=60", LEGAL),
        borrowers=250,
        proves=(
            ("settled", ""), ("garnished", ""), ("garnished", "charged_off"),
            ("waived", "charged_off"), ("cost", "court_fee"), ("insolvency", "discharged"),
            ("agent_paid", "lawyer"), ("judgment", "ended_unpaid"),
        ),
    ),
    "sold on the day": Variant(
        sets=(
            *SHORT, "collection.charge_off_dpd=60",
            "collection.sale={from_dpd: 40, asking: {cost: 2, first_after_days: 3}}",
        ),
        borrowers=150, proves=(("sold", ""), ("claim_paid", "buyer"), ("outlay", "buyer")),
    ),
    "sold in bulk": Variant(
        sets=(
            *SHORT, "collection.charge_off_dpd=40",
            "collection.sale={from_dpd: 50, every_months: 2}",
        ),
        borrowers=150, proves=(("sold", "charged_off"), ("claim_paid", "buyer")),
    ),
    "guaranteed": Variant(
        sets=(*SHORT, "collection.guarantee={compensation_dpd: 35, fee_monthly_share: 0.004}"),
        borrowers=150,
        proves=(
            ("compensated", ""), ("claim_paid", "guarantor"), ("cost", "guarantee_fee"),
        ),
    ),
    "informal loans and agents": Variant(
        sets=(
            *SHORT, "pods=2", "behaviour.informal={share: 0.8, months: 3}",
            "behaviour.agents={monthly_share: 0.3, fee: 100, fee_monthly: 20}",
        ),
        borrowers=120,
        proves=(
            ("informal_loan", ""), ("informal_paid", ""), ("agent_hired", ""),
            ("agent_paid", "agent"), ("complaint", "template"), ("contact", "agent"),
        ),
    ),
    "taught, advised, rewarded, exposed": Variant(
        sets=(
            *SHORT, "behaviour.peers={}", "behaviour.leniency={}",
            "behaviour.stock_taking={share: 0.7, income_gain_share: 0.1}",
            "behaviour.budget_talk={}", "collection.education={cost: 3, monthly_share: 0.2}",
            "collection.information={}", "collection.advisers={reach_share: 0.7, fee: 5}",
            "collection.rewards={after_instalments: 2}",
            "collection.exposure={from_dpd: 20, monthly_share: 0.9}",
        ),
        borrowers=120,
        proves=(
            ("educated", ""), ("cost", "education"), ("agent_paid", "adviser"), ("notice", ""),
            ("rewarded", ""), ("cost", "reward"), ("exposed", ""), ("grievance", "exposure"),
        ),
    ),
    "supervised": Variant(
        str(HERE / "supervised.yaml"), sets=("pods=2",), borrowers=120, regime="us_nyc",
        proves=(
            ("inspected", "complaint"), ("fined", "severe"), ("damages", "severe"),
            ("order_start", "sanction"), ("reaction_start", ""), ("reaction_end", ""),
        ),
    ),
    "supply that follows the return": Variant(
        str(HERE / "three_lenders.yaml"),
        sets=(
            "portfolio.book=open", "portfolio.products.instalment_loan.term_months=[3, 6]",
            "pods=2",
            "collection.underwriting={refused_good_share: 0.1}",
            "collection.supply={target_monthly_rate: 0.2, cutoff_gain: 0.3, price_gain: 0.3}",
            "platforms.early_bird.collection.supply={target_monthly_rate: 0, price_gain: 1}",
        ),
        borrowers=60,
        proves=(
            ("supply_set", "price"), ("supply_set", "cut_off"), ("priced", ""),
            ("refused_credit", "score"),
        ),
    ),
    "tape-like cohort without burn-in": Variant(
        sets=("horizon_months=9", "burn_in_months=0", "portfolio.book=cohort")
    ),
}  # fmt: skip

# Where a plan costs less than the contract (by what it forgives, or by a cent of rounding), its
# last payment leaves some of the contract's last instalment unpaid for good.
CHEAPER = {
    "interest-free plan": relief(*NO_REDUCTION, f"{PLAN}interest_free=true"),
    "waivers": relief(
        *NO_REDUCTION, f"{PLAN}waive_fees=true", f"{PLAN}waive_interest_share=1",
        proves=(("waived", "interest"), ("waived", "penalty")),
    ),
    "frozen": relief(
        *NO_REDUCTION, f"{PLAN}freeze_months=3", f"{PLAN}spread_months=24", f"{LOAN}monthly_fee=9"
    ),
    "less principal": relief(
        *NO_REDUCTION, f"{PLAN}waive_principal_share=0.3", proves=(("waived", "principal"),)
    ),
    "by income": relief(
        *NO_REDUCTION, f"{PLAN}income_based={{income_share: 0.3, months: 4, least: 20}}"
    ),
    "unasked": Variant(
        str(HERE / "unasked.yaml"), sets=(), borrowers=150,
        proves=(
            ("settled", ""), ("settled", "charged_off"), ("relief_end", "settled"),
            ("relief_end", "lapsed"), ("grant", "platform"), ("grant_refused", "fund_empty"),
            ("cost", "grant"), ("cost", "relief_case"), ("relief_start", "automatic"),
            ("relief_start", "mandated"),
        ),
    ),
    "busy": Variant(BUSY, sets=(), borrowers=120, proves=(("offered", ""), ("recovered", ""))),
}  # fmt: skip
EVERYTHING = VARIANTS | CHEAPER


@dataclass(frozen=True)
class Told:
    """One life of a book, told three ways."""

    events: pd.DataFrame
    accounts: pd.DataFrame
    outcomes: pd.DataFrame
    measures: dict


@functools.cache
def told(name: str) -> Told:
    variant = EVERYTHING[name]
    scenario = load_scenario(
        variant.scenario, sets=variant.sets, borrowers=variant.borrowers, policies=[variant.policy]
    )
    policy = scenario.policies[variant.policy]
    gc.freeze()  # a run ends with a search for garbage: spare it what the suite has piled up
    lived = simulate(
        scenario.base, policy, replication=0, seed=scenario.base.seed,
        rules=shipped_regime(variant.regime),
    )  # fmt: skip
    measures = measures_of(scenario.base)
    return Told(
        events=events_frame(lived.log, variant.policy, "none", 0),
        accounts=lived.accounts,
        outcomes=outcomes(tally(lived.log, lived.accounts, measures), lived.accounts, measures),
        measures={field: getattr(measures, field) for field in type(measures).__dataclass_fields__}
        | {"platform": policy.collection.platform if scenario.base.platforms else None},
    )


def differences(name: str) -> dict[tuple[str, str], tuple]:
    """Return what outcomes and recomputation say of whatever they do not agree on."""
    story = told(name)
    found = story.outcomes.set_index(["segment", "outcome"])
    known = story.accounts[["account", "borrower", "segment", "platform"]]
    expected = recompute(story.events, known, story.measures)
    assert set(found.index) == set(expected)
    return {
        place: (tuple(found.loc[place]), fraction)
        for place, fraction in expected.items()
        if not agree(tuple(found.loc[place]), fraction, is_exact=place[1] not in INEXACT)
    }


def agree(found: tuple, expected: tuple, *, is_exact: bool) -> bool:
    """Say whether numerator, denominator and value are equal (two empty values are)."""
    if is_exact:
        return np.array_equal(found, expected, equal_nan=True)
    scales = (expected[1], expected[1], 1)
    return all(
        mine == pytest.approx(theirs, rel=0, abs=1e-12 * abs(scale), nan_ok=True)
        for mine, theirs, scale in zip(found, expected, scales, strict=True)
    )


@pytest.mark.parametrize("name", VARIANTS)
def test_every_outcome_is_found_again_in_the_events(name):
    """No tolerance but for sums of discounted cash, which are floats."""
    assert differences(name) == {}


UNSETTLED = {"recovery_rate", "entry_rate_d1", "back_30d_share"}
"""What reads the amount that is unpaid at the end of a due day, see the test below."""


@pytest.mark.parametrize("name", CHEAPER)
def test_outcomes_are_found_again_where_plans_cost_less_than_the_contract(name):
    assert differences(name) == {}


def test_what_a_cheaper_plan_leaves_of_the_last_instalment_is_late_on_both_sides():
    """100 falls due and the account is paid off with 80: 0 or 20 of 100 are unpaid that night."""
    log = Log()
    for day, event, amount in ((0, Event.ORIGINATED, 80), (30, Event.DUE, 100)):
        log.add(day, Phase.DUE, 0, 0, event, amount)
    log.add(30, Phase.DUE, 0, 0, Event.PAID, 80, Cause.OWN_HAND)
    log.add(30, Phase.DUE, 0, 0, Event.CLOSED)
    log.close()
    accounts = pd.DataFrame({"account": [0], "borrower": [0], "segment": ["a"], "platform": ["b"]})
    measures = Measures(horizon=90, month_starts=(0, 30, 60, 90), discount_rate=0.0)
    found = outcomes(tally(log, accounts, measures), accounts, measures)
    settings = {name: getattr(measures, name) for name in type(measures).__dataclass_fields__}
    expected = recompute(events_frame(log, "a", "b", 0), accounts, settings)
    for outcome in sorted(UNSETTLED):
        row = found[(found["segment"] == "all") & (found["outcome"] == outcome)]
        mine = row[["numerator", "denominator"]].to_numpy(dtype=float)[0].tolist()
        assert mine == list(expected["all", outcome][:2]), outcome


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_variant_brings_about_what_it_is_there_to_prove(name):
    events = told(name).events
    for event, cause in (("paid", ""), ("missed", ""), *EVERYTHING[name].proves):
        rows = events[events["event"] == event]
        assert len(rows[rows["cause"] == cause] if cause else rows) > 0, (event, cause)


# The ledger, kept once more ---------------------------------------------------------------------


def replayed(rows: list, horizon: int) -> dict[str, object]:
    """Keep one account's books from its rows; ``rows`` are in the order of the log."""
    sums: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        sums[row.event] += row.amount
        sums[f"{row.event} rows"] += 1
        sums[f"{row.event} {row.cause}"] += 1
        sums[f"{row.event} to_fees"] += row.to_fees
        if row.event == "waived" and row.cause in {"principal", "interest"}:
            sums["forgiven"] += row.amount
    later = dict.fromkeys(EITHER, 0)
    for row in rows:
        if is_later(row):
            later[row.event] += row.amount
    charged_off = sums["charged_off"] - sums["recovered"] - sum(later.values())
    sold = sums["sold"] + sums["compensated"]
    fees = sums["fee"] + sums["late_fee"]
    paid = sum(sums[event] for event in PAYMENTS)
    lent = sums["originated"] + sums["drawn"]
    came = lent + sums["interest"] + fees
    late = lateness(rows, horizon)
    return {
        "opened": rows[0].day,
        "disbursed": lent,
        "interest": sums["interest"],
        "fees": fees,
        "paid": paid,
        "outstanding": came - paid - sums["waived"] - charged_off - sold,
        "waived": sums["waived"],
        "charged_off": charged_off,
        "recovered_after_charge_off": sums["recovered"] + later["settled"] + later["garnished"],
        "sold": sold,
        "sale_proceeds": sums["sold to_fees"] + sums["compensated"],
        "contract_dpd": late[-1],
        "max_dpd": max(late),
        "status": status(sums, in_arrears=late[-1] > 0 or owes_today(rows, horizon)),
        "attempts": sum(row.event == "attempt" and row.stage != "" for row in rows),
        "complaints": sums["complaint rows"],
        "pause_days": paused(rows, horizon),
        "signed_due": sums["due"],
        "received": paid - sum(sums[f"{event} to_fees"] for event in PAYMENTS),
    }


def status(sums: dict[str, int], *, in_arrears: bool) -> str:
    if sums["sold rows"] or sums["compensated rows"]:
        return "sold"
    if sums["closed rows"]:
        return "settled" if sums["relief_end settled"] else "closed"
    if sums["charged_off rows"]:
        return "charged_off"
    # What was accelerated is cured by payoff alone (the model, section 2).
    return "arrears" if in_arrears or sums["accelerated rows"] else "current"


def settled(row) -> int:
    """Return what a row settles of the signed schedule."""
    if row.event in PAYMENTS:
        return row.amount - row.to_fees
    is_forgiven = row.event == "waived" and row.cause in {"principal", "interest"}
    return row.amount if is_forgiven else 0


def lateness(rows: list, horizon: int) -> list[int]:
    """Return the contract dpd at the end of every day from the first row to the last day."""
    by_day = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    dues: list[tuple[int, int]] = []
    received, is_closed, late = 0, False, []
    for day in range(rows[0].day, horizon):
        for row in by_day[day]:
            received += settled(row)
            is_closed = is_closed or row.event == "closed"
            if row.event == "due":
                dues.append((day, row.amount))
        total, dpd = 0, 0
        for due_day, amount in dues:
            total += amount
            if total > received:
                dpd = day - due_day
                break
        late.append(0 if is_closed else dpd)
    return late


def owes_today(rows: list, horizon: int) -> bool:
    """Return whether the last day is a due day that ended with arrears: dpd is 0 until tomorrow."""
    due = sum(row.amount for row in rows if row.event == "due")
    last_day_due = any(row.event == "due" and row.day == horizon - 1 for row in rows)
    return last_day_due and due > sum(map(settled, rows))


def paused(rows: list, horizon: int) -> int:
    """Return the days between starts and ends of pauses; one that is open lasts to the horizon."""
    days, since = 0, None
    for row in rows:
        if row.event == "pause_start":
            since = row.day
        elif row.event == "pause_end":
            days, since = days + row.day - since, None
    return days if since is None else days + horizon - since


@functools.cache
def books(name: str) -> pd.DataFrame:
    story = told(name)
    by_account = defaultdict(list)
    for row in story.events.itertuples(index=False):
        if row.account >= 0:
            by_account[row.account].append(row)
    horizon = story.measures["horizon"]
    return pd.DataFrame(
        {account: replayed(rows, horizon) for account, rows in sorted(by_account.items())}
    ).T


COLUMNS = [
    "opened", "disbursed", "interest", "fees", "paid", "outstanding", "waived", "charged_off",
    "recovered_after_charge_off", "sold", "sale_proceeds", "contract_dpd", "max_dpd", "attempts",
    "complaints", "pause_days", "signed_due", "received",
]  # fmt: skip


@pytest.mark.parametrize("name", EVERYTHING)
def test_accounts_are_the_sums_of_their_rows(name):
    """Every amount, clock and count of every account, replayed from the log alone."""
    accounts, expected = told(name).accounts.set_index("account"), books(name)
    assert accounts.index.tolist() == expected.index.tolist()
    for column in COLUMNS:
        wrong = accounts[column].to_numpy() != expected[column].to_numpy(dtype=np.int64)
        assert not wrong.any(), (column, accounts[wrong][column].head(), expected[wrong][column])


@pytest.mark.parametrize("name", EVERYTHING)
def test_the_ledger_identity_holds_on_every_account(name):
    books_of = told(name).accounts
    came = books_of["disbursed"] + books_of["interest"] + books_of["fees"]
    placed = books_of[["paid", "outstanding", "waived", "charged_off", "sold"]].sum(axis=1)
    assert (came == placed).all()
    amounts = books_of[["outstanding", "charged_off", "waived", "paid"]]
    assert (amounts >= 0).all(axis=None)


@pytest.mark.parametrize("name", EVERYTHING)
def test_the_status_is_what_the_rows_say(name):
    accounts, expected = told(name).accounts.set_index("account"), books(name)
    assert accounts["status"].tolist() == expected["status"].tolist()


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_paid_off_account_owes_nothing_and_no_row_follows(name):
    """After ``closed`` only the borrower's feelings go on; the books are shut."""
    story = told(name)
    is_closed = story.accounts["status"] == "closed"
    assert (story.accounts.loc[is_closed, ["outstanding", "charged_off"]] == 0).all(axis=None)
    closing = story.events[story.events["event"] == "closed"].groupby("account").head(1)
    days = dict(zip(closing["account"], closing["day"], strict=True))
    money = story.events["event"].isin(
        ["due", "plan_due", "interest", "fee", "late_fee", "missed", *PAYMENTS]
    )
    later = story.events[money & story.events["account"].isin(days)]
    assert (later["day"] <= later["account"].map(days)).all()
