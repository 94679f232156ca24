"""Lunar new years of which no days are known are warned of."""

import pytest

from arrears.scenario.load import load_scenario

KNOWN = "the lunar new year is known from 2020 to 2030, and the run, burn-in included, lasts from "


def said(start, months, *sets):
    months = (f"horizon_months={months}", "burn_in_months=1")
    found = load_scenario("first_steps", sets=[f"start='{start}'", *months, *sets], borrowers=20)
    return [line.partition(": ")[2] for line in found.warnings if "lunar" in line]


@pytest.mark.parametrize(
    ("place", "setting"),
    [
        ("calendar.spring_festival", "calendar.spring_festival=true"),
        ("behaviour.festival", "behaviour.festival={}"),
    ],
)
def test_a_festival_beyond_the_known_years_changes_nothing(place, setting):
    assert said("2035-01-01", 12, setting) == [
        f"{place}: {KNOWN}2034-12-01 to 2035-12-31: it changes nothing"
    ]


def test_years_without_a_festival_are_named():
    assert said("2030-01-01", 36, "calendar.spring_festival=true") == [
        f"calendar.spring_festival: {KNOWN}2029-12-01 to 2032-12-31: none in 2031, 2032"
    ]


def test_the_burn_in_counts():
    (line,) = said("2020-02-01", 6, "calendar.spring_festival=true", "burn_in_months=13")
    assert line.endswith("none in 2019")


def test_a_run_that_ends_before_an_unknown_new_year_is_not_warned_of():
    assert said("2030-01-01", 12, "calendar.spring_festival=true") == []


def test_without_the_festival_nothing_is_said():
    assert said("2035-01-01", 12) == []
