"""A run directory made by hand: every file a report reads, with numbers nobody simulated."""

import json
import shutil
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
import yaml

from arrears.reports import build
from arrears.statistics import differences, summary

LEVELS = {
    "loss_rate": 0.031,
    "net_cash_rate": 0.052,
    "complaints_per_1000": 14.0,
    "distress_share": 0.18,
    "grievances_per_1000": 90.0,
    "recovery_rate": 0.86,
}
EFFECTS = {"status_quo": 0.0, "reminders": -0.08, "reminders_and_grace": -0.02}
MONTHS, DAYS = 12, 200


def _outcomes(policies, replications):
    """Values are level * (1 + effect + luck); luck is mostly shared between policies."""
    rows = []
    for policy in sorted(policies):
        for replication in range(replications):
            for place, (outcome, level) in enumerate(LEVELS.items()):
                shared = 0.05 * np.sin(7.0 * replication + place)
                own = 0.02 * np.sin(3.0 * replication + len(policy) + place)
                value = level * (1 + EFFECTS.get(policy, 0.05) + shared + own)
                rows.append((policy, "none", replication, "all", outcome, value * 1e6, 1e6, value))
    columns = ["policy", "regime", "replication", "segment", "outcome", "numerator", "denominator"]
    return pd.DataFrame(rows, columns=[*columns, "value"])


def _monthly(policies, replications):
    parts = []
    for policy in sorted(policies):
        for replication in range(replications):
            month = np.arange(MONTHS)
            days = np.full(MONTHS, 300 * 30)
            luck = 1 + 0.05 * np.sin(replication + month)
            positive = days * 0.18 * (1 + EFFECTS.get(policy, 0.05)) * luck * (1 + month / 60)
            for series, value in (("borrower_days", days), ("screen_days", positive)):
                parts.append(
                    pd.DataFrame(
                        {
                            "policy": policy,
                            "regime": "none",
                            "replication": replication,
                            "month": month,
                            "segment": "all",
                            "series": series,
                            "value": value.astype(np.int64),
                        }
                    )
                )
    return pd.concat(parts)


def _durations(policies, replications):
    parts = []
    for policy in sorted(policies):
        for replication in range(replications):
            days = np.arange(1, DAYS + 1)
            rate = 0.05 * (1 - EFFECTS.get(policy, 0.05)) * (1 + 0.1 * np.sin(replication))
            amount = 1_000_000 * rate * np.exp(-rate * days)
            parts.append(
                pd.DataFrame(
                    {
                        "policy": policy,
                        "regime": "none",
                        "replication": replication,
                        "segment": "all",
                        "series": "late_instalments",
                        "days": days,
                        "count": 0,
                        "amount": amount.astype(np.int64),
                        "censored": np.full(DAYS, 500),
                    }
                )
            )
    return pd.concat(parts)


def write_run(directory, *, policies=tuple(EFFECTS), replications=20, change=None):
    """Write a run directory; ``change`` may alter the outcomes before they are summarised."""
    directory.mkdir(parents=True, exist_ok=True)
    outcomes = _outcomes(policies, replications)
    if change is not None:
        outcomes = change(outcomes)
    tables = {
        "outcomes.csv": outcomes,
        "summary.csv": summary(outcomes),
        "differences.csv": differences(outcomes, "status_quo", "none"),
        "origins.csv": pd.DataFrame(
            {
                "key": ["behaviour.forget_share", "portfolio.borrowers", "shocks.job_loss.rate"],
                "value": ["0.04", "300", "0.06"],
                "origin": ["assumed", "set by scenario", "literature"],
                "detail": ["0.02 to 0.08", "", "JOB01"],
            }
        ),
    }
    for name, table in tables.items():
        table.to_csv(directory / name, index=False, lineterminator="\n")
    parquet = {"monthly": _monthly, "durations": _durations}
    with duckdb.connect() as database:
        for name, make in parquet.items():
            database.register("rows_made", make(policies, replications))
            database.execute(f"COPY rows_made TO '{directory / name}.parquet' (FORMAT parquet)")
    scenario = {
        "scenario": "first_steps",
        "title": "Reminders before the due day",
        "question": "Do reminders lower losses, and does a grace period on top? 宽限期有用吗?",
        "policies": {
            "status_quo": {},
            "reminders": {
                "collection": {"before_due": [{"name": "heads_up", "days_before": 3}]},
            },
            "reminders_and_grace": {
                "bundle": True,
                "notes": "Both at once.",
                "collection": {"grace_days": 3},
            },
        },
        "compare": {
            "baseline": "status_quo",
            "outcomes": ["loss_rate", "net_cash_rate", "complaints_per_1000", "distress_share"],
        },
    }
    scenario["policies"] = {name: scenario["policies"].get(name, {}) for name in policies}
    text = yaml.safe_dump(scenario, allow_unicode=True, sort_keys=False)
    (directory / "scenario.yaml").write_text(text, encoding="utf-8")
    manifest = {
        "arrears": "0.1.0",
        "scenario": "first_steps",
        "scenario_hash": "0123456789abcdef" * 4,
        "engine": "simpy",
        "seed": 20250101,
        "replications": replications,
        "policies": list(policies),
        "regimes": ["none"],
        "command": ["arrears", "run", "first_steps"],
        "notices": ["300 borrowers instead of 5000"],
        "failures": {},
        "packages": {"python": "3.11.9", "numpy": "2.3.0"},
    }
    (directory / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return directory


@pytest.fixture(scope="session")
def unreported(tmp_path_factory):
    """Return a run directory that tests copy."""
    return write_run(tmp_path_factory.mktemp("runs") / "run")


@pytest.fixture(scope="session")
def reported(unreported, tmp_path_factory):
    """Return a run directory with its report, which tests only read."""
    directory = tmp_path_factory.mktemp("reports") / "run"
    shutil.copytree(unreported, directory)
    build(directory)
    return directory


@pytest.fixture(scope="session")
def reported_in_chinese(unreported, tmp_path_factory):
    """Return the same run with its report in Chinese, which tests only read."""
    directory = tmp_path_factory.mktemp("reports_zh") / "run"
    shutil.copytree(unreported, directory)
    build(directory, language="zh")
    return directory


@pytest.fixture
def run_directory(unreported, tmp_path):
    """Return a run directory without a report, for one test to do with as it likes."""
    return Path(shutil.copytree(unreported, tmp_path / "run"))


@pytest.fixture
def make_run(tmp_path):
    """Return a function that writes a run directory with other policies or replications."""

    def make(**choices):
        return write_run(tmp_path / "made", **choices)

    return make
