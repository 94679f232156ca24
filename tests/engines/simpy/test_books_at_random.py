"""Books drawn at random over all terms: shortcuts change no row, and every account adds up."""

import random
from pathlib import Path

import pytest

from arrears.api import load_scenario
from arrears.engines.simpy import platform, simulate
from arrears.engines.simpy.stages import Stages
from arrears.engines.simpy.usual_month import UsualMonth
from arrears.log import events_frame

BUSY = str(Path(__file__).parent / "busy.yaml")
SEGMENTS = ("salaried", "gig_worker", "student", "low_income")
RELIEFS = ("instalment_plan", "fresh_start", "freeze", "holiday", "last_chance")


class DailyLooks(Stages):
    """Looks at every account in arrears every evening, whether anything can have changed or not."""

    def take_up(self, policy):
        super().take_up(policy)
        self.has_moving_filters = True


def drawn_sets(number: int) -> tuple[str, ...]:
    """Return terms of products, relief, acceleration and charge-off drawn at random."""
    draw = random.Random(number)
    sets = [
        f"seed={draw.randrange(10**6)}",
        f"horizon_months={draw.choice([6, 9])}",
        f"burn_in_months={draw.choice([0, 3])}",
        f"portfolio.book={draw.choice(['open', 'cohort'])}",
        f"portfolio.products.instalment_loan.term_months={draw.choice([[1, 3], [6, 12], [2, 3]])}",
        f"portfolio.products.phone.monthly_fee={draw.choice([0, 8])}",
        f"portfolio.auto_debit.debit_days={draw.choice([1, 5, 20])}",
        f"behaviour.willingness.early_payoff_monthly_share={draw.choice([0, 0.1])}",
        f"collection.grace_days={draw.choice([0, 3, 10])}",
        f"collection.charge_off_dpd={draw.choice([30, 60, 95])}",
        f"collection.accelerate_dpd={draw.choice(['null', 20, 45])}",
        f"pods={draw.choice([1, 3])}",
    ]
    for name in SEGMENTS:
        share = draw.choice([0, 0.5, 1])
        sets.append(f"portfolio.segments.{name}.second_account_share={share}")
    for name in RELIEFS:
        sets += [
            f"collection.relief.{name}.reage={draw.choice(['true', 'false'])}",
            f"collection.relief.{name}.break_dpd={draw.choice([5, 20, 60])}",
            f"collection.relief.{name}.arrears={draw.choice(['spread', 'lump', 'end'])}",
        ]
    return tuple(sets)


def lived(number: int):
    """Return events and accounts of one such book."""
    scenario = load_scenario(BUSY, sets=drawn_sets(number), borrowers=25)
    life = simulate(
        scenario.base, scenario.policies["status_quo"], replication=0, seed=scenario.base.seed
    )
    return events_frame(life.log, "status_quo", "none", 0), life.accounts


BOOKS = [1, 14, 53, 65, 156, 220]  # in each of them a fault showed itself once


@pytest.mark.parametrize("number", BOOKS)
def test_the_usual_month_in_one_call_is_the_month_step_by_step(monkeypatch, number):
    quick = lived(number)[0]
    monkeypatch.setattr(UsualMonth, "comes_to_pass", lambda *_: False)
    assert lived(number)[0].equals(quick)


@pytest.mark.parametrize("number", BOOKS)
def test_looking_when_something_can_have_changed_is_looking_every_day(monkeypatch, number):
    some_days = lived(number)[0]
    monkeypatch.setattr(platform, "Stages", DailyLooks)
    assert lived(number)[0].equals(some_days)


@pytest.mark.parametrize("number", BOOKS)
def test_whoever_owes_nothing_is_closed_and_left_alone(number):
    events, accounts = lived(number)
    owes_nothing = (accounts["outstanding"] == 0) & (accounts["charged_off"] == 0)
    assert (owes_nothing == (accounts["status"] == "closed")).all()
    rows = events.reset_index()
    closed = rows[rows["event"] == "closed"].set_index("account")["index"]
    for event in ("attempt", "interest", "late_fee", "missed", "charged_off"):
        later = rows[rows["event"] == event]
        assert not (later["index"] > later["account"].map(closed)).any()


@pytest.mark.parametrize("number", BOOKS)
def test_what_was_accelerated_bears_no_contract_interest_until_a_plan_reinstates_it(number):
    rows = lived(number)[0].reset_index()
    since = rows[rows["event"] == "accelerated"].groupby("account")["index"].min()
    plans = rows[rows["event"] == "relief_start"]
    plans = plans[plans["index"] > plans["account"].map(since)].groupby("account")["index"].min()
    interest = rows[(rows["event"] == "interest") & (rows["cause"] != "prepaid")]
    reinstated = interest["index"] > interest["account"].map(plans)
    assert not ((interest["index"] > interest["account"].map(since)) & ~reinstated).any()
