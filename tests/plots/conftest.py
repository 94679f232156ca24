"""Tables of a run that nobody simulated, of as many policies and replications as a test wants."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pytest

from arrears.plots.registry import FIGURES
from arrears.results.tally_arrears import STATES
from arrears.statistics import differences, summary
from arrears.statistics.counterfactuals import counterfactual_parts
from arrears.statistics.rankings import rankings
from arrears.statistics.supply import supply_table

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


BY_SEGMENT = (
    ("salaried", "loss_rate", 0.02),
    ("gig_worker", "loss_rate", 0.05),
    ("salaried", "distress_share", 0.15),
    ("gig_worker", "distress_share", 0.2),
    ("all", "contrast_distress_share_gig_worker_salaried", 0.05),
    ("all", "contrast_loss_rate_gig_worker_salaried", 0.03),
)
SERIES = ("pause", "until_paused_180", "review_wait")


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
    rows += [
        (policy, "none", replication, segment, outcome, level + 0.01 * _luck(replication, place))
        for policy in policies
        for replication in range(replications)
        for place, (segment, outcome, level) in enumerate(BY_SEGMENT)
    ]
    columns = ["policy", "regime", "replication", "segment", "outcome", "value"]
    return pd.DataFrame(rows, columns=columns)


def _monthly(policies, replications):
    levels = {
        "borrower_days": 9000, "screen_days": 1600, "attempts": 300, "right_parties": 40,
        "complaints": 2, "balance_bucket_0": 10**8, "balance_bucket_1": 10**7,
        "balance_bucket_2": 10**6, "distress_added": 9 * 10**7,
        "distress_added_arrears": 5 * 10**7, "distress_added_shock": 4 * 10**7, "accounts": 60,
        "borrowers": 50, "delinquent_days": 700, "pause_days": 100, "pause_days_from_plan": 60,
        "pause_days_from_out_of_reach": 30, "pause_days_from_shock": 90, "essentials_cut": 12_345,
        "outstanding_at_horizon": 10**7,
        **{
            f"holdout.call.{group}.{name}": value
            for group in ("held_out", "treated", "contacted", "not_contacted")
            for name, value in (("spells", 9), ("arrears", 10**6), ("paid", 7 * 10**5))
        },
    }  # fmt: skip
    fixed = ("borrower_days", "accounts", "borrowers", "balance_bucket_0", "balance_bucket_1")
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
    ] + [
        (
            policy, "none", replication, "all", series, day, 5 + replication % 3, 0,
            int(day > DAYS + 60),
        )
        for policy in policies
        for replication in range(replications)
        for series in SERIES
        for day in range(10 + POLICIES.index(policy), DAYS + 91, 50)
    ]  # fmt: skip
    columns = [
        "policy", "regime", "replication", "segment", "series", "days", "count", "amount",
        "censored",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _who_pays(policies, replications):
    flows = {
        "disbursement": ("lender", "borrower", 5_000_000),
        "instalments": ("borrower", "lender", 4_000_000),
        "team_wages": ("lender", "staff_and_suppliers", 60_000),
        "agency_fees": ("lender", "agency", 9_000),
    }
    rows = []
    for policy in policies:
        for replication in range(replications):
            for place, (flow, (source, target, level)) in enumerate(flows.items()):
                amount = int(level * (1 + _effect(policy) / 9 + 0.1 * _luck(replication, place)))
                arm = (policy, "none", replication)
                rows += [(*arm, source, flow, -amount), (*arm, target, flow, amount)]
    columns = ["policy", "regime", "replication", "party", "flow", "amount"]
    return pd.DataFrame(rows, columns=columns)


def _in_worlds(outcomes, worlds):
    """Return the same outcomes in other worlds, the lower the later the world."""
    parts = [
        outcomes.assign(world=world, value=outcomes["value"] * (0.8 - 0.1 * place))
        for place, world in enumerate(worlds)
    ]
    return pd.concat(parts)


def _accounts(policies):
    rows = [
        (policy, "none", 0, account, account, 10_000 * (account + (account == 1) * place), 3, 2)
        for place, policy in enumerate(policies)
        for account in range(3)
    ]
    columns = [
        "policy", "regime", "replication", "account", "borrower", "paid", "max_dpd", "attempts",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _events(policies):
    """Tell of account 1: it borrows, misses, is called and pays, the later the policy."""
    told = []
    for place, policy in enumerate(policies):
        story = [
            (0, "macro", 1, "originated", 600_000, ""),
            (20, "shock", -1, "shock_start", 40, "illness"),
            (30, "due", 1, "due", 100_000, ""),
            (30, "due", 1, "missed", 100_000, "unable"),
            (33 + place, "contact", 1, "attempt", 0, ""),
            (33 + place, "contact", 1, "right_party", 0, ""),
            (34 + place, "stage", 1, "pause_start", 0, "out_of_reach"),
            (40 + place, "stage", 1, "pause_end", 6, "out_of_reach"),
            (50 + 2 * place, "borrower", 1, "paid", 100_000, "own_hand"),
            (60, "shock", -1, "shock_end", 40, "illness"),
        ]  # fmt: skip
        told += [(policy, "none", 0, 1, seq, *row) for seq, row in enumerate(story)]
    columns = [
        "policy", "regime", "replication", "borrower", "seq", "day", "phase", "account", "event",
        "amount", "cause",
    ]  # fmt: skip
    words = dict.fromkeys(("actor", "stage", "channel", "tone", "target", "root"), "")
    return pd.DataFrame(told, columns=columns).assign(
        to_fees=0, person=-1, minute=-1, action="call", **words
    )


@pytest.fixture(scope="session")
def make_tables():
    """Return a function that makes the tables of a run."""
    made = {}

    def make(policies=3, replications=5):
        key = policies, replications
        if key not in made:
            names = POLICIES[:policies]
            outcomes = _outcomes(names, replications)
            lacking = _in_worlds(outcomes, ("shocks_off", "no_arrears", "no_limbo+no_contact"))
            checks = ("weights_half", "weights_double", "half_life_half", "half_life_double")
            held = {
                "counterfactuals": counterfactual_parts(outcomes, lacking),
                "supply": supply_table(
                    outcomes, _in_worlds(outcomes, ("supply_adjusted",)), "status_quo", "none"
                ),
                "distress_rankings": rankings(
                    outcomes,
                    _in_worlds(outcomes, checks),
                    baseline="status_quo",
                    compared=("loss_rate",),
                    checks=checks,
                ),
                "outcomes": outcomes,
                "summary": summary(outcomes),
                "differences": differences(outcomes, "status_quo", "none"),
                "monthly": _monthly(names, replications),
                "durations": _durations(names, replications),
                "who_pays": _who_pays(names, replications),
                "accounts": _accounts(names),
                "events": _events(names),
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
