"""`check_behaviour`, `check_action` and `check_shock` pass what is right and name what is wrong."""

import itertools
import math

import pytest

from arrears.errors import ExtensionError, ScenarioError
from arrears.extend import (
    Strike,
    check_action,
    check_behaviour,
    check_shock,
    register_action,
    register_behaviour,
    register_shock,
)
from arrears.extend.own_run import life, settings_of
from arrears.part import Own
from arrears.registry import on_trial
from arrears.scenario.load import load_scenario

FEW = {"borrowers": 15}


class Usual:
    name = "usual"

    def is_willing(self, facts, luck, numbers):
        return facts.usual


class Calling:
    name = "calling"

    def happen(self, attempt, numbers):
        attempt.press()
        attempt.pay_now()


class Flood:
    name = "flood"

    def strikes(self, everybody, luck, numbers):
        yield from (Strike(number, 40, 30) for number in range(0, 15, 2))


def changed(kind, **parts):
    return type("Changed", (kind,), parts)()


def refusal(check, thing, **options):
    with pytest.raises(ExtensionError) as error:
        check(thing, **(FEW | options))
    return str(error.value)


@pytest.mark.parametrize(
    ("check", "kind", "options"),
    [
        (check_behaviour, Usual, {}),
        (check_action, Calling, {"borrowers": 40}),
        (check_shock, Flood, {}),
    ],
)
def test_what_is_right_passes(check, kind, options):
    assert "nothing wrong found" in check(kind(), **(FEW | options))


def test_a_rule_that_answers_as_the_household_changes_no_row():
    """The usual months, lived in one call without a rule, come out the same step by step."""
    settings = settings_of("first_steps", 40)
    with on_trial("behaviour", Usual()):
        own = settings.behaviour.model_copy(update={"own": Own(kind="usual")})
        ruled = life(settings.model_copy(update={"behaviour": own}))
    assert ruled.astype(str).equals(life(settings).astype(str))


@pytest.mark.parametrize("answer", [None, math.nan, 1, "yes"])
def test_an_answer_that_is_neither_true_nor_false_is_refused(answer):
    rule = changed(Usual, is_willing=lambda *_: answer)
    assert f"is_willing gave {answer!r}; it gives True or False" in refusal(check_behaviour, rule)


def test_a_rule_that_remembers_is_refused():
    count = itertools.count()
    rule = changed(Usual, is_willing=lambda *_: next(count) % 2 == 0)
    assert "lives differ when repeated" in refusal(check_behaviour, rule)


def test_a_rule_that_raises_is_told():
    rule = changed(Usual, is_willing=lambda self, facts, luck, numbers: numbers["missing"] > 0)
    said = refusal(check_behaviour, rule)
    assert "test_check_own.py:" in said
    assert "asks for the number 'missing', and the scenario sets no own.numbers.missing" in said
    assert "it sets nothing" in said


def test_an_action_that_remembers_is_refused():
    count = itertools.count()

    def happen(self, attempt, numbers):
        if next(count) < 5:
            attempt.pay_now()
        else:
            attempt.promises()

    told = refusal(check_action, changed(Calling, happen=happen), borrowers=60)
    assert "lives differ when repeated" in told


def test_an_action_that_reaches_nobody_is_refused():
    assert "never reached anybody" in refusal(check_action, Calling(), borrowers=1, channel="email")


@pytest.mark.parametrize(
    ("strike", "said"),
    [
        (Strike(99, 40, 1), "there are borrowers 0 to 14"),
        (Strike(0, -5, 1), "the borrower is there from day 0"),
        (Strike(0, 9999, 1), "the borrower is there from day 0"),
        (Strike(0, 40, -1), "a shock lasts 0 days or more"),
        (Strike(0, 40.5, 1), "a strike is three whole numbers"),
        (Strike(0, math.nan, 1), "a strike is three whole numbers"),
        ((0, 40), "a strike is three whole numbers"),
        (None, "a strike is three whole numbers"),
    ],
)
def test_a_strike_that_cannot_be_is_refused(strike, said):
    shock = changed(Flood, strikes=lambda *_: [strike])
    assert said in refusal(check_shock, shock)


def test_a_shock_that_strikes_nobody_is_refused_because_nothing_was_tried():
    assert "strikes nobody" in refusal(check_shock, changed(Flood, strikes=lambda *_: []))


def test_a_shock_that_remembers_is_refused():
    count = itertools.count(30)
    shock = changed(Flood, strikes=lambda *_: [Strike(0, next(count), 5)])
    assert "strikes differ when repeated" in refusal(check_shock, shock)


@pytest.mark.parametrize("register", [register_behaviour, register_action, register_shock])
def test_a_thing_without_its_function_is_not_registered(register):
    with pytest.raises(ExtensionError, match="has no"):
        register(changed(object, name="empty"))


@pytest.mark.parametrize(
    ("setting", "path"),
    [
        ("behaviour.own={kind: nobody}", "behaviour.own.kind"),
        ("shocks.kinds.illness.own={kind: nobody}", "shocks.kinds.illness.own.kind"),
        (
            "collection.stages.overdue.actions.call.own={kind: nobody}",
            "collection.stages.overdue.actions.call.own.kind",
        ),
    ],
)
def test_a_name_that_no_extension_offers_is_an_error_with_its_place(setting, path):
    with pytest.raises(ScenarioError) as error:
        load_scenario("first_steps", sets=[setting])
    assert f"{path}: there is no" in str(error.value)
    assert "'nobody'" in str(error.value)
