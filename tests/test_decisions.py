"""Decisions: declared once, with an identity that depends on nothing but the name."""

import re
from collections import Counter
from pathlib import Path

import pytest

import arrears
from arrears.decisions import DECISIONS, Occasion
from arrears.draws import decision_id
from arrears.terms import Entity

PACKAGE = Path(arrears.__file__).parent


def test_no_two_decisions_share_a_number():
    """Else they would share their luck; 32 bits make that unlikely, not impossible."""
    numbers = Counter(decision.id for decision in DECISIONS.values())
    assert max(numbers.values()) == 1


def test_a_decision_is_known_by_its_own_name():
    assert all(name == decision.name for name, decision in DECISIONS.items())


def test_a_decisions_number_depends_on_its_name_alone():
    """The first four bytes of its BLAKE2b hash, pinned: else everybody's luck is drawn anew."""
    assert DECISIONS["willing"].id == decision_id("willing") == 0xC96E865D
    assert decision_id("holdout", "call") != decision_id("holdout", "text")


@pytest.mark.parametrize(
    ("name", "entity", "occasion"),
    [
        ("screening", Entity.BORROWER, Occasion.ONCE),
        ("principal", Entity.ACCOUNT, Occasion.ONCE),
        ("shock", Entity.BORROWER, Occasion.MONTH),
        ("economy", Entity.WORLD, Occasion.MONTH),
        ("attention", Entity.ACCOUNT, Occasion.INSTALMENT),
        ("willing", Entity.ACCOUNT, Occasion.INSTALMENT),
        ("reach", Entity.BORROWER, Occasion.DAY),
        ("apply", Entity.BORROWER, Occasion.NTH),
        ("promise", Entity.BORROWER, Occasion.NTH),
        ("holdout", Entity.BORROWER, Occasion.SPELL),
        ("skill", Entity.COLLECTOR, Occasion.ONCE),
    ],
)
def test_whose_a_decision_is_and_how_often_it_is_drawn(name, entity, occasion):
    """The model's section 1 names these."""
    assert (DECISIONS[name].entity, DECISIONS[name].occasion) == (entity, occasion)


def test_every_decision_that_the_code_draws_is_declared_and_every_declared_one_is_drawn():
    """Names between quotes in the engine, portfolio and results; traits are drawn by column."""
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("engines", "portfolio", "statistics", "runs")
        for path in sorted((PACKAGE / folder).rglob("*.py"))
    )
    asked = re.findall(r"\.(?:nth|draw)\(\s*\"(\w+)\"", text)
    assert len(asked) > 15
    assert set(asked) <= set(DECISIONS)
    quoted = set(re.findall(r"\"(\w+)\"", text))
    assert {name for name in DECISIONS if name not in quoted} <= {"first_bucket"}
