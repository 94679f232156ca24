"""Checks across keys: the book, shocks, the economy, behaviour and measures."""

import pytest

from arrears.errors import ScenarioError
from arrears.scenario.load import load_scenario

ERRORS = {
    "segments": (
        [("share: 0.6\n", "share: 0.7\n")],
        "portfolio.segments: shares of segments sum to 1.1; they sum to 1, this is 0.1 too much",
    ),
    "products": (
        [("      share: 1\n", "      share: 0.5\n")],
        "portfolio.products: shares of products sum to 0.5; they sum to 1, this is 0.5 too little",
    ),
    "a median below the least principal": (
        [("principal: {median: 8000", "principal: {median: 800")],
        (
            "portfolio.products.cash_loan.principal.median: found 800; "
            "it lies between principal_min 1000 and principal_max 30000"
        ),
    ),
    "least above largest": (
        [("principal_max: 30000", "principal_max: 500")],
        (
            "portfolio.products.cash_loan.principal_min: "
            "principal_min is 1000 but principal_max is 500"
        ),
    ),
    "nothing lent": (
        [("principal_min: 1000", "principal_min: 0")],
        "portfolio.products.cash_loan.principal_min: found 0; a principal is positive",
    ),
    "no income": (
        [("median: 6000", "median: 0")],
        "portfolio.segments.salaried.income.median: found 0; a median income is positive",
    ),
    "an income without bound": (
        [("median: 6000, sigma: 0.3", "median: 900000000, sigma: 3")],
        (
            "portfolio.segments.salaried.income: median 9e+08 with sigma 3 "
            "gives amounts too large to count"
        ),
    ),
    "allocation": (
        [("late_fee: 0", "late_fee: 0\n      allocation: [fees, interest, principal, principal]")],
        (
            "portfolio.products.cash_loan.allocation: found fees, interest, principal, principal; "
            "each of fees, penalty, interest and principal stands once"
        ),
    ),
    "a shock in no segment": (
        [("{salaried: 0.005, gig", "{salried: 0.005, gig")],
        (
            "shocks.kinds.job_loss.monthly_share.salried: there is no segment 'salried'; "
            "did you mean salaried?"
        ),
    ),
    "a tape book without a tape": (
        [("  borrowers: 100", "  book: tape")],
        "portfolio.tape: is missing; book: tape needs tape.path and tape.columns",
    ),
    "a series without a file": (
        [("collection:\n", "macro: {path: series}\ncollection:\n")],
        (
            "macro.series_path: is missing; path: series needs a CSV of month, hazard_factor, "
            "income_factor"
        ),
    ),
    "a series whose file is not there": (
        [("collection:\n", "macro: {path: series, series_path: gdp.csv}\ncollection:\n")],
        "macro.series_path: there is no file gdp.csv",
    ),
    "a channel that nobody described": (
        [("      - {channel: push, answer_share: 0.5, effect: 0.2}\n", "")],
        (
            "collection.before_due.heads_up.channel: "
            "behaviour.answering.contacts does not say what push does"
        ),
    ),
    "a channel described twice": (
        [("{channel: push, answer", "{channel: sms, answer")],
        "behaviour.answering.contacts.sms: sms is described twice",
    ),
    "prices that do not ascend": (
        [("compare:", "measures: {terminal_prices: [[0, 1], [30, 0.9], [30, 0.5]]}\ncompare:")],
        "measures.terminal_prices.2: found 30 after 30; days past due ascend",
    ),
    "a contrast with a segment that is not there": (
        [("outcomes: [loss_rate]", "contrasts: [{outcome: loss_rate, segment: gig, against: gg}]")],
        "compare.contrasts.0.against: there is no segment 'gg'; did you mean gig?",
    ),
    "a contrast of a segment with itself": (
        [
            (
                "outcomes: [loss_rate]",
                "contrasts: [{outcome: loss_rate, segment: gig, against: gig}]",
            )
        ],
        "compare.contrasts.0.against: is gig, as segment; name another",
    ),
}


@pytest.mark.parametrize(("changes", "message"), ERRORS.values(), ids=ERRORS.keys())
def test_what_no_single_key_can_get_wrong_is_refused(errors, changes, message):
    assert message in [line.partition(": ")[2] for line in errors(*changes)]


def test_shares_may_miss_one_by_rounding(changed):
    changed(("share: 0.6\n", "share: 0.1\n"), ("share: 0.4\n", "share: 0.9\n"))
    loaded = load_scenario("tiny.yaml", sets=["portfolio.segments.salaried.share=0.10000000001"])
    assert [segment.share for segment in loaded.base.portfolio.segments] == [0.10000000001, 0.9]


def test_a_book_without_products_is_refused(tiny, errors):
    lines = errors(sets=["portfolio.products=[]"])
    assert lines == [
        (
            "--set portfolio.products=[]: portfolio.products: is missing; "
            "a book needs at least one product"
        )
    ]


WARNINGS = {
    "a high rate": (
        [("rate: 0.18", "rate: 5")],
        "portfolio.products.cash_loan.rate: 5 is 500% a year; did you mean 0.05?",
    ),
    "interest on what is free of it": (
        [("kind: equal_instalments", "kind: interest_free")],
        "portfolio.products.cash_loan.rate: 0.18 changes nothing: the kind is interest_free",
    ),
    "a tape that nobody reads": (
        [("  borrowers: 100", "  tape: {path: a.csv}")],
        "portfolio.tape: changes nothing: the book is a cohort, not a tape",
    ),
    "a shock without effect": (
        [(", expense_share: 0.8, onset_points: 6", "")],
        "shocks.kinds.illness: changes nothing: no income lost, no expense, no distress",
    ),
    "a shock over at once": (
        [("duration_days: 120, ", "")],
        (
            "shocks.kinds.job_loss.duration_days: is 0: the shock is over at once, "
            "so what lasts with it changes nothing"
        ),
    ),
    "a segment that a shock spares": (
        [(", gig: 0.012}", "}")],
        "shocks.kinds.job_loss.monthly_share: never strikes gig: no share is given",
    ),
    "a downturn of no months": (
        [("collection:\n", "macro: {path: step, hazard_factor: 2}\ncollection:\n")],
        "macro.months: is 0: the downturn changes nothing",
    ),
    "a downturn after the end": (
        [("collection:\n", "macro: {path: step, months: 3, from_month: 99}\ncollection:\n")],
        "macro.from_month: is 99, after the horizon: the downturn changes nothing",
    ),
    "a regime that never comes": (
        [("collection:\n", "macro: {path: regimes}\ncollection:\n")],
        "macro.enter_monthly_share: is 0: there is never a downturn",
    ),
    "default after charge-off": (
        [("grace_days: 3", "grace_days: 3\n  charge_off_dpd: 80")],
        "measures.default_dpd: is 90, after charge-off at 80 dpd: nobody can default",
    ),
}


@pytest.mark.parametrize(("changes", "message"), WARNINGS.values(), ids=WARNINGS.keys())
def test_what_is_hardly_meant_is_warned_of(warnings, changes, message):
    assert message in [line.partition(": ")[2] for line in warnings(*changes)]


CHAIN = """\
behaviour:
  kind: roll_rate
  buckets:
    - {name: young, share: 1, paid: 0.4, to: {young: 0.3, old: 0.3}}
    - {name: old, paid: 0.4, bad: 0.2, to: {young: 0.3, old: 0.1}}
"""


def chain(tiny, old, new):
    text = tiny.read_text()
    assert old in CHAIN
    tiny.write_text(text[: text.index("behaviour:")] + CHAIN.replace(old, new, 1))


def test_a_chain_of_buckets_is_a_behaviour(tiny):
    chain(tiny, "", "")
    assert load_scenario(tiny).base.behaviour.kind == "roll_rate"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "paid: 0.4",
            "paid: 0.5",
            (
                "behaviour.buckets.young: paid, bad and to sum to 1.1; they sum to 1, "
                "this is 0.1 too much"
            ),
        ),
        (
            "old: 0.3",
            "odl: 0.3",
            "behaviour.buckets.young.to.odl: there is no bucket 'odl'; did you mean old?",
        ),
        (
            "share: 1",
            "share: 0.9",
            (
                "behaviour.buckets: shares of buckets sum to 0.9; they sum to 1, "
                "this is 0.1 too little"
            ),
        ),
    ],
)
def test_a_chain_that_does_not_add_up_is_refused(tiny, old, new, message):
    chain(tiny, old, new)
    with pytest.raises(Exception, match="behaviour") as refusal:
        load_scenario(tiny)
    assert str(refusal.value).partition(": ")[2] == message


def test_suits_need_letters_that_somebody_described():
    """Borrowers are told of suits by letter: a run would stop at the first."""
    calls = (
        "[{channel: sms, answer_share: 1, effect: 0}, {channel: call, answer_share: 1, effect: 1}]"
    )
    law = "{from_dpd: 30, steps: [{name: claim, kind: small_claims}]}"
    sets = [f"behaviour.answering.contacts={calls}", f"collection.legal={law}"]
    with pytest.raises(ScenarioError, match="does not say what letter does: borrowers are told"):
        load_scenario("first_steps", sets=sets)
