import math

import pandas as pd
import pytest

from arrears.reports.answer import answer
from arrears.words import Words

MINUS = "\N{MINUS SIGN}"
SUMMARY = pd.DataFrame(
    {
        "policy": ["status_quo"],
        "outcome": ["loss_rate"],
        "mean": [0.0312],
        "low": [0.0301],
        "high": [0.0323],
        "replications": [20],
    }
)


def _row(policy="gentle", difference=-0.0042, low=-0.0061, high=-0.0023, **other):
    return {
        "policy": policy,
        "outcome": "loss_rate",
        "difference": difference,
        "low": low,
        "high": high,
        "replications": 20,
        "p_holm": 0.001,
    } | other


def _answer(*rows, outcome="loss_rate", summary=SUMMARY):
    columns = list(_row())
    table = pd.DataFrame([row | {"outcome": outcome} for row in rows], columns=columns)
    return answer(outcome, "status_quo", table, summary)


def test_a_clear_difference_says_how_much_in_which_direction_and_from_how_many():
    assert _answer(_row()) == (
        "Loss rate, compared with status_quo: gentle 0.42 percentage points lower "
        f"(95 % interval {MINUS}0.61 to {MINUS}0.23, n = 20)."
    )


def test_a_difference_upwards_is_higher():
    said = _answer(_row(difference=0.0042, low=0.0023, high=0.0061))
    assert "gentle 0.42 percentage points higher (95 % interval +0.23 to +0.61, n = 20)" in said


def test_an_interval_around_0_is_no_more_than_luck_could_explain():
    assert _answer(_row(difference=0.0003, low=-0.0010, high=0.0016)) == (
        "Loss rate, compared with status_quo: gentle 0.03 percentage points higher, no more than "
        f"luck could explain (95 % interval {MINUS}0.10 to +0.16, n = 20)."
    )


@pytest.mark.parametrize(("low", "high"), [(-0.001, 0.0), (0.0, 0.001)])
def test_an_interval_that_touches_0_includes_it(low, high):
    assert "no more than luck could explain" in _answer(_row(difference=0.0005, low=low, high=high))


def test_exactly_0_everywhere_is_said_to_be_exactly_the_same():
    said = _answer(_row(difference=0.0, low=0.0, high=0.0, p_holm=1.0))
    assert said == (
        "Loss rate, compared with status_quo: gentle exactly the same (20 replications)."
    )


def test_a_mean_of_0_with_luck_around_it_is_not_exactly_the_same():
    said = _answer(_row(difference=0.0, low=-0.001, high=0.001))
    assert "no more than luck could explain" in said


def test_a_single_replication_is_not_judged():
    said = _answer(_row(low=math.nan, high=math.nan, replications=1, p_holm=math.nan))
    assert said == (
        "Loss rate, compared with status_quo: gentle 0.420 percentage points lower in "
        "1 replication, too few for an interval: this may be luck."
    )


def test_a_single_replication_without_any_difference_is_exactly_the_same():
    said = _answer(_row(difference=0.0, low=math.nan, high=math.nan, replications=1))
    assert "exactly the same (1 replication)" in said


def test_an_empty_outcome_cannot_be_compared():
    said = _answer(_row(difference=math.nan, low=math.nan, high=math.nan, replications=0))
    assert "gentle cannot be compared" in said


def test_one_policy_is_described_and_not_compared():
    assert _answer() == (
        "Loss rate under status_quo is 3.12\N{NO-BREAK SPACE}% (95 % interval 3.01 to 3.23, "
        "n = 20); one policy was run, so nothing is compared."
    )


def test_one_policy_in_one_replication_has_no_interval():
    said = _answer(summary=SUMMARY.assign(low=math.nan, high=math.nan, replications=1))
    assert "(no interval, n = 1)" in said


def test_an_outcome_that_the_run_does_not_have_is_named():
    assert "no outcome called net_cash_rate" in _answer(outcome="net_cash_rate")


def test_the_baseline_is_not_compared_with_itself():
    assert "one policy was run" in _answer(_row(policy="status_quo", difference=0.0))


def test_what_correction_for_many_comparisons_leaves_unclear_is_said():
    assert "not clear once all comparisons are counted, Holm's p = 0.20" in _answer(
        _row(p_holm=0.2)
    )


def test_two_policies_share_one_sentence():
    said = _answer(_row(), _row(policy="firm", difference=0.004, low=0.002, high=0.006))
    assert said.count(".") == len([sign for sign in said if sign == "."])
    assert "; firm 0.40 percentage points higher" in said
    assert said.endswith(").")


def test_beyond_four_policies_the_table_is_named():
    said = _answer(*(_row(policy=f"policy_{number}") for number in range(6)))
    assert "policy_3" in said
    assert "policy_4" not in said
    assert said.endswith("; 2 more policies in the table below.")


def test_outcomes_other_than_fractions_keep_their_unit():
    said = _answer(_row(difference=-1.13, low=-1.22, high=-1.04), outcome="complaints_per_1000")
    assert said.startswith("Complaints per 1000 borrowers and year, compared with status_quo: ")
    assert "gentle 1.130 lower (95 % interval" in said


def test_the_answer_is_a_chinese_sentence_for_chinese_readers():
    table = pd.DataFrame([_row()])
    assert answer("loss_rate", "status_quo", table, SUMMARY, words=Words("zh")) == (
        "损失率，与 status_quo 相比：gentle 低 0.42 个百分点"  # noqa: RUF001
        f"（95 % 区间 {MINUS}0.61 至 {MINUS}0.23，n = 20）。"  # noqa: RUF001
    )
