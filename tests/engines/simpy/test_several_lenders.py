"""Several lenders and one household: who is served first, who is liked, what a lender may move."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.engines.simpy.borrower import Borrower
from arrears.engines.simpy.creditors import by_claim
from arrears.engines.simpy.feelings import Feelings
from arrears.errors import ScenarioError
from arrears.log import events_frame

SECOND = """
platforms:
  - name: second
    account_share: 1
    auto_debit: {debit_at: "%s"}
    products:
      - {name: dear, share: 1, kind: equal_instalments, principal: {median: 1200}, principal_min: 1200, principal_max: 1200, rate: 0.12, term_months: [3], penalty_rate: %s, late_fee: 0}
"""  # noqa: E501
HARSH = """
platforms:
  - name: second
    account_share: 1
    collection:
      teams: [{name: shouters, people: 5}]
      stages:
        - {name: early, from_dpd: 1, to_dpd: 90, actions: [{name: shout, channel: call, every_days: 1, tone: harsh, team: shouters}]}
"""  # noqa: E501
ENOUGH_FOR_ONE = "portfolio.segments.everybody.essentials_share.mean=0.92"
DEBITED = ("portfolio.segments.everybody.auto_debit_share=1",)


def paid_first(lived) -> list[str]:
    """Return the platforms that received anything, in full, on the first due day."""
    rows = lived.rows("paid", day=15)
    return rows["platform"].tolist()


def second(debit_at: str = "08:00", penalty_rate: float = 0) -> str:
    return SECOND % (debit_at, penalty_rate)


def test_each_row_says_whose_it_is(live):
    events = live(second()).events
    of_accounts = events[events["account"] >= 0].groupby("account")["platform"].unique()
    assert [list(names) for names in of_accounts] == [["lender"], ["second"]]


def test_accounts_elsewhere_are_numbered_behind_all_others(live):
    accounts = live(second(), borrowers=3).accounts
    assert accounts["platform"].tolist() == ["lender"] * 3 + ["second"] * 3
    assert accounts["borrower"].tolist() == [0, 1, 2] * 2


def test_the_dearer_debt_is_served_first(live):
    """With 515.00 one instalment of 408.03 is paid, not two."""
    for rate, first in ((0, "lender"), (0.365, "second")):
        assert paid_first(live(second(penalty_rate=rate), "overburdened", ENOUGH_FOR_ONE)) == [
            first
        ]


def test_debits_come_in_the_order_of_their_hours(live):
    for hour, first in (("06:00", "second"), ("10:00", "lender")):
        lived = live(second(hour), "overburdened", ENOUGH_FOR_ONE, *DEBITED)
        assert paid_first(lived) == [first]


class Felt:
    """Feelings of which only those towards lenders matter."""

    def __init__(self, *towards: tuple[float, float]) -> None:
        self._towards = towards

    def towards(self, place: int) -> tuple[float, float]:
        return self._towards[place]


class Owed:
    """An account of which only number, price and lender matter."""

    def __init__(self, number: int, penalty_ppm: int, place: int) -> None:
        self.number, self.penalty_ppm, self.platform = number, penalty_ppm, self
        self.place = place


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        ((0.0, 0.0, 5), (0.0, 1.0, 1), [1, 0]),  # pressure before price
        ((0.0, 0.0, 5), (9.0, 0.0, 1), [0, 1]),  # price before goodwill
        ((0.0, 0.0, 5), (9.0, 0.0, 5), [1, 0]),  # goodwill where all else is equal
        ((0.0, 0.0, 5), (0.0, 0.0, 5), [0, 1]),  # then the number
    ],
)
def test_creditors_are_ranked_by_pressure_then_price_then_goodwill(first, second, order):
    accounts = [Owed(0, first[2], 0), Owed(1, second[2], 1)]
    served = by_claim(accounts, Felt(first[:2], second[:2]))
    assert [account.number for account in served] == order


def test_a_harsh_lender_is_disliked_alone(live, monkeypatch):
    """Goodwill is towards one lender, the load is of all together."""
    seen = []
    like = Feelings.feel

    def feel(self, *details):
        like(self, *details)
        seen.append((self.towards(0)[0], self.towards(1)[0], self.load))

    monkeypatch.setattr(Feelings, "feel", feel)
    words = "behaviour.answering.tones.harsh.goodwill=-1"
    live(HARSH, "unwilling", "answers", "hears", words, "seed=7")
    assert seen
    assert all(first == 0 for first, _, _ in seen)
    assert min(other for _, other, _ in seen) < 0
    assert max(load for *_, load in seen) > 0


def rows_of_first(lived) -> pd.DataFrame:
    rows = lived.events[lived.events["platform"].isin(["", "lender"])]
    return rows.drop(columns=["platform", "seq"]).reset_index(drop=True)


def test_a_lender_to_whom_nobody_owes_moves_nothing(live):
    alone = live("", "late payer", "reads", borrowers=20)
    beside = live(second().replace("account_share: 1", "account_share: 0"), "late payer", "reads",
                  borrowers=20)  # fmt: skip
    pd.testing.assert_frame_equal(rows_of_first(alone), rows_of_first(beside))


LENDERS = """schema_version: 1
scenario: lenders
extends: three_stage_escalation
horizon_months: 4
burn_in_months: 2
portfolio:
  products:
    - {name: instalment_loan, share: 0.5}
    - {name: card, share: 0.5, kind: revolving, principal: {median: 4000, sigma: 0.5}, principal_min: 500, principal_max: 20000, rate: 0.18, term_months: [12], penalty_rate: 0.27, late_fee: 0, pay_down_share: 0.3, limit_factor: 3}
bureau: {threshold_dpd: 5, delay_days: 2}
collection: {limits: {draws_share: 0.8}}
policies:
  status_quo: {}
  same: {notes: nothing changes}
compare: {baseline: status_quo}
platforms:
"""  # noqa: E501
ONE = """  - name: %s
    account_share: %s
    auto_debit: {debit_at: "%02d:00", debit_days: %d, part_debits: %s}
    collection:
      grace_days: %d
      limits: {sees_misses_elsewhere: true}
      underwriting: {sees_debts_elsewhere: true}
      teams: [{name: callers, people: 0.1}]
      stages:
        - {name: early, from_dpd: 1, to_dpd: 90, actions: [{name: call, every_days: 3, channel: call, tone: firm, team: callers}]}
"""  # noqa: E501


@st.composite
def lenders(draw) -> str:
    text = LENDERS
    for number in range(draw(st.integers(1, 3))):
        text += ONE % (
            f"other_{number}", draw(st.sampled_from([0, 0.3, 1])), draw(st.integers(0, 23)),
            draw(st.integers(1, 5)), draw(st.sampled_from(["true", "false"])),
            draw(st.integers(0, 5)),
        )  # fmt: skip
    return text


@settings(
    max_examples=6, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(text=lenders())
def test_books_of_one_to_three_more_lenders_keep_their_promises(text, tmp_path, monkeypatch):
    """Cash never runs below 0, ledgers balance, and identical policies differ by nothing."""
    spend = Borrower.pay

    def pay(self, account, amount, *rest):
        assert amount <= self.purse.cash
        spend(self, account, amount, *rest)

    monkeypatch.setattr(Borrower, "pay", pay)
    path = tmp_path / "lenders.yaml"
    path.write_text(text, encoding="utf-8")
    scenario = load_scenario(path, borrowers=25)
    told = [
        simulate(scenario.base, scenario.policies[name], replication=0, seed=3)
        for name in ("status_quo", "same")
    ]
    logs = [events_frame(each.log, "", "none", 0) for each in told]
    pd.testing.assert_frame_equal(*logs)
    books = told[0].accounts
    came = books["disbursed"] + books["interest"] + books["fees"]
    placed = books[["paid", "outstanding", "waived", "charged_off", "sold"]].sum(axis=1)
    assert (came == placed).all()


CHANGES = {
    "share": ("platforms: [{name: second, account_share: 0.1}]", "who is on book"),
    "another": ("platforms: [{name: third}]", "a policy changes those there are: second"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_policy_changes_what_lenders_do_not_who_owes_to_them(name, tmp_path):
    change, said = CHANGES[name]
    path = tmp_path / "case.yaml"
    path.write_text(
        "schema_version: 1\nscenario: case\nextends: first_steps\n"
        "platforms: [{name: second}]\n"
        f"policies: {{status_quo: {{}}, other: {{{change}}}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(ScenarioError, match=said):
        load_scenario(path, policies=["status_quo", "other"])


def test_the_first_of_several_may_stand_among_them(tmp_path):
    """Without a collection of the scenario's own, the first item is the first platform."""
    plain = (Path(__file__).parent / "plain.yaml").read_text(encoding="utf-8")
    head, _, _ = plain.partition("collection: {charge_off_dpd")
    path = tmp_path / "case.yaml"
    path.write_text(
        head + "platforms: [{name: main, collection: {charge_off_dpd: 99}}, {name: second}]\n",
        encoding="utf-8",
    )
    scenario = load_scenario(path)
    assert scenario.base.collection.platform == "main"
    assert scenario.base.collection.charge_off_dpd == 99
    assert [lender.name for lender in scenario.base.platforms] == ["second"]
    path.write_text(scenario.text, encoding="utf-8")
    assert load_scenario(path).base == scenario.base


def test_a_product_for_a_segment_is_signed_by_it_alone(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(
        "schema_version: 1\nscenario: case\nextends: three_stage_escalation\n"
        "portfolio:\n  products:\n"
        "    - {name: instalment_loan, share: 0.5, who: {segments: [salaried, gig_worker, "
        "low_income]}}\n"
        "    - {name: small, share: 0.5, kind: interest_free, principal: {median: 700}, "
        "principal_min: 700, principal_max: 700, rate: 0, term_months: [6], penalty_rate: 0, "
        "late_fee: 0, who: {segments: [student]}}\n",
        encoding="utf-8",
    )
    scenario = load_scenario(path, borrowers=60, sets=["horizon_months=1", "burn_in_months=0"])
    lived = simulate(scenario.base, scenario.base, replication=0, seed=1)
    books = lived.accounts[lived.accounts["segment"] == "student"]
    others = lived.accounts[lived.accounts["segment"] != "student"]
    assert len(books) > 3
    assert (books["interest"] == 0).all()
    assert (books["disbursed"] <= 70_000).all()
    assert (others["disbursed"] > 70_000).any()


def test_a_segment_that_is_offered_nothing_is_named(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(
        "schema_version: 1\nscenario: case\nextends: three_stage_escalation\n"
        "portfolio: {products: [{name: instalment_loan, who: {segments: [student]}}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(ScenarioError, match="none is offered to salaried"):
        load_scenario(path)
