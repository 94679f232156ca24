"""The shipped regimes: of one piece, cited, labelled, dated."""

from datetime import date

import pytest

from arrears.calendar import Calendar
from arrears.errors import ScenarioError
from arrears.regulation.contradictions import contradictions
from arrears.regulation.regime import SUPPOSED, Instrument
from arrears.regulation.rulebook import Rulebook
from arrears.regulation.shipped import all_rules, instruments, regime_names, shipped_regime

CALENDAR = Calendar(start="2026-11-21", first_day=0, last_day=10)
WANTED = {
    "none", "cn_gbt_2025", "cn_cba_2026", "cn_card_plan", "us_reg_f", "us_ma", "us_dc", "us_nyc",
    "uk_breathing_space", "uk_persistent_debt", "eu_ccd2", "kr", "au", "in_rbi", "ru", "co", "cl",
    "th", "vn", "id", "ph", "sg", "ke", "za", "jp", "br", "hk",
}  # fmt: skip


def test_all_regimes_that_are_compared_are_shipped():
    assert set(regime_names()) >= WANTED


@pytest.mark.parametrize("name", regime_names())
def test_no_shipped_regime_contradicts_itself(name):
    assert contradictions(all_rules(name).rules) == []


@pytest.mark.parametrize("name", regime_names())
def test_every_shipped_regime_makes_a_rulebook(name):
    book = Rulebook(all_rules(name), CALENDAR)
    assert book.is_empty is (name == "none" or not book.limits)


def test_names_of_rules_are_unique():
    names = [rule.name for item in instruments().values() for rule in item.rules]
    assert len(names) == len(set(names)) > 150


@pytest.mark.parametrize("instrument", instruments().values(), ids=instruments().keys())
def test_every_rule_has_its_clause_and_its_grade(instrument: Instrument):
    """Levers of our own have neither: they are labelled hypothetical instead."""
    assert instrument.source
    assert instrument.title
    for rule in instrument.rules:
        if instrument.status == "hypothetical":
            assert (rule.clause, rule.evidence) == ("", "own")
        else:
            assert rule.clause
            assert rule.evidence in ("P", "O", "S", "W", "M")


def test_every_instrument_is_part_of_a_regime():
    used = {rule.instrument for name in regime_names() for rule in all_rules(name).rules}
    assert used == set(instruments())


@pytest.mark.parametrize("name", regime_names())
def test_what_is_not_law_is_labelled_in_the_title(name):
    supposed = {rule.status for rule in all_rules(name).rules} & set(SUPPOSED)
    assert all(f"({status})" in all_rules(name).title for status in supposed)


def test_doubtful_evidence_is_left_out_unless_asked_for():
    for name in regime_names():
        grades = {rule.rule.evidence for rule in shipped_regime(name).rules}
        assert grades <= {"P", "O", "S", "own"}
    assert "W" in {rule.rule.evidence for rule in all_rules("cn_gbt_2025").rules}


@pytest.mark.parametrize(
    ("name", "rule", "before", "first"),
    [
        ("cn_gbt_2025", "gbt_hours", date(2025, 2, 27), date(2025, 2, 28)),
        ("cn_cba_2026", "cba_unanswered_calls", date(2026, 1, 29), date(2026, 1, 30)),
        ("us_nyc", "nyc_three_a_week", date(2026, 8, 31), date(2026, 9, 1)),
        ("eu_ccd2", "ccd2_forbearance_first", date(2026, 11, 19), date(2026, 11, 20)),
        ("kr", "kr_seven_contacts", date(2024, 10, 16), date(2024, 10, 17)),
        ("us_dc", "dc_four_calls", date(2022, 12, 31), date(2023, 1, 1)),
    ],
)
def test_rules_begin_on_their_day(name, rule, before, first):
    regime = shipped_regime(name)
    assert rule not in {held.name for held in regime.on(before).rules}
    assert rule in {held.name for held in regime.on(first).rules}


def test_a_rule_of_memory_never_ships_as_if_it_were_seen():
    """Its grade says M wherever a note or a source speaks of memory alone."""
    for item in instruments().values():
        for rule in item.rules:
            if "from memory" in rule.note:
                assert rule.evidence == "M"


def test_transplanted_rules_bind_lenders_and_hold_at_all_times():
    held = {rule.name: rule for rule in shipped_regime("cn_with_us_cap").rules}["reg_f_seven_calls"]
    assert (held.status, held.first, "originator" in held.binds) == ("hypothetical", None, True)


def test_unchecked_rules_are_listed():
    assert "gbt_recording" in shipped_regime("cn_gbt_2025").unchecked
    assert "gbt_hours" not in shipped_regime("cn_gbt_2025").unchecked
    assert set(shipped_regime("hk").unchecked) == {"hk_rate", "hk_compound"}


def test_an_unknown_regime_is_refused_with_those_that_there_are():
    with pytest.raises(ScenarioError, match="there is no regime 'utopia'; accepted: none, cn_gbt"):
        shipped_regime("utopia")
