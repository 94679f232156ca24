"""The log as a whole: its order, its bounds, and what may never be in it."""

import gc

import pytest

from arrears.engines.simpy import simulate
from arrears.engines.simpy.account import Account
from arrears.engines.simpy.borrower import Borrower
from arrears.garbage import uncollected
from arrears.scenario.load import load_scenario
from arrears.terms import Phase

PHASES = [phase.name.lower() for phase in Phase]


@pytest.fixture(params=["busy", "stages"])
def lived(request):
    return request.getfixturevalue(request.param)


def test_rows_are_in_total_order_and_numbered_within_day_phase_and_borrower(lived):
    events = lived.events
    place = {name: number for number, name in enumerate(PHASES)}
    keys = list(
        zip(
            events["day"], events["phase"].map(place), events["borrower"], events["account"],
            events["seq"], strict=True,
        )
    )  # fmt: skip
    assert keys == sorted(keys)
    numbers = events.groupby(["day", "phase", "borrower"])["seq"]
    assert (numbers.max() + 1 == numbers.size()).all()
    assert (numbers.nunique() == numbers.size()).all()


def test_days_lie_between_the_burn_ins_start_and_the_horizon(lived):
    assert lived.events["day"].max() <= lived.horizon - 1
    assert lived.events["day"].min() < 0


def test_every_row_about_an_account_names_its_borrower(lived):
    owners = lived.accounts.set_index("account")["borrower"]
    rows = lived.events[lived.events["account"] >= 0]
    assert (rows["borrower"] == rows["account"].map(owners)).all()


def test_nothing_is_told_of_an_account_before_it_is_opened(lived):
    opened = lived.accounts.set_index("account")["opened"]
    rows = lived.events[lived.events["account"] >= 0]
    assert (rows["day"] >= rows["account"].map(opened)).all()
    first = rows.drop_duplicates("account")
    assert (first["event"] == "originated").all()
    assert (first["phase"] == "macro").all()


def test_events_stand_in_the_phase_in_which_they_are_worked(lived):
    """Bills on due days in DUE, calls in CONTACT, decisions in DESK, screening in CLOSE."""
    phase = {
        "due": "due", "plan_due": "due", "missed": "due", "prepaid": "due", "fee": "due",
        "application": "borrower", "promise_kept": "borrower", "promise_broken": "borrower",
        "decision": "desk", "document_round": "desk", "complaint_answered": "desk",
        "attempt": "contact", "queued": "contact", "right_party": "contact", "promise": "contact",
        "read": "contact", "offered": "contact", "stop_request": "contact",
        "charged_off": "stage", "accelerated": "stage", "pause_start": "stage",
        "relief_end": "stage", "screen_start": "close", "screen_end": "close",
        "essentials_cut": "income", "shock_start": "shock", "shock_end": "shock",
    }  # fmt: skip
    rows = lived.events[lived.events["event"].isin(phase)]
    wrong = rows[rows["phase"] != rows["event"].map(phase)]
    # A plan or contract that is over because the account is paid off ends with the payment.
    assert wrong[wrong["event"] != "relief_end"].empty


def test_amounts_are_never_negative_but_for_relief_of_distress(lived):
    rows = lived.events[lived.events["event"] != "distress"]
    assert (rows["amount"] >= 0).all()
    assert (lived.events["to_fees"] >= 0).all()


def test_payments_are_of_something_and_cover_their_part_of_fees(lived):
    rows = lived.rows("paid", "part_paid", "prepaid", "recovered")
    assert (rows["amount"] > 0).all()
    assert (rows["to_fees"] <= rows["amount"]).all()


def test_people_and_minutes_are_told_of_attempts_only(lived):
    told = lived.events[(lived.events["minute"] >= 0) | (lived.events["person"] >= 0)]
    attempts = {
        "attempt", "read", "contact", "right_party", "refused", "disclosed", "stop_request",
        "avoiding", "unreachable",
    }  # fmt: skip
    assert set(told["event"]) <= attempts
    assert lived.rows("attempt")["minute"].between(0, 24 * 60 - 1).all()


def test_the_books_are_kept_in_order_of_account_number(lived):
    numbers = lived.accounts["account"].tolist()
    assert numbers == list(range(len(numbers)))


@pytest.mark.parametrize("pods", [1, 2])
def test_a_run_leaves_nobody_in_memory_before_python_looks_for_garbage(pods):
    """Of a large book they would be a quarter of the memory while the log is sorted."""
    scenario = load_scenario("first_steps", borrowers=60, sets=(f"pods={pods}",))
    gc.collect()
    with uncollected():
        before = {id(each) for each in gc.get_objects()}
        simulate(scenario.base, next(iter(scenario.policies.values())), replication=0, seed=1)
        after = [each for each in gc.get_objects() if id(each) not in before]
    assert {type(each) for each in after}.isdisjoint({Account, Borrower})
