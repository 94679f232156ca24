"""Tables of a run that nobody simulated, of as many policies and replications as a test wants."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pytest

from arrears.plots.registry import FIGURES
from arrears.results.tally_arrears import STATES
from arrears.statistics import differences, summary

POLICIES = (
    "status_quo", "reminders", "reminders_and_grace", "firm_calls", "no_grace", "agency_early",
    "legal_first", "hardship_desk_and_instalment_plans",
)  # fmt: skip
MONTHS, DAYS = 6, 120
OUTCOMES = {
    "loss_rate": 0.03,
    "distress_share": 0.18,
    "complaints_per_1000": 14.0,
    **{f"roll_rate_{bucket}_{state}": 1 / len(STATES) for bucket in range(3) for state in STATES},
}


@dataclass
class Tables:
    """A source of tables that are simply held."""

    policies: tuple[str, ...]
    baseline: str = "status_quo"
    outcomes: tuple[str, ...] = ("loss_rate", "distress_share", "complaints_per_1000")
    held: dict[str, pd.DataFrame] = field(default_factory=dict)

    def read(self, table: str, **equal: str | int) -> pd.DataFrame:
        """Return the rows whose columns are so; nothing of a table that is not there."""
        rows = self.held.get(table, pd.DataFrame())
        for column, value in equal.items():
            if column in rows.columns:
                rows = rows.loc[rows[column] == value]
        return rows.reset_index(drop=True)


def _effect(policy: str) -> float:
    return 0.1 * POLICIES.index(policy)


def _luck(replication: int, place: float) -> float:
    """Stand in for chance: between -1 and 1, the same for every policy."""
    return float(np.sin(12.9 * replication + 4.1 * place))


def _outcomes(policies, replications):
    rows = [
        (
            policy, "none", replication, "all", outcome,
            level * (1 + _effect(policy) + 0.05 * _luck(replication, place)
                     + 0.01 * _luck(replication, place + _effect(policy))),
        )
        for policy in policies
        for replication in range(replications)
        for place, (outcome, level) in enumerate(OUTCOMES.items())
    ]  # fmt: skip
    columns = ["policy", "regime", "replication", "segment", "outcome", "value"]
    return pd.DataFrame(rows, columns=columns)


def _monthly(policies, replications):
    levels = {
        "borrower_days": 9000, "screen_days": 1600, "attempts": 300, "right_parties": 40,
        "complaints": 2, "balance_bucket_0": 10**8, "balance_bucket_1": 10**7,
        "balance_bucket_2": 10**6, "distress_added": 9 * 10**7,
        "distress_added_arrears": 5 * 10**7, "distress_added_shock": 4 * 10**7,
    }  # fmt: skip
    fixed = ("borrower_days", "balance_bucket_0", "balance_bucket_1")
    rows = [
        (
            policy, "none", replication, month, "all", series,
            level if series in fixed
            else int(level * (1 + _effect(policy) + 0.1 * _luck(replication, month))),
        )
        for policy in policies
        for replication in range(replications)
        for month in range(MONTHS)
        for series, level in levels.items()
    ]  # fmt: skip
    columns = ["policy", "regime", "replication", "month", "segment", "series", "value"]
    return pd.DataFrame(rows, columns=columns)


def _durations(policies, replications):
    rows = [
        (
            policy, "none", replication, "all", "late_instalments", day, 0,
            int(1000 * (1 + _effect(policy)) * (1 + 0.1 * _luck(replication, day))),
            200 if day == DAYS else 20,
        )
        for policy in policies
        for replication in range(replications)
        for day in range(1, DAYS + 1, 3)
    ]  # fmt: skip
    columns = [
        "policy", "regime", "replication", "segment", "series", "days", "count", "amount",
        "censored",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture(scope="session")
def make_tables():
    """Return a function that makes the tables of a run."""
    made = {}

    def make(policies=3, replications=5):
        key = policies, replications
        if key not in made:
            names = POLICIES[:policies]
            outcomes = _outcomes(names, replications)
            held = {
                "outcomes": outcomes,
                "summary": summary(outcomes),
                "differences": differences(outcomes, "status_quo", "none"),
                "monthly": _monthly(names, replications),
                "durations": _durations(names, replications),
            }
            made[key] = Tables(policies=names, held=held)
        return made[key]

    return make


@pytest.fixture(scope="session")
def make_table(make_tables):
    """Return a function that makes the table behind one figure."""

    def make(figure, policies=3, replications=5):
        return FIGURES[figure].tabulate(make_tables(policies, replications))

    return make
