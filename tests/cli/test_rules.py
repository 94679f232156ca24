"""``arrears rules``: what it prints for readers and for programs."""

import csv
import io
import json

import pytest


def rows_of(found):
    assert found.exit_code == 0, found.stderr
    return {row["regime"]: row for row in json.loads(found.stdout)}


def test_the_list_tells_what_a_week_may_hold(call):
    rows = rows_of(call("rules", "list", "--format", "json"))
    assert rows["none"]["calls"] is None
    assert (rows["us_reg_f"]["calls"], rows["us_reg_f"]["agency_calls"]) == (None, 7)
    assert rows["us_reg_f"]["agency_calls_answered"] == 1
    assert (rows["au"]["calls"], rows["au"]["calls_answered"]) == (None, 3)
    assert rows["co"]["visits"] == 0


def test_the_list_depends_on_the_day(call):
    before = rows_of(call("rules", "list", "--date", "2026-08-31", "--format", "json"))
    after = rows_of(call("rules", "list", "--date", "2026-09-01", "--format", "json"))
    assert (before["us_nyc"]["calls"], after["us_nyc"]["calls"]) == (None, 3)


def test_the_list_labels_what_is_not_law(call):
    rows = rows_of(call("rules", "list", "--format", "json"))
    assert rows["cn_cost_cap_draft"]["status"] == "draft+in_force"
    assert rows["cn_with_us_cap"]["status"] == "hypothetical+in_force"


def test_show_gives_citation_label_and_dates(call):
    found = call("rules", "show", "us_nyc", "--format", "csv")
    rows = {row["rule"]: row for row in csv.DictReader(io.StringIO(found.stdout))}
    row = rows["nyc_three_a_week"]
    assert (row["clause"], row["status"], row["evidence"]) == ("5-77(b)", "in_force", "S")
    assert (row["from"], row["checked"], row["force"]) == ("2026-09-01", "True", "binding")
    assert rows["nyc_consent"]["checked"] == "False"


def test_show_says_which_rules_leave_no_event_and_which_are_not_in_force(call):
    found = call("rules", "show", "us_nyc", "--date", "2026-01-01")
    blocks = found.stdout.split("\n  ")
    (cap,) = [text for text in blocks if text.startswith("  [5-77(b)")]
    assert "not in force on the day" in cap
    assert "unchecked: leaves no event" in found.stdout


def test_show_adds_doubtful_rules_on_request(call):
    assert "gbt_visits_a_day" not in call("rules", "show", "cn_gbt_2025").stdout
    found = call("rules", "show", "cn_gbt_2025", "--evidence", "P,O,S,W,M")
    assert "gbt_visits_a_day: at most 1 attempts a day by visit" in found.stdout


def test_show_week_prints_the_maxima_alone(call):
    found = call("rules", "show", "kr", "--week", "--format", "json")
    rows = {(row["channel"], row["by"]): row for row in json.loads(found.stdout)}
    assert rows["call", "lender"]["attempts_week"] == 9
    assert rows["call", "lender"]["answered_week"] == 7


def test_diff_tells_rules_and_weeks_apart(call):
    found = call("rules", "diff", "us_reg_f", "us_dc", "--format", "json")
    rows = {row["what"]: row for row in json.loads(found.stdout)}
    assert rows["dc_four_calls"]["us_reg_f"] == ""
    assert rows["dc_four_calls"]["us_dc"].startswith(
        "at most 4 attempts in 7 days by bot_call/call"
    )
    assert "reg_f_hours" not in rows
    week = rows["a week of bot_call, call by agency"]
    assert (week["us_reg_f"], week["us_dc"]) == ("7 tried, 1 answered", "4 tried, 1 answered")


def test_a_regime_does_not_differ_from_itself(call):
    assert json.loads(call("rules", "diff", "kr", "kr", "--format", "json").stdout) == []


@pytest.mark.parametrize("command", [("list",), ("show", "kr"), ("diff", "kr", "au")])
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_every_form_says_that_it_is_no_advice(call, command, form):
    found = call("rules", *command, "--format", form)
    assert found.exit_code == 0, found.stderr
    assert "not legal advice" in (found.stdout if form == "table" else found.stderr)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "koria"), "there is no regime 'koria'"),
        (("diff", "kr", "us_regf"), "there is no regime 'us_regf'; did you mean us_reg_f?"),
        (("list", "--date", "today"), "--date: found 'today'; a date is written YYYY-MM-DD"),
        (("list", "--evidence", "P,X"), "--evidence: found 'X'; accepted: P, O, S, W, M"),
    ],
)
def test_wrong_usage_is_refused(call, arguments, message):
    found = call("rules", *arguments)
    assert found.exit_code == 2
    assert message in found.stderr
