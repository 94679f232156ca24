"""A fault in one key hides no other, and causes none."""

import pytest

LEGAL = "legal: {from_dpd: 90, to_dpd: 30, steps: [{name: talks, kind: mediation, days: 5}]}"


def beside(text):
    """Return the change that puts a line into collection."""
    return ("collection:\n", f"collection:\n  {text}\n")


CASES = {
    "a stage with a bad key is left out of the check for overlaps": (
        [("to_dpd: 30\n", "to_dpd: x\n")],
        ["collection.stages.early.to_dpd"],
    ),
    "a bad segment is still known by its name": (
        [("payday: 20", "payday: x")],
        ["portfolio.segments.gig.payday"],
    ),
    "a bad share is not summed": (
        [("share: 0.4\n", "share: x\n")],
        ["portfolio.segments.gig.share"],
    ),
    "a bad product is not missed": (
        [("rate: 0.18", "rate: x")],
        ["portfolio.products.cash_loan.rate"],
    ),
    "a bad contact is still described": (
        [("{channel: push, answer_share: 0.5", "{channel: push, answer_share: 5")],
        ["behaviour.answering.contacts.push.answer_share"],
    ),
    "an unknown key hides no check across keys": (
        [("from_dpd: 31", "from_dpd: 30\n      colour: red")],
        ["collection.stages.late", "collection.stages.late.colour"],
    ),
    "an unknown key hides no check within its mapping": (
        [("channel: call, team: service, between", "colour: red, channel: call, between")],
        ["collection.stages.early.actions.talk", "collection.stages.early.actions.talk.colour"],
    ),
    "a bad behaviour hides no fault of collection": (
        [("kind: household", "kind: x"), ("offers: [inst", "offers: [xnst")],
        ["behaviour.kind", "collection.stages.early.offers.0"],
    ),
    "a bad half of a pair is one error": (
        [('["09:00", "16:30"]', "[9:00, 16:30]")],
        ["collection.stages.early.actions.talk.between.0"],
    ),
    "a bad number outside lists is replaced": (
        [("grace_days: 3", "grace_days: x"), ("offers: [inst", "offers: [xnst")],
        ["collection.grace_days", "collection.stages.early.offers.0"],
    ),
    "a bad team is still known by its name": (
        [("people: 6", "people: x")],
        ["collection.teams.service.people"],
    ),
    "a list that contradicts itself hides no fault of its collection": (
        [
            beside("sale: {from_dpd: 90, prices: [[10, 0.5], [5, 0.2]]}"),
            ("offers: [inst", "offers: [xnst"),
        ],
        ["collection.sale.prices", "collection.stages.early.offers.0"],
    ),
    "a bad half of a pair in a list hides none either": (
        [beside("sale: {from_dpd: 90, prices: [[10, x]]}"), ("offers: [inst", "offers: [xnst")],
        ["collection.sale.prices.0.1", "collection.stages.early.offers.0"],
    ),
    "text in the place of a list hides none either": (
        [beside("sale: {from_dpd: 90, prices: none}"), ("offers: [inst", "offers: [xnst")],
        ["collection.sale.prices", "collection.stages.early.offers.0"],
    ),
    "a bad half of a pair hides no fault of its stage": (
        [('["09:00", "16:30"]', "[9:00, 16:30]"), ("offers: [inst", "offers: [xnst")],
        ["collection.stages.early.actions.talk.between.0", "collection.stages.early.offers.0"],
    ),
    "a part that contradicts itself is not missed": (
        [beside(LEGAL), ("offers: [inst", "offers: [xnst")],
        ["collection.legal", "collection.stages.early.offers.0"],
    ),
    "a list whose items others name is not left out": (
        [("  teams:\n    - {name: service, people: 6, cost_per_hour: 45}\n", "  teams: none\n")],
        ["collection.teams"],
    ),
    "a bad relief is still known by its name": (
        [("extra_months: 6", "extra_months: x")],
        ["collection.relief.instalment_plan.extra_months"],
    ),
}


@pytest.mark.parametrize(("changes", "paths"), CASES.values(), ids=CASES.keys())
def test_errors_are_complete_and_none_is_made_up(errors, changes, paths):
    assert sorted(line.split(": ")[1] for line in errors(*changes)) == paths
