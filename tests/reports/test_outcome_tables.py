"""What the outcomes are over the parameter sets: the middle of them, and the ends."""

from dataclasses import replace

import pandas as pd
import pytest

from arrears.reports.outcome_tables import levels_over_sets
from arrears.reports.run_files import RunFiles, read_run_files
from arrears.results.assumptions import AssumptionTables
from arrears.words import Words


@pytest.fixture
def run_files(unreported) -> RunFiles:
    """Return what a run without parameter sets says."""
    return read_run_files(unreported)


@pytest.fixture
def studied(monkeypatch, run_files) -> RunFiles:
    """Return a run of which three sets were tried; the last has no value for a visit."""
    rows = [
        (number, policy, outcome, mean, 4)
        for policy in run_files.policies[:2]
        for outcome, means in {
            "distress_share": (0.3, 0.1, 0.2), "reached_by_visit_only_share": (0.05, 0.09, None),
        }.items()
        for number, mean in enumerate(means)
    ]  # fmt: skip
    columns = ["set", "policy", "outcome", "mean", "replications"]
    levels = pd.DataFrame(rows, columns=columns)
    tables = AssumptionTables(**dict.fromkeys(AssumptionTables.__annotations__, levels))
    monkeypatch.setattr("arrears.reports.outcome_tables.read_assumptions", lambda _: tables)
    return replace(
        run_files, outcomes=("distress_share", "reached_by_visit_only_share", "loss_rate")
    )


def test_the_median_and_the_ends_are_said(studied: RunFiles):
    table = levels_over_sets(studied)
    assert [row.policy for row in table.rows] == list(studied.policies[:2])
    distress, visit, loss = table.rows[0].cells
    assert (distress.value, distress.interval) == ("20\N{NO-BREAK SPACE}%", "10 to 30")
    assert visit.value == "7.0\N{NO-BREAK SPACE}%"
    assert (loss.value, loss.interval) == ("empty", "")
    assert "Over 3 parameter sets: the median" in table.note
    assert "a set has 4 replications" in table.note


def test_it_is_said_in_chinese_too(studied: RunFiles):
    assert "3 个参数组合的中位数" in levels_over_sets(studied, words=Words("zh")).note


def test_a_run_without_sets_has_no_such_table(run_files: RunFiles):
    assert levels_over_sets(run_files) is None
